"""A consultant with a real browser, from an empty database to the PDF on paper: in Chinese with the files of a CRM,
in English with those of the simulated company, whose report is then open to an executive and a reader with a
link, and to no one else. A worker process does the long work, as in an installation.

The pages that other journeys look at with axe are not looked at here again.
"""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pikepdf
import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from sqlalchemy import select

from diagnostic.app import add_account
from diagnostic.core.survey.sittings.sitting import Sitting
from diagnostic.demo.diagnose_company import draw_company
from diagnostic.storage.clients.clients import ClientFacts, add_client
from diagnostic.storage.database import tables as t
from diagnostic.storage.results.run_results import diagnosis_of
from diagnostic.usecases.answers.find_sitting import WaveShelf, find_sitting
from diagnostic.usecases.answers.submit_answers import Sent, submit_answers
from tests.journeys.test_consultant_start import SIZES
from tests.made.waves import full_answers
from tests.support.browser import chromium
from tests.support.folders import ROOT
from tests.support.running_web import RunningWeb, Walk, run_web, walk

pytestmark = pytest.mark.slow

CRM = ROOT / "tests/data/sales/crm"
EMAIL = "erin@example.com"
PLANTED = {  # robust ones of tests/data/demo_answer_key.toml
    (28, "team_type:key_account"),
    (32, "team_type:channel"),
}
LAST = 100  # more pages than a report has
MOST_CLICKS = 12  # from the file of the roster to everybody's links
FITS = "[...document.querySelectorAll('.keys div > *')].every(each => each.scrollWidth <= each.clientWidth)"
Answers = Callable[[str, Sitting], Mapping[str, Any]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def words_of(paper: bytes, last: int) -> str:
    """The text as far as the last page asked for: to read all of it takes seconds."""
    told = subprocess.run(
        ["pdftotext", "-l", str(last), "-", "-"], input=paper, capture_output=True, check=True
    )
    return told.stdout.decode("utf-8")


def begin(
    way: Walk, running: RunningWeb, names: Mapping[str, str], period: tuple[str, str], target: str
) -> None:
    """From signing in to the path of a new assessment."""
    password = add_account(running.installation, EMAIL, "consultant")
    assert password is not None
    page = way.page
    way.sign_in(f"{running.address}/staff/", EMAIL, password)
    way.follow("/clients/new")
    for lang, name in names.items():
        page.fill(f"#name_{lang}", name)
    page.select_option("#currency", "CNY")
    way.go()
    way.follow("/assessments/new")
    page.fill("#first", period[0])
    page.fill("#last", period[1])
    page.fill("#board_target", target)
    way.go()


def look_at(way: Walk, file: Path) -> None:
    """Give a file on a page that takes one, and ask what it would change."""
    way.give(file)
    way.go()


def back_to_path(way: Walk) -> None:
    way.click("nav.trail a", 1)
    way.click(".rows a")


def back_to_assessment(way: Walk) -> None:
    way.click("nav.trail a", 2)


def publish(way: Walk) -> None:
    """From the path: publishing with what is proposed, as far as the page with the links."""
    way.follow("/publish")
    way.see("publish")
    way.tick("#sure")
    way.go()
    way.see("links")


def links_in(packed: Path, cards: bool) -> dict[str, str]:
    """Person -> token, from the file of links."""
    with zipfile.ZipFile(packed) as archive:
        assert ("cards.pdf" in archive.namelist()) == cards
        table = archive.read("links.csv").decode("utf-8-sig")
    return {line["person_id"]: line["url"].rpartition("/")[2] for line in csv.DictReader(io.StringIO(table))}


def answer(running: RunningWeb, tokens: Mapping[str, str], answers: Answers) -> None:
    """Everybody sends what `answers` gives for them."""
    shelf, today = WaveShelf({}), running.calendar.today()
    for person, token in tokens.items():
        found = find_sitting(running.installation, shelf, token, today)
        assert found is not None
        given = answers(person, found.sitting)
        assert submit_answers(running.installation, shelf, token, f"w-{person}", given, today) is Sent.STORED


def poor_answers(person: str, sitting: Sitting) -> Mapping[str, Any]:
    """All is bad, and said with a little chance in it, so that there is something to plan."""
    rng = random.Random(person)
    given = dict(full_answers(sitting, person))
    for item in sitting.items:
        if item.scored and item.minimum is not None and item.maximum is not None:
            poor = item.minimum + rng.randint(0, 1)
            given[item.code] = int(item.minimum + item.maximum - poor if item.reversed else poor)
    return given


def close_and_seal(way: Walk) -> None:
    way.follow("/participation")
    way.see("participation")
    way.follow("/close")
    way.see("close")
    way.tick("#sure")
    way.go()
    way.see("job")
    way.wait_for_work()
    way.see("sealed")


def analyse(way: Walk) -> None:
    way.follow("/diagnosis")
    way.see("diagnosis-empty")
    way.go()
    way.wait_for_work()
    way.see("diagnosis")


def make_report(way: Walk) -> dict[str, bytes]:
    """From the page of reports; gives both papers."""
    way.see("report-new")
    way.go()
    way.wait_for_work()
    way.see("report-made")
    papers = {lang: way.fetch(f'main a[href$="report.{lang}.pdf"]') for lang in ("zh", "en")}
    for paper in papers.values():
        with pikepdf.open(io.BytesIO(paper)) as pdf:
            assert len(pdf.pages) > 5
    return papers


def test_with_the_files_of_a_crm(browser: Browser, tmp_path: Path) -> None:
    with run_web(tmp_path, datetime(2018, 1, 8, 2)) as running:
        way, context = walk(browser, "zh-CN")
        page = way.page
        begin(way, running, {"zh": "甲公司"}, ("2017-01-01", "2017-12-31"), "")
        way.follow("/roster")
        look_at(way, CRM / "sales_teams.csv")
        way.choose("#unit_path", "regional_office")
        way.choose("#unit_2", "manager")
        way.go()
        way.go()
        back_to_path(way)
        way.follow("/figures")
        look_at(way, CRM / "sales_pipeline.csv")
        way.see("figure-columns")
        way.go()
        way.see("figure-trial")
        way.go()
        back_to_path(way)
        publish(way)
        tokens = links_in(way.download("main form button.first"), cards=True)
        assert len(tokens) == 35
        answer(running, tokens, poor_answers)
        back_to_assessment(way)
        close_and_seal(way)
        back_to_assessment(way)
        analyse(way)
        back_to_assessment(way)
        way.follow("/plan")
        way.see("plan")
        way.click("article h3 a")
        page.fill("#owner_label_zh", "周晓岚")
        page.fill("#owner_label_en", "Zhou Xiaolan")
        page.fill("#first_step_by", "2018-01-12")
        way.click("main form p.deeds button.first")
        way.follow("/plan/keep")
        page.fill("#note", "第一版")
        way.go()
        back_to_assessment(way)
        way.follow("/report")
        papers = make_report(way)
        assert "周晓岚" in words_of(papers["zh"], LAST)
        assert "Zhou Xiaolan" in words_of(papers["en"], LAST)
        context.close()
    assert way.said_wrong() == []


def people_of(folder: Path) -> tuple[Path, dict[str, dict[str, Any]]]:
    """The files of the simulated company, and what each of its people ticks."""
    inputs, people = folder / "inputs", folder / "people.jsonl"
    draw_company(inputs, "--sittings", str(people))
    told = [json.loads(line) for line in people.read_text("utf-8").splitlines()]
    return inputs, {
        line["person"]: {
            code: tuple(value) if isinstance(value, list) else value
            for code, value in line["answers"].items()
        }
        for line in told
    }


def test_with_the_files_of_the_simulated_company(browser: Browser, tmp_path: Path) -> None:
    inputs, sittings = people_of(tmp_path)
    names = {"zh": "汀澜流体控制", "en": "Tinglan Flow Control"}
    with run_web(tmp_path, datetime(2026, 1, 15, 2)) as running:
        way, context = walk(browser, "en")
        begin(way, running, names, ("2025-01-01", "2025-12-31"), "12.2亿")
        way.follow("/roster")
        way.clicks = 0
        look_at(way, inputs / "roster.csv")
        way.go()
        back_to_path(way)
        of_roster = way.clicks
        for name in ("targets", "actuals", "opportunities"):
            way.follow("/figures")
            look_at(way, inputs / f"{name}.csv")
            way.go()
            back_to_path(way)
        way.see("path-with-figures")
        way.clicks = of_roster  # figures are no part of the way to the links
        publish(way)
        way.press_only("[name=cards]")  # 440 of them take their time, and the other journey prints some
        tokens = links_in(way.download("main form button.first"), cards=False)
        assert way.clicks <= MOST_CLICKS
        answer(running, {person: tokens[person] for person in sittings}, lambda person, _: sittings[person])
        back_to_assessment(way)
        close_and_seal(way)
        back_to_assessment(way)
        analyse(way)
        assert likely_in(running) >= PLANTED
        back_to_assessment(way)
        way.follow("/report")
        papers = make_report(way)
        assert "Tinglan Flow Control" in words_of(papers["en"], 1)
        assert "汀澜流体控制" in words_of(papers["zh"], 1)
        read_by_others(browser, running, way)
        nobody_else_sees_it(browser, running, way)
        context.close()
    assert way.said_wrong() == []


def likely_in(running: RunningWeb) -> set[tuple[int, str]]:
    with running.installation.store.reading() as session:
        run = session.scalar(select(t.Run.id))
        assert run is not None
        return {cause.key for cause in diagnosis_of(session, run).causes if cause.certainty == "likely"}


def read_by_others(browser: Browser, running: RunningWeb, way: Walk) -> None:
    """An executive, who finds the report once it is released, and somebody with a link until it is revoked."""
    way.click('main .reports .deeds a[href*="/assessments/"]')
    way.see("one-report")
    mine = urlsplit(way.page.url).path
    client, report = mine.split("/")[3], mine.rpartition("/")[2]
    password = add_account(running.installation, "carol@example.com", "executive", frozenset({client}))
    assert password is not None
    executive, hers = walk(browser, "zh-CN")
    executive.sign_in(f"{running.address}/staff/", "carol@example.com", password)
    executive.see("reports-empty")
    reading = f"{running.address}/staff/reports/{report}"
    assert hers.request.get(reading).status == 404

    way.click('main form[action$="/release"] button')
    executive.page.reload()
    executive.see("reports")
    executive.follow(f"/reports/{report}")
    read(executive)
    assert "汀澜流体控制" in words_of(executive.fetch('main a[href$="report.zh.pdf"]'), 1)
    executive.see("reading")
    executive.click(".top button[name=lang]")
    assert executive.page.locator("html").get_attribute("lang") == "en"
    assert "Tinglan Flow Control" in executive.page.inner_text("h1, .report header, main")
    executive.see("reading-en")
    for closed in (
        f"/staff/clients/{client}",
        "/staff/clients",
        mine,
        f"/staff/reports/{report}/diagnosis.json",
    ):
        assert hers.request.get(running.address + closed).status == 404, closed

    way.page.fill("#label", "Board")
    way.click('main form.sheet[action*="/report/"]:not([action$="/release"]) button')
    link = way.page.inner_text(".once code")
    way.see("link-once")
    guest, cookieless = walk(browser, "en")
    guest.page.goto(link)
    read(guest)
    guest.see("shared")
    assert "Tinglan Flow Control" in words_of(guest.fetch('main a[href$="report.en.pdf"]'), 1)
    assert cookieless.cookies() == []
    way.click('main form[action$="/revoke"] button')
    guest.page.reload()
    guest.see("shared-gone")
    for gone in ("", "/results", "/report.en.pdf"):
        assert cookieless.request.get(link + gone).status == 404
    assert executive.said_wrong() == guest.said_wrong() == []
    hers.close()
    cookieless.close()


def read(way: Walk) -> None:
    """The page of a report with the keyboard: to a part by its contents, and the figures behind a chart."""
    page = way.page
    for size in SIZES.values():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate(FITS)
    last = page.locator(".toc a").last
    last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{last.get_attribute('href')}")
    behind = page.locator("figure.chart details").first
    behind.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(behind.locator("tbody tr").first).to_be_visible()
    expect(
        page.locator("figure.chart svg[role=img]").first
    ).to_be_attached()  # its script has woken the chart


def nobody_else_sees_it(browser: Browser, running: RunningWeb, way: Walk) -> None:
    """Every address of the journey, asked by a consultant of another client and by somebody without an account."""
    with running.installation.store.writing() as session:
        other = add_client(session, ClientFacts("乙公司", "Company B", "Asia/Shanghai", None, 1))
        theirs = set(session.scalars(select(t.Client.id))) - {other}
    asked = sorted(
        (method, url)
        for method, url in way.asked
        if any(f"/clients/{each}" in url for each in theirs) or "/staff/reports/" in url
    )
    assert len(asked) > 20
    password = add_account(running.installation, "bob@example.com", "consultant", frozenset({other}))
    assert password is not None
    outsider, his = walk(browser, "en")
    outsider.sign_in(f"{running.address}/staff/", "bob@example.com", password)
    token = outsider.page.locator("[name=csrf_token]").first.get_attribute("value") or ""
    for method, url in asked:
        assert status(his, method, url, token) == 404, (method, url)
    assert "Tinglan" not in outsider.page.inner_text("body")
    his.close()
    stranger = browser.new_context()
    for method, url in asked:
        assert status(stranger, method, url, token) in ((302, 401) if method == "GET" else (302, 400, 401))
    stranger.close()


def status(context: BrowserContext, method: str, url: str, token: str) -> int:
    form = {"csrf_token": token} if method == "POST" else None
    return context.request.fetch(url, method=method, form=form, max_redirects=0).status
