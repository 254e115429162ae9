"""The same figures through the web and through the command line: the same values and the same sentences."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.figures.model.performance import Amount, PerformanceTable
from diagnostic.core.figures.model.periods import Period
from diagnostic.core.report.compose import compose
from diagnostic.faults import BadDataError
from diagnostic.readers.knowledge import read_playbook
from diagnostic.storage.clients.clients import AssessmentFacts, add_assessment
from diagnostic.storage.imports.figures import save_figures
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.run_results import diagnosis_of
from diagnostic.text import Text
from diagnostic.usecases.analysis.diagnose_study import diagnose_study
from diagnostic.usecases.analysis.read_study import InputFile, Request, read_study
from tests.made.analysed import AT, SETTINGS, analyse, company
from tests.support.staff import House, furnish

pytestmark = pytest.mark.slow

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
SPRING = Period(date(2025, 3, 1), date(2025, 5, 31))
NEVER = Period(date(2023, 1, 1), date(2023, 12, 31))


@pytest.fixture
def house(installation: Installation) -> House:
    return furnish(installation)


def given_figures() -> PerformanceTable:
    """The small company with months of whole days, one seller without any result, and one who left in April."""
    table = company()
    people = [replace(p, end=date(2025, 4, 15)) if p.id == "R01" else p for p in table.roster.people]
    return replace(
        table,
        roster=replace(table.roster, people=tuple(people)),
        targets=tuple(_whole(table.targets)),
        actuals=tuple(a for a in _whole(table.actuals) if a.owner_id != "R00"),
    )


def _whole(amounts: Iterable[Amount]) -> Iterable[Amount]:
    return (replace(each, period=each.period.months[0]) for each in amounts)


def on_the_web(house: House, period: Period) -> Diagnosis:
    store = house.installation.store
    with store.writing() as session:
        save_figures(session, house.a, given_figures())
        facts = AssessmentFacts("销售诊断", "Sales diagnosis", period.first, period.last)
        assessment = add_assessment(session, house.a, facts)
    run = analyse(house.installation, house.a, assessment)
    with store.reading() as session:
        return diagnosis_of(session, run)


def on_the_shell(folder: Path, web: Diagnosis, period: Period) -> Diagnosis:
    """The same rows as files, and the words of the assessment as the web knows them."""
    table = given_figures()
    people = [[p.id, p.name, p.unit, p.role, p.start, p.end or ""] for p in table.roster.people]
    written = {
        "roster": (["person_id", "name", "unit_path", "role", "start", "end"], people),
        "targets": (AMOUNTS, [_row(each) for each in table.targets]),
        "actuals": (AMOUNTS, [_row(each) for each in table.actuals]),
        "opportunities": (
            ["opportunity_id", "owner_id", "stage", "created", "closed", "amount", "currency"],
            [
                [d.id, d.owner_id, d.stage, d.created, d.closed, f"{(d.amount or 0) / 100:.2f}", d.currency]
                for d in table.opportunities
            ],
        ),
    }
    inputs = []
    for kind, (headings, rows) in written.items():
        inputs.append(InputFile(kind, folder / f"{kind}.csv"))
        _write(folder / f"{kind}.csv", headings, rows)
    request = Request(tuple(inputs), (), None, 5, ("zh", "en"), folder / "out", AT.date(), period)
    study, faults = read_study(request, SETTINGS)
    assert faults == ()
    stated = replace(web.assessment, as_of=study.assessment.as_of)
    return diagnose_study(replace(study, assessment=stated), read_playbook()).diagnosis


AMOUNTS = ["owner_type", "owner_id", "metric", "period", "value", "unit", "currency"]


def _row(each: Amount) -> list[object]:
    return [
        each.owner_type,
        each.owner_id,
        each.metric,
        each.period.label,
        f"{each.value / 100:.2f}",
        "",
        each.currency,
    ]


def _write(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, *rows])


def sentences(diagnosis: Diagnosis) -> list[str]:
    """Every text of the first page, in both languages."""
    knowledge = read_playbook()
    page = compose(diagnosis, knowledge.cause_map, knowledge.playbook).sections[0]
    return [f"{text.zh}|{text.en}" for text in _texts(page)]


def _texts(part: object) -> Iterable[Text]:
    if isinstance(part, Text):
        yield part
    elif is_dataclass(part) and not isinstance(part, type):
        for each in fields(part):
            yield from _texts(getattr(part, each.name))
    elif isinstance(part, (list, tuple)):
        for one in part:
            yield from _texts(one)


@pytest.mark.parametrize("period", [YEAR, SPRING], ids=lambda period: period.label)
def test_the_same_figures_say_the_same(house: House, tmp_path: Path, period: Period) -> None:
    web = on_the_web(house, period)
    shell = on_the_shell(tmp_path, web, period)
    told = [
        {r.key: (r.estimate, r.n, r.basis, r.period, r.reference, r.cannot_say) for r in made.results}
        for made in (web, shell)
    ]
    assert told[0] == told[1]
    assert web.coverage == shell.coverage
    assert web.figures == shell.figures
    assert sentences(web) == sentences(shell)
    assert {r.period for r in web.results} <= {period.label}


def test_without_figures_of_the_period_and_without_a_survey_there_is_nothing(house: House) -> None:
    with pytest.raises(BadDataError) as found:
        on_the_web(house, NEVER)
    assert [(fault.code, fault.values) for fault in found.value.faults] == [
        ("analysis.period_empty", {"has": "2025", "asked": "2023"})
    ]


def test_the_values_of_three_months_by_hand(house: House) -> None:
    """R01 is there until 15 April, so March and April of it count: its targets of single months stand as written."""
    diagnosis = on_the_web(house, SPRING)
    table = given_figures()
    asked = sold = 0.0
    for each in table.actuals:
        month = each.period.first.month
        last = 4 if each.owner_id == "R01" else 5
        if 3 <= month <= last:
            asked, sold = asked + 1_000_000, sold + each.value
    result = diagnosis.results.get("figure", "company", "attainment")
    assert result is not None
    assert result.estimate == pytest.approx(sold / asked)
    missing = 3_000_000  # R00 has three targets and no result
    assert diagnosis.coverage.no_result == pytest.approx(missing / (asked + missing), abs=1e-6)
