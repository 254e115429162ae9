"""A consultant with a real browser brings deals and targets in, mends a file, undoes it, and names the units."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.test_consultant_start import SIZES, Journey, Site, browser, site
from tests.support.staff import PASSWORD

pytestmark = pytest.mark.slow

__all__ = ["browser", "site"]  # fixtures

ROSTER = "person_id,name,unit_path\nP1,安然,公司/华东\nP2,Bob,公司/华东\nP3,Cy,公司/华北\n"
TARGETS = (
    "A title\n负责人,月份,目标值\n安然,2025年1月,1.2万\nBob,2025年2月,30万\nCy,someday,5\nDan,2025年3月,8万\n"
)
DEALS = "Record ID,Deal owner,Deal Stage,Create Date,Close Date,Amount,Company\n" + "".join(
    f"D{at},P{at % 3 + 1},{('Closed Won', 'Closed Lost', 'Qualified')[at % 3]},2025-01-05,2025-0{at % 8 + 1}-28,"
    f"{at * 12_345},Acme {at}\n"
    for at in range(1, 61)
)


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_consultant_brings_figures_in(site: Site, browser: Browser, lang: str, tmp_path: Path) -> None:
    context = browser.new_context(locale=lang, viewport=SIZES["desk"])  # type: ignore[arg-type]
    page = context.new_page()
    way = Journey(page, lang)
    for name, content in (("roster", ROSTER), ("targets", TARGETS), ("deals", DEALS)):
        (tmp_path / f"{name}.csv").write_text(content, "utf-8")
    client = f"{site.address}/staff/clients/{site.house.a}"
    page.goto(f"{client}/figures")
    page.fill("#email", "alice@example.com")
    page.fill("#password", PASSWORD)
    way.enter()
    way.see("figures-empty")
    page.goto(f"{client}/units")
    way.see("units-empty")
    page.goto(f"{client}/roster")
    page.set_input_files("#file", tmp_path / "roster.csv")
    way.press("查看会有什么变化", "See what would change")
    way.press("导入（新增", "Import (add")

    page.goto(f"{client}/figures")
    page.set_input_files("#file", tmp_path / "targets.csv")
    way.press("查看会有什么变化", "See what would change")
    way.see("figure-columns-title")
    page.fill("#header_row", "2")
    way.press("按这个写法重新读", "Read it again")
    way.see("figure-columns")
    assert page.locator("#kind").input_value() == "targets"
    way.press("查看会有什么变化", "See what would change")
    way.see("figure-trial-faults")
    way.press("导入（新增", "Import (add")
    way.see("figures-targets")

    page.set_input_files("#file", tmp_path / "deals.csv")
    way.press("查看会有什么变化", "See what would change")
    way.see("figure-values")
    way.press("查看会有什么变化", "See what would change")
    way.press("导入（新增", "Import (add")
    way.see("figures-deals")
    (tmp_path / "deals.csv").write_text(DEALS.replace("Acme 7\n", "Beta\n"), "utf-8")
    page.set_input_files("#file", tmp_path / "deals.csv")
    way.press("查看会有什么变化", "See what would change")
    way.see("figure-trial-recalled")
    way.press("导入（新增", "Import (add")
    way.press("撤销这次导入", "Undo this import")
    assert page.locator(".said").inner_text()

    page.goto(f"{client}/units")
    page.locator(".units input[lang=en]").nth(1).fill("")
    page.locator(".units input[lang=zh-CN]").nth(1).fill("")
    way.press("保存", "Save")
    way.see("units-wrong")
    page.locator(".units input[lang=en]").nth(1).fill("North")
    way.press("保存", "Save")
    way.see("units")
    page.goto(client)
    way.see("client-with-figures")
    context.close()
    assert [fault for fault in way.faults if "422" not in fault] == []
