"""Targets, actuals and deals as lines of a table: names instead of keys, money in whole units, readable days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from diagnostic.core.figures.model.metrics import METRICS
from diagnostic.core.figures.model.performance import Amount, Opportunity, Roster
from diagnostic.core.figures.model.periods import Period
from diagnostic.core.figures.reading.headings import FigureKind
from diagnostic.core.figures.reading.owners import Owners
from diagnostic.storage.imports.figure_imports import Total
from diagnostic.text import Text
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.formatting import minor_text, period_text, unit_way
from diagnostic.web.staff.common.page import _, day, language, number

HEADS: Mapping[FigureKind, tuple[str, ...]] = {
    "targets": ("owner", "metric", "period", "value"),
    "actuals": ("owner", "metric", "period", "value"),
    "opportunities": (
        "opportunity_id",
        "owner",
        "stage",
        "created",
        "closed",
        "amount",
        "customer",
    ),
}
NUMBERS = frozenset({"value", "amount"})


@dataclass(frozen=True, slots=True)
class FigureSum:
    """A sum as it is read: of what, of whose, how much."""

    what: str
    whose: str
    value: str


@dataclass(frozen=True, slots=True)
class FigureSummary:
    """What is there of one kind. `strangers` are owners who are not in the roster."""

    kind: FigureKind
    lines: int
    period: Period | None
    sums: tuple[FigureSum, ...]
    strangers: int


def summary_of(
    kind: FigureKind, totals: Sequence[Total], owners: Sequence[tuple[FigureKind, str, str]], roster: Roster
) -> FigureSummary:
    own = [total for total in totals if total.kind == kind]
    days = [day for total in own for day in (total.first, total.last) if day is not None]
    found = Owners(roster)
    known = {"person": found.persons, "unit": found.units}
    strangers = [key for of, sort, key in owners if of == kind and key not in known[sort]]
    return FigureSummary(
        kind,
        sum(total.lines for total in own),
        Period(min(days), max(days)) if days else None,
        tuple(filter(None, map(_sum, _outermost(own)))),
        len(strangers) if roster.people else 0,
    )


def _outermost(totals: Sequence[Total]) -> list[Total]:
    """Without units below others: what they have is in the others' figures already."""
    top: dict[tuple[str, str], int] = {}
    for total in totals:
        key = (total.what, total.owner_type)
        top[key] = min(top.get(key, total.depth), total.depth)
    return [total for total in totals if total.depth == top[total.what, total.owner_type]]


def _sum(total: Total) -> FigureSum | None:
    """Of deals their number and worth; of amounts the sum, where adding up means something."""
    if total.kind == "opportunities":
        worth = minor_text(total.minor, total.currency) if total.minor is not None else _("—")
        return FigureSum(_(labels.OPTIONS[total.what]), _("number: {n}", n=number(total.lines)), worth)
    metric = METRICS[total.what]
    if metric.adds_up != "sum":
        return None
    value = number(total.number or 0) if total.minor is None else minor_text(total.minor, total.currency)
    return FigureSum(metric_name(total.what), _(labels.SUM_OF[total.owner_type]), value)


def cells_of(
    line: Amount | Opportunity, names: Mapping[str, str], units: Mapping[str, Text]
) -> list[str | Markup]:
    """The line under the heads of its kind; `names` are what the people are called, `units` what the units are."""
    if isinstance(line, Amount):
        known = line.owner_type == "person"
        owner = names.get(line.owner_id, line.owner_id) if known else unit_way(line.owner_id, units)
        return [owner, metric_name(line.metric), period_text(line.period), value_of(line)]
    owner = names.get(line.owner_id, line.owner_id)
    days = [day(each) if each else "" for each in (line.created, line.closed)]
    stage = _(labels.OPTIONS[line.stage])
    return [line.id, owner, stage, *days, value_of(line), line.customer or ""]


def value_of(line: Amount | Opportunity) -> str:
    if isinstance(line, Opportunity):
        return "" if line.amount is None else minor_text(line.amount, line.currency)
    if METRICS[line.metric].unit == "money":
        return minor_text(line.value, line.currency)
    return number(line.value)


def field_text(line: Amount | Opportunity, name: str, value: object) -> str | Markup:
    """One field of a line, for the table of what changes."""
    if name in ("value", "amount"):
        return value_of(line) or _("—")
    if isinstance(value, date):
        return day(value)
    if name == "stage":
        return _(labels.OPTIONS[str(value)])
    return _("—") if value is None else str(value)


def title_of(line: Amount | Opportunity, names: Mapping[str, str], units: Mapping[str, Text]) -> str:
    """What a line is called in the table of what changes."""
    if isinstance(line, Opportunity):
        return f"{line.id} · {names.get(line.owner_id, line.owner_id)}"
    return " · ".join(str(cell) for cell in cells_of(line, names, units)[:3])


def metric_name(key: str) -> str:
    return METRICS[key].name[language()]
