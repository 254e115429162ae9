"""Draws every page of staff, executives and readers of a shared report, in both languages, on contact sheets:

    python tools/staff_pictures.py docs/pages [--instance FOLDER] [--full FOLDER]

The installation is one that `./run demo` has filled (`--instance`, only copied), or is filled in a folder that is
thrown away. Each page stands there as a desktop of 1280 and a phone of 390 px show it, some also dark and as printed;
`--full` keeps every picture in its own size. Prints the numbered list of pages, and those wider than their window.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, FilePayload, Page
from werkzeug.serving import make_server

from diagnostic.app import add_account, build_app, renew_password
from diagnostic.demo.populate import Demo, populate_demo
from diagnostic.progress import no_progress
from diagnostic.settings import Settings
from diagnostic.storage.accounts.accounts import Role
from diagnostic.storage.clients.clients import AssessmentFacts, add_assessment
from diagnostic.storage.database.migrate import migrate
from diagnostic.storage.installation import Installation, open_installation
from diagnostic.storage.jobs.jobs import add_job
from diagnostic.storage.results.plans import add_version, version_of, versions_of
from diagnostic.storage.results.share_links import add_link
from tests.support.browser import chromium

Who = Literal["consultant", "executive", "administrator", "nobody"]
Look = Literal["light", "dark", "print"]
Act = Callable[[Page], None]

LANGS = {"zh": "zh-CN", "en": "en-US"}
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
SHOWN = {1280: 268, 390: 96}  # width in the window -> on the sheet
HIGH, GAP, LABEL, ACROSS, A_SHEET = 264, 8, 18, 4, 24
GROUND, INK = "#8a8f8e", "#ffffff"
COLOURS = 24
FEW_RESAMPLES = 100
ROSTER = "person_id,name,start\nTM001,某某,2019-03-12\nX900,新人,someday\nX901,新人,2026-01-05\n"
FIGURES = "谁,多少,哪月\nTM001,12.5万,2025-01\nTM002,8万,2025-02\n"
TARGETS = (
    "owner_id,metric,period,value\nTM001,sales,2026-01,800000\nTM002,sales,someday,5\nX1,sales,2026-01,9\n"
)
ODD = "号码,谁,哪里\n1,某某,华东\n"


@dataclass(frozen=True, slots=True)
class Shot:
    """A page as one kind of visitor sees it; `act` is what they do there first."""

    name: str
    who: Who
    address: str
    act: Act | None = None
    look: Look = "light"


def main(folder: Path, instance: Path | None, full: Path | None) -> None:
    with _served(instance) as (base, places), chromium() as browser:
        for lang in LANGS:
            taken = []
            for at, shot in enumerate(_shots(places), 1):
                pictures = _take(browser, base, places, lang, shot, full is not None)
                taken.append(pictures)
                if full is not None:
                    _keep(full, f"{at:02}-{shot.name}-{shot.look}-{lang}", pictures)
            for at, first in enumerate(range(0, len(taken), A_SHEET)):
                name = f"staff.{lang}.png" if at == 0 else f"staff-{at + 1}.{lang}.png"
                _sheet(taken[first : first + A_SHEET], first).save(folder / name, optimize=True)
        for at, shot in enumerate(_shots(places), 1):
            print(f"{at}. {shot.name}{'' if shot.look == 'light' else f' ({shot.look})'}")


@dataclass(frozen=True, slots=True)
class Places:
    """What the addresses need besides the demo itself."""

    demo: Demo
    draft_id: str
    job_id: str
    token: str
    passwords: Mapping[str, str]


def _shots(places: Places) -> Sequence[Shot]:
    demo = places.demo
    client = f"/staff/clients/{demo.client_id}"
    done, out, draft = (
        f"{client}/assessments/{each}"
        for each in (demo.assessment_id, demo.open_assessment_id, places.draft_id)
    )
    report = f"/staff/reports/{demo.report_id}"
    pages: Sequence[tuple[str, str, Act | None]] = (
        ("clients", "/staff/clients", None),
        ("new client", "/staff/clients/new", None),
        ("new client, faulty", "/staff/clients/new", _press("main button.first")),
        ("client", client, None),
        ("edit client", f"{client}/edit", None),
        ("delete client, refused", f"{client}/delete", None),
        ("roster", f"{client}/roster", None),
        ("roster, columns", f"{client}/roster", _upload(ODD)),
        ("roster, trial", f"{client}/roster", _upload(ROSTER)),
        ("figures", f"{client}/figures", None),
        ("figures, columns", f"{client}/figures", _upload(FIGURES, "业绩.csv")),
        ("figures, trial", f"{client}/figures", _upload(TARGETS, "targets.csv")),
        ("names of units", f"{client}/units", None),
        ("new assessment", f"{client}/assessments/new", None),
        ("assessment, in preparation", draft, None),
        ("assessment, open for answers", out, None),
        ("assessment, finished", done, None),
        ("edit assessment", f"{done}/edit", None),
        ("delete assessment", f"{done}/delete", None),
        ("surveys", f"{draft}/surveys", None),
        ("survey of one's own", f"{draft}/surveys/own", None),
        ("surveys, published", f"{out}/surveys", None),
        ("preview", f"{draft}/surveys/preview", None),
        ("what the report can show", f"{draft}/shown", None),
        ("publish", f"{draft}/publish", None),
        ("published", f"{out}/publish", None),
        ("links", f"{out}/links", None),
        ("links, a person found", f"{out}/links?search=TL01", None),
        ("participation", f"{out}/participation", None),
        ("close and seal", f"{out}/close", None),
        ("certificate", f"{done}/close", None),
        ("job", f"{client}/assessments/{demo.assessment_id}/jobs/{places.job_id}", None),
        ("diagnosis", f"{done}/diagnosis", None),
        ("all results", f"{report}/results", None),
        ("plan", f"{done}/plan", None),
        ("action of the plan", f"{done}/plan", _press("a[href*='/plan/lines/']")),
        ("own action", f"{done}/plan/add", None),
        ("keep a version", f"{done}/plan/keep", None),
        ("versions", f"{done}/plan/versions", None),
        ("version", f"{done}/plan/versions", _press("main .rows a")),
        ("versions compared", f"{done}/plan/versions", _press("main form button")),
        ("reports of the assessment", f"{done}/report", None),
        ("one report", f"{done}/report/{demo.report_id}", None),
        ("own account", "/staff/account", None),
        ("not found", "/staff/nothing", None),
        ("not sent yet", "/staff/clients/new", _expired(places.passwords["consultant"])),
    )
    read: Sequence[tuple[str, Who, str]] = (
        ("sign in", "nobody", "/staff/sign-in"),
        ("executive: reports", "executive", "/staff/reports"),
        ("executive: report", "executive", report),
        ("administrator: accounts", "administrator", "/staff/accounts"),
        ("administrator: log", "administrator", "/staff/log"),
        ("shared report", "nobody", f"/reports/{places.token}"),
        ("shared report, gone", "nobody", "/reports/gone"),
    )
    looks: Sequence[tuple[str, str, Look]] = (
        ("client", client, "dark"),
        ("assessment, open for answers", out, "dark"),
        ("what the report can show", f"{draft}/shown", "dark"),
        ("report", report, "dark"),
        ("assessment, open for answers", out, "print"),
        ("certificate", f"{done}/close", "print"),
        ("plan", f"{done}/plan", "print"),
        ("report", report, "print"),
    )
    return [
        *(Shot(name, who, to) for name, who, to in read[:1]),
        *(Shot(name, "consultant", to, act) for name, to, act in pages),
        *(Shot(name, who, to) for name, who, to in read[1:]),
        *(Shot(name, "consultant", to, look=look) for name, to, look in looks),
    ]


def _press(selector: str) -> Act:
    def act(page: Page) -> None:
        page.locator(selector).first.click()
        page.wait_for_load_state()

    return act


def _expired(account: str) -> Act:
    """A form is sent after the session has ended, and its sender signs in again."""

    def act(page: Page) -> None:
        page.fill("#name_zh", "某某公司")
        page.context.clear_cookies()
        page.click("main button.first")
        page.wait_for_load_state()
        _sign_in(page, account)

    return act


def _sign_in(page: Page, account: str) -> None:
    email, _, password = account.partition(" ")
    page.fill("#email", email)
    page.fill("#password", password)
    page.click("main button.first")
    page.wait_for_load_state()


def _upload(content: str, name: str = "roster.csv") -> Act:
    def act(page: Page) -> None:
        file = FilePayload(name=name, mimeType="text/csv", buffer=content.encode())
        page.set_input_files("#file", file)
        page.click("main button.first")
        page.wait_for_load_state()

    return act


@contextmanager
def _served(instance: Path | None) -> Iterator[tuple[str, Places]]:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "instance"
        if instance is not None:
            shutil.copytree(instance, place)
        settings = Settings(instance=str(place), resamples=FEW_RESAMPLES)
        installation = open_installation(settings)
        migrate(installation.store)
        places = _populate(installation, settings, place / "demo")
        server = make_server("127.0.0.1", 0, build_app(installation), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.port}", places
        server.shutdown()
        installation.close()


def _populate(installation: Installation, settings: Settings, folder: Path) -> Places:
    """The simulated company; besides, an assessment not published yet, a waiting job, a link to the report
    and a second version of the plan."""
    folder.mkdir(parents=True, exist_ok=True)
    today, now = date.today(), datetime.now().replace(microsecond=0)
    demo = populate_demo(installation, settings, folder, today, now, no_progress)
    year = today.year + 1
    facts = AssessmentFacts(
        f"{year}年销售诊断（模拟）",
        f"Sales diagnosis {year} (simulated)",
        date(year, 1, 1),
        date(year, 12, 31),
        simulated=True,
    )
    with installation.store.writing() as session:
        draft = add_assessment(session, demo.client_id, facts)
        job, _ = add_job(
            session,
            kind="analyse",
            subject=demo.assessment_id,
            client_id=demo.client_id,
            assessment_id=demo.assessment_id,
            given=None,
            by="consultant@demo.example",
            at=now,
        )
        until = date(year, 1, 31)
        token = add_link(
            session, installation.keys, demo.report_id, "CEO", until, now, "consultant@demo.example"
        )
        first = versions_of(session, demo.assessment_id)[-1]
        plan = version_of(session, first.id)
        shorter = replace(plan, lines=plan.lines[1:])
        add_version(
            session, demo.assessment_id, first.run_id, shorter, "二稿", "consultant@demo.example", now
        )
    return Places(demo, draft, job, token, _passwords(installation, demo))


def _passwords(installation: Installation, demo: Demo) -> Mapping[str, str]:
    """New ones for the three accounts of the demo, made where they are missing."""
    roles: Sequence[tuple[str, Role]] = (
        ("admin", "administrator"),
        ("consultant", "consultant"),
        ("executive", "executive"),
    )
    found: dict[str, str] = {}
    for name, role in roles:
        email, own = f"{name}@demo.example", frozenset[str]() if name == "admin" else {demo.client_id}
        made = add_account(installation, email, role, frozenset(own))
        found[role] = f"{email} {made or renew_password(installation, email)}"
    return found


_SIGNED_IN: dict[tuple[str, str, str], Page] = {}


def _page(browser: Browser, base: str, places: Places, lang: str, shot: Shot) -> Page:
    """A window of this visitor, signed in once."""
    scheme: Literal["light", "dark"] = "dark" if shot.look == "dark" else "light"
    key = (lang, shot.who, scheme)
    if key not in _SIGNED_IN:
        page = browser.new_context(locale=LANGS[lang], color_scheme=scheme).new_page()
        if shot.who != "nobody":
            page.goto(f"{base}/staff/sign-in")
            _sign_in(page, places.passwords[shot.who])
        _SIGNED_IN[key] = page
    return _SIGNED_IN[key]


def _take(
    browser: Browser, base: str, places: Places, lang: str, shot: Shot, whole: bool
) -> list[Image.Image]:
    page = _page(browser, base, places, lang, shot)
    pictures = []
    for window in (DESKTOP,) if shot.look == "print" else (DESKTOP, PHONE):
        page.set_viewport_size({"width": window["width"], "height": window["height"]})
        page.emulate_media(media="print" if shot.look == "print" else "screen")
        page.goto(base + shot.address)
        if shot.act is not None:
            shot.act(page)
        page.wait_for_timeout(150)
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > window["width"]:
            print(f"too wide: {shot.name} {lang} {shot.look} {window['width']}: {wide}")
        seen = None if whole else {"x": 0, "y": 0, "width": window["width"], "height": _seen(window["width"])}
        picture = page.screenshot(full_page=True, clip=seen)  # type: ignore[arg-type]
        pictures.append(Image.open(BytesIO(picture)).convert("RGB"))
    return pictures


def _keep(folder: Path, name: str, pictures: Sequence[Image.Image]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        picture.save(folder / f"{name.replace(':', '').replace(' ', '_')}-{picture.width}.png")


def _sheet(taken: Sequence[Sequence[Image.Image]], first: int) -> Image.Image:
    """Each page twice, the tops of its pictures, with its number in the list."""
    wide = sum(SHOWN.values()) + 2 * GAP
    down = -(-len(taken) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * wide + GAP, down * (HIGH + LABEL + GAP) + GAP), GROUND)
    pen = ImageDraw.Draw(sheet)
    for at, pictures in enumerate(taken):
        left, top = GAP + at % ACROSS * wide, GAP + at // ACROSS * (HIGH + LABEL + GAP)
        pen.text((left, top), str(first + at + 1), INK, ImageFont.load_default(14))
        for picture, window in zip(pictures, SHOWN, strict=False):  # print has no phone
            small = _top(picture, window)
            sheet.paste(small, (left, top + LABEL))
            left += small.width + GAP // 2
    return sheet.convert("P", palette=Image.Palette.ADAPTIVE, colors=COLOURS, dither=Image.Dither.NONE)


def _seen(window: int) -> int:
    """How much of a page of this width has room on the sheet."""
    return HIGH * window // SHOWN[window]


def _top(picture: Image.Image, window: int) -> Image.Image:
    wide = SHOWN[window]
    seen = min(picture.height, _seen(window))
    shown = (wide, seen * wide // window)
    return picture.crop((0, 0, window, seen)).resize(shown, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--instance", type=Path)
    parser.add_argument("--full", type=Path)
    given = parser.parse_args()
    main(given.folder, given.instance, given.full)
