"""What `./run demo` leaves on the web: filled once through the product's own doors, shown again in a moment."""

from __future__ import annotations

import re
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest

from diagnostic.app import build_app
from diagnostic.demo.show import ACCOUNTS, DemoSummary, prepare_demo
from diagnostic.settings import Settings
from diagnostic.storage.accounts.accounts import list_accounts
from diagnostic.storage.clients.clients import assessments_of, find_assessment, list_clients
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.reports import report_file, reports_of
from diagnostic.storage.waves.wave_list import waves_of
from diagnostic.text import LANGS, Text
from tests.made.waves import sqlite_installation
from tests.support.reps import Rep

pytestmark = pytest.mark.slow

TODAY, NOW = date(2026, 3, 2), datetime(2026, 3, 2, 9, 30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="module")
def installation(folder: Path) -> Installation:
    return sqlite_installation(folder)


def show(installation: Installation, folder: Path, said: list[Text]) -> DemoSummary:
    settings = Settings(instance=str(folder), resamples=100, bind="127.0.0.1:8000")
    return prepare_demo(installation, settings, folder / "demo", TODAY, NOW, said.append)


def test_the_company_is_there_once_and_shown_again(installation: Installation, folder: Path) -> None:
    first, said = show(installation, folder, []), []  # type: ignore[var-annotated]
    again = show(installation, folder, said)
    assert said == []  # nothing is made again
    with installation.store.reading() as session:
        (client,) = list_clients(session, None)
        lines = assessments_of(session, client.id)
        facts = [find_assessment(session, client.id, line.id) for line in lines]
        states = {line.id: [wave.state for wave in waves_of(session, line.id)] for line in lines}
        reports = [report for line in lines for report in reports_of(session, line.id)]
        pdfs = [report_file(session, reports[0].id, f"report.{lang}.pdf") for lang in LANGS]
        roles = {account.email: (account.role, len(account.clients)) for account in list_accounts(session)}
    assert all(each is not None and each.simulated for each in facts)
    assert "simulated" in str(client.name["en"])
    assert sorted(states.values()) == [["open"], ["sealed"]]
    assert [report.number for report in reports] == [1]
    assert all(pdf is not None and pdf.startswith(b"%PDF") for pdf in pdfs)
    assert roles == {email: (role, role != "administrator") for email, role, _ in ACCOUNTS}
    assert all(len(password or "") > 15 for _, _, password in first.accounts)
    assert [password for _, _, password in again.accounts] == [None] * len(ACCOUNTS)
    assert not {*first.links} & {*again.links}
    for lang in LANGS:
        printed = "\n".join(first.lines(lang))
        assert all(link in printed for link in first.links)
        assert all(address in printed for _, address in first.pages)


@pytest.mark.parametrize("lang", LANGS)
def test_the_answer_on_one_page_takes_one_page(installation: Installation, folder: Path, lang: str) -> None:
    show(installation, folder, [])
    with installation.store.reading() as session:
        (client,) = list_clients(session, None)
        ids = [
            each.id for line in assessments_of(session, client.id) for each in reports_of(session, line.id)
        ]
        pdf = report_file(session, ids[0], f"report.{lang}.pdf")
    text = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, check=True, capture_output=True)
    heads = [
        next(line for line in page.splitlines() if line.strip())
        for page in text.stdout.decode("utf-8").split("\f")[2:4]
    ]
    assert [re.findall(r"\s\s(\d) +\D", head) for head in heads] == [["1"], ["2"]]


def test_its_links_open_and_its_pages_are_there(installation: Installation, folder: Path) -> None:
    shown = show(installation, folder, [])
    app = build_app(installation, today=lambda: TODAY, now=lambda: NOW)
    for link in shown.links:
        rep = Rep(app, link.rpartition("/")[2]).open()
        assert rep.response.status_code == 200
    staff = app.test_client()
    for _, address in shown.pages:
        assert staff.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 302  # to signing in


def test_nothing_on_the_disk_tells_who_ticked_what(installation: Installation, folder: Path) -> None:
    show(installation, folder, [])
    assert not [path for path in folder.rglob("*") if "sittings" in path.name]
