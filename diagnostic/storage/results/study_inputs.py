"""What an analysis of an assessment would start from, and a mark (a cheap fingerprint) of it.

The mark changes whenever a roster or figures come in or are taken back, whenever a wave is sealed, and with the
facts of client and assessment; so a page can say that a diagnosis is older than its data without reading them all.
It also changes when somebody confirms values that can hardly be right, or takes that back.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Function, ScalarSelect, func, select
from sqlalchemy.orm import Session

from diagnostic.core.wave.model import RUNNING
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.figures_of_period import days_covered, months_covered, rows_in_period
from diagnostic.storage.results.confirmations import confirmed_marks
from diagnostic.text import Text

SEALED = ("sealed", "void")
MARK = "inputs.mark"  # the file of a run that keeps the mark of what it was made from


@dataclass(frozen=True, slots=True)
class AssessmentSetting:
    """Whose assessment, of which days, in which currency; `board_target` in minor units."""

    client: Text
    title: Text
    first: date
    last: date
    currency: str | None
    board_target: int | None
    simulated: bool


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is there to be analysed. `wave_id` is the wave that closed last of those that are sealed or void, `earlier`
    the client's sealed wave that closed last before it, in whichever assessment. `data` is the mark without what was
    confirmed."""

    wave_id: str | None
    earlier: str | None
    wave_state: str | None
    figures: int  # rows of the assessment's period
    covers: str  # the months of all figures, whichever period is asked for
    waiting: int  # waves that are open, or closed and not sealed yet
    abandoned: bool  # whether a wave was given up, its key being lost
    data: str
    mark: str

    @property
    def enough(self) -> bool:
        return self.wave_state == "sealed" or self.figures > 0


def setting_of(session: Session, client_id: str, assessment_id: str) -> AssessmentSetting | None:
    """None where there is none, or it is another client's."""
    own, client = t.Assessment, t.Client
    row = session.execute(
        select(
            client.name_zh,
            client.name_en,
            own.title_zh,
            own.title_en,
            own.first,
            own.last,
            client.currency,
            own.board_target,
            own.simulated,
        )
        .join(client, client.id == own.client_id)
        .where(own.id == assessment_id, own.client_id == client_id)
    ).one_or_none()
    if row is None:
        return None
    zh, en, title_zh, title_en, first, last, currency, board_target, simulated = row
    names = Text(zh, en), Text(title_zh, title_en)
    return AssessmentSetting(*names, first, last, currency, board_target, simulated)


def inputs_of(session: Session, client_id: str, assessment_id: str) -> Inputs:
    wave = session.execute(
        select(t.Wave.id, t.Wave.state)
        .where(t.Wave.assessment_id == assessment_id, t.Wave.state.in_(SEALED))
        .order_by(t.Wave.closes_on.desc(), t.Wave.id)
        .limit(1)
    ).one_or_none()
    wave_id, state = (None, None) if wave is None else wave
    earlier = None if wave_id is None else _before(session, client_id, wave_id)
    states = session.scalars(select(t.Wave.state).where(t.Wave.assessment_id == assessment_id)).all()
    waiting = sum(each in RUNNING for each in states)
    counts, inside, days = _counts(session, client_id, assessment_id)
    setting = setting_of(session, client_id, assessment_id)
    spelled = repr((wave_id, earlier, state, counts, _imports(session, client_id), setting))
    data, confirmed = _hash(spelled), confirmed_marks(session, assessment_id)
    mark = _hash(data + repr(confirmed)) if confirmed else data
    return Inputs(
        wave_id,
        earlier,
        state,
        sum(inside),
        months_covered(*days),
        waiting,
        "abandoned" in states,
        data,
        mark,
    )


def _hash(spelled: str) -> str:
    return hashlib.sha256(spelled.encode()).hexdigest()


def _before(session: Session, client_id: str, wave_id: str) -> str | None:
    closed = select(t.Wave.closes_on).where(t.Wave.id == wave_id).scalar_subquery()
    of_client = select(t.Assessment.id).where(t.Assessment.client_id == client_id)
    query = select(t.Wave.id).where(
        t.Wave.assessment_id.in_(of_client), t.Wave.state == "sealed", t.Wave.closes_on < closed
    )
    found: str | None = session.scalar(query.order_by(t.Wave.closes_on.desc(), t.Wave.id).limit(1))
    return found


def _counts(
    session: Session, client_id: str, assessment_id: str
) -> tuple[tuple[str, ...], list[int], list[date | None]]:
    """How many people, amounts and deals, and what the amounts come to; as words, since the two databases count in
    different kinds of numbers. Then the rows of the assessment's period, and the days all figures cover."""
    person, amount, deal, unit = (
        table.client_id == client_id for table in (t.Person, t.Amount, t.Deal, t.Unit)
    )
    asked = (
        _one(func.count(), person, t.Person),
        _one(func.count(), amount, t.Amount),
        _one(func.sum(t.Amount.minor), amount, t.Amount),
        _one(func.count(), deal, t.Deal),
        _one(func.sum(t.Deal.minor), deal, t.Deal),
        _one(func.count(), unit, t.Unit),
    )
    inside, days = rows_in_period(client_id, assessment_id), days_covered(client_id)
    found = [*session.execute(select(*asked, *inside, *days)).one()]
    first, second = len(asked), len(asked) + len(inside)
    return tuple(str(value or 0) for value in found[:first]), found[first:second], found[second:]


def _one(what: Function[Any], own: ColumnElement[bool], table: type[t.Table]) -> ScalarSelect[Any]:
    return select(what).select_from(table).where(own).scalar_subquery()


def _imports(session: Session, client_id: str) -> tuple[str | None, ...]:
    tables = t.RosterImport, t.FigureImport
    own = [select(table.id).where(table.client_id == client_id).scalar_subquery() for table in tables]
    return tuple(session.execute(select(*own)).one())
