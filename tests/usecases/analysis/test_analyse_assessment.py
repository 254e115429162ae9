"""An assessment is analysed: from its newest sealed wave and the client's figures to a run that is kept whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.faults import BadDataError
from diagnostic.storage.clients.assessment_progress import assessment_progress
from diagnostic.storage.clients.clients import AssessmentFacts, add_assessment
from diagnostic.storage.database import tables as t
from diagnostic.storage.imports.figures import save_figures
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.run_results import diagnosis_of
from diagnostic.storage.results.runs import newest_run, plan_of, release_of_run, run_file, runs_of
from diagnostic.storage.results.study_inputs import MARK, inputs_of
from diagnostic.storage.waves.sittings import count_envelopes
from diagnostic.storage.waves.waves import state_of
from diagnostic.text import Text
from diagnostic.usecases.analysis.analyse_assessment import analyse_assessment
from diagnostic.web.staff.plan.scope import find_scope
from tests.made.analysed import AT, SETTINGS, analyse, company, give_figures, open_small_wave, seal
from tests.support.staff import House, furnish


class StopError(Exception):
    """Somebody cancelled."""


@pytest.fixture
def house(installation: Installation) -> House:
    return furnish(installation)


@pytest.mark.slow
def test_a_run_keeps_all_that_was_found(house: House) -> None:
    give_figures(house.installation, house.a)
    wave = seal(open_small_wave(house.installation, house.assessment), 34)
    run_id = analyse(house.installation, house.a, house.assessment)
    with house.installation.store.reading() as session:
        run = newest_run(session, house.assessment)
        assert run is not None
        assert (run.id, run.number, run.wave_id, run.made_at) == (run_id, 1, wave.id, AT)
        diagnosis = diagnosis_of(session, run_id)
        assert {line.name: line.used for line in diagnosis.inputs} == {
            "roster": 36,
            "targets": 432,
            "actuals": 432,
            "opportunities": 288,
            "answers:morale": 34,
        }
        assert diagnosis.figures is not None
        assert any(result.group.startswith("morale/") for result in diagnosis.results)
        assert plan_of(session, run_id).start == AT.date()
        assert json.loads(release_of_run(session, run_id))["k"] == 5
        for name in ("page.zh.html", "page.en.html", "results.json", "diagnosis.json"):
            assert run_file(session, run_id, name), name
        inputs = inputs_of(session, house.a, house.assessment)
        assert run_file(session, run_id, MARK) == inputs.mark.encode()


@pytest.mark.slow
def test_the_same_inputs_have_the_same_fingerprint_and_one_seed(house: House) -> None:
    give_figures(house.installation, house.a)
    seal(open_small_wave(house.installation, house.assessment), 34)
    for day in (0, 1):
        analyse(house.installation, house.a, house.assessment, AT + timedelta(days=day))
    give_figures(house.installation, house.a, people=35)
    analyse(house.installation, house.a, house.assessment)
    with house.installation.store.reading() as session:
        third, second, first = runs_of(session, house.assessment)
        results = [diagnosis_of(session, run.id).results for run in (first, second)]
    assert first.study == second.study != third.study
    assert first.seed == second.seed == third.seed
    assert [r.as_json() for r in results[0]] == [r.as_json() for r in results[1]]


@pytest.mark.slow
@pytest.mark.parametrize(("currency", "minor"), [("CNY", 100), ("JPY", 1)])
def test_where_the_client_has_no_currency_money_is_in_that_of_the_figures(
    house: House, currency: str, minor: int
) -> None:
    """The target was typed before a currency was known: 90 million of whatever it will be."""
    own = company()
    amounts = [
        tuple(replace(each, currency=currency) for each in lines) for lines in (own.targets, own.actuals)
    ]
    deals = tuple(replace(deal, currency=currency) for deal in own.opportunities)
    with house.installation.store.writing() as session:
        save_figures(session, house.a, PerformanceTable(own.roster, *amounts, deals, currency))
        session.execute(update(t.Client).where(t.Client.id == house.a).values(currency=None))
        target = {"board_target": 90_000_000 * 100}
        session.execute(update(t.Assessment).where(t.Assessment.id == house.assessment).values(**target))
    run_id = analyse(house.installation, house.a, house.assessment)
    with house.installation.store.reading() as session:
        found = diagnosis_of(session, run_id).assessment
        plan = find_scope(session, house.a, house.assessment)
    assert (found.currency, found.board_target) == (currency, 90_000_000 * minor)
    assert plan.currency == currency


@pytest.mark.slow
def test_a_wave_that_is_open_is_never_touched(house: House) -> None:
    give_figures(house.installation, house.a)
    wave = open_small_wave(house.installation, house.assessment)
    for person in list(wave.tokens)[:20]:
        wave.answer(person)
    run_id = analyse(house.installation, house.a, house.assessment)
    with house.installation.store.reading() as session:
        assert state_of(session, wave.id) == "open"
        assert count_envelopes(session, wave.id) == 20
        names = {line.name for line in diagnosis_of(session, run_id).inputs}
        assert not any(name.startswith("answers") for name in names)
    assert house.installation.keys.has(wave.id)


@pytest.mark.slow
def test_the_wave_that_closed_last_is_read(house: House) -> None:
    seal(open_small_wave(house.installation, house.assessment, closes=date(2026, 4, 30)), 30)
    later = seal(open_small_wave(house.installation, house.assessment, closes=date(2026, 5, 31)), 32)
    analyse(house.installation, house.a, house.assessment)
    with house.installation.store.reading() as session:
        run = newest_run(session, house.assessment)
        assert run is not None
        assert run.wave_id == later.id
        kinds = {result.kind for result in diagnosis_of(session, run.id).results}
    assert "wave_change" in kinds  # and it is compared with the one before


def test_the_wave_before_may_be_of_another_assessment_and_never_of_another_client(house: House) -> None:
    with house.installation.store.writing() as session:
        facts = AssessmentFacts("再看一次", "Again", date(2026, 1, 1), date(2026, 6, 30))
        own, foreign = add_assessment(session, house.a, facts), add_assessment(session, house.b, facts)
    before = seal(open_small_wave(house.installation, own, closes=date(2026, 4, 30)), 30)
    seal(open_small_wave(house.installation, foreign, closes=date(2026, 5, 30)), 30)
    seal(open_small_wave(house.installation, house.assessment, closes=date(2026, 5, 31)), 32)
    with house.installation.store.reading() as session:
        assert inputs_of(session, house.a, house.assessment).earlier == before.id
        assert inputs_of(session, house.a, own).earlier is None


@pytest.mark.slow
def test_answers_without_figures_have_the_period_of_the_assessment(house: House) -> None:
    seal(open_small_wave(house.installation, house.assessment), 30)
    run_id = analyse(house.installation, house.a, house.assessment)
    with house.installation.store.reading() as session:
        assessment = diagnosis_of(session, run_id).assessment
    assert assessment.period == "2025"
    assert assessment.client == Text("甲公司", "Company A")


@pytest.mark.parametrize("void", [False, True])
def test_with_nothing_to_read_a_fault_says_so(house: House, void: bool) -> None:
    if void:  # too few answered, so nothing was opened
        seal(open_small_wave(house.installation, house.assessment), 3)
    with pytest.raises(BadDataError) as caught:
        analyse(house.installation, house.a, house.assessment)
    assert [fault.code for fault in caught.value.faults] == ["analysis.nothing"]


def test_figures_of_another_time_are_named_and_nothing_is_made_of_them(house: House) -> None:
    give_figures(house.installation, house.a)  # of 2025
    with house.installation.store.writing() as session:
        later = AssessmentFacts("后年", "Later", date(2027, 1, 1), date(2027, 6, 30))
        other = add_assessment(session, house.a, later)
    with house.installation.store.reading() as session:
        own, found = (inputs_of(session, house.a, id) for id in (house.assessment, other))
        progress = assessment_progress(session, house.a, other)
    assert own.figures > 0
    assert own.enough
    assert (found.figures, found.enough, found.covers[:4]) == (0, False, own.covers[:4])
    assert (progress.has_figures, progress.in_period, progress.covers) == (True, 0, found.covers)
    with pytest.raises(BadDataError) as caught:
        analyse(house.installation, house.a, other)
    (fault,) = caught.value.faults
    assert (fault.code, fault.values["asked"]) == ("analysis.period_empty", "2027-01/2027-06")


@pytest.mark.slow
def test_figures_are_read_beside_a_wave_that_is_void(house: House) -> None:
    give_figures(house.installation, house.a)
    seal(open_small_wave(house.installation, house.assessment), 3)
    run_id = analyse(house.installation, house.a, house.assessment)
    with house.installation.store.reading() as session:
        assert diagnosis_of(session, run_id).figures is not None


def test_another_client_s_assessment_is_not_found(house: House) -> None:
    with pytest.raises(LookupError):
        analyse(house.installation, house.b, house.assessment)


@pytest.mark.parametrize("at", [0, 5, 40, -1])
@pytest.mark.slow
def test_a_cancelled_analysis_stores_nothing(house: House, at: int) -> None:
    give_figures(house.installation, house.a)
    seal(open_small_wave(house.installation, house.assessment), 34)
    told: list[tuple[str, int, int]] = []

    def step(words: Text, done: int, total: int) -> None:
        told.append((words.en, done, total))
        if len(told) - 1 == at or (at < 0 and words.en == "storing"):
            raise StopError

    with pytest.raises(StopError):
        run_with(house, step)
    with house.installation.store.reading() as session:
        assert runs_of(session, house.assessment) == []
    assert all(done <= total for _, done, total in told)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def run_with(house: House, step: object, at: datetime = AT) -> str:
    return analyse_assessment(
        house.installation,
        SETTINGS,
        house.a,
        house.assessment,
        "alice@example.com",
        at,
        step,  # type: ignore[arg-type]
    )
