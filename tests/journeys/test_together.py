"""Several people in one installation, each with their own browser: two consultants who change the same thing at the
same time, and a consultant who watches a wave while forty reps answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser

from diagnostic.app import add_account
from diagnostic.storage.clients.clients import find_client
from diagnostic.storage.waves.wave_list import waves_of
from tests.made.analysed import open_small_wave
from tests.made.companies import settle
from tests.made.runs import make_run
from tests.made.waves import sqlite_installation
from tests.support.browser import chromium
from tests.support.reps import Rep
from tests.support.running_web import Walk, run_web, walk
from tests.support.staff import NOW, PASSWORD, House, furnish

pytestmark = pytest.mark.slow

NINE = datetime(2026, 3, 2, 2)  # ten o'clock of the client: the count of the day is due
SECRET = re.compile(r'name="csrf_token" value="[^"]*"')  # of the page's own forms, another one at every look


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def two_at(browser: Browser, site: str, house: House) -> tuple[Walk, Walk]:
    """Two consultants of one client, each with their own browser and language."""
    other = add_account(house.installation, "grace@example.com", "consultant", frozenset({house.a}))
    assert other is not None
    first, second = (walk(browser, each)[0] for each in ("zh-CN", "en"))
    first.sign_in(f"{site}/staff/", "alice@example.com", PASSWORD)
    second.sign_in(f"{site}/staff/", "grace@example.com", other)
    return first, second


def test_of_two_consultants_the_second_sees_the_conflict(browser: Browser, tmp_path: Path) -> None:
    house = furnish(sqlite_installation(tmp_path))
    settle(house.installation, house.a)
    make_run(house.installation, house.assessment)
    with run_web(tmp_path, NOW, house.installation, works=False) as running:
        first, second = two_at(browser, running.address, house)
        client = f"{running.address}/staff/clients/{house.a}"
        assessment = f"{client}/assessments/{house.assessment}"

        for each, name in ((first, "First"), (second, "Second")):
            each.page.goto(f"{client}/edit")
            each.page.fill("#name_en", name)
        first.go()
        second.go()
        assert (second.status, second.page.input_value("#name_en")) == (409, "Second")
        assert "First" in second.page.inner_text("main")
        second.see("client-conflict")
        with house.installation.store.reading() as session:
            client_now = find_client(session, house.a)
        assert client_now is not None
        assert client_now.name_en == "First"
        second.go()  # having read what the other did
        assert second.status == 200

        for each, owner in ((second, "王丽"), (first, "李强")):  # the other one is the second now
            each.page.goto(f"{assessment}/plan")
            each.click("article h3 a")
            each.page.fill("#owner_label_zh", owner)
        for each in (second, first):
            each.click("main form p.deeds button.first")
        assert (first.status, first.page.input_value("#owner_label_zh")) == (409, "李强")
        assert "王丽" in first.page.inner_text("main")
        first.see("plan-line-conflict")
        first.page.goto(f"{assessment}/plan")
        assert "王丽" in first.page.inner_text("article:first-of-type")

        for each in (first, second):
            each.page.goto(f"{assessment}/publish")
            each.tick("#sure")
        first.go()
        second.click("main form button.first")
        assert (first.status, second.status) == (200, 409)
        second.see("published-by-the-other")
        with house.installation.store.reading() as session:
            assert len(waves_of(session, house.assessment)) == 1
        assert first.said_wrong() == second.said_wrong() == []
        for each in (first, second):
            each.page.context.close()


class Answer:
    def __init__(self, status: int, body: str) -> None:
        self.status_code, self._body = status, body

    def get_data(self, as_text: bool) -> str:
        assert as_text
        return self._body


class Line:
    """Asks a real server what `Rep` asks a test client."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc

    def get(self, url: str, headers: Mapping[str, str]) -> Answer:
        return self._ask("GET", url, "", headers)

    def post(self, url: str, data: Mapping[str, Any], headers: Mapping[str, str]) -> Answer:
        of_a_form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", url, urlencode(data, doseq=True), {**headers, **of_a_form})

    def _ask(self, method: str, url: str, body: str, headers: Mapping[str, str]) -> Answer:
        line = HTTPConnection(self.host, timeout=60)
        line.request(method, url, body.encode(), dict(headers))
        answer = line.getresponse()
        return Answer(answer.status, answer.read().decode("utf-8"))


class FarRep(Rep):
    """A rep with a link on a real server."""

    def __init__(self, address: str, token: str, lang: str) -> None:
        self.client = Line(address)  # type: ignore[assignment]
        self.url, self.lang = f"/r/{token}", lang


def answer(address: str, token: str, lang: str = "zh-CN") -> bool:
    """Begins at the link, answers everything and sends it."""
    return FarRep(address, token, lang).begin().to_review().press("send").is_thanked


def test_while_forty_reps_answer_only_the_count_of_the_day_is_seen(browser: Browser, tmp_path: Path) -> None:
    house = furnish(sqlite_installation(tmp_path))
    wave = open_small_wave(house.installation, house.assessment, people=40)
    tokens = list(wave.tokens.values())
    with run_web(tmp_path, NINE, house.installation) as running:
        way, context = walk(browser, "zh-CN")
        assessment = f"{running.address}/staff/clients/{house.a}/assessments/{house.assessment}"

        def look() -> list[str]:
            """All a consultant may look at while the wave is open, but for what is random in its forms."""
            pages = (
                "",
                "/participation",
                "/links",
                "/close",
                "/publish",
                "/shown",
                "/surveys",
                "/diagnosis",
                "/report",
            )
            return [SECRET.sub("", context.request.get(assessment + page).text()) for page in pages]

        def counts(days: int) -> list[str]:
            """The counts of so many days, newest first, once the worker has looked."""
            for _ in range(60):
                said = way.page.locator(".days li").all_inner_texts()
                if len(said) == days:
                    return said
                way.page.wait_for_timeout(500)
                way.page.reload()
            raise AssertionError(said)

        way.sign_in(f"{assessment}/participation", "alice@example.com", PASSWORD)
        assert "0" in counts(1)[0]
        before = look()
        for place, token in enumerate(tokens[:3]):
            assert answer(running.address, token, ("zh-CN", "en")[place % 2])
            assert look() == before
        with ThreadPoolExecutor(4) as reps:
            sent = [reps.submit(answer, running.address, token) for token in tokens[3:23]]
            while not all(each.done() for each in sent):
                assert look()[1] == before[1]
                way.page.reload()
            assert all(each.result() for each in sent)
        assert look() == before

        running.calendar.put(NINE + timedelta(days=1))
        first = counts(2)
        assert "20" in first[0]
        assert "23" not in first[0]
        way.see("participation")
        with ThreadPoolExecutor(4) as reps:
            assert all(reps.map(answer, [running.address] * 17, tokens[23:]))
        way.page.reload()
        assert way.page.locator(".days li").all_inner_texts() == first
        running.calendar.put(NINE + timedelta(days=2))
        assert "40" in counts(3)[0]
        context.close()
    assert way.said_wrong() == []
