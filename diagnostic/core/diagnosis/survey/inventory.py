"""Takes stock of a study: what each input holds and how full it is, what each survey asked and how it came in.

Nothing is inferred from the shape of a file: what is not counted here was not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from diagnostic.core.diagnosis.model.diagnosis import InputLine
from diagnostic.core.diagnosis.model.inventory import InputFacts, Inventory, ModuleFacts
from diagnostic.core.diagnosis.model.study import Module, Study
from diagnostic.core.diagnosis.survey.module import ModuleOutcome
from diagnostic.core.figures.analysis.period_figures import PeriodFigures, figures_of
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import MONTHS, Period, month_number, month_of

ROSTER_COLUMNS = (
    "role",
    "level",
    "start",
    "team_type",
    "manager_since",
    "territory_potential",
    "inherited_share",
    "accounts",
    "admin_hours",
)
DEAL_COLUMNS = ("created", "closed", "amount", "customer", "product", "channel")
FIGURE_INPUTS = ("roster", "targets", "actuals", "opportunities")
MANAGERS = "manager"


def take_inventory(study: Study, modules: Sequence[ModuleOutcome]) -> Inventory:
    """The facts every sentence about what was given rests on."""
    lines = {line.name: line for line in study.inputs}
    table = study.figures or PerformanceTable()
    cut = figures_of(table, study.period, study.assessment.as_of)
    return Inventory(
        tuple(_input(name, lines.get(name), table, cut) for name in FIGURE_INPUTS),
        tuple(_modules(study, modules)),
        "collected" if study.comments else "not_asked",
        months=len(_months_with_results(table)),
        before=cut is not None and _year_before(cut),
    )


def _input(
    name: str, line: InputLine | None, table: PerformanceTable, cut: PeriodFigures | None
) -> InputFacts:
    spans = _spans(name, table)
    held = len(table.roster.people) if name == "roster" else len(spans)
    first, last = min((s.first for s in spans), default=None), max((s.last for s in spans), default=None)
    given = line.given if line is not None else held > 0
    return InputFacts(
        name,
        given,
        line.rows if line else held,
        line.used if line else held,
        len(_spans(name, cut.now)) if cut else 0,
        line.unread_share if line else 0.0,
        _columns(name, table),
        "" if first is None else _month(first),
        "" if last is None else _month(last),
        _levels(table) if name == "targets" else 0,
    )


def _spans(name: str, table: PerformanceTable) -> list[Period]:
    """When each row is about; an open deal is about no day yet."""
    if name in ("targets", "actuals"):
        return [amount.period for amount in (table.targets if name == "targets" else table.actuals)]
    if name == "opportunities":
        days = [(deal.closed or deal.created) for deal in table.opportunities]
        return [Period(day, day) for day in days if day is not None]
    return []


def _columns(name: str, table: PerformanceTable) -> Mapping[str, float]:
    if name == "roster":
        return _filled(table.roster.people, ROSTER_COLUMNS)
    return _filled(table.opportunities, DEAL_COLUMNS) if name == "opportunities" else {}


def _filled(rows: Sequence[object], columns: Iterable[str]) -> Mapping[str, float]:
    """The share of rows that hold something, per column that holds anything."""
    counts = {column: sum(getattr(row, column) is not None for row in rows) for column in columns}
    return {column: count / len(rows) for column, count in counts.items() if count}


def _levels(table: PerformanceTable) -> int:
    """How many levels have targets of their own: people, and each depth of units."""
    return len({-1 if a.owner_type == "person" else a.owner_id.count("/") for a in table.targets})


def _months_with_results(table: PerformanceTable) -> set[int]:
    spans = [amount.period for amount in table.actuals]
    spans += [Period(deal.closed, deal.closed) for deal in table.opportunities if deal.closed]
    return {
        month for span in set(spans) for month in range(month_number(span.first), month_number(span.last) + 1)
    }


def _year_before(cut: PeriodFigures) -> bool:
    """Whether every month of the period with results had some a year earlier too."""
    now = _months_with_results(cut.now)
    return bool(now) and {month - MONTHS for month in now} <= _months_with_results(cut.before)


def _month(day: date) -> str:
    return month_of(day).label


def _modules(study: Study, outcomes: Sequence[ModuleOutcome]) -> Iterator[ModuleFacts]:
    by_name = {outcome.module: outcome for outcome in outcomes}
    for module in study.modules:
        yield _module(study, module, by_name.get(module.name))
    if study.collected == "wave" and not study.modules:
        yield ModuleFacts("wave", None, None, "wave", False)  # held, and nothing of it may be read


def _module(study: Study, module: Module, outcome: ModuleOutcome | None) -> ModuleFacts:
    company = next(iter(outcome.response), None) if outcome else None
    means = (
        {r.measure for r in outcome.results if r.kind == "mean" and r.estimate is not None}
        if outcome
        else set()
    )
    return ModuleFacts(
        module.name,
        company.invited if company else None,
        company.answered if company else None,
        study.collected,
        bool(means),
        len(module.scores.scales),
        len(means),
        module.name == MANAGERS,
    )
