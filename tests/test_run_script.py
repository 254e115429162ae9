"""`./run` on a machine that lacks something: as root, with sudo, and with neither. System commands are stand-ins."""

from __future__ import annotations

import platform
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


def _run(machine: Path, *arguments: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine), "HOME": str(machine), "LANG": "C.UTF-8"}
    return subprocess.run(
        [str(machine / "bash"), str(root / "run"), *arguments],
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


def test_both_databases_work_with_what_run_installs() -> None:
    """The driver of PostgreSQL is among the packages of every word, not of the tests only."""
    for lock in ("requirements.lock", "requirements-test.lock"):
        names = {line.partition("==")[0] for line in (ROOT / lock).read_text().splitlines() if "==" in line}
        assert {"psycopg", "psycopg-binary", "sqlalchemy"} <= names


def test_ready_machines_start_without_touching_anything(machine: Path) -> None:
    _stand_in(machine, "dpkg-query", "echo 'install ok installed'")
    done = _run(machine, "help")
    assert done.returncode == 0
    assert "./run" in done.stdout
    assert "==>" not in done.stderr


@pytest.fixture
def checkout(machine: Path) -> Path:
    """A checkout with nothing to install, whose tools write down what they were called with."""
    root = machine / "checkout"
    tools = root / ".venv/bin"
    tools.mkdir(parents=True)
    shutil.copy(ROOT / "run", root)
    lock = root / "requirements-test.lock"
    lock.touch()
    summed = subprocess.run(["cksum"], input="", capture_output=True, text=True, check=True)
    (root / ".venv/.installed-requirements-test.lock").write_text(
        f"Python {platform.python_version()} {summed.stdout.strip()}"
    )
    _stand_in(machine, "dpkg-query", "echo 'install ok installed'")
    _stand_in(machine, "chromium", "exit 0")
    for name in ("ruff", "mypy", "lint-imports", "coverage", "python"):
        _stand_in(tools, name, f'echo "{name} $*" >> {root}/log; echo "$TEST_TIER" > {root}/tier')
    return root


ALL = "-m pytest -n 2 --dist loadscope --no-loadscope-reorder"


@pytest.mark.parametrize(
    ("words", "tier", "called"),
    [
        ((), "full", f"python -P {ALL}"),
        (("--fast",), "fast", f"python -P {ALL} -m not slow"),
        (("--release",), "release", f"python -P {ALL}"),
        (("--coverage",), "full", f"python -P -m coverage run {ALL}"),
        (("tests/core", "-k", "alpha"), "chosen", f"python -P {ALL} tests/core -k alpha"),
        (("--release", "tests/spec"), "release", f"python -P {ALL} tests/spec"),
    ],
)
def test_words_choose_a_tier_and_the_rest_goes_to_pytest(
    machine: Path, checkout: Path, words: tuple[str, ...], tier: str, called: str
) -> None:
    done = _run(machine, "test", *words, root=checkout)
    log = (checkout / "log").read_text().splitlines()
    assert done.returncode == 0
    assert f"==> tests: {tier}" in done.stderr.splitlines()
    assert called in log
    assert (checkout / "tier").read_text() == f"{tier}\n"
    assert ("mypy " in log) == ("--fast" not in words)


@pytest.mark.parametrize(("words", "bounds"), [((), {"95", "90"}), (("tests/core",), set())])
def test_coverage_has_bounds_where_all_tests_run(
    machine: Path, checkout: Path, words: tuple[str, ...], bounds: set[str]
) -> None:
    assert _run(machine, "test", "--coverage", *words, root=checkout).returncode == 0
    reports = [line for line in (checkout / "log").read_text().splitlines() if "coverage report" in line]
    assert {line.partition("--fail-under=")[2] for line in reports} - {""} == bounds
