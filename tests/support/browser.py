"""The browser of the tests: Debian's Chromium, or where a system has none the one Playwright brings (`./run test`)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-extensions",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser. Without one the tests that need it fail; none is skipped."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield running
        running.close()
