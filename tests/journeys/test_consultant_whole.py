"""A consultant with a real browser, from an empty database to the PDF in his hand: in Chinese with the files of a CRM,
in English with those of the simulated company. A worker process does the long work, as in an installation.
"""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import time
import tomllib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from diagnostic.app import add_account
from diagnostic.config import ROOT
from diagnostic.core.survey.sitting import Sitting
from diagnostic.usecases.find_sitting import WaveShelf, find_sitting
from diagnostic.usecases.show_demo import draw_company
from diagnostic.usecases.submit_answers import Sent, submit_answers
from tests.browser import chromium
from tests.offices import Office, Walk, open_office, walk
from tests.waves import full_answers

CRM = ROOT / "tests/data/sales/crm"
EMAIL = "erin@example.com"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def words_of(pdf: Path) -> str:
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    return told.stdout.decode("utf-8")


Answers = Callable[[str, Sitting], Mapping[str, Any]]


def begin(way: Walk, office: Office, names: Mapping[str, str], period: tuple[str, str], target: str) -> None:
    """From signing in to the path of a new assessment."""
    password = add_account(office.installation, EMAIL, "consultant")
    assert password is not None
    page = way.page
    way.sign_in(f"{office.address}/staff/", EMAIL, password)
    way.see("no-client")
    way.follow("/clients/new")
    for lang, name in names.items():
        page.fill(f"#name_{lang}", name)
    page.select_option("#currency", "CNY")
    way.see("client-form")
    way.go()
    way.follow("/assessments/new")
    page.fill("#first", period[0])
    page.fill("#last", period[1])
    page.fill("#board_target", target)
    way.see("assessment-form")
    way.go()
    way.see("path")


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


def links_in(packed: Path) -> dict[str, str]:
    """Person -> token, from the file of links."""
    with zipfile.ZipFile(packed) as archive:
        table = archive.read("links.csv").decode("utf-8-sig")
    return {line["person_id"]: line["url"].rpartition("/")[2] for line in csv.DictReader(io.StringIO(table))}


def answer(office: Office, tokens: Mapping[str, str], answers: Answers) -> None:
    """Everybody sends what `answers` says of him."""
    shelf, today = WaveShelf({}), office.calendar.today()
    for person, token in tokens.items():
        found = find_sitting(office.installation, shelf, token, today)
        assert found is not None
        given = answers(person, found.sitting)
        assert submit_answers(office.installation, shelf, token, f"w-{person}", given, today) is Sent.STORED


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


def make_report(way: Walk) -> dict[str, str]:
    """From the page of reports; gives the words of both papers."""
    way.see("report-new")
    way.go()
    way.wait_for_work()
    way.see("report-made")
    return {lang: words_of(way.download(f'main a[href$="report.{lang}.pdf"]')) for lang in ("zh", "en")}


def test_with_the_files_of_a_crm(browser: Browser, tmp_path: Path) -> None:
    began = time.time()
    with open_office(tmp_path, datetime(2018, 1, 8, 2)) as office:
        way, context = walk(browser, "zh-CN")
        page = way.page
        begin(way, office, {"zh": "甲公司"}, ("2017-01-01", "2017-12-31"), "")
        way.follow("/roster")
        look_at(way, CRM / "sales_teams.csv")
        way.choose("#unit_path", "regional_office")
        way.choose("#unit_2", "manager")
        way.see("columns")
        way.go()
        way.see("trial")
        way.go()
        back_to_path(way)
        way.follow("/figures")
        look_at(way, CRM / "sales_pipeline.csv")
        way.see("figure-columns")
        way.go()
        way.see("figure-trial")
        way.go()
        way.see("figures")
        back_to_path(way)
        publish(way)
        packed = way.download("main form button.first")
        tokens = links_in(packed)
        assert len(tokens) == 35
        answer(office, tokens, poor_answers)
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
        way.see("plan-line")
        way.click("main form p.deeds button.first")
        way.follow("/plan/keep")
        page.fill("#note", "第一版")
        way.go()
        way.see("plan-versions")
        back_to_assessment(way)
        way.follow("/report")
        way.see("report-new")
        papers = make_report(way)
        print(time.time() - began)
        Path("/tmp/zh.txt").write_text(papers["zh"])
        Path("/tmp/en.txt").write_text(papers["en"])
        assert "周晓岚" in papers["zh"] and "Zhou Xiaolan" in papers["en"]
        context.close()
    assert way.said_wrong() == []


def test_with_the_files_of_the_simulated_company(browser: Browser, tmp_path: Path) -> None:
    began = time.time()
    inputs, people = tmp_path / "inputs", tmp_path / "people.jsonl"
    draw_company(inputs, "--sittings", str(people))
    told = [json.loads(line) for line in people.read_text("utf-8").splitlines()]
    sittings = {
        line["person"]: {
            code: tuple(value) if isinstance(value, list) else value
            for code, value in line["answers"].items()
        }
        for line in told
    }
    stated = tomllib.loads((inputs / "demo.toml").read_text("utf-8"))["assessment"]
    print(stated)
    with open_office(tmp_path, datetime(2026, 1, 15, 2)) as office:
        way, context = walk(browser, "en")
        begin(
            way,
            office,
            {"zh": "汀澜流体控制", "en": "Tinglan Flow Control"},
            ("2025-01-01", "2025-12-31"),
            "12.2亿",
        )
        way.follow("/roster")
        way.clicks = 0
        look_at(way, inputs / "roster.csv")
        way.see("trial")
        way.go()
        way.see("roster")
        of_roster = way.clicks
        back_to_path(way)
        for name in ("targets", "actuals", "opportunities"):
            way.follow("/figures")
            look_at(way, inputs / f"{name}.csv")
            way.see(f"figures-{name}")
            if "/columns" in way.page.url:
                way.go()
            way.go()
            back_to_path(way)
        way.see("path-with-figures")
        way.clicks = of_roster
        publish(way)
        way.page.uncheck("[name=cards]")
        way.clicks += 1
        packed = way.download("main form button.first")
        print("clicks", way.clicks)
        tokens = links_in(packed)
        print(time.time() - began)
        answer(office, {person: tokens[person] for person in sittings}, lambda person, _: sittings[person])
        print(time.time() - began)
        back_to_assessment(way)
        close_and_seal(way)
        back_to_assessment(way)
        print(time.time() - began)
        analyse(way)
        print(time.time() - began)
        back_to_assessment(way)
        way.follow("/report")
        papers = make_report(way)
        print(time.time() - began)
        for lang in papers:
            Path(f"/tmp/demo.{lang}.txt").write_text(papers[lang])
        context.close()
    assert way.said_wrong() == []
