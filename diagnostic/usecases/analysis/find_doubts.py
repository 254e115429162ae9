"""What in an assessment's figures can hardly be right, as staff look at it before anything is analysed.

All figures of the client are read for it, which takes a second or two with tens of thousands of rows: what was found
is kept by the mark of the data, so that pages which only say that there is a question stay quick. An analysis never
relies on what is kept; it looks itself.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from diagnostic.core.diagnosis.model.coverage import DoubtCode, moves_too_much
from diagnostic.core.figures.model.performance import Opportunity, PerformanceTable
from diagnostic.core.figures.model.periods import Period, month_at
from diagnostic.storage.database.session import Session
from diagnostic.storage.imports.figures import load_figures
from diagnostic.storage.results.confirmations import ConfirmationLine, find_confirmation
from diagnostic.storage.results.study_inputs import Inputs, setting_of

if TYPE_CHECKING:
    from diagnostic.core.figures.analysis.period_doubts import WeighedDoubt

OF_UNITS = frozenset({"unit_over", "below_zero"})
KEPT = 64  # assessments whose doubts are kept


@dataclass(frozen=True, slots=True)
class DoubtfulValue:
    """`owner` is a person's id, a unit's path or "", `name` what a person is called, `path` the units; `amount` is in
    minor units. `moves`: points of the company's attainment with it, minus without it."""

    code: DoubtCode
    owner: str
    name: str
    path: tuple[str, ...]
    value: float
    usual: float
    moves: float
    month: Period | None
    amount: int | None
    count: int
    deals: tuple[Opportunity, ...]


@dataclass(frozen=True, slots=True)
class Doubts:
    """The values, their mark ("" without any), and who confirmed exactly these."""

    values: tuple[DoubtfulValue, ...] = ()
    mark: str = ""
    currency: str | None = None
    confirmed: ConfirmationLine | None = None

    @property
    def are_open(self) -> bool:
        return bool(self.values) and self.confirmed is None

    @property
    def hold_headline(self) -> bool:
        """Whether nothing is said about the company's attainment until somebody confirms."""
        return self.are_open and moves_too_much(self.values)


_FOUND: OrderedDict[tuple[str, str, str, date], Doubts] = OrderedDict()


def find_doubts(session: Session, client_id: str, assessment_id: str, inputs: Inputs, today: date) -> Doubts:
    """Nothing where there are no figures of the assessment's period. `inputs` are the assessment's own."""
    if not inputs.figures:
        return Doubts()
    key = client_id, assessment_id, inputs.data, today
    if key not in _FOUND:
        _FOUND[key] = _look(session, client_id, assessment_id, today)
        while len(_FOUND) > KEPT:
            _FOUND.popitem(last=False)
    found = _FOUND[key]
    if not found.mark:
        return found
    return replace(found, confirmed=find_confirmation(session, assessment_id, found.mark))


def _look(session: Session, client_id: str, assessment_id: str, today: date) -> Doubts:
    # loads numpy, which the start of the product does without
    from diagnostic.core.figures.analysis.period_doubts import doubts_of_period

    setting = setting_of(session, client_id, assessment_id)
    if setting is None:
        raise LookupError(assessment_id)
    figures = load_figures(session, client_id)
    found = doubts_of_period(figures, Period(setting.first, setting.last), today)
    values = tuple(_value(each, figures) for each in found.doubts)
    return Doubts(values, found.mark, figures.currency or setting.currency)


def _value(weighed: WeighedDoubt, figures: PerformanceTable) -> DoubtfulValue:
    doubt = weighed.doubt
    person = figures.roster.by_id.get(doubt.owner)
    unit = doubt.code in OF_UNITS
    path = tuple(doubt.owner.split("/")) if unit else person.path if person else ()
    ids = {*doubt.deal_ids}
    return DoubtfulValue(
        doubt.code,
        doubt.owner,
        "" if unit else person.name if person and person.name else doubt.owner,
        path,
        doubt.value,
        doubt.usual,
        weighed.moves,
        None if doubt.month is None else month_at(doubt.month),
        doubt.amount,
        doubt.count,
        tuple(deal for deal in figures.opportunities if deal.id in ids) if ids else (),
    )
