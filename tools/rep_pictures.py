"""Draws what a rep sees on a phone, for the README: `python tools/rep_pictures.py docs/pages` after `./run test`.

A wave of the product's own surveys is opened in a folder that is thrown away, and a browser goes through it.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from diagnostic.core.survey.sittings.sitting import WaveChoice
from tests.made.waves import make_wave, sqlite_installation
from tests.support.browser import chromium
from tests.support.reps import Day, app_of

PHONE = {"width": 390, "height": 844}
BETWEEN, BACKGROUND = 16, "#8a8f8e"
LANGS = {"zh": "zh-CN", "en": "en-US"}
PERSON = {"zh": "P10", "en": "P12"}
NEXT = "button[value=next]:not(.default)"
MOST_PAGES = 40


def main(folder: Path) -> None:
    with _served() as links, chromium() as browser:
        for lang in LANGS:
            _strip(_sitting(browser, lang, links[PERSON[lang]])).save(
                folder / f"rep-{lang}.png", optimize=True
            )


@contextmanager
def _served() -> Iterator[dict[str, str]]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        wave = make_wave(sqlite_installation(Path(folder)), choice=WaveChoice(importance=True))
        server = make_server("127.0.0.1", 0, app_of(wave, Day()), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {person: f"http://127.0.0.1:{server.port}/r/{token}" for person, token in wave.tokens.items()}
        server.shutdown()
        wave.installation.close()


def _sitting(browser: Browser, lang: str, link: str) -> list[bytes]:
    """The promise, a page of ratings, the best three, the review and the thanks."""
    page = browser.new_context(locale=LANGS[lang], viewport=PHONE, device_scale_factor=1).new_page()  # type: ignore[arg-type]
    page.goto(link)
    seen = [page.screenshot()]
    page.check("input[name=consent]")
    page.click(NEXT)
    seen.append(page.screenshot())
    for _ in range(MOST_PAGES):
        if page.locator("input[name=at]").get_attribute("value") == "review":
            break
        if _answer(page):
            seen.append(page.screenshot())
        page.click(NEXT)
    seen.append(page.screenshot())
    page.click("button[value=send]:not(.default)")
    page.wait_for_selector("input[name=at]", state="detached")
    return [*seen, page.screenshot()]


def _answer(page: Page) -> bool:
    """Something on every card; whether it was the page of the best three."""
    best = False
    for card in page.locator("fieldset").all():
        if card.locator("input[type=radio]").count():
            card.locator("input[type=radio]").nth(3).check(force=True)
        elif card.locator("input[type=checkbox]").count():
            best = True
            for place in (0, 2, 7):
                card.locator("input[type=checkbox]").nth(place).check(force=True)
    return best


def _strip(pictures: list[bytes]) -> Image.Image:
    pages = [Image.open(BytesIO(picture)) for picture in pictures]
    width = sum(page.width for page in pages) + BETWEEN * (len(pages) - 1)
    strip = Image.new("RGB", (width, max(page.height for page in pages)), BACKGROUND)
    left = 0
    for page in pages:
        strip.paste(page, (left, 0))
        left += page.width + BETWEEN
    return strip.convert("P", palette=Image.Palette.ADAPTIVE, colors=64)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
