"""`./run` on a machine that lacks something: as root, with sudo, and with neither. System commands are stand-ins."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.folders import ROOT

ONLY_TESTS = ("poppler-utils", "postgresql", "libatomic1", "chromium")
BASICS = ("bash", "env", "grep", "cksum", "basename", "dirname", "cat", "sh")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder that is the whole PATH: the basics, this Python, and a package list on which nothing is installed."""
    for name in BASICS:
        found = shutil.which(name)
        assert found is not None
        (tmp_path / name).symlink_to(found)
    (tmp_path / "python3").symlink_to(sys.executable)
    _stand_in(tmp_path, "dpkg-query", "exit 1")
    return tmp_path


def _stand_in(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def _run(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine), "HOME": str(machine), "LANG": "C.UTF-8"}
    return subprocess.run(
        [str(machine / "bash"), str(ROOT / "run"), *arguments],
        env=environment,
        capture_output=True,
        text=True,
    )


def test_without_root_and_sudo_it_names_the_command_and_stops(machine: Path) -> None:
    _stand_in(machine, "id", "echo 1000")
    done = _run(machine, "help")
    assert done.returncode == 4
    assert "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends" in done.stderr
    assert "libpango-1.0-0" in done.stderr
    assert "fonts-noto-cjk" in done.stderr


@pytest.mark.parametrize(("user", "before"), [("0", ""), ("1000", "sudo ")])
def test_with_root_or_sudo_it_installs_what_is_missing_and_goes_on(
    machine: Path, user: str, before: str
) -> None:
    log = machine / "log"
    _stand_in(machine, "id", f"echo {user}")
    _stand_in(machine, "apt-get", f'echo "apt-get $*" >> {log}')
    _stand_in(machine, "sudo", f'[ "$1" = -n ] && exit 0; echo "sudo $1" >> {log}; exec "$@"')
    done = _run(machine, "help")
    assert done.returncode == 0, done.stderr
    lines = log.read_text().splitlines()
    assert any(line.startswith("apt-get update") for line in lines)
    installed = next(line for line in lines if line.startswith("apt-get install"))
    assert "libpango-1.0-0" in installed
    assert not any(package in installed for package in ONLY_TESTS)
    assert any(line.startswith("sudo") for line in lines) == bool(before)


def test_a_failing_package_manager_is_exit_4_with_the_command(machine: Path) -> None:
    _stand_in(machine, "id", "echo 0")
    _stand_in(machine, "apt-get", "exit 100")
    done = _run(machine, "help")
    assert done.returncode == 4
    assert "apt-get update && apt-get install" in done.stderr


def test_tests_want_a_database_server_and_a_browser_too(machine: Path) -> None:
    _stand_in(machine, "id", "echo 0")
    _stand_in(machine, "apt-get", "exit 100")
    done = _run(machine, "test")
    assert done.returncode == 4
    assert all(package in done.stderr for package in ONLY_TESTS)


def test_a_python_that_is_too_old_is_exit_4(machine: Path) -> None:
    (machine / "python3").unlink()
    _stand_in(machine, "python3", "exit 1")
    done = _run(machine, "help")
    assert done.returncode == 4
    assert "python3" in done.stderr


def test_ready_machines_start_without_touching_anything(machine: Path) -> None:
    _stand_in(machine, "dpkg-query", "echo 'install ok installed'")
    done = _run(machine, "help")
    assert done.returncode == 0
    assert "./run" in done.stdout
    assert "==>" not in done.stderr
