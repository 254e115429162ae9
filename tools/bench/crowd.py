"""Many others in the database: clients with people, figures, waves, runs, reports, jobs and a long log. It is no
measurement of its own; `pages` looks at one client before and after they came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from diagnostic.storage.database import tables as t
from diagnostic.storage.database.session import Session
from diagnostic.storage.database.tables import new_id

NOW = datetime(2026, 3, 2, 8, 0)
DAY = date(2025, 1, 31)
MINUTE = timedelta(minutes=1)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many come; `each` is the number of amounts, deals and entries of the log of a client, and of links of a
    wave."""

    clients: int
    people: int
    waves: int
    each: int


def add_crowd(session: Session, crowd: Crowd) -> None:
    """They come. Waves, runs and reports are copies of the first that are there."""
    clients = [new_id() for _ in range(crowd.clients)]
    assessments = {client: new_id() for client in clients}
    _clients(session, clients, assessments)
    _figures(session, clients, crowd)
    for at in range(crowd.waves):
        client = clients[at % len(clients)]
        _wave(session, client, assessments[client], at // len(clients), crowd.each)


def _clients(session: Session, clients: Sequence[str], assessments: Mapping[str, str]) -> None:
    names = [
        {"id": id, "name_zh": f"客户{at}", "name_en": "", "time_zone": "UTC", "fiscal_year_start": 1}
        for at, id in enumerate(clients)
    ]
    session.execute(insert(t.Client), names)
    of_all = {"title_zh": "诊断", "title_en": "", "first": DAY, "last": DAY, "simulated": True}
    session.execute(
        insert(t.Assessment), [of_all | {"client_id": c, "id": a} for c, a in assessments.items()]
    )


def _figures(session: Session, clients: Sequence[str], crowd: Crowd) -> None:
    people = crowd.people // len(clients)
    for client in clients:
        own: Row = {"client_id": client}
        log = {"account": "a@example.com", "action": "client_changed", "subject": client}
        unit = {"path": "A", "name_zh": "A", "name_en": "A"}
        amount = {
            "kind": "actual",
            "owner_type": "person",
            "metric": "sales",
            "first": DAY,
            "last": DAY,
            "minor": 1,
        }
        session.execute(insert(t.Unit), [own | unit])
        session.execute(
            insert(t.Person),
            [own | {"position": at, "key": f"P{at}", "name": "", "unit_path": "A"} for at in range(people)],
        )
        rows = [own | {"position": at, "owner_key": "P0"} for at in range(crowd.each)]
        session.execute(insert(t.Amount), [row | amount for row in rows])
        session.execute(
            insert(t.Deal), [row | {"key": f"D{row['position']}", "stage": "won"} for row in rows]
        )
        session.execute(insert(t.AuditEntry), [log | {"at": NOW - at * MINUTE} for at in range(crowd.each)])


def _wave(session: Session, client: str, assessment: str, number: int, links: int) -> None:
    """A wave with its links, and what comes of one: jobs, a run, a plan that was kept, a report."""
    own = {"assessment_id": assessment}
    wave = _copied(session, t.Wave, own)
    session.execute(
        insert(t.Invitation),
        [
            {
                "wave_id": wave,
                "person_key": f"P{at}",
                "token_hash": new_id().encode(),
                "tags": {},
                "revoked": False,
            }
            for at in range(links)
        ],
    )
    job = {
        "client_id": client,
        "kind": "seal",
        "given": {},
        "state": "done",
        "step": [],
        "done": 1,
        "total": 1,
        "attempts": 1,
        "cancel": False,
        "made_at": NOW,
        "made_by": "a@example.com",
    }
    session.execute(insert(t.Job), [own | job | {"subject": new_id()} for _ in range(links)])
    run = _copied(session, t.Run, own | {"wave_id": wave, "number": number + 1})
    kept = _copied(session, t.PlanVersion, own | {"run_id": run, "number": number + 1})
    ids = {"client_id": client, "run_id": run, "plan_version_id": kept, "number": number + 1}
    report = _copied(session, t.Report, own | ids)
    session.execute(
        insert(t.ReportFile),
        [{"report_id": report, "name": f"{at}.svg", "content": b"x" * 5_000} for at in range(20)],
    )


def _copied(session: Session, table: type[t.Table], given: Mapping[str, Any]) -> str:
    """A copy of the table's first row with another id and what is given; the id."""
    row = dict(session.execute(select(table.__table__).limit(1)).mappings().one())
    session.execute(insert(table), [row | {"id": (id := new_id()), **given}])
    return id
