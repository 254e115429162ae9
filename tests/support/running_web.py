"""A running product for journeys with a real browser: the web over one installation, a worker process, and a
calendar that both read and a test moves. `python -m tests.support.running_web FOLDER` is the worker.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from diagnostic.app import build_app
from diagnostic.jobs.run_job import WorkerContext
from diagnostic.jobs.worker import work
from diagnostic.settings import Settings
from diagnostic.storage.installation import Installation, open_ready_installation
from tests.journeys.test_consultant_start import SIZES, Journey
from tests.made.waves import sqlite_installation
from tests.support.folders import ROOT

PATIENCE = 240_000  # milliseconds the longest work may take on a busy machine


@dataclass(frozen=True)
class Calendar:
    """A clock that runs on from where a test has put it, for every process that reads its file."""

    file: Path

    def put(self, at: datetime) -> None:
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{at.isoformat()} {time.time()}", "ascii")
        fresh.replace(self.file)

    def now(self) -> datetime:
        at, since = self.file.read_text("ascii").split()
        passed = timedelta(seconds=int(time.time() - float(since)))
        return datetime.fromisoformat(at) + passed

    def today(self) -> date:
        return self.now().date()


@dataclass
class RunningWeb:
    installation: Installation
    app: Flask
    calendar: Calendar
    address: str


@contextmanager
def run_web(
    folder: Path, at: datetime, installation: Installation | None = None, works: bool = True
) -> Iterator[RunningWeb]:
    """The web over an installation in `folder` (an empty one, unless given), and a worker process."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # the test's server would log addresses
    installation = installation or sqlite_installation(folder)
    calendar = Calendar(folder / "calendar")
    calendar.put(at)
    app = build_app(installation, today=calendar.today, now=calendar.now)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    command = [sys.executable, "-m", "tests.support.running_web", str(folder)]
    worker = subprocess.Popen(command, cwd=ROOT) if works else None
    try:
        yield RunningWeb(installation, app, calendar, f"http://127.0.0.1:{server.port}")
    finally:
        if worker is not None:
            worker.terminate()
            worker.wait(timeout=60)
        server.shutdown()
        thread.join()
        server.server_close()
        installation.close()


class Walk(Journey):
    """A journey that counts what is pressed, and finds its way by where links lead instead of by words."""

    def __init__(self, page: Page, lang: str) -> None:
        super().__init__(page, lang)
        self.clicks = self.status = 0
        self.asked: set[tuple[str, str]] = set()
        page.context.on("request", lambda request: self.asked.add((request.method, request.url)))

    def sign_in(self, address: str, email: str, password: str) -> None:
        self.page.goto(address)
        self.page.fill("#email", email)
        self.page.fill("#password", password)
        self.enter()

    def click(self, selector: str, nth: int = 0) -> None:
        """Press what leads to another page."""
        self.clicks += 1
        with self.page.expect_navigation() as led:
            self.page.locator(selector).nth(nth).click()
        self.status = led.value.status

    def follow(self, end: str) -> None:
        """The link of the page itself, or of its trail, that leads to the address with this end."""
        self.click(f'main a[href$="{end}"], nav.trail a[href$="{end}"]')

    def go(self) -> None:
        """The one button the page proposes."""
        self.click("main form button.first, main form button.bad")

    def tick(self, selector: str) -> None:
        self.clicks += 1
        self.page.check(selector)

    def press_only(self, selector: str) -> None:
        """Press what leads nowhere."""
        self.clicks += 1
        self.page.click(selector)

    def choose(self, selector: str, value: str) -> None:
        self.clicks += 1
        self.page.select_option(selector, value)

    def give(self, file: Path) -> None:
        self.clicks += 1
        self.page.set_input_files("#file", file)

    def download(self, selector: str) -> Path:
        self.clicks += 1
        with self.page.expect_download() as got:
            self.page.locator(selector).first.click()
        return got.value.path()

    def fetch(self, selector: str) -> bytes:
        """What a link gives that the browser itself would show in place of the page, such as a paper."""
        self.clicks += 1
        address = self.page.locator(selector).first.evaluate("link => link.href")
        answer = self.page.context.request.get(address)
        assert answer.status == 200, address
        return answer.body()

    def wait_for_work(self) -> None:
        """Until the work this page is about is done; then where it leads."""
        self.page.wait_for_selector("#job[data-state=done], #job[data-state=failed]", timeout=PATIENCE)
        assert self.page.locator("#job").get_attribute("data-state") == "done", self.page.inner_text("main")
        self.click("#job-deeds a.first")

    def said_wrong(self) -> list[str]:
        """What the browser complained about, refusals apart: a test asks for those."""
        return [fault for fault in self.faults if not any(code in fault for code in ("404", "409", "422"))]


def walk(browser: Browser, lang: str, dark: bool = False) -> tuple[Walk, BrowserContext]:
    context = browser.new_context(
        locale=lang, viewport=SIZES["desk"], accept_downloads=True, color_scheme="dark" if dark else "light"
    )  # type: ignore[arg-type]
    return Walk(context.new_page(), lang), context


def main(folder: str) -> None:
    settings = replace(Settings(), instance=folder, resamples=100)
    installation = open_ready_installation(settings)
    work(WorkerContext(installation, settings, Calendar(Path(folder) / "calendar").now), tick_every=0.5)


if __name__ == "__main__":
    main(*sys.argv[1:])
