"""Values that can hardly be right: asked on one page, confirmed with a name, taken back, and asked again when others
come."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from diagnostic.core.diagnosis.model.coverage import Coverage
from diagnostic.core.diagnosis.model.study import Study
from diagnostic.core.figures.model.performance import Opportunity, PerformanceTable
from diagnostic.core.figures.model.periods import calendar_year
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.report.compose import compose
from diagnostic.faults import BadDataError
from diagnostic.readers.knowledge import read_playbook
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.database.session import Session
from diagnostic.storage.database.tables import new_id
from diagnostic.storage.imports.figures import load_figures, save_figures
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.plans import add_version, versions_of
from diagnostic.storage.results.reports import NewReport, add_report, set_released
from diagnostic.storage.results.run_results import diagnosis_of
from diagnostic.storage.results.runs import find_run, plan_of
from diagnostic.storage.results.study_inputs import inputs_of
from diagnostic.usecases.analysis.diagnose_study import diagnose_study
from diagnostic.usecases.analysis.find_doubts import find_doubts
from diagnostic.usecases.analysis.make_report import make_report
from tests.core.report.test_compose import texts
from tests.made.analysed import SETTINGS, analyse, company, give_figures, quiet
from tests.made.factories_plan import plan
from tests.support.staff import NOW, House, Staff, furnish


def times(factor: int, team: str = "东一部") -> PerformanceTable:
    """The small company, with a team that sold `factor` times what it did (0.70 to 0.82 of its target)."""
    table = company()
    there = {person.id for person in table.roster.people if person.path[-1] == team}
    actuals = tuple(
        replace(amount, value=amount.value * factor) if amount.owner_id in there else amount
        for amount in table.actuals
    )
    return replace(table, actuals=actuals)


def give(house: House, table: PerformanceTable) -> None:
    with house.installation.store.writing() as session:
        save_figures(session, house.a, table)


def address(house: House, part: str = "doubts", client: str | None = None) -> str:
    return f"/staff/clients/{client or house.a}/assessments/{house.assessment}/{part}".rstrip("/")


def run_of(house: House) -> str:
    return analyse(house.installation, house.a, house.assessment, NOW)


def coverage(house: House, run_id: str) -> Coverage:
    with house.installation.store.reading() as session:
        return diagnosis_of(session, run_id).coverage


def actions(house: House) -> list[str]:
    with house.installation.store.reading() as session:
        return [entry.action for entry in newest_entries(session, 100)]


def report_of(house: House, run_id: str, released: bool = False) -> str:
    with house.installation.store.writing() as session:
        version = add_version(session, house.assessment, run_id, plan(), "", "alice", NOW)
        new = NewReport(new_id(), house.a, house.assessment, run_id, version, NOW, "alice")
        add_report(session, new, {"report.en.pdf": b"%PDF"})
        set_released(session, new.id, released)
    return new.id


def test_before_publishing_it_is_said_that_bands_would_rest_on_values_in_doubt(
    house: House, alice: Staff
) -> None:
    said = "the performance bands are fixed when the survey is published"
    give(house, company())
    assert said not in alice.get(address(house, "publish")).text
    give(house, times(10))
    assert said in alice.get(address(house, "publish")).text
    alice.get(address(house)).send({}, 0)
    assert "values_confirmed" in actions(house)
    assert said not in alice.get(address(house, "publish")).text


def test_ordinary_figures_ask_nothing(house: House, alice: Staff) -> None:
    give_figures(house.installation, house.a)
    alice.get(address(house))
    assert (alice.status, alice.forms) == (200, [])
    assert "Nothing in this period's figures is in doubt" in alice.text
    assert "hardly" not in alice.get(address(house, "diagnosis")).text
    assert "hardly" not in alice.get(address(house, "")).text


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Attainment of a unit", "304.7% of the target", "up to 250%", "+66.3", "alice@example.com"]),
        ("zh", ["单位的达成率", "目标的 304.7%", "不超过 250%", "+66.3", "alice@example.com"]),
    ],
)
def test_the_page_says_what_where_how_much_and_what_it_moves(
    house: House, lang: str, words: list[str]
) -> None:
    """The three teams reach 0.7617, 1.0083 and 1.1050 of their targets, which are alike. Four times the first is
    3.0467; the company then reaches 5.16 / 3 = 1.7200, without that team 2.1133 / 2 = 1.0567: 66.3 points."""
    give(house, times(4))
    page = house.sign_in("alice", lang).get(address(house))
    for word in (*words, "东一部"):
        assert word in page.text, word
    assert len(page.doc.xpath("//table//tbody/tr")) == 1
    (bar,) = page.doc.xpath('//table//svg[@aria-hidden="true"]/rect[@class="fill"]/@width')
    assert bar == "100"


def test_the_question_is_there_before_anything_is_analysed(house: House, alice: Staff) -> None:
    give(house, times(4))
    alice.get(address(house, ""))
    (step,) = [each for each in alice.doc.xpath('//ol[@class="path"]/li') if "hardly" in each.text_content()]
    assert "now" in step.get("class") or "open" in step.get("class")
    assert step.xpath(".//a/@href") == [address(house)]
    alice.get(address(house, "diagnosis"))
    assert "1 value can hardly be right. Until somebody confirms it, nothing is said about" in alice.text
    assert address(house) in alice.doc.xpath("//main//a/@href")


@pytest.mark.slow
def test_who_confirms_is_kept_logged_and_printed(house: House, alice: Staff) -> None:
    give(house, times(4))
    before = coverage(house, run_of(house))
    assert (before.confirmed_by, before.shortfall_can_be_said) == (None, False)
    alice.get(address(house)).send({})
    assert (alice.status, alice.said) == (200, "Confirmed with your name.")
    assert "alice@example.com confirmed these values" in alice.text
    assert actions(house).count("values_confirmed") == 1
    assert "hardly" not in alice.get(address(house, "")).text
    after = coverage(house, run_of(house))
    assert (after.confirmed_by, after.doubted, len(after.doubts)) == ("alice@example.com", (), 1)
    assert after.shortfall_can_be_said


def test_the_second_who_confirms_changes_nothing(house: House, alice: Staff, dave: Staff) -> None:
    give(house, times(4))
    alice.get(address(house))
    dave.get(address(house)).send({})
    alice.send({})
    assert "dave@example.com confirmed these values" in alice.text
    assert actions(house).count("values_confirmed") == 1


@pytest.mark.slow
def test_a_diagnosis_made_before_is_out_of_date_then(house: House, alice: Staff) -> None:
    give(house, times(4))
    run_of(house)
    assert "have changed since this run" not in alice.get(address(house, "diagnosis")).text
    alice.get(address(house)).send({})
    assert "have changed since this run" in alice.get(address(house, "diagnosis")).text


@pytest.mark.slow
def test_new_figures_in_doubt_are_asked_about_again(house: House, alice: Staff) -> None:
    give(house, times(4))
    alice.get(address(house)).send({})
    give(house, times(5))
    alice.get(address(house))
    assert "Confirm all (1)" in alice.text
    assert coverage(house, run_of(house)).confirmed_by is None
    give(house, times(4))  # the very same values, brought back, need no second answer
    assert "confirmed these values" in alice.get(address(house)).text
    assert coverage(house, run_of(house)).confirmed_by == "alice@example.com"


def test_what_was_not_seen_is_not_confirmed(house: House, alice: Staff) -> None:
    give(house, times(4))
    alice.get(address(house))
    give(house, times(5))
    alice.send({})
    assert alice.status == 409
    assert "Nothing was done" in alice.text
    assert "Confirm all (1)" in alice.text
    form = {"csrf_token": alice.token, "mark": ""}
    assert alice.client.post(address(house), data=form).status_code == 409
    assert "values_confirmed" not in actions(house)


def test_another_client_s_values_are_not_there(house: House, alice: Staff) -> None:
    give(house, times(4))
    bob = house.sign_in("bob")
    bob.get("/staff/account")
    for place in (address(house), address(house, client=house.b)):
        assert bob.client.get(place).status_code == 404
        for part in ("", "/take-back"):
            form = {"csrf_token": bob.token, "mark": "x"}
            assert bob.client.post(place + part, data=form).status_code == 404
    alice.get(address(house))
    mark = alice.forms[0].fields["mark"]
    assert (
        alice.client.post(address(house), data={"mark": mark}).status_code == 400
    )  # without the form's token
    assert "values_confirmed" not in actions(house)


@pytest.mark.slow
def test_it_can_be_taken_back_while_nobody_else_can_read_it(house: House, alice: Staff) -> None:
    give(house, times(4))
    alice.get(address(house)).send({})
    run_id = run_of(house)
    report_id = report_of(house, run_id, released=True)
    alice.get(address(house))
    assert alice.forms == []
    assert "Others can read a report that says so" in alice.text
    with house.installation.store.reading() as session:
        mark = find_mark(session, house)
    form = {"csrf_token": alice.get("/staff/account").token, "mark": mark}
    assert alice.client.post(address(house) + "/take-back", data=form).status_code == 409
    with house.installation.store.writing() as session:
        set_released(session, report_id, False)
    alice.get(address(house)).send({})
    assert alice.said == "The confirmation is taken back."
    assert "Confirm all (1)" in alice.text
    assert actions(house).count("confirmation_taken_back") == 1
    assert coverage(house, run_of(house)).confirmed_by is None


def find_mark(session: Session, house: House) -> str:
    inputs = inputs_of(session, house.a, house.assessment)
    return find_doubts(session, house.a, house.assessment, inputs, NOW.date()).mark


@pytest.mark.slow
def test_nothing_that_rests_on_it_is_published_afterwards(house: House, alice: Staff) -> None:
    give(house, times(4))
    alice.get(address(house)).send({})
    run_id = run_of(house)
    report_id = report_of(house, run_id)
    alice.get(address(house)).send({})
    one = address(house, f"report/{report_id}")
    assert "was taken back, so it can be neither released nor shared" in alice.get(one).text
    alice.send({}, 0)
    assert alice.status == 409
    alice.get(one).send({"label": "W"}, 1)
    assert alice.status == 409
    with house.installation.store.reading() as session:
        assert find_run(session, house.assessment, run_id) is not None
    with pytest.raises(BadDataError) as caught:
        make_report(
            house.installation,
            SETTINGS,
            house.a,
            house.assessment,
            run_id,
            version_of(house),
            "a",
            NOW,
            quiet,
        )
    assert [fault.code for fault in caught.value.faults] == ["report.taken_back"]


def version_of(house: House) -> str:
    with house.installation.store.reading() as session:
        return versions_of(session, house.assessment)[0].id


def test_deals_and_persons_are_named_for_staff(house: House, alice: Staff) -> None:
    """A person who sold fifty times the next one, and a deal of 1970; a name from a file is no HTML."""
    table = company()
    actuals = tuple(
        replace(amount, value=amount.value * 50) if amount.owner_id == "R00" else amount
        for amount in table.actuals
    )
    people = tuple(
        replace(each, name="<b>Ann</b>") if each.id == "R00" else each for each in table.roster.people
    )
    old = Opportunity("D-OLD", "R01", "won", date(1970, 1, 1), date(2025, 3, 5), 100, "CNY")
    give(
        house,
        replace(
            table,
            roster=type(table.roster)(people),
            actuals=actuals,
            opportunities=(*table.opportunities, old),
        ),
    )
    alice.get(address(house))
    rows = [" ".join(row.text_content().split()) for row in alice.doc.xpath("//table//tbody/tr")]
    assert any("<b>Ann</b>" in row and "times the next one" in row for row in rows)
    (deals,) = [row for row in rows if "D-OLD" in row]
    assert "20,152 days" in deals
    assert "January 1, 1970" in deals
    assert "no part of attainment" in deals
    assert any(re.search("kind=opportunities|search=", link) for link in alice.doc.xpath("//table//a/@href"))


@pytest.mark.slow
def test_on_both_databases_it_is_confirmed_and_taken_back(installation: Installation) -> None:
    house = furnish(installation)
    give(house, times(4))
    alice = house.sign_in("alice").get(address(house)).send({})
    assert "confirmed these values" in alice.text
    assert coverage(house, run_of(house)).confirmed_by == "alice@example.com"
    alice.get(address(house)).send({})
    assert "Confirm all" in alice.text


@pytest.mark.slow
def test_confirmed_on_the_web_it_is_what_files_with_the_name_give(house: House, alice: Staff) -> None:
    give(house, times(4))
    alice.get(address(house)).send({})
    with house.installation.store.reading() as session:
        run_id = run_of(house)
        on_the_web, plan = diagnosis_of(session, run_id), plan_of(session, run_id)
        line = find_run(session, house.assessment, run_id)
        figures = load_figures(session, house.a)
    assert line is not None
    study = Study(
        on_the_web.assessment,
        PublishingRules(5),
        (),
        figures,
        seed=line.seed,
        resamples=line.resamples,
        period=calendar_year(2025),
        confirmed_by="alice@example.com",
    )
    by_files = diagnose_study(study, read_playbook())
    assert [r.as_json() for r in by_files.diagnosis.results] == [r.as_json() for r in on_the_web.results]
    assert by_files.diagnosis.coverage == on_the_web.coverage
    knowledge = read_playbook()
    told = compose(on_the_web, knowledge.cause_map, knowledge.playbook, plan)
    said = [text.en for text in texts(told.sections[0])]
    assert any("checked and confirmed by alice@example.com" in text for text in said)
