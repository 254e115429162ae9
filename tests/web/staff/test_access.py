"""Every route of the product, asked for by everybody, against the written table of who may see what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from diagnostic.app import build_app
from diagnostic.core.plan.marks import line_hash
from diagnostic.storage.database.files import add_files
from diagnostic.storage.database.tables import RunFile
from diagnostic.storage.imports.uploads import Uploads
from diagnostic.storage.jobs.jobs import add_job
from diagnostic.storage.results.reports import find_report
from diagnostic.storage.results.share_links import add_link
from diagnostic.web.access import ACCESS, VISITORS, Visitor
from tests.made.factories_plan import plan
from tests.made.reports import add_small_report
from tests.made.waves import make_wave, sqlite_installation
from tests.support.staff import NOW, TODAY, House, Staff, furnish

WHO: dict[Visitor, str | None] = {
    "administrator": "dave",
    "consultant": "alice",
    "other": "bob",
    "executive": "carol",
    "rep": None,
    "stranger": None,
}
GONE = "0" * 32
ABSENT = {"name", "account_id", "version_id", "link_id"}  # of things that are not there
LEAVES = (
    "accounts.sign_out",
    "accounts.sign_out_everywhere",
)  # requested last: they end the session
ENDS = (*LEAVES, "reports.release")  # without a field it withdraws the report, and ends the link to it
NOTHING_GIVEN = ("plan.act", "surveys.remove")  # the form names no line or survey
ROSTER = "person_id,start\nP1,2020-01-01\nP2,someday\n"
TARGETS = "owner_id,metric,period,value\nP1,sales,2025-01,100\nP2,sales,someday,5\n"


def rules(app: Flask) -> Iterator[tuple[str, Rule, str]]:
    """Endpoint, rule and method of every route: the public app lists those of the mounted ones too."""
    found = app.url_map.iter_rules()
    for rule in sorted(found, key=lambda each: (each.endpoint in LEAVES, each.endpoint in ENDS)):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, rule, method


def address(rule: Rule, places: Mapping[str, str]) -> str:
    path = rule.rule
    for name in rule.arguments:
        path = path.replace(f"<{name}>", places[_own(name, rule)])
    return path


def _own(name: str, rule: Rule) -> str:
    """Uploads and tokens are of several kinds."""
    if name == "upload_id" and "/figures/" in rule.rule:
        return "figures"
    return "shared" if name == "token" and rule.endpoint.startswith("shared.") else name


def asked(visitor: Staff, method: str, path: str) -> tuple[int, str]:
    """The answer, and where it leads. A form goes with the token of the visitor's own session and nothing else."""
    if method == "GET":
        response = visitor.client.get(path)
    else:
        visitor.get("/staff/sign-in" if visitor.doc is None else "/staff/account")
        response = visitor.client.post(path, data={"csrf_token": visitor.token})
    return response.status_code, response.headers.get("Location", "")


@pytest.fixture
def job(house: House) -> str:
    with house.installation.store.writing() as session:
        return add_job(
            session,
            kind="seal",
            subject=GONE,
            client_id=house.a,
            assessment_id=house.assessment,
            given=None,
            by="alice@example.com",
            at=NOW,
        )[0]


@pytest.fixture
def uploads(house: House) -> dict[str, str]:
    kept = Uploads(house.installation.folder / "uploads" / house.a)
    return {
        "roster": kept.keep("roster.csv", ROSTER.encode()).id,
        "figures": kept.keep("targets.csv", TARGETS.encode()).id,
    }


@pytest.fixture
def shared(house: House) -> dict[str, str]:
    """A run with its list of results, a report of it that executives may read, and a link to that."""
    report = add_small_report(house, released=True)
    with house.installation.store.writing() as session:
        found = find_report(session, report)
        assert found is not None
        add_files(session, RunFile, found.run_id, {"results.json": b"[]"})
        token = add_link(session, house.installation.keys, report, "W", TODAY, NOW, "alice@example.com")
    return {"run_id": found.run_id, "report_id": report, "shared": token}


@pytest.fixture
def places(house: House, uploads: dict[str, str], job: str, shared: dict[str, str]) -> dict[str, str]:
    """What stands in the addresses: things of client A, or things that are not there."""
    wave = make_wave(house.installation, people=12, teams=1, surveys=("wellbeing",))
    return {
        **shared,
        "client_id": house.a,
        "assessment_id": house.assessment,
        "upload_id": uploads["roster"],
        "figures": uploads["figures"],
        "job_id": job,
        "survey": "skills",
        "level": "R",
        "team_type": "any",
        "lang": "en",
        "account_id": GONE,
        "link_id": GONE,
        "token": wave.tokens["P00"],
        "name": "none.css",
        "line": line_hash(str(plan().lines[0].key)),
        "version_id": GONE,
    }


def test_every_route_has_a_row_and_every_row_a_route(house: House) -> None:
    assert {endpoint for endpoint, _, _ in rules(house.app)} == set(ACCESS)


@pytest.mark.slow
@pytest.mark.parametrize("who", VISITORS)
def test_everybody_at_every_route(house: House, places: dict[str, str], who: Visitor) -> None:
    name = WHO[who]
    visitor = house.sign_in(name) if name else house.visitor().get("/staff/sign-in")
    for endpoint, rule, method in rules(house.app):
        status, leads = asked(visitor, method, address(rule, places))
        case = (endpoint, method, status, leads)
        own_page = rule.endpoint.startswith(("respondent.", "shared.")) or endpoint == "surveys.screen"
        if who in ACCESS[endpoint].who:
            gone = ABSENT & rule.arguments or endpoint in NOTHING_GIVEN
            wanted = (404,) if gone else (200, 302, 409, 422)
            assert status in ((200, 400) if own_page and status != 404 else wanted), case
            assert "/sign-in" not in leads or endpoint in (*LEAVES, "clients.home"), case
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
    house: House, uploads: dict[str, str]
) -> None:
    bob = house.sign_in("bob")
    assert bob.get(f"/staff/clients/{house.b}/assessments/{house.assessment}").status == 404
    for part, upload in uploads.items():
        assert bob.get(f"/staff/clients/{house.b}/{part}/{upload}").path == f"/staff/clients/{house.b}/{part}"
        assert bob.get(f"/staff/clients/{house.b}/{part}/{upload}/faults.csv").status == 404
    dave = house.sign_in("dave")
    assert dave.get(f"/staff/clients/{house.b}/assessments/{house.assessment}").status == 404


def test_a_route_without_a_row_is_closed(tmp_path: Path) -> None:
    house = furnish(sqlite_installation(tmp_path), build_app)
    house.staff.add_url_rule("/staff/new", "forgotten", lambda: "secret")
    for who in ("dave", "alice"):
        assert house.sign_in(who).get("/staff/new").status == 404
    house.installation.close()


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
