"""How many of a client's figures an assessment may speak of, and of which months there are any: counted by the
database, as parts of a larger question."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from diagnostic.core.figures.model.periods import Period, end_of_month
from diagnostic.storage.database import tables as t

Question = ScalarSelect[int]


def rows_in_period(client_id: str, assessment_id: str) -> tuple[Question, Question]:
    """Amounts that touch the period of the assessment, and deals opened or closed in it."""
    first, last = (_day_of(column, assessment_id) for column in (t.Assessment.first, t.Assessment.last))
    amount, deal = t.Amount, t.Deal
    within = or_(deal.created.between(first, last), (deal.stage != "open") & deal.closed.between(first, last))
    return (
        _count(amount, amount.client_id == client_id, amount.first <= last, amount.last >= first),
        _count(deal, deal.client_id == client_id, within),
    )


def days_covered(client_id: str) -> tuple[ScalarSelect[Any], ...]:
    """First and last day of all amounts, first and last day on which a deal closed."""
    amount, deal = t.Amount, t.Deal
    closed = deal.client_id == client_id, deal.stage != "open"
    return (
        select(func.min(amount.first)).where(amount.client_id == client_id).scalar_subquery(),
        select(func.max(amount.last)).where(amount.client_id == client_id).scalar_subquery(),
        select(func.min(deal.closed)).where(*closed).scalar_subquery(),
        select(func.max(deal.closed)).where(*closed).scalar_subquery(),
    )


def months_covered(*days: date | None) -> str:
    """The months from the first to the last of these days, as a period is written; "" without any."""
    known = [day for day in days if day is not None]
    return Period(min(known).replace(day=1), end_of_month(max(known))).label if known else ""


def _count(table: type[t.Table], *conditions: ColumnElement[bool]) -> Question:
    return select(func.count()).select_from(table).where(*conditions).scalar_subquery()


def _day_of(column: InstrumentedAttribute[date], assessment_id: str) -> ScalarSelect[date]:
    return select(column).where(t.Assessment.id == assessment_id).scalar_subquery()
