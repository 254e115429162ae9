"""Every route of the product, asked for by everybody, against the written table of who may see what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.routing import Rule

from diagnostic.storage.files import add_files
from diagnostic.storage.jobs import add_job
from diagnostic.storage.reports import find_report
from diagnostic.storage.share_links import add_link
from diagnostic.storage.tables import RunFile
from diagnostic.storage.uploads import Uploads
from diagnostic.web.access import ACCESS, VISITORS, Visitor
from diagnostic.web.staff.plan_pages import line_hash
from tests.factories_plan import plan
from tests.reports import add_small_report
from tests.staff import NOW, TODAY, House, Staff
from tests.waves import OpenWave, make_wave

WHO: dict[Visitor, str | None] = {
    "administrator": "dave",
    "consultant": "alice",
    "other": "bob",
    "executive": "carol",
    "rep": None,
    "stranger": None,
}
GONE = "0" * 32
LEAVES = ("sign_out", "sign_out_everywhere")  # asked last of all: afterwards nobody is signed in
NOTHING_GIVEN = ("plan_deed",)  # which deed is meant nobody says
ROSTER = "person_id,start\nP1,2020-01-01\nP2,someday\n"


@dataclass(frozen=True)
class Shared:
    """A run with its list of results, a report of it that executives may read, and a link to that."""

    run: str
    report: str
    token: str


def rules(app: Flask) -> Iterator[tuple[str, Rule, str]]:
    """Endpoint, rule and method of every route of all apps."""
    apps = (app.extensions["staff"], app.extensions["readers"], app)
    found = [(each, rule) for each in apps for rule in each.url_map.iter_rules()]
    for _, rule in sorted(found, key=lambda each: each[1].endpoint in LEAVES):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, rule, method


def address(house: House, rule: Rule, wave: OpenWave, upload: str, job: str, shared: Shared) -> str:
    given = {
        "run_id": shared.run,
        "report_id": shared.report,
        "link_id": GONE,
        "client_id": house.a,
        "assessment_id": house.assessment,
        "upload_id": upload,
        "job_id": job,
        "account_id": GONE,
        "token": shared.token if rule.endpoint.startswith("shared.") else wave.tokens["P00"],
        "name": "none.css",
        "line": line_hash(str(plan().lines[0].key)),
        "version_id": GONE,
    }
    path = rule.rule
    for name in rule.arguments:
        path = path.replace(f"<{name}>", given[name])
    return path


def asked(visitor: Staff, method: str, path: str) -> tuple[int, str]:
    """The answer, and where it leads. A form goes with the token of the visitor's own session and nothing else."""
    if method == "GET":
        response = visitor.client.get(path)
    else:
        visitor.get("/staff/sign-in" if visitor.doc is None else "/staff/account")
        response = visitor.client.post(path, data={"csrf_token": visitor.token})
    return response.status_code, response.headers.get("Location", "")


@pytest.fixture
def wave(house: House) -> OpenWave:
    return make_wave(house.installation, people=12, teams=1, surveys=("wellbeing",))


@pytest.fixture
def job(house: House) -> str:
    with house.installation.store.writing() as session:
        return add_job(
            session, kind="seal", subject=GONE, client_id=house.a, assessment_id=house.assessment, given=None,
            by="alice@example.com", at=NOW,
        )[0]  # fmt: skip


@pytest.fixture
def shared(house: House) -> Shared:
    report = add_small_report(house, released=True)
    with house.installation.store.writing() as session:
        found = find_report(session, report)
        assert found is not None
        add_files(session, RunFile, found.run_id, {"results.json": b"[]"})
        token = add_link(session, house.installation.keys, report, "W", TODAY, NOW, "alice@example.com")
    return Shared(found.run_id, report, token)


@pytest.fixture
def upload(house: House) -> str:
    return Uploads(house.installation.folder / "uploads" / house.a).keep("roster.csv", ROSTER.encode())


def test_every_route_has_a_row_and_every_row_a_route(house: House) -> None:
    assert {endpoint for endpoint, _, _ in rules(house.app)} == set(ACCESS)


@pytest.mark.parametrize("who", VISITORS)
def test_everybody_at_every_route(
    house: House, wave: OpenWave, upload: str, job: str, shared: Shared, who: Visitor
) -> None:
    name = WHO[who]
    visitor = house.sign_in(name) if name else house.visitor().get("/staff/sign-in")
    for endpoint, rule, method in rules(house.app):
        status, leads = asked(visitor, method, address(house, rule, wave, upload, job, shared))
        case = (endpoint, method, status, leads)
        own_page = rule.endpoint.startswith(("respondent.", "shared."))
        if who in ACCESS[endpoint].who:
            gone = {"name", "account_id", "version_id"} & rule.arguments or endpoint in NOTHING_GIVEN
            wanted = (404,) if gone else (200, 302, 409, 422)
            assert status in ((200, 400) if own_page and status != 404 else wanted), case
            assert "/sign-in" not in leads or endpoint in (*LEAVES, "home"), case
        elif who in ("rep", "stranger"):
            assert (status, leads.partition("?")[0]) == (302, "/staff/sign-in"), case
        else:
            assert status == 404, case


@pytest.mark.parametrize("who", ["alice", "dave"])
def test_what_is_not_there_looks_like_what_is_another_s(house: House, who: str) -> None:
    visitor = house.sign_in(who)
    pages = {visitor.get(f"/staff/clients/{GONE}").response.data}
    if who == "alice":
        pages.add(visitor.get(f"/staff/clients/{house.b}").response.data)
    assert visitor.status == 404
    assert len({page.replace(GONE.encode(), house.b.encode()) for page in pages}) == 1


def test_an_assessment_or_upload_of_another_client_is_not_found_under_one_s_own(
    house: House, upload: str
) -> None:
    bob = house.sign_in("bob")
    assert bob.get(f"/staff/clients/{house.b}/assessments/{house.assessment}").status == 404
    assert bob.get(f"/staff/clients/{house.b}/roster/{upload}").path == f"/staff/clients/{house.b}/roster"
    assert bob.get(f"/staff/clients/{house.b}/roster/{upload}/faults.csv").status == 404
    dave = house.sign_in("dave")
    assert dave.get(f"/staff/clients/{house.b}/assessments/{house.assessment}").status == 404


def test_a_route_without_a_row_is_closed(house: House) -> None:
    house.staff._got_first_request = False
    house.staff.add_url_rule("/staff/new", "forgotten", lambda: "secret")
    for who in ("dave", "alice"):
        assert house.sign_in(who).get("/staff/new").status == 404


def test_access_that_is_taken_away_is_gone_with_the_next_page(
    house: House, alice: Staff, dave: Staff
) -> None:
    assert alice.get(f"/staff/clients/{house.a}").status == 200
    dave.get("/staff/accounts")
    (link,) = dave.doc.xpath('//a[contains(text(), "alice@")]/@href')
    dave.get(link).send({"clients": None}, 0)
    assert dave.path == "/staff/accounts"
    assert alice.get(f"/staff/clients/{house.a}").status == 404
    dave.get(link).send({"active": None}, 0)
    assert alice.get("/staff/clients").path == "/staff/sign-in"
