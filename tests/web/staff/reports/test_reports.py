"""Reports: made as a job, opened to executives and closed again, and what an executive sees of them."""

from __future__ import annotations

import re

import pytest

from diagnostic.jobs.run_job import WorkerContext, run_job
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.jobs.jobs import jobs_of
from diagnostic.storage.results.plans import versions_of
from diagnostic.storage.results.reports import find_report, reports_of, stored_files
from diagnostic.storage.results.share_links import links_of
from diagnostic.usecases.analysis.rebuild_report import rebuild_report
from diagnostic.web.staff.reports import reading as reading_pages
from tests.made.analysed import SETTINGS, quiet
from tests.made.reports import add_small_report
from tests.made.runs import make_run
from tests.support.staff import NOW, House, Staff


def address(house: House) -> str:
    return f"/staff/clients/{house.a}/assessments/{house.assessment}/report"


def actions(house: House) -> list[str]:
    with house.installation.store.reading() as session:
        return [entry.action for entry in newest_entries(session, 20)]


def test_without_a_run_the_page_says_what_comes_first(house: House, alice: Staff) -> None:
    alice.get(address(house))
    assert (alice.status, len(alice.forms)) == (200, 0)
    alice.get("/staff/account").send({"run": "x", "plan": "now"}, 0, address(house))
    assert alice.status == 409


@pytest.mark.slow
def test_a_report_is_made_once_in_both_languages_and_made_again_the_same(house: House, alice: Staff) -> None:
    run = make_run(house.installation, house.assessment, release=b"{}\n")
    for _ in range(2):  # clicked twice
        alice.get(address(house)).send({})
        assert "/jobs/" in alice.path
    with house.installation.store.reading() as session:
        (job,) = jobs_of(session, house.assessment)
        (version,) = versions_of(session, house.assessment)
    assert job.given == {"run": run.id, "plan": version.id}
    assert run_job(WorkerContext(house.installation, SETTINGS, lambda: NOW), job.id)
    with house.installation.store.reading() as session:
        (report,) = reports_of(session, house.assessment)
        files = stored_files(session, report.id)
    assert (report.number, report.run, report.plan, report.released) == (1, 1, 1, False)
    assert files["release.json"] == b"{}\n"
    assert files["report.zh.pdf"].startswith(b"%PDF")
    assert files["report.en.pdf"].startswith(b"%PDF")
    assert {"page.zh.html", "page.en.html", "results.json", "diagnosis.json"} <= files.keys()
    assert rebuild_report(house.installation, report.id, None, quiet).differ == ()


@pytest.mark.parametrize("given", [{"run": "0" * 32}, {"plan": "0" * 32}, {"run": None}, {"plan": None}])
def test_only_what_is_there_can_be_chosen(house: House, alice: Staff, given: dict[str, str | None]) -> None:
    make_run(house.installation, house.assessment)
    alice.get(address(house)).send(given)
    with house.installation.store.reading() as session:
        asked = [job.given["run"] for job in jobs_of(session, house.assessment)]
    assert alice.status == 422 or (asked and None in given.values())


def test_executives_see_a_report_once_it_is_released(house: House, alice: Staff) -> None:
    report = add_small_report(house)
    carol = house.sign_in("carol")
    assert carol.path == "/staff/reports"
    assert report not in carol.response.text
    assert carol.get(f"/staff/reports/{report}").status == 404
    alice.get(f"{address(house)}/{report}").send({}, 0)
    assert "report_released" in actions(house)
    carol.get("/staff/reports")
    assert carol.doc.xpath("//main//h2/a/@href") == [f"/staff/reports/{report}"]
    carol.get(f"/staff/reports/{report}")
    assert carol.status == 200
    for name in ("report.zh.pdf", "report.en.pdf", "gap.en.0123456789.svg"):
        assert carol.client.get(f"/staff/reports/{report}/{name}").status_code == 200, name
    for name in ("release.json", "diagnosis.json", "made.json", "page.en.html", "results.json"):
        assert carol.client.get(f"/staff/reports/{report}/{name}").status_code == 404, name
    alice.get(f"{address(house)}/{report}").send({}, 0)
    assert "report_withdrawn" in actions(house)
    assert carol.get(f"/staff/reports/{report}").status == 404
    assert carol.client.get(f"/staff/reports/{report}/report.zh.pdf").status_code == 404


@pytest.mark.slow
def test_the_clock_of_every_hour_is_named(house: House, alice: Staff) -> None:
    report = add_small_report(house)
    for page in (address(house), f"{address(house)}/{report}"):
        alice.get(page)
        assert re.findall(r"\d:\d\d\b(?!.{0,5}\(UTC\))", alice.text) == []
        assert "(UTC)" in alice.text


