"""Opens a wave: its row, its key, and an invitation with a link for everybody, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from diagnostic.core.survey.instrument import Instrument, Item
from diagnostic.core.survey.sittings.read_answer import LONG_BYTES, SHORT_BYTES
from diagnostic.core.survey.sittings.sitting import Answer, WaveChoice
from diagnostic.core.wave.model import Tag, WaveForm, asked_of, sitting_for
from diagnostic.core.wave.wave_plan import FramedWave, WavePlan
from diagnostic.storage.database.tables import new_id
from diagnostic.storage.waves.envelope import ModuleSheet, size_for
from diagnostic.storage.waves.keys import KeyRing, keyed_hash, new_token
from diagnostic.storage.waves.waves import add_invitations, add_wave


@dataclass(frozen=True, slots=True)
class OpenedWave:
    """The wave's id, and person -> token of their link. The tokens exist nowhere else."""

    id: str
    tokens: Mapping[str, str]


def add_open_wave(session: Session, keys: KeyRing, plan: WavePlan, framed: FramedWave) -> OpenedWave:
    """The wave, open, with its key and an invitation for everybody."""
    wave_id, tags, links_key = new_id(), framed.tags, keys.links()
    form = WaveForm(
        id=wave_id,
        instruments=framed.instruments,
        columns={each.module: each.columns for each in plan.modules},
        asked=asked_of(tags, framed.instruments, plan.choice),
        choice=plan.choice,
        rules=plan.rules,
        closes_on=plan.closes_on,
        public_key=keys.make(wave_id),
        envelope_size=_envelope_size(tags, framed.instruments, plan.choice),
        tags={tag.id: tag for tag in tags},
        promise=framed.promise,
        fingerprint=framed.fingerprint,
    )
    tag_of = {(tag.module, leaf.values): tag.id for tag in tags for leaf in tag.leaves}
    tokens = {invitee.person: new_token() for invitee in plan.invitees}
    add_wave(session, form, plan.assessment_id, plan.surveys)
    add_invitations(
        session,
        wave_id,
        (
            (
                each.person,
                keyed_hash(links_key, "token", tokens[each.person]),
                {module: tag_of[module, leaf] for module, leaf in each.leaves.items()},
            )
            for each in plan.invitees
        ),
    )
    return OpenedWave(wave_id, tokens)


def _envelope_size(tags: Sequence[Tag], instruments: tuple[Instrument, ...], choice: WaveChoice) -> int:
    """Room for the longest answer to everything that anybody could be asked in all modules at once."""
    sitting = sitting_for(list(tags), instruments, choice)
    longest = {
        module: ModuleSheet("0" * 32, {item.code: _longest(item) for item in sitting.items_of(module)})
        for module in sitting.modules
    }
    return size_for(longest)


def _longest(item: Item) -> Answer:
    if item.type in ("text", "comment"):
        return '"' * (SHORT_BYTES if item.type == "text" else LONG_BYTES)  # each is written as two characters
    if item.type in ("multiple", "best"):
        return tuple(option.value for option in item.options)
    return -123456.1234 if item.type == "number" else -1
