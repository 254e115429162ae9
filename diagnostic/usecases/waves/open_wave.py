"""Opens a wave: tags are formed from the frozen roster, the promise is written down, and everybody gets a link.

From here on nothing about the wave changes: not the questions, not the tags, not the thresholds. The links are given
back once, in the clear, and only their keyed hashes are kept.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.survey.file_checks.build import build_instrument
from diagnostic.core.survey.file_checks.load import joint_faults, survey_faults
from diagnostic.core.survey.instrument import Instrument, Item
from diagnostic.core.survey.sittings.read_answer import LONG_BYTES, SHORT_BYTES
from diagnostic.core.survey.sittings.sitting import Answer, WaveChoice
from diagnostic.core.wave.model import Tag, WaveForm, asked_of, sitting_for
from diagnostic.core.wave.plan import Invitee, ModulePlan, tags_of
from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.database.session import Session
from diagnostic.storage.database.tables import new_id
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.envelope import ModuleSheet, size_for
from diagnostic.storage.waves.keys import keyed_hash, new_token
from diagnostic.storage.waves.waves import add_invitations, add_wave, canonical, hash_of_survey
from diagnostic.text import Text

RULES_VERSION = 1  # of the publishing rules the promise speaks of (docs/for_auditors.md)


@dataclass(frozen=True, slots=True)
class WavePlan:
    """What a consultant decided. `surveys` are the contents of survey files; `retention_months` is how long sealed
    answers are kept."""

    assessment_id: str
    surveys: Sequence[Mapping[str, Any]]
    modules: Sequence[ModulePlan]
    invitees: Sequence[Invitee]
    purpose: Text
    closes_on: date
    rules: PublishingRules = field(default_factory=PublishingRules)
    choice: WaveChoice = field(default_factory=WaveChoice)
    retention_months: int = 24


@dataclass(frozen=True, slots=True)
class FramedWave:
    """A plan worked out, before anything is stored: what will be asked under which tags, and the promise about it.
    Tags get new ids every time; the fingerprint stays the same as long as nothing of the plan changes."""

    instruments: tuple[Instrument, ...]
    tags: tuple[Tag, ...]
    promise: Mapping[str, Any]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class OpenedWave:
    """The wave's id, and person -> token of his link. The tokens exist nowhere else."""

    id: str
    tokens: Mapping[str, str]


def open_wave(installation: Installation, plan: WavePlan) -> OpenedWave:
    """Open the wave and make the links. Raises BadDataError with every reason why it can't be opened."""
    framed = frame_wave(installation, plan)
    with installation.store.writing() as session:
        return store_wave(session, installation, plan, framed)


def frame_wave(installation: Installation, plan: WavePlan) -> FramedWave:
    """Work the plan out. Raises BadDataError with every reason why it can't be opened."""
    instruments = _instruments(plan)
    faults = list(_plan_faults(plan, instruments))
    if faults:
        raise BadDataError(faults)
    tags = [tag for module in plan.modules for tag in tags_of(module, plan.invitees, plan.rules, new_id)]
    promise = _promise(plan, tags, instruments, installation.keys.links())
    return FramedWave(instruments, tuple(tags), promise, hashlib.sha256(canonical(promise)).hexdigest())


def store_wave(
    session: Session, installation: Installation, plan: WavePlan, framed: FramedWave
) -> OpenedWave:
    """The wave, open, with its key and an invitation for everybody, in the caller's transaction."""
    wave_id, tags, links_key = new_id(), framed.tags, installation.keys.links()
    form = WaveForm(
        id=wave_id,
        instruments=framed.instruments,
        columns={each.module: each.columns for each in plan.modules},
        asked=asked_of(tags, framed.instruments, plan.choice),
        choice=plan.choice,
        rules=plan.rules,
        closes_on=plan.closes_on,
        public_key=installation.keys.make(wave_id),
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


def _instruments(plan: WavePlan) -> tuple[Instrument, ...]:
    named = [(str(raw.get("code", place)), raw) for place, raw in enumerate(plan.surveys)]
    faults = [fault for name, raw in named for fault in survey_faults(raw, name)] + joint_faults(named)
    if faults or not named:
        raise BadDataError(faults or [Fault("wave.no_survey")])
    return tuple(build_instrument(raw) for raw in plan.surveys)


def _plan_faults(plan: WavePlan, instruments: Sequence[Instrument]) -> Iterator[Fault]:
    known = {(module.module, leaf.values) for module in plan.modules for leaf in module.leaves}
    surveyed = {
        each.module: each.title for each in reversed(instruments)
    }  # called by the first of its surveys
    for module in plan.modules:
        asked = sum(module.module in invitee.leaves for invitee in plan.invitees)
        if module.module not in surveyed:
            yield Fault("wave.module_unknown", values={"module": module.module})
        if asked < plan.rules.k:
            called = surveyed.get(module.module, module.module)
            yield Fault("wave.too_few", values={"module": called, "asked": asked, "k": plan.rules.k})
    for person, count in Counter(invitee.person for invitee in plan.invitees).items():
        if count > 1:
            yield Fault("wave.person_twice", values={"person": person})
    for invitee in plan.invitees:
        if not invitee.leaves or any((module, leaf) not in known for module, leaf in invitee.leaves.items()):
            yield Fault("wave.person_nowhere", values={"person": invitee.person})


def _promise(
    plan: WavePlan, tags: Sequence[Tag], instruments: Sequence[Instrument], key: bytes
) -> dict[str, Any]:
    """Everything the rep is told, and everything it rests on, in one place that can be hashed."""
    roster = sorted(
        (each.person, sorted((m, list(p)) for m, p in each.leaves.items())) for each in plan.invitees
    )
    return {
        "rules": RULES_VERSION,
        "k": plan.rules.k,
        "k_items": plan.rules.k_items,
        "comments": plan.rules.comments,
        "purpose": [plan.purpose.zh, plan.purpose.en],
        "retention_months": plan.retention_months,
        "closes_on": plan.closes_on.isoformat(),
        "rotation": plan.choice.rotation,
        "importance": plan.choice.importance,
        "instruments": [
            {"code": each.code, "version": each.version, "sha256": hash_of_survey(raw)}
            for each, raw in zip(instruments, plan.surveys, strict=True)
        ],
        "tags": sorted([tag.module, tag.label.zh, tag.label.en, tag.invited] for tag in tags),
        "roster": keyed_hash(key, "roster", canonical(roster).decode()).hex(),
    }


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
