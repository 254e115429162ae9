"""Waves in the database: written once when they open, read as the frozen `WaveForm` ever after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.survey.file_checks.build import build_instrument
from diagnostic.core.survey.sittings.sitting import WaveChoice
from diagnostic.core.wave.model import Leaf, Tag, WaveForm, WaveState
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.session import Statement, Store
from diagnostic.text import Text


@dataclass(frozen=True, slots=True)
class Invited:
    """A link that was found: whose tags, and in which wave. Whether it was used is not asked here (ADR 25)."""

    id: str
    wave_id: str
    tags: Mapping[str, str]
    revoked: bool
    state: WaveState


def add_wave(
    session: Session, form: WaveForm, assessment_id: str, surveys: Iterable[Mapping[str, Any]]
) -> None:
    """A new wave, open. `surveys` are the contents of the survey files the instruments were made of."""
    session.add(
        t.Wave(
            id=form.id,
            assessment_id=assessment_id,
            state="open",
            k=form.rules.k,
            k_items=form.rules.k_items,
            comments=form.rules.comments,
            rotation=form.choice.rotation,
            importance=form.choice.importance,
            closes_on=form.closes_on,
            public_key=form.public_key,
            envelope_size=form.envelope_size,
            recovery_copy=False,
            promise=dict(form.promise),
            fingerprint=form.fingerprint,
            certificate=None,
        )
    )
    session.flush()
    session.add_all(
        t.WaveInstrument(
            wave_id=form.id,
            position=place,
            code=raw["code"],
            version=raw["version"],
            definition=dict(raw),
            sha256=hash_of_survey(raw),
        )
        for place, raw in enumerate(surveys)
    )
    session.add_all(
        t.WaveModule(wave_id=form.id, module=module, columns=list(columns), items=sorted(form.asked[module]))
        for module, columns in form.columns.items()
    )
    session.add_all(
        t.Tag(
            id=tag.id,
            wave_id=form.id,
            module=tag.module,
            label_zh=tag.label.zh,
            label_en=tag.label.en,
            invited=tag.invited,
            leaves=[leaf_out(leaf) for leaf in tag.leaves],
        )
        for tag in form.tags.values()
    )


def add_invitations(
    session: Session, wave_id: str, invited: Iterable[tuple[str, bytes, Mapping[str, str]]]
) -> None:
    """Links of people: (person's key, keyed hash of the token, module -> tag id)."""
    rows = [
        {"wave_id": wave_id, "person_key": person, "token_hash": hashed, "tags": dict(tags), "revoked": False}
        for person, hashed, tags in invited
    ]
    if rows:
        session.execute(insert(t.Invitation), rows)


_INVITATION, _WAVE = (each.__table__.c for each in (t.Invitation, t.Wave))
FIND = Statement(
    select(_INVITATION.id, _INVITATION.wave_id, _INVITATION.tags, _INVITATION.revoked, _WAVE.state)
    .join(t.Wave.__table__, _WAVE.id == _INVITATION.wave_id)
    .where(_INVITATION.token_hash == bindparam("hash"))
)


def find_invitation(store: Store, token_hash: bytes) -> Invited | None:
    """The invitation of a link, with the state of its wave."""
    with store.driver() as driver:
        row = driver.row(FIND, hash=token_hash)
    if row is None:
        return None
    id, wave_id, tags, revoked, state = row
    known = tags if isinstance(tags, dict) else json.loads(tags)  # SQLite gives JSON as text
    return Invited(id, wave_id, known, bool(revoked), state)


def revoke(session: Session, invitation_id: str) -> None:
    """End a link; an answer that was sent with it before stays."""
    session.get_one(t.Invitation, invitation_id).revoked = True


def state_of(session: Session, wave_id: str) -> WaveState | None:
    state: WaveState | None = session.scalar(select(t.Wave.state).where(t.Wave.id == wave_id))
    return state


def state_to_change(session: Session, wave_id: str) -> WaveState | None:
    """The wave's state, for a transaction that will change it: it waits for all who hold the wave, then is alone.

    Two that held it with others first and wanted it alone then would wait for each other for ever.
    """
    query = select(t.Wave.state).where(t.Wave.id == wave_id).with_for_update()
    state: WaveState | None = session.scalar(query)
    return state


def set_state(
    session: Session, wave_id: str, state: WaveState, certificate: Mapping[str, Any] | None = None
) -> None:
    wave = session.get_one(t.Wave, wave_id, with_for_update=True)
    wave.state = state
    if certificate is not None:
        wave.certificate = dict(certificate)


def certificate_of(session: Session, wave_id: str) -> Mapping[str, Any] | None:
    return session.scalar(select(t.Wave.certificate).where(t.Wave.id == wave_id))


def has_recovery_copy(session: Session, wave_id: str) -> bool:
    return bool(session.scalar(select(t.Wave.recovery_copy).where(t.Wave.id == wave_id)))


def note_recovery_copy(session: Session, wave_id: str) -> None:
    session.get_one(t.Wave, wave_id).recovery_copy = True


def waves_in(session: Session, *states: WaveState) -> list[str]:
    return list(session.scalars(select(t.Wave.id).where(t.Wave.state.in_(states))))


def read_wave(session: Session, wave_id: str) -> WaveForm:
    """The frozen content of a wave. Raises LookupError where there is none."""
    wave = session.get(t.Wave, wave_id)
    if wave is None:
        raise LookupError(wave_id)
    surveys = session.scalars(
        select(t.WaveInstrument)
        .where(t.WaveInstrument.wave_id == wave_id)
        .order_by(t.WaveInstrument.position)
    )
    query = select(t.WaveModule).where(t.WaveModule.wave_id == wave_id).order_by(t.WaveModule.module)
    modules = session.scalars(query).all()
    tags = session.scalars(select(t.Tag).where(t.Tag.wave_id == wave_id).order_by(t.Tag.id))
    return WaveForm(
        id=wave.id,
        instruments=tuple(build_instrument(each.definition) for each in surveys),
        columns={each.module: tuple(each.columns) for each in modules},
        asked={each.module: frozenset(each.items) for each in modules},
        choice=WaveChoice(wave.rotation, wave.importance),
        rules=PublishingRules(wave.k, wave.k_items, wave.comments),
        closes_on=wave.closes_on,
        public_key=wave.public_key,
        envelope_size=wave.envelope_size,
        tags={each.id: _tag_in(each) for each in tags},
        promise=wave.promise,
        fingerprint=wave.fingerprint,
    )


def count_invited(session: Session, wave_id: str) -> int:
    return session.scalar(select(func.count()).where(t.Invitation.wave_id == wave_id)) or 0


def forget_invitations(session: Session, wave_id: str) -> None:
    """Links, receipts and tags of a wave: what could reveal who was asked and who answered."""
    own = select(t.Invitation.id).where(t.Invitation.wave_id == wave_id)
    session.execute(delete(t.Receipt).where(t.Receipt.invitation_id.in_(own)))
    session.execute(delete(t.Invitation).where(t.Invitation.wave_id == wave_id))
    session.execute(delete(t.Tag).where(t.Tag.wave_id == wave_id))


def hash_of_survey(raw: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(raw)).hexdigest()


def canonical(content: object) -> bytes:
    """The one way to write content down before it is hashed."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _tag_in(row: t.Tag) -> Tag:
    label = Text(row.label_zh, row.label_en)
    return Tag(row.id, row.module, label, row.invited, tuple(leaf_in(leaf) for leaf in row.leaves))


def leaf_out(leaf: Leaf) -> dict[str, Any]:
    labels = [[label.zh, label.en] for label in leaf.labels]
    return {"values": list(leaf.values), "labels": labels, "kind": leaf.kind, "role": leaf.role}


def leaf_in(given: Mapping[str, Any]) -> Leaf:
    labels = tuple(Text(zh, en) for zh, en in given["labels"])
    return Leaf(tuple(given["values"]), labels, given["kind"], given["role"])
