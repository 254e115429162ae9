"""The road of an answer into the database: receipt and envelope together, and later the envelopes out again.

While a wave is open nothing here can read an answer. Every web process needs this part of the road, and only this:
what is done with the answers after sealing lies in `sealed_answers.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from sqlalchemy import Table, bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t
from diagnostic.storage.database.session import Statement, Store

_WAVE, _RECEIPT = (each.__table__.c for each in (t.Wave, t.Receipt))
STATE = Statement(select(_WAVE.state).where(_WAVE.id == bindparam("wave")).with_for_update(read=True))
USED_BY = Statement(select(_RECEIPT.sitting).where(_RECEIPT.invitation_id == bindparam("invitation")))
RECEIPT, ENVELOPE = (Statement(insert(cast(Table, each.__table__))) for each in (t.Receipt, t.Envelope))


class AlreadyUsedError(Exception):
    """The link of this invitation has a receipt."""


def store_sitting(store: Store, wave_id: str, invitation_id: str, sitting: bytes, sealed: bytes) -> bool:
    """Receipt and envelope in one transaction that keeps the wave from being closed; whether it was still open.

    Raises AlreadyUsedError if the link has a receipt; of two at once one gets it.
    """
    try:
        with store.driver(writes=True) as driver:
            state = driver.row(STATE, wave=wave_id)
            if state is None or state[0] != "open":
                return False
            driver.do(RECEIPT, invitation_id=invitation_id, sitting=sitting)
            driver.do(ENVELOPE, wave_id=wave_id, id=t.new_id(), sealed=sealed)
    except store.refusals as error:
        raise AlreadyUsedError from error
    return True


def sitting_that_used(store: Store, invitation_id: str) -> bytes | None:
    """The keyed hash of the sitting sent with this invitation's link, if one was. Only who sends may ask."""
    with store.driver() as driver:
        row = driver.row(USED_BY, invitation=invitation_id)
    return None if row is None else bytes(row[0])


def add_envelope(session: Session, wave_id: str, sealed: bytes) -> None:
    session.execute(ENVELOPE.query, {"wave_id": wave_id, "id": t.new_id(), "sealed": sealed})


def count_envelopes(session: Session, wave_id: str) -> int:
    return session.scalar(select(func.count()).where(t.Envelope.wave_id == wave_id)) or 0


def envelopes_of(session: Session, wave_id: str, at_once: int = 2000) -> Iterator[tuple[str, bytes]]:
    """(id, envelope) of every sitting, some at a time."""
    rows = session.execute(
        select(t.Envelope.id, t.Envelope.sealed).where(t.Envelope.wave_id == wave_id),
        execution_options={"yield_per": at_once},
    )
    for row in rows:
        yield row[0], row[1]


def remove_envelopes(session: Session, wave_id: str) -> None:
    session.execute(delete(t.Envelope).where(t.Envelope.wave_id == wave_id))
