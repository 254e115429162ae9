"""What holds for every page of staff: strict headers, nothing inline, both languages, errors without internals, and
how often the database is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bench.crowd import Crowd, add_crowd
from sqlalchemy import event, insert

from diagnostic.core.plan.marks import line_hash
from diagnostic.i18n import translate
from diagnostic.storage.accounts.audit_log import ACTIONS, LogEntry, add_entry, newest_entries
from diagnostic.storage.database.files import add_files
from diagnostic.storage.database.tables import Person, RunFile
from diagnostic.storage.jobs.jobs import add_job
from diagnostic.storage.results.reports import find_report
from diagnostic.storage.results.share_links import add_link
from diagnostic.web.staff.clients import views as client_pages
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.page import FILES
from tests.made.factories_plan import plan
from tests.made.reports import add_small_report
from tests.made.runs import make_run
from tests.made.waves import make_wave
from tests.support.staff import NOW, TODAY, House, Staff

STRICT = {
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


DEALS = "id,owner,deal stage,close date,amount\n1,1,Won,2025-01-31,100\n2,9,Lost,2025-02-28,200\n"


def pages(house: House) -> dict[str, int]:
    """Every page there is to see, and the most questions to the database it may ask (one is who is there)."""
    make_run(house.installation, house.assessment)
    client = f"/staff/clients/{house.a}"
    return {
        "/staff/clients": 3,
        "/staff/clients?search=zz": 3,
        "/staff/clients/new": 1,
        client: 7,
        f"{client}/edit": 2,
        f"{client}/delete": 4,
        f"{client}/assessments/new": 2,
        f"{client}/assessments/{house.assessment}": 8,
        f"{client}/assessments/{house.assessment}/surveys": 6,
        f"{client}/assessments/{house.assessment}/surveys/own": 6,
        f"{client}/assessments/{house.assessment}/shown": 10,
        f"{client}/assessments/{house.assessment}/publish": 13,
        f"{client}/assessments/{house.assessment}/links": 5,
        f"{client}/assessments/{house.assessment}/participation": 4,
        f"{client}/assessments/{house.assessment}/close": 7,
        f"{client}/roster": 8,
        f"{client}/assessments/{house.assessment}/plan": 8,
        f"{client}/assessments/{house.assessment}/plan/add": 7,
        f"{client}/assessments/{house.assessment}/plan/keep": 8,
        f"{client}/assessments/{house.assessment}/plan/lines/{line_hash(str(plan().lines[0].key))}": 7,
        f"{client}/assessments/{house.assessment}/plan/versions": 4,
        f"{client}/figures": 11,
        f"{client}/figures?kind=opportunities&search=x": 11,
        f"{client}/units": 3,
        "/staff/account": 1,
        "/staff/accounts": 3,
        "/staff/log": 2,
        "/staff/nowhere": 1,
    }


def pages_of_report(house: House) -> dict[str, int]:
    """The same of a finished report and of a job: pages that hold what a report holds, scripts and all."""
    report = add_small_report(house, released=True)
    assessment = f"/staff/clients/{house.a}/assessments/{house.assessment}"
    with house.installation.store.writing() as session:
        found = find_report(session, report)
        assert found is not None
        add_files(session, RunFile, found.run_id, {"results.json": b"[]"})
        token = add_link(session, house.installation.keys, report, "W", TODAY, NOW, "alice@example.com")
        job, _ = add_job(
            session,
            kind="seal",
            subject=report,
            client_id=house.a,
            assessment_id=house.assessment,
            given=None,
            by="alice@example.com",
            at=NOW,
        )
    return {
        f"{assessment}/jobs/{job}": 4,
        f"{assessment}/diagnosis": 12,
        f"{assessment}/doubts": 12,
        f"{assessment}/diagnosis/{found.run_id}/results": 6,
        f"{assessment}/report": 6,
        f"{assessment}/report/{report}": 6,
        "/staff/reports": 2,
        f"/staff/reports/{report}": 5,
        f"/staff/reports/{report}/results": 4,
        f"/reports/{token}": 3,
        f"/reports/{token}/results": 3,
    }


def every_page(house: House, lang: str) -> Iterator[Staff]:
    yield house.visitor(lang).get("/staff/sign-in")
    yield house.visitor(lang).sign_in("alice", "wrong")
    dave = house.sign_in("dave", lang)
    for address in pages(house):
        yield dave.get(address)
    yield dave.get(f"/staff/clients/{house.a}/edit").send({"name_zh": "", "name_en": ""})
    surveys = f"/staff/clients/{house.a}/assessments/{house.assessment}/surveys"
    yield dave.get(surveys).send({"ask": None, "purpose_zh": "", "k": "4"})
    yield dave.get(surveys).send({"version": "7", "k": "6"})
    yield dave.get(f"{surveys}/own").upload("x.toml", "code = 1")
    yield dave.get(f"/staff/clients/{house.a}/roster").upload("x.csv", "who,where\n1,2\n")
    yield dave.get(f"/staff/clients/{house.a}/roster").upload("x.csv", "person_id,start\n1,2020-01-01\n2,x\n")
    yield dave.send({})
    figures = f"/staff/clients/{house.a}/figures"
    yield dave.get(figures).upload("x.csv", DEALS)
    yield dave.send({"c_opportunity_id": ""})
    yield dave.send({"c_opportunity_id": "h:id"})
    yield dave.send({})
    yield dave.get(figures).upload("x.csv", DEALS.replace("Won", "Lost").replace("100", "x"))
    yield dave.get(figures).upload("x.csv", "A title\nid,stage\n1,won\n")
    yield dave.get(f"/staff/clients/{house.a}/units")


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_every_page_is_strict_and_whole(house: House, lang: str) -> None:
    for staff in every_page(house, lang):
        headers, doc = staff.response.headers, staff.doc
        assert set(headers["Content-Security-Policy"].split("; ")) == STRICT
        assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert doc.xpath("//style | //@style | //script | //iframe | //meta[@http-equiv] | //@onclick") == []
        assert doc.xpath("//@src | //link/@href") == [
            FILES.addresses[name] for name in ("icon.svg", "bootstrap.min.css", "staff.css")
        ]
        assert doc.get("lang") == lang
        assert len(doc.xpath("//h1")) == 1
        assert doc.xpath("string(//title)").strip()
        identities = doc.xpath("//@id")
        assert len(identities) == len(set(identities)), staff.path
        for form in doc.xpath('//form[@method="post"]'):
            assert len(form.xpath('.//input[@name="csrf_token"]')) == 1
        if lang == "zh-CN":
            assert re.findall(r"[\u4e00-\u9fff][,;:?!()]|[,;:?!][\u4e00-\u9fff]", staff.text) == [], (
                staff.path
            )


def test_static_files_are_there_and_kept(house: House) -> None:
    for address in FILES.addresses.values():
        response = house.app.test_client().get(address)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in response.headers


def test_the_language_is_chosen_and_stays(house: House) -> None:
    alice = house.visitor("en").get("/staff/sign-in")
    assert alice.doc.get("lang") == "en"
    form = {"csrf_token": alice.token, "lang": "zh", "next": "/staff/sign-in"}
    assert alice.client.post("/staff/language", data=form).headers["Location"] == "/staff/sign-in"
    assert alice.sign_in("alice").doc.get("lang") == "zh-CN"
    assert "2025年1月1日" in alice.get(f"/staff/clients/{house.a}").text
    alice.client.post("/staff/language", data={"csrf_token": alice.token, "lang": "fr", "next": "//evil"})
    assert alice.get("/staff/clients").doc.get("lang") == "zh-CN"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_errors_have_a_page_of_their_own_without_internals(
    house: House, lang: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    dave = house.sign_in("dave", lang)

    def fails(*given: object) -> None:
        raise RuntimeError(f"with everything in it: {given}")

    monkeypatch.setattr(client_pages, "find_client", fails)
    answers = {
        500: dave.client.get(f"/staff/clients/{house.a}", headers={"Accept-Language": lang}),
        404: dave.client.get("/staff/clients/x/y/z", headers={"Accept-Language": lang}),
        405: dave.client.post("/staff/log", headers={"Accept-Language": lang}),
        400: dave.client.post("/staff/account", headers={"Accept-Language": lang}),
        413: dave.client.post("/staff/account", data=b"x" * 70_000, headers={"Accept-Language": lang}),
    }
    for status, response in answers.items():
        assert response.status_code == status
        title = translate(labels.ERRORS[str(status)][0], "zh" if lang == "zh" else "en")
        assert title.replace("'", "&#39;") in response.text
        for secret in ("Traceback", "RuntimeError", "everything", house.a):
            assert secret not in response.text.replace(f'value="/staff/clients/{house.a}"', "")
    (record,) = caplog.records
    number = record.getMessage().removeprefix("request ").partition(":")[0]
    assert record.getMessage() == f"request {number}: GET /clients/<client_id>"
    assert record.exc_info is not None
    assert "with everything in it" in str(record.exc_info[1])  # the traceback is in the log
    assert number in answers[500].text  # and the page says where


@pytest.mark.slow
def test_pages_ask_the_database_a_fixed_number_of_times(house: House) -> None:
    dave = house.sign_in("dave")
    make_wave(house.installation, people=12, teams=1, surveys=("wellbeing",))
    for crowded in (False, True):
        asks = pages(house) | pages_of_report(house)
        if crowded:
            with house.installation.store.writing() as session:
                add_crowd(session, Crowd(clients=60, people=240, waves=5, each=4))
                own = {"client_id": house.a, "name": "", "unit_path": "A/B"}
                people = [own | {"position": at, "key": f"P{at}"} for at in range(60)]
                session.execute(insert(Person), people)
        for address, most in asks.items():
            asked: list[str] = []
            listen = lambda *given, asked=asked: asked.append(given[2])  # noqa: E731
            event.listen(house.installation.store.engine, "before_cursor_execute", listen)
            status = dave.client.get(address).status_code
            event.remove(house.installation.store.engine, "before_cursor_execute", listen)
            said = [each for each in asked if not each.startswith("BEGIN")]
            assert status == (404 if address.endswith("nowhere") else 200), address
            assert len(said) <= most, (address, said)


def test_a_rep_s_page_knows_nothing_of_staff_even_with_their_cookie(house: House) -> None:
    wave = make_wave(house.installation, people=12, teams=1, surveys=("wellbeing",))
    dave = house.sign_in("dave")
    asked: list[str] = []
    event.listen(
        house.installation.store.engine, "before_cursor_execute", lambda *given: asked.append(given[2])
    )
    response = dave.client.get(f"/r/{wave.tokens['P00']}")
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers["Vary"]
    assert not any("account" in each or "access" in each for each in asked)
    for path in ("/staffx", "/", "/staf", "/r/staff"):
        assert "Set-Cookie" not in dave.client.get(path).headers
        assert dave.client.get(path).status_code == 404


def test_every_action_has_a_label_in_the_log() -> None:
    assert set(ACTIONS) == labels.ACTIONS.keys()


def test_the_log_names_staff_and_never_a_rep(house: House, alice: Staff) -> None:
    wave = make_wave(house.installation, people=12, teams=1, surveys=("wellbeing",))
    alice.client.get(f"/r/{wave.tokens['P00']}")
    wave.answer("P01")
    alice.get(f"/r/{wave.tokens['P02']}")
    with house.installation.store.reading() as session:
        entries = newest_entries(session, 100)
    assert [(entry.action, entry.account) for entry in entries] == [("signed_in", "alice@example.com")]


def test_the_log_is_searched_by_account_subject_and_what_was_done(house: House) -> None:
    entries = (
        ("alice", "client_changed", "Beta_1"),
        ("bob", "plan_kept", "Gamma"),
        ("bob", "client_changed", "Beta01"),
    )
    with house.installation.store.writing() as session:
        for account, action, subject in entries:
            add_entry(session, LogEntry(NOW, f"{account}@example.com", action, subject))
    dave = house.sign_in("dave")
    found = {}
    for search in ("BOB@", "beta_1", "kept", "nobody", "'"):
        dave.get(f"/staff/log?search={search}")
        assert dave.status == 200
        found[search] = len(dave.doc.xpath("//tbody/tr"))
    assert found == {"BOB@": 2, "beta_1": 1, "kept": 1, "nobody": 0, "'": 0}


def test_accounts_are_searched_by_their_address(house: House) -> None:
    dave = house.sign_in("dave")
    found = {}
    for search in ("ALICE", "@example.com", "%", ""):
        dave.get(f"/staff/accounts?search={search}")
        found[search] = len(dave.doc.xpath("//tbody/tr"))
    assert (found["ALICE"], found["%"]) == (1, 0)
    assert found["@example.com"] == found[""] >= 4
