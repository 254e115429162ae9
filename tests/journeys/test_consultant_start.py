"""A consultant with a real browser, from signing in to a roster that is there, in both languages and at both widths.

Every page of the way is looked at by axe, and nothing may break the content policy or scroll to the side. With
DIAGNOSTIC_SHOTS=folder a picture of every page is kept there, to be looked at.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page
from werkzeug.serving import make_server

from tests.made.waves import sqlite_installation
from tests.support.browser import chromium
from tests.support.folders import ROOT
from tests.support.staff import PASSWORD, House, furnish

pytestmark = pytest.mark.slow

SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
AXE = (ROOT / "tests/data/axe/axe.min.js").read_text("utf-8")
CRM = ROOT / "tests/data/sales/crm/sales_teams.csv"
CONTRAST_AT = "desk"  # colours do not change with the width, and looking at them takes most of the time
FAULTS = """rules => axe.run({resultTypes: ['violations'], rules})
    .then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"""
SHOTS = os.environ.get("DIAGNOSTIC_SHOTS")


@dataclass
class Site:
    house: House
    address: str


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # the test's server would log addresses
    house = furnish(sqlite_installation(tmp_path))
    server = make_server("127.0.0.1", 0, house.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(house, f"http://127.0.0.1:{server.port}")
    server.shutdown()
    thread.join()
    server.server_close()
    house.installation.close()


class Journey:
    """One consultant; `see` looks at the current page at every width."""

    def __init__(self, page: Page, lang: str) -> None:
        self.page, self.lang = page, lang
        self.faults: list[str] = []
        self.seen = 0
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text))

    def see(self, name: str) -> None:
        self.seen += 1
        self.page.evaluate(AXE)
        for size, view in SIZES.items():
            self.page.set_viewport_size(view)  # type: ignore[arg-type]
            found = self.page.evaluate(FAULTS, {"color-contrast": {"enabled": size == CONTRAST_AT}})
            assert found == [], (name, size)
            beyond = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert beyond <= 0, (name, size)
            if SHOTS:
                path = Path(SHOTS) / f"{self.seen:02}-{name}.{self.lang}.{size}.png"
                self.page.screenshot(path=path, full_page=True)
        self.page.set_viewport_size(SIZES["desk"])  # type: ignore[arg-type]

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press(self, zh: str, en: str) -> None:
        with self.page.expect_navigation():
            self.find(zh, en).click()

    def find(self, zh: str, en: str) -> Locator:
        """A button or link of the page itself, by what it begins with."""
        name = zh if self.lang == "zh-CN" else en
        main = self.page.locator("main")
        return main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_consultant_starts(site: Site, browser: Browser, lang: str, tmp_path: Path) -> None:
    context = browser.new_context(locale=lang, viewport=SIZES["desk"])  # type: ignore[arg-type]
    page = context.new_page()
    way = Journey(page, lang)
    page.goto(f"{site.address}/staff/")
    way.see("sign-in")
    page.fill("#email", "erin@example.com")
    page.fill("#password", "no")
    way.enter()
    way.see("sign-in-wrong")
    erin = site.house.sign_in("dave").get("/staff/accounts").send({"email": "erin@example.com"})
    page.fill("#email", "erin@example.com")
    page.fill("#password", erin.doc.xpath("string(//main//code)"))
    way.enter()
    way.see("no-client")

    way.press("新建客户", "New client")
    way.press("保存", "Save")
    way.see("client-wrong")
    page.fill("#name_zh", "汀澜流体控制")
    page.fill("#name_en", "Tinglan Flow Control")
    way.press("保存", "Save")
    way.see("client-new")
    way.press("新建评估", "New assessment")
    way.see("assessment-form")
    way.press("保存", "Save")
    way.see("path")
    way.press("名册", "Roster")
    way.see("roster-empty")

    page.set_input_files("#file", CRM)
    way.press("查看会有什么变化", "See what would change")
    way.see("columns")
    assert page.locator("#person_id").input_value() == "sales_agent"
    page.select_option("#unit_path", "regional_office")
    page.select_option("#unit_2", "manager")
    way.press("查看会有什么变化", "See what would change")
    way.see("trial")
    way.press("导入（新增", "Import (add")
    assert "35" in page.locator(".said").inner_text()
    way.see("roster")

    mended = tmp_path / "mended.csv"
    mended.write_text(
        "person_id,role,start,email\nAnna Snelling,R,2020-02-03,anna@example.com\n"
        "Cecily Lampkin,R,next year,\nNobody Yet,K,2024-01-01,not an address\n李雷,K,2024-01-01,\n",
        "utf-8",
    )
    page.set_input_files("#file", mended)
    way.press("查看会有什么变化", "See what would change")
    way.see("trial-faults")
    with page.expect_download() as download:
        way.find("下载这些行和原因", "Download these rows").click()
    assert "next year" in download.value.path().read_text("utf-8-sig")
    way.press("导入（新增", "Import (add")
    way.press("撤销这次导入", "Undo this import")
    assert page.locator(".said").inner_text()
    with page.expect_navigation():
        page.locator("nav.trail a").nth(1).click()
    way.see("client")
    with page.expect_navigation():
        page.locator(".rows a").click()
    way.see("path-after-roster")
    page.goto(f"{site.address}/staff/clients")
    way.see("clients")
    page.goto(f"{site.address}/staff/clients?search=zzz")
    way.see("nothing-found")
    page.goto(f"{site.address}/staff/account")
    way.see("own-account")
    page.goto(f"{site.address}/staff/nowhere")
    way.see("not-found")
    context.close()
    assert [fault for fault in way.faults if "404" not in fault and "422" not in fault] == []


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_an_administrator_s_pages(site: Site, browser: Browser, lang: str) -> None:
    """In the dark, so that its colours are looked at too."""
    context = browser.new_context(locale=lang, viewport=SIZES["desk"], color_scheme="dark")  # type: ignore[arg-type]
    page = context.new_page()
    way = Journey(page, lang)
    page.goto(f"{site.address}/staff/sign-in")
    page.fill("#email", "dave@example.com")
    page.fill("#password", PASSWORD)
    way.enter()
    way.see("all-clients")
    page.goto(f"{site.address}/staff/clients/{site.house.a}/edit")
    way.see("client-edit")
    page.goto(f"{site.address}/staff/clients/{site.house.a}/delete")
    way.see("client-delete")
    page.goto(f"{site.address}/staff/accounts")
    page.fill("#email", "frank@example.com")
    way.press("建立账号", "Create the account")
    way.see("accounts-password-once")
    with page.expect_navigation():
        page.get_by_role("link", name="alice@example.com").click()
    way.see("account")
    page.goto(f"{site.address}/staff/log")
    way.see("log")
    context.close()
    assert way.faults == []
