"""A consultant with a real browser changes a proposed plan: an edit with the keyboard, a lock, a conflict after
the next analysis, an own action, and a version compared with the plan. Both languages and widths; axe sees all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from diagnostic.text import Text
from tests.journeys.test_consultant_start import SIZES, Journey, Site, browser, site
from tests.made.factories_plan import plan
from tests.made.runs import make_run
from tests.support.staff import PASSWORD

pytestmark = pytest.mark.slow

__all__ = ["browser", "site"]


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_consultant_edits_a_proposed_plan(site: Site, browser: Browser, lang: str) -> None:
    house = site.house
    address = f"{site.address}/staff/clients/{house.a}/assessments/{house.assessment}/plan"
    page = browser.new_context(locale=lang, viewport=SIZES["desk"]).new_page()  # type: ignore[arg-type]
    way = Journey(page, lang)
    page.goto(address)
    page.fill("#email", "alice@example.com")
    page.fill("#password", PASSWORD)
    way.enter()
    way.see("plan-empty")

    make_run(house.installation, house.assessment)
    page.goto(address)
    way.see("plan")
    with page.expect_navigation():
        page.locator("article h3 a").first.click()
    way.see("plan-line")
    page.fill("#owner_label_zh", "王丽")
    page.fill("#owner_label_en", "Wang Li")
    way.enter()  # the first button of the form must not be one that takes something back
    assert "Wang Li" in page.content() or "王丽" in page.content()
    with page.expect_navigation():
        page.locator("article:nth-of-type(2) button[value=lock]").click()
    given = plan()
    changed = replace(given.lines[0], owner_label=Text("财务负责人", "Head of finance"))
    make_run(house.installation, house.assessment, replace(given, lines=(changed, *given.lines[2:])))
    page.goto(address)
    way.see("plan-conflict")
    with page.expect_navigation():
        page.locator("article.clashes h3 a").click()
    way.see("plan-line-conflict")
    with page.expect_navigation():
        page.locator("button[name=settle]").click()
    page.fill("#begins", "2026-01-01")
    way.enter()
    way.see("plan-line-wrong")

    page.goto(f"{address}/add")
    page.fill("#name_zh", "回访流失客户")
    page.fill("#owner_label_zh", "王丽")
    page.fill("#first_step_zh", "列出十家。")
    page.fill("#leading_name_zh", "回访数")
    page.fill("#lagging_name_zh", "老客户销售额")
    way.see("plan-add")
    way.press("添加自己的行动", "Add an own action")
    page.goto(f"{address}/keep")
    way.see("plan-keep")
    way.press("保存为版本", "Keep a version")
    way.see("plan-versions")
    page.goto(address)
    with page.expect_navigation():
        page.locator("button[value=remove]").first.click()
    way.see("plan-edited")
    page.goto(f"{address}/versions")
    with page.expect_navigation():
        page.locator("main form button").click()
    way.see("plan-compare")
    assert [fault for fault in way.faults if "422" not in fault] == []
