"""One's own client with somebody else's things: in every address and every form, each id in turn is another's.

dave, who may see both clients, does the asking, so that nothing but the queries themselves can refuse. Whatever is
sent, it is as if the thing were not there, and not a row of the database is another afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import select

from diagnostic.core.plan.marks import line_hash
from diagnostic.storage.clients.clients import AssessmentFacts, add_assessment
from diagnostic.storage.database.files import add_files
from diagnostic.storage.database.tables import RunFile, Table
from diagnostic.storage.imports.uploads import Uploads
from diagnostic.storage.jobs.jobs import add_job
from diagnostic.storage.results.reports import find_report
from diagnostic.storage.results.share_links import add_link, links_of
from diagnostic.web.access import ACCESS
from tests.made.analysed import open_small_wave
from tests.made.factories_plan import plan
from tests.made.reports import add_small_report
from tests.support.staff import NOW, TODAY, House, Staff
from tests.web.staff.test_access import ROSTER, TARGETS, address, rules

OWN = ("assessment_id", "run_id", "report_id", "version_id", "job_id", "link_id", "upload_id", "figures")
"""What is somebody's."""


@dataclass(frozen=True)
class Belongings:
    """Everything an assessment of a client has, by the names it has in addresses."""

    places: Mapping[str, str]
    wave: str
    invitation: str


def belongings(house: House, client: str, assessment: str) -> Belongings:
    installation = house.installation
    own = replace(house, a=client, assessment=assessment)
    report_id = add_small_report(own)
    wave = open_small_wave(installation, assessment, people=6)
    uploads = Uploads(installation.folder / "uploads" / client)
    with installation.store.writing() as session:
        report = find_report(session, report_id)
        assert report is not None
        add_files(session, RunFile, report.run_id, {"results.json": b"[]", "page.en.html": b"<h1>R</h1>"})
        add_link(session, installation.keys, report_id, "W", TODAY, NOW, "alice@example.com")
        (link,) = links_of(session, report_id)
        job, _ = add_job(
            session,
            kind="analyse",
            subject=assessment,
            client_id=client,
            assessment_id=assessment,
            given=None,
            by="alice@example.com",
            at=NOW,
        )
        table = Table.metadata.tables["invitation"].c
        invitation = session.scalar(select(table.id).where(table.wave_id == wave.id).limit(1))
    places = {
        "client_id": client,
        "assessment_id": assessment,
        "run_id": report.run_id,
        "report_id": report_id,
        "version_id": report.plan_version_id,
        "job_id": job,
        "link_id": link.id,
        "upload_id": uploads.keep("roster.csv", ROSTER.encode()).id,
        "figures": uploads.keep("targets.csv", TARGETS.encode()).id,
        "survey": "skills",
        "level": "R",
        "team_type": "any",
        "lang": "en",
        "name": "release.json",
        "line": line_hash(str(plan().lines[0].key)),
    }
    return Belongings(places, wave.id, str(invitation))


@pytest.fixture
def mine(house: House) -> Belongings:
    return belongings(house, house.a, house.assessment)


@pytest.fixture(params=["another client's", "the client's other assessment's"])
def theirs(request: pytest.FixtureRequest, house: House) -> Belongings:
    client = house.b if request.param == "another client's" else house.a
    facts = AssessmentFacts("另一项诊断", "Another", TODAY, TODAY)
    with house.installation.store.writing() as session:
        assessment = add_assessment(session, client, facts)
    return belongings(house, client, assessment)


def everything(house: House) -> dict[str, list[tuple[object, ...]]]:
    """All rows, but for the log and what signing in writes."""
    with house.installation.store.reading() as session:
        return {
            table.name: sorted(map(tuple, session.execute(table.select())), key=repr)
            for table in Table.metadata.sorted_tables
            if table.name != "audit_entry"
        }


def swapped(house: House, mine: Belongings, theirs: Belongings) -> Iterator[tuple[str, str, str]]:
    """Endpoint, method and address, with one id of somebody else's in it."""
    for endpoint, rule, method in rules(house.app):
        if "client_id" not in rule.arguments or endpoint not in ACCESS:
            continue
        figures = "upload_id" in rule.arguments and "/figures/" in rule.rule
        for name in sorted({*OWN} & {*rule.arguments}):
            key = "figures" if figures and name == "upload_id" else name
            if mine.places[key] != theirs.places[key]:
                yield endpoint, method, address(rule, {**mine.places, key: theirs.places[key]})


