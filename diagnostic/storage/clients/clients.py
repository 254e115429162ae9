"""Clients and their assessments, as the lists and forms of staff need them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import date

from sqlalchemy import ScalarSelect, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t
from diagnostic.storage.database.tables import new_id
from diagnostic.text import Text


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """What is written down about a client. One of the two names may be empty."""

    name_zh: str
    name_en: str
    time_zone: str
    currency: str | None
    fiscal_year_start: int

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en)


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A client in the list, with how much there is of it."""

    id: str
    name: Text
    people: int
    assessments: int


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What is written down about an assessment: its titles, the days it is about, the leadership's target for them
    in minor units of the client's currency, and whether it is a simulation."""

    title_zh: str
    title_en: str
    first: date
    last: date
    board_target: int | None = None
    simulated: bool = False

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    id: str
    facts: AssessmentFacts
    waves: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What belongs to a client and would go with it. `unsealed` are waves whose answers still wait as envelopes."""

    people: int
    units: int
    figures: int
    assessments: int
    waves: int
    unsealed: int


def list_clients(
    session: Session,
    among: Collection[str] | None,
    search: str = "",
    first: int = 0,
    count: int | None = None,
) -> list[ClientLine]:
    """Clients by name, with their numbers, in one query. `among`: only these ids; None: all of them. `count` of them
    (None: all), after the `first` ones."""
    people = _count(t.Person)
    assessments = _count(t.Assessment)
    query = select(t.Client.id, t.Client.name_zh, t.Client.name_en, people, assessments)
    if among is not None:
        query = query.where(t.Client.id.in_(among))
    if search:
        query = query.where(
            or_(*(name.icontains(search, autoescape=True) for name in (t.Client.name_zh, t.Client.name_en)))
        )
    query = query.order_by(t.Client.name_zh, t.Client.name_en, t.Client.id).offset(first).limit(count)
    rows = session.execute(query)
    return [ClientLine(id, Text(zh, en), people, assessments) for id, zh, en, people, assessments in rows]


def client_names(session: Session) -> dict[str, Text]:
    """What every client is called, by name: for lists to choose from, without counting what each has."""
    table = t.Client
    rows = session.execute(
        select(table.id, table.name_zh, table.name_en).order_by(table.name_zh, table.name_en, table.id)
    )
    return {id: Text(zh, en) for id, zh, en in rows}


def find_client(session: Session, client_id: str) -> ClientFacts | None:
    table = t.Client
    query = select(
        table.name_zh, table.name_en, table.time_zone, table.currency, table.fiscal_year_start
    ).where(table.id == client_id)
    row = session.execute(query).one_or_none()
    return None if row is None else ClientFacts(*row)


def add_client(session: Session, facts: ClientFacts) -> str:
    client = new_id()
    session.execute(insert(t.Client).values(id=client, **asdict(facts)))
    return client


def change_client(session: Session, client_id: str, facts: ClientFacts) -> None:
    session.execute(update(t.Client).where(t.Client.id == client_id).values(**asdict(facts)))


def remove_client(session: Session, client_id: str) -> None:
    """The client and all that belongs to it."""
    session.execute(delete(t.Client).where(t.Client.id == client_id))


def real_clients(session: Session) -> int:
    """How many clients may be real: one of their assessments is not a simulation, or there is none yet."""
    own = t.Assessment.client_id == t.Client.id
    made_up = exists().where(own, t.Assessment.simulated) & ~exists().where(own, ~t.Assessment.simulated)
    return session.scalar(select(func.count()).select_from(t.Client).where(~made_up)) or 0


def holdings_of(session: Session, client_id: str) -> Holdings:
    """All counts in one query."""
    figures = [
        select(func.count()).where(table.client_id == client_id).scalar_subquery()
        for table in (t.Person, t.Unit, t.Amount, t.Deal, t.Assessment)
    ]
    own = select(t.Assessment.id).where(t.Assessment.client_id == client_id)
    waves = select(func.count()).where(t.Wave.assessment_id.in_(own))
    unsealed = waves.where(t.Wave.state.in_(("open", "closed")))
    counts = select(*figures, waves.scalar_subquery(), unsealed.scalar_subquery())
    row = tuple(session.execute(counts).one())
    people, units, amounts, deals, assessments, all_waves, open_waves = row
    return Holdings(people, units, amounts + deals, assessments, all_waves, open_waves)


def assessments_of(session: Session, client_id: str) -> list[AssessmentLine]:
    """Newest period first."""
    table = t.Assessment
    waves = select(func.count()).where(t.Wave.assessment_id == table.id).scalar_subquery()
    query = select(table.id, table.title_zh, table.title_en, table.first, table.last, waves)
    rows = session.execute(query.where(table.client_id == client_id).order_by(table.last.desc(), table.id))
    return [
        AssessmentLine(id, AssessmentFacts(zh, en, first, last), n) for id, zh, en, first, last, n in rows
    ]


def find_assessment(session: Session, client_id: str, assessment_id: str) -> AssessmentFacts | None:
    """None where there is none, or it is another client's."""
    table = t.Assessment
    own = [table.__table__.c[each.name] for each in fields(AssessmentFacts)]
    query = select(*own).where(table.id == assessment_id, table.client_id == client_id)
    row = session.execute(query).one_or_none()
    return None if row is None else AssessmentFacts(*row)


def add_assessment(session: Session, client_id: str, facts: AssessmentFacts) -> str:
    assessment = new_id()
    session.execute(insert(t.Assessment).values(id=assessment, client_id=client_id, **asdict(facts)))
    return assessment


def change_assessment(session: Session, assessment_id: str, facts: AssessmentFacts) -> None:
    session.execute(update(t.Assessment).where(t.Assessment.id == assessment_id).values(**asdict(facts)))


def remove_assessment(session: Session, assessment_id: str) -> None:
    """The assessment with its waves, answers, runs and reports."""
    session.execute(delete(t.Assessment).where(t.Assessment.id == assessment_id))


def _count(table: type[t.Person] | type[t.Assessment]) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(table)
        .where(table.client_id == t.Client.id)
        .correlate(t.Client)
        .scalar_subquery()
    )
