"""What `pip install` gives: the program `sales-diagnostic` with all its files, in an environment of its own, elsewhere.

The wheel is built from a copy of the checkout. The environment sees the packages the product needs, and not the
checkout; nothing is asked of the network.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest

from tests.support.command_line import given, run
from tests.support.folders import ROOT

pytestmark = pytest.mark.slow

ANSWERS = given("answers", "survey/tempe2018_employee_survey.csv", "tempe")
HANDED_OUT = ("docs/check_release.py", "docs/survey.schema.json")
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-cache-dir")


def files(*folders: str) -> list[str]:
    """What git knows or would add under these folders."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard", "--", *folders]
    named = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
    return sorted(name for name in {*named} - {""} if (ROOT / name).is_file())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing is left in the checkout and nothing old in the wheel."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    wanted = ("diagnostic", "docs", "report_templates", "surveys", ":(glob)*")
    for name in files(*wanted):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    options = ("--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir", str(made))
    subprocess.run([*PIP, "wheel", *options, str(source)], check=True, env=_bare())
    (path,) = made.glob("*.whl")
    return path


@dataclass(frozen=True, slots=True)
class Installed:
    """The program in its environment, started in `folder`."""

    path: Path
    folder: Path

    def __call__(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.path, *arguments], cwd=self.folder, env=_bare(**more), capture_output=True, text=True
        )

    def ok(self, *arguments: str) -> str:
        done = self(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout


def _bare(**more: str) -> dict[str, str]:
    """An environment that says nothing of the checkout."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", **more}


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    needed = [path for path in sys.path if path.endswith("-packages")]
    (site / "needed.pth").write_text("\n".join(needed) + "\n")
    into = ("--python", str(folder / "bin/python"))
    command = [*PIP, *into, "install", "--no-deps", "--no-index", "--no-warn-script-location", str(wheel)]
    subprocess.run(command, check=True, env=_bare())
    return folder


@pytest.fixture
def program(environment: Path, tmp_path: Path) -> Installed:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return Installed(environment / "bin" / "sales-diagnostic", folder)


def test_the_wheel_holds_every_file_of_the_product(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {*archive.namelist()}
    data = [f"diagnostic/{name}" for name in (*files("surveys", "report_templates"), *HANDED_OUT)]
    missing = [name for name in (*files("diagnostic"), *data) if name not in inside]
    assert missing == []
    catalogs = [name for name in inside if name.endswith("messages.po")]
    assert catalogs
    assert [name for name in catalogs if name.removesuffix("po") + "mo" not in inside] == []
    metadata = {name for name in inside if ".dist-info/" in name}
    assert {name.split("/")[0] for name in inside - metadata} == {"diagnostic"}


def test_it_checks_the_surveys_and_the_playbook_it_came_with(program: Installed) -> None:
    for words in (("check",), ("check", "surveys"), ("check", "playbook")):
        assert program.ok(*words) == "nothing wrong\n"
    assert list(program.folder.iterdir()) == []


def test_it_diagnoses_as_a_checkout_does(
    program: Installed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("diagnose", *ANSWERS, "--min-group", "10", "--out")
    assert {"report/report.zh.pdf", "report/report.en.pdf"} <= {*program.ok(*words, "report").split()}
    here = run(tmp_path / "here", *words, str(tmp_path / "here"), patch=monkeypatch)
    assert here.code == 0
    found = json.loads((program.folder / "report/diagnosis.json").read_text("utf-8"))
    there = {result["key"]: result for result in found}
    assert {key: result["verdict"] for key, result in there.items()} == {
        key: result["verdict"] for key, result in here.results().items()
    }
    estimates = {key: result["estimate"] for key, result in here.results().items()}
    assert {key: result["estimate"] for key, result in there.items()} == pytest.approx(estimates)


def test_it_serves_the_pages_over_a_database_in_the_working_directory(program: Installed) -> None:
    assert program("serve").returncode == 4  # there is no database yet
    program.ok("upgrade")
    assert (program.folder / "instance/diagnostic.sqlite").is_file()
    with serving(program) as address:
        assert "登录" in read(f"{address}/staff/sign-in", "zh")
        page = read(f"{address}/staff/sign-in", "en")
        assert "Sign in" in page
        (style,) = re.findall(r'href="(/staff/static/staff[^"]*\.css[^"]*)"', page)
        assert "{" in read(address + style, "en")
        assert "</main>" in read(f"{address}/r/no-such-link", "en")


def read(address: str, lang: str) -> str:
    """The page a browser of this language gets, whatever its status."""
    request = urllib.request.Request(address, headers={"Accept-Language": lang})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as page:  # noqa: S310
            return str(page.read().decode())
    except HTTPError as error:
        return error.read().decode()


@contextmanager
def serving(program: Installed) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    environ = _bare(DIAGNOSTIC_BIND=bind, DIAGNOSTIC_WORKERS="1")
    server = subprocess.Popen([program.path, "serve"], cwd=program.folder, env=environ)
    try:
        wait_for(f"http://{bind}/staff/sign-in")
        yield f"http://{bind}"
    finally:
        server.terminate()
        assert server.wait(timeout=60) == 0


def wait_for(address: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=30).close()  # noqa: S310
        except URLError:
            assert time.monotonic() < until, "nothing is served"
            time.sleep(0.2)
        else:
            return


def test_the_settings_are_those_of_the_instance_folder(program: Installed, tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    instance.mkdir()
    assert program("upgrade", DIAGNOSTIC_INSTANCE=str(instance)).returncode == 0
    assert (instance / "diagnostic.sqlite").is_file()
    assert list(program.folder.iterdir()) == []
    (instance / "config.toml").write_text("min_group = 4\n")
    wrong = program("upgrade", DIAGNOSTIC_INSTANCE=str(instance))
    assert (wrong.returncode, wrong.stderr.split()[1]) == (2, "[settings.bad_value]")


def test_it_calls_itself_by_its_name_and_says_what_wants_a_checkout(program: Installed) -> None:
    page = program.ok("help")
    assert "sales-diagnostic diagnose" in page
    assert "./run" not in page
    assert "run: sales-diagnostic upgrade" in program("serve").stderr
    for word in ("bench", "calibrate"):
        done = program(word)
        assert (done.returncode, done.stderr.split()[0]) == (4, "[checkout.needed]")
