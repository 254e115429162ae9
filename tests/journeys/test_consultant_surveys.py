"""A consultant with a real browser chooses surveys, adds another one and goes through the preview as a rep
would; every page is looked at by axe at both widths, and nothing breaks the content policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys import test_consultant_start as start
from tests.support.folders import ROOT
from tests.support.staff import PASSWORD

pytestmark = pytest.mark.slow

site, browser = start.site, start.browser
MINE = (ROOT / "surveys/skills.toml").read_bytes().replace(b'version = "1"', b'version = "1-ours"', 1)


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_consultant_chooses_surveys(site: start.Site, browser: Browser, lang: str) -> None:
    context = browser.new_context(locale=lang, viewport=start.SIZES["desk"])  # type: ignore[arg-type]
    page = context.new_page()
    way = start.Journey(page, lang)
    house = site.house
    surveys = f"{site.address}/staff/clients/{house.a}/assessments/{house.assessment}/surveys"
    page.goto(surveys)
    page.fill("#email", "alice@example.com")
    page.fill("#password", PASSWORD)
    way.enter()
    page.locator("summary").first.click()
    way.see("surveys")
    page.fill("#closes_on", "2026-03-01")
    way.press("保存", "Save")
    way.see("surveys-wrong")

    page.goto(f"{surveys}/own")
    page.set_input_files("#file", {"name": "bad.toml", "mimeType": "", "buffer": b"code = 1\nitems = []\n"})
    way.press("检查并添加", "Check and add")
    way.see("own-faults")
    page.set_input_files("#file", {"name": "mine.toml", "mimeType": "", "buffer": MINE})
    way.press("检查并添加", "Check and add")
    way.see("own-replaces")
    page.check("#replace")
    way.press("替换", "Replace")
    way.see("own-added")
    page.goto(f"{surveys}/own/skills/remove")
    way.see("own-remove")

    page.goto(f"{surveys}/preview?level=K&team_type=channel")
    screen = page.frame_locator("iframe")
    screen.locator("#consent").check()
    screen.locator(".bar .first").click()
    screen.locator("fieldset input").first.check()
    way.see("preview")
    pressed = 0
    while screen.locator("[data-over]").count() == 0:
        pressed += 1
        assert pressed < 60
        before = screen.locator("title").text_content()
        screen.locator(".bar .first").click()
        page.wait_for_function(
            "before => { const d = document.querySelector('iframe').contentDocument;"
            " return d && d.readyState === 'complete' && d.title !== before }",
            arg=before,
        )
    way.see("preview-thanks")
    refused = {
        "422",
        "409",
        "401",
    }  # what is wrong, asked about, or tried by the rep's script without a session
    assert [fault for fault in way.faults if not any(code in fault for code in refused)] == []
    context.close()