def send(visitor: Staff, method: str, path: str, given: Mapping[str, str] | None = None) -> tuple[int, str]:
    if method == "GET":
        response = visitor.client.get(path)
    else:
        response = visitor.client.post(path, data={"csrf_token": visitor.token, "sure": "y", **(given or {})})
    return response.status_code, response.headers.get("Location", "")


def test_no_id_in_an_address_reaches_what_is_another_s(
    house: House, mine: Belongings, theirs: Belongings
) -> None:
    if (
        theirs.places["client_id"] == mine.places["client_id"]
    ):  # an upload and an assessment are the client's own
        own = {name: mine.places[name] for name in ("upload_id", "figures", "assessment_id")}
        theirs = replace(theirs, places={**theirs.places, **own})
    dave = house.sign_in("dave").get("/staff/account")
    before, asked = everything(house), 0
    for endpoint, method, path in swapped(house, mine, theirs):
        status, leads = send(dave, method, path)
        gone = status == 404 or (
            endpoint.startswith(("imports.roster_", "imports.figures_")) and status == 302
        )
        assert gone, (endpoint, method, status, leads)
        asked += 1
    assert asked > 10
    assert everything(house) == before


def test_no_id_in_a_form_reaches_what_is_another_s(
    house: House, mine: Belongings, theirs: Belongings
) -> None:
    dave = house.sign_in("dave").get("/staff/account")
    own, other = mine.places, theirs.places
    page = f"/staff/clients/{own['client_id']}/assessments/{own['assessment_id']}"
    before = everything(house)
    forms: list[tuple[str, dict[str, str]]] = [
        ("report", {"run": other["run_id"], "plan": own["version_id"]}),
        ("report", {"run": own["run_id"], "plan": other["version_id"]}),
        ("links/one", {"invitation": theirs.invitation}),
        ("close", {"wave": theirs.wave}),
    ]
    for part, given in forms:
        status, leads = send(dave, "POST", f"{page}/{part}", given)
        assert status in (404, 409, 422), (part, given, status, leads)
    for query in (f"before={other['version_id']}&after=now", f"before=now&after={other['version_id']}"):
        assert send(dave, "GET", f"{page}/plan/compare?{query}")[0] == 302
    assert send(dave, "GET", f"{page}/diagnosis?run={other['run_id']}")[0] == 404
    assert everything(house) == before


def test_the_things_themselves_are_there(house: House, mine: Belongings) -> None:
    """Else the tests above would prove nothing."""
    dave = house.sign_in("dave").get("/staff/account")
    page = f"/staff/clients/{house.a}/assessments/{house.assessment}"
    for part in (
        f"diagnosis/{mine.places['run_id']}/results",
        f"report/{mine.places['report_id']}",
        f"plan/versions/{mine.places['version_id']}",
        f"jobs/{mine.places['job_id']}",
        f"plan/compare?before={mine.places['version_id']}&after=now",
    ):
        assert send(dave, "GET", f"{page}/{part}")[0] == 200, part
    assert send(dave, "POST", f"{page}/links/one", {"invitation": mine.invitation})[0] == 200


def test_asking_for_the_head_of_a_page_changes_nothing(house: House, mine: Belongings) -> None:
    """HEAD needs no token of a form, so it must never do what a form does: it reads, and answers as GET."""
    dave = house.sign_in("dave").get("/staff/accounts")
    accounts = [link for link in dave.doc.xpath("//main//a/@href") if link.startswith("/staff/accounts/")]
    paths = [
        address(rule, mine.places)
        for endpoint, rule, method in rules(house.app)
        if method == "GET" and rule.rule.startswith("/staff/") and {*rule.arguments} <= {*mine.places}
    ]
    assert len(accounts) == 4
    assert len(paths) > 30
    before = everything(house)
    for path in (*accounts, *paths):
        status = dave.client.get(path).status_code
        head = dave.client.head(path, data={"sure": "y", "deed": "sessions"})
        assert (head.status_code, head.data) == (status, b""), path
    assert everything(house) == before
