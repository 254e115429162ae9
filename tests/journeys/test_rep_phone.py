"""A rep with a real browser: on a phone and on a desk, in both languages, by keyboard, without script, without a net.

The app runs in a thread of the test, on a port of this machine only. axe-core looks at every page of a sitting.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.made.waves import OpenWave, make_trial_wave, make_wave, sqlite_installation, stored_answers
from tests.support.browser import chromium
from tests.support.folders import ROOT
from tests.support.reps import Day, app_of

pytestmark = pytest.mark.slow

PHONE, DESK, REFLOW = (
    {"width": 390, "height": 844},
    {"width": 1280, "height": 900},
    {"width": 320, "height": 480},
)
AXE = (ROOT / "tests/data/axe/axe.min.js").read_text("utf-8")
DRAFTS = "Object.keys(localStorage).filter(key => key.startsWith('sd-draft.'))"


@dataclass
class Site:
    """A wave on the web; each test takes people of its own."""

    wave: OpenWave
    address: str
    people: Iterator[str]

    def link(self) -> str:
        return f"{self.address}/r/{self.wave.tokens[next(self.people)]}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def serve(wave: OpenWave) -> Iterator[Site]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # the test's server would log addresses
    server = make_server("127.0.0.1", 0, app_of(wave, Day()), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(wave, f"http://127.0.0.1:{server.port}", iter(sorted(wave.tokens)))
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from serve(make_wave(sqlite_installation(tmp_path_factory.mktemp("whole"))))


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from serve(make_trial_wave(sqlite_installation(tmp_path_factory.mktemp("trial")), people=24))


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages; none of them may meet a script error or a breach of the content policy."""
    contexts, faults = [], []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**({"viewport": PHONE, "locale": "zh-CN"} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def tap(page: Page, go: str) -> None:
    """Press what the script may keep from leading anywhere."""
    page.click(f'button[name="go"][value="{go}"]:not(.default)')


def press(page: Page, go: str) -> None:
    """Press what leads to another page; a page is there when its script is, so that nothing outruns it."""
    with page.expect_navigation():
        tap(page, go)


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def at(page: Page) -> str:
    return page.locator('input[name="at"]').input_value()


def begin(page: Page, link: str) -> None:
    page.goto(link)
    page.check("#consent")
    press(page, "next")


FILL = """() => {
  for (const card of document.querySelectorAll('main .card')) {
    const box = card.querySelector('input[type=radio], input[type=checkbox]'), text = card.querySelector('textarea');
    if (box) box.click();
    else if (text) text.value = '多一些时间陪客户';
    else card.querySelector('input').value = '0';
  }
}"""


def answer(page: Page) -> None:
    page.evaluate(FILL)
    press(page, "next")


def look(page: Page) -> None:
    """No fault that axe finds, and nothing to scroll to the side."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
    )
    assert found == [], page.url
    assert sideways(page) <= 0


def test_axe_would_find_a_fault(visit: Callable[..., Page], trial: Site) -> None:
    page = visit(bypass_csp=True)
    page.goto(trial.link())
    page.evaluate("document.documentElement.removeAttribute('lang')")
    with pytest.raises(AssertionError, match="html-has-lang"):
        look(page)


def sideways(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize(("viewport", "locale"), [(PHONE, "zh-CN"), (DESK, "en-GB")])
def test_a_whole_sitting_without_a_fault(
    visit: Callable[..., Page], site: Site, viewport: dict[str, int], locale: str
) -> None:
    """Every page of the survey as it ships; axe looks at each on the phone, at each kind on the desk."""
    page = visit(viewport=viewport, locale=locale, bypass_csp=True)
    before = len(stored_answers(site.wave))
    link = site.link()
    page.goto(link)
    for details in page.locator("details").all():
        details.locator("summary").click()
    look(page)
    press(page, "next")
    assert page.evaluate("document.activeElement.id") == "errors"
    look(page)
    page.check("#consent")
    press(page, "next")
    seen = 0
    while at(page) != "review":
        assert sideways(page) <= 0
        if viewport == PHONE or seen in (0, 17, 21):
            look(page)
        answer(page)
        seen += 1
    assert seen >= 22
    look(page)
    press(page, "send")
    page.wait_for_selector("[data-over]")
    look(page)
    page.goto(link)
    look(page)
    assert len(stored_answers(site.wave)) == before + 1


@pytest.mark.parametrize(
    "look_of_it",
    [
        {"locale": "zh-CN", "viewport": PHONE},
        {"locale": "en", "viewport": PHONE, "color_scheme": "dark"},
        {"locale": "zh-CN", "viewport": DESK, "color_scheme": "dark"},
        {"locale": "en", "viewport": DESK},
        {"locale": "en", "viewport": REFLOW, "reduced_motion": "reduce"},
        {"locale": "zh-CN", "viewport": REFLOW, "forced_colors": "active"},
    ],
    ids=["zh phone", "en phone dark", "zh desk dark", "en desk", "en 400 % still", "zh 400 % forced colours"],
)
def test_every_type_of_item_in_every_look(
    visit: Callable[..., Page], trial: Site, look_of_it: dict[str, Any]
) -> None:
    page = visit(bypass_csp=True, **look_of_it)
    begin(page, trial.link())
    look(page)
    answer(page)
    page.evaluate(FILL)
    page.fill('[name="HRS-1"]', "no number")
    press(page, "next")
    assert page.evaluate("document.activeElement.id") == "errors"
    look(page)
    page.fill('[name="HRS-1"]', "0")
    page.check('input[name="AREA"][value="2"]')
    press(page, "next")
    look(page)
    page.evaluate(FILL)
    look(page)
    press(page, "next")
    look(page)


def test_chosen_options_differ_in_more_than_colour(visit: Callable[..., Page], trial: Site) -> None:
    page = visit(forced_colors="active", reduced_motion="reduce")
    begin(page, trial.link())
    page.check('input[name="VIS-1"][value="2"]')
    style = """([value, what]) =>
      getComputedStyle(document.querySelector(`input[name='VIS-1'][value='${value}'] + span`))[what]"""
    assert page.evaluate(style, ["2", "outlineStyle"]) == "solid"
    assert page.evaluate(style, ["1", "outlineStyle"]) == "none"
    assert page.evaluate(style, ["1", "transitionDuration"]) == "0s"


def test_what_is_tapped_is_large_enough(visit: Callable[..., Page], trial: Site) -> None:
    page = visit()
    begin(page, trial.link())
    for _ in range(3):
        small = page.evaluate(
            "[...document.querySelectorAll('button:not(.default), label.o, summary, textarea, main input:not([type])')]"
            ".map(e => e.getBoundingClientRect()).filter(r => r.height < 44 || r.width < 44).length"
        )
        assert small == 0
        page.evaluate(FILL)
        if page.locator('input[name="AREA"]').count():
            page.check('input[name="AREA"][value="2"]')
        press(page, "next")


def test_by_keyboard_alone(visit: Callable[..., Page], trial: Site) -> None:
    """Tab, arrows, space and Enter; the first Tab leads to the skip link, Enter in a field goes on."""
    page = visit(viewport=DESK, locale="en")
    page.goto(trial.link())

    def focus_on(what: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches({what!r})"):
                return
        raise AssertionError(what)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    focus_on("#consent")
    page.keyboard.press("Space")
    focus_on("button[value=next]")
    enter(page)
    order = []
    for code in ("VIS-1", "VIS-2", "VIS-3"):
        focus_on(f"[name={code}]")
        order.append(code)
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    assert page.evaluate("[...document.querySelectorAll(':checked')].map(e => e.value)") == ["2", "2", "2"]
    focus_on("button[value=next]")
    enter(page)
    focus_on("[name=HRS-1]")
    page.keyboard.type("0")
    enter(page)
    focus_on("[name=SAY]")
    page.keyboard.type("More time.")
    focus_on("button[value=next]")
    enter(page)
    focus_on("button[value=send]")
    enter(page)
    assert page.locator("[data-over]").count() == 1
    assert {"VIS-1": 2, "VIS-2": 2, "VIS-3": 2, "HRS-1": 0.0, "SAY": "More time."} in stored_answers(
        trial.wave
    )


def test_without_script_everything_works(visit: Callable[..., Page], trial: Site) -> None:
    page = visit(java_script_enabled=False)
    begin(page, trial.link())
    assert not page.locator("#own").is_visible()
    page.check('input[name="VIS-2"][value="1"]')
    press(page, "next")
    press(page, "lang:en")
    page.fill('[name="HRS-1"]', "7")
    press(page, "next")
    press(page, "next")
    press(page, "send")
    page.wait_for_selector("[data-over]")
    assert page.locator("html").get_attribute("lang") == "en"
    assert {"VIS-2": 1, "HRS-1": 7.0} in stored_answers(trial.wave)


def test_a_draft_is_kept_where_the_rep_said_so_and_gone_after_sending(
    visit: Callable[..., Page], trial: Site
) -> None:
    page, link = visit(), trial.link()
    page.goto(link)
    page.check("#own-phone")
    page.check("#consent")
    press(page, "next")
    page.check('input[name="VIS-1"][value="3"]')
    press(page, "next")
    page.fill('[name="HRS-1"]', "9")
    page.goto("about:blank")
    page.goto(link)
    assert link.rsplit("/", 1)[1] not in page.evaluate("JSON.stringify(localStorage)")
    page.click("#resume")
    assert page.locator('[name="HRS-1"]').input_value() == "9"
    press(page, "back")
    assert page.locator('input[name="VIS-1"][value="3"]').is_checked()
    for _ in range(3):
        press(page, "next")
    assert len(page.evaluate(DRAFTS)) == 1
    press(page, "send")
    page.wait_for_selector("[data-over]")
    assert page.evaluate(DRAFTS) == []
    assert {"VIS-1": 3, "HRS-1": 9.0} in stored_answers(trial.wave)


def test_a_draft_whose_link_was_used_elsewhere_says_so_once_and_is_gone(
    visit: Callable[..., Page], trial: Site
) -> None:
    """Begun on the rep's own phone, sent by another: all looks as ever until the rep sends."""
    page, other, link = visit(bypass_csp=True), visit(), trial.link()
    page.goto(link)
    page.check("#own-phone")
    page.check("#consent")
    press(page, "next")
    page.check('input[name="VIS-1"][value="3"]')
    begin(other, link)
    for _ in range(3):
        press(other, "next")
    press(other, "send")
    other.wait_for_selector("[data-over]")
    before = len(stored_answers(trial.wave))
    page.goto("about:blank")
    page.goto(link)
    page.click("#resume")
    assert page.locator('input[name="VIS-1"][value="3"]').is_checked()
    for _ in range(3):
        press(page, "next")
    press(page, "send")
    page.wait_for_selector("[data-over]")
    assert "之前已经用过" in page.locator("h1").inner_text()
    look(page)
    assert page.evaluate(DRAFTS) == []
    assert len(stored_answers(trial.wave)) == before


def test_nothing_is_kept_without_the_tick_nor_after_a_day(visit: Callable[..., Page], trial: Site) -> None:
    page, link = visit(), trial.link()
    begin(page, link)
    page.check('input[name="VIS-1"][value="3"]')
    press(page, "next")
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    page.goto(link)
    assert not page.locator("#draft").is_visible()
    page.check("#own-phone")
    page.uncheck("#own-phone")
    assert page.evaluate(DRAFTS) == []
    page.check("#own-phone")
    page.check("#consent")
    press(page, "next")
    page.evaluate(
        """for (const key of Object.keys(localStorage)) {
          const draft = JSON.parse(localStorage[key]);
          localStorage[key] = JSON.stringify({...draft, until: draft.until - 864e5});
        }"""
    )
    page.goto(f"{trial.address}/r/another-link")
    assert page.evaluate(DRAFTS) == []


def test_without_a_net_nothing_is_lost_and_the_second_try_stores_once(
    visit: Callable[..., Page], trial: Site
) -> None:
    page = visit()
    before = len(stored_answers(trial.wave))
    begin(page, trial.link())
    page.context.set_offline(True)
    tap(page, "next")
    page.wait_for_selector("#say:not(:empty)")
    page.context.set_offline(False)
    for _ in range(3):
        press(page, "next")
    page.context.set_offline(True)
    tap(page, "send")
    page.locator("#say", has_text="网络").wait_for()
    assert page.locator("#say").get_attribute("role") == "status"
    assert at(page) == "review"
    page.context.set_offline(False)
    press(page, "send")
    page.wait_for_selector("[data-over]")
    assert len(stored_answers(trial.wave)) == before + 1


def test_the_answer_that_got_lost_on_its_way_back_is_thanked(visit: Callable[..., Page], trial: Site) -> None:
    """The sitting arrives, the line breaks before the page comes back; pressing again brings the thanks."""
    page = visit()
    before = len(stored_answers(trial.wave))
    begin(page, trial.link())
    for _ in range(3):
        press(page, "next")

    def arrives_and_breaks(route: Any) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route("**/r/*", arrives_and_breaks)
    tap(page, "send")
    page.locator("#say", has_text="网络").wait_for()
    assert len(stored_answers(trial.wave)) == before + 1
    page.unroute("**/r/*")
    press(page, "send")
    page.wait_for_selector("[data-over]")
    assert len(stored_answers(trial.wave)) == before + 1


def test_choosing_and_writing_are_counted(visit: Callable[..., Page], trial: Site) -> None:
    page = visit(locale="en")
    begin(page, trial.link())
    press(page, "next")
    press(page, "next")
    for value in "12":
        page.check(f'input[name="TOP"][value="{value}"]')
    assert page.locator("#TOP [role=status]").inner_text() == "2 of 2 chosen"
    page.click('label:has(input[name="TOP"][value="3"])')
    assert page.evaluate("[...document.querySelectorAll('[name=TOP]:checked')].map(e => e.value)") == [
        "1",
        "2",
    ]
    page.fill('[name="SAY"]', "é" * 1100)
    assert page.locator("textarea + p").inner_text() == "Too long; characters to take out: about 200"