def test_releasing_twice_is_one_log_entry(house: House, alice: Staff) -> None:
    report = add_small_report(house)
    alice.get(f"{address(house)}/{report}")
    for _ in range(2):
        alice.client.post(
            f"{address(house)}/{report}/release", data={"csrf_token": alice.token, "released": "y"}
        )
    assert actions(house).count("report_released") == 1
    with house.installation.store.reading() as session:
        line = find_report(session, report)
    assert line is not None
    assert line.released


def test_an_executive_sees_nothing_else(house: House) -> None:
    add_small_report(house, released=True)
    carol = house.sign_in("carol")
    assert carol.get("/staff/").path == "/staff/reports"
    for path in ("/staff/clients", f"/staff/clients/{house.a}", address(house), "/staff/log"):
        assert carol.get(path).status == 404, path


def test_a_report_of_another_client_is_not_there(house: House) -> None:
    report = add_small_report(house, released=True)
    bob = house.sign_in("bob")
    for path in ("", "/results", "/report.zh.pdf", "/gap.en.0123456789.svg"):
        assert bob.get(f"/staff/reports/{report}{path}").status == 404, path
    assert report not in bob.get("/staff/reports").response.text
    dave = house.sign_in("dave")
    assert dave.get(f"/staff/reports/{report}").status == 200
    wrong = f"/staff/clients/{house.b}/assessments/{house.assessment}/report/{report}"
    assert dave.get(wrong).status == 404


def test_consultants_take_the_data_of_a_report_along(house: House, alice: Staff) -> None:
    report = add_small_report(house)
    response = alice.client.get(f"/staff/reports/{report}/release.json")
    assert (response.status_code, response.data) == (200, b"{}")
    pdf = alice.client.get(f"/staff/reports/{report}/report.zh.pdf")
    assert (pdf.mimetype, pdf.headers["Cache-Control"]) == ("application/pdf", "no-store")


def test_a_long_list_of_reports_is_turned_and_searched(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_pages, "SHOWN", 2)
    reports = [add_small_report(house, released=True) for _ in range(3)]
    carol = house.sign_in("carol")
    shown = []
    for query in ("", "?page=2", "?page=3", "?search=100%25", "?search=" + "x" * 500):
        carol.get(f"/staff/reports{query}")
        shown.append([each.rpartition("/")[2] for each in carol.doc.xpath("//main//h2/a/@href")])
        assert carol.status == 200
    assert sorted(shown[0] + shown[1]) == sorted(reports)
    assert [len(each) for each in shown] == [2, 1, 0, 0, 2]  # what is too long to be searched for is nothing
    title = carol.doc.xpath("string((//main//h2)[1])")
    carol.get(f"/staff/reports?search={title[:4].upper()}")
    assert len(carol.doc.xpath("//main//h2/a")) == 2


def test_the_newest_report_is_named_on_an_earlier_one(house: House) -> None:
    first, second = add_small_report(house, released=True), add_small_report(house, released=True)
    carol = house.sign_in("carol")
    carol.get("/staff/reports")
    assert carol.doc.xpath("//main//h2/a/@href") == [f"/staff/reports/{each}" for each in (second, first)]
    carol.get(f"/staff/reports/{first}")
    assert carol.doc.xpath('//p[contains(@class, "note")]/a/@href') == [f"/staff/reports/{second}"]


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"label": ""}, ["label"]),
        ({"label": "x" * 200}, ["label"]),
        ({"label": "W", "expires_on": ""}, ["expires_on"]),
        ({"label": "W", "expires_on": "2026-03-01"}, ["expires_on"]),
        ({"label": "W", "expires_on": "2026-06-01"}, ["expires_on"]),
        ({"label": "W", "expires_on": "soon"}, ["expires_on"]),
    ],
)
def test_a_link_needs_a_reader_and_an_end(
    house: House, alice: Staff, given: dict[str, str], wrong: list[str]
) -> None:
    report = add_small_report(house)
    alice.get(f"{address(house)}/{report}").send(given, 1)
    assert (alice.status, alice.wrong) == (422, wrong)
    with house.installation.store.reading() as session:
        assert links_of(session, report) == []


def test_the_last_day_a_link_may_have(house: House, alice: Staff) -> None:
    report = add_small_report(house)
    for day in ("2026-03-02", "2026-05-31"):
        assert (
            alice.get(f"{address(house)}/{report}").send({"label": "王总", "expires_on": day}, 1).status
            == 200
        )
    assert alice.get(f"{address(house)}/{report}").text.count("王总") == 2
