"""The page of a job in a real browser: it changes in place, says so once, keeps the focus, and works without script.

With DIAGNOSTIC_SHOTS=folder a picture of every state is kept there, to be looked at.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from diagnostic.faults import Fault
from diagnostic.storage.database import tables as t
from diagnostic.storage.jobs.jobs import JobProgress, JobRow, add_job, claim, expire, fail, find_job, renew
from diagnostic.text import Text
from tests.made.waves import sqlite_installation
from tests.support.browser import chromium
from tests.support.folders import ROOT
from tests.support.staff import NOW, PASSWORD, House, furnish

pytestmark = pytest.mark.slow

SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
AXE = (ROOT / "tests/data/axe/axe.min.js").read_text("utf-8")
SHOTS = os.environ.get("DIAGNOSTIC_SHOTS")
LEASE = NOW + timedelta(minutes=1)
OPENING = Text("正在内存中打开信封", "Opening the envelopes, in memory only")


@dataclass
class Site:
    house: House
    address: str
    job: str

    @property
    def page(self) -> str:
        path = f"/staff/clients/{self.house.a}/assessments/{self.house.assessment}/jobs/{self.job}"
        return self.address + path

    def take(self) -> JobRow:
        with self.house.installation.store.writing() as session:
            job = claim(session, self.job, LEASE)
        assert job is not None
        return job

    def progress(self, job: JobRow, words: Text, done: int) -> None:
        with self.house.installation.store.writing() as session:
            renew(session, job, LEASE, JobProgress(words, done, 100))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # the test's server would log addresses
    house = furnish(sqlite_installation(tmp_path))
    with house.installation.store.writing() as session:
        job, _ = add_job(
            session,
            kind="seal",
            subject="5" * 32,
            client_id=house.a,
            assessment_id=house.assessment,
            given=None,
            by="alice@example.com",
            at=NOW - timedelta(seconds=75),
        )
    server = make_server("127.0.0.1", 0, house.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(house, f"http://127.0.0.1:{server.port}", job)
    server.shutdown()
    thread.join()
    server.server_close()
    house.installation.close()


def signed_in(site: Site, browser: Browser, lang: str, script: bool = True, dark: bool = False) -> Page:
    context = browser.new_context(
        locale=lang, java_script_enabled=script, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.goto(site.page)
    page.fill("#email", "alice@example.com")
    page.fill("#password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page


def see(page: Page, name: str, lang: str) -> None:
    for size, view in SIZES.items():
        page.set_viewport_size(view)  # type: ignore[arg-type]
        page.evaluate(AXE)
        found = page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
        )
        assert found == [], (name, size)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, (name, size)
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"job-{name}.{lang}.{size}.png", full_page=True)


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_job_is_followed_in_place(site: Site, browser: Browser, lang: str) -> None:
    page = signed_in(site, browser, lang)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text))
    code: Text = OPENING
    words = code["zh" if lang == "zh-CN" else "en"]
    see(page, "alone", lang)
    page.evaluate("window.same = true")
    page.locator("#job-deeds button").focus()
    job = site.take()
    site.progress(job, OPENING, 38)
    expect(page.locator("#job-step")).to_have_text(words)
    expect(page.locator("#job-said")).to_have_text(words)
    expect(page.locator("progress")).to_have_attribute("value", "38")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    with site.house.installation.store.writing() as session:
        expire(session, LEASE + timedelta(seconds=1))
    site.progress(site.take(), OPENING, 12)
    expect(page.locator("progress")).to_have_attribute("value", "12")
    see(page, "running", lang)
    with site.house.installation.store.writing() as session:
        here = find_job(session, site.house.a, site.house.assessment, site.job)
        assert here is not None
        fail(
            session,
            here,
            [Fault("wave.key_missing"), Fault("job.failed", values={"reference": "5f3a09c1"})],
            NOW,
        )
    expect(page.locator(".job-label.failed")).to_be_visible()
    expect(page.locator(".job-faults li")).to_have_count(2)
    see(page, "failed", lang)
    assert page.evaluate("window.same") is True  # never reloaded
    with page.expect_navigation():
        page.locator("#job-deeds button").click()
    with page.expect_navigation():
        page.locator("#job-deeds button").click()
    see(page, "cancelled", lang)
    assert faults == []


def test_it_works_without_script(site: Site, browser: Browser) -> None:
    page = signed_in(site, browser, "en", script=False)
    site.progress(site.take(), OPENING, 40)
    expect(page.locator("progress")).to_have_attribute("value", "40")  # the page reloaded itself
    page.locator("#job-deeds button").click()
    expect(page.locator(".job-label.stopping")).to_be_visible()
    with site.house.installation.store.writing() as session:
        session.query(t.Job).update({"state": "done", "lease_until": None, "ended_at": NOW})
    expect(page.locator(".job-label.done")).to_be_visible()


def test_it_is_clean_in_the_dark(site: Site, browser: Browser) -> None:
    page = signed_in(site, browser, "zh-CN", dark=True)
    site.progress(site.take(), OPENING, 64)
    expect(page.locator("progress")).to_have_attribute("value", "64")
    see(page, "dark", "zh-CN")
