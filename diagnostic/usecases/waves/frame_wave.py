"""Works a wave's plan out: its instruments are built, its tags formed from the roster, its promise written down."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from diagnostic.core.survey.file_checks.build import build_instrument
from diagnostic.core.survey.file_checks.load import joint_faults, survey_faults
from diagnostic.core.survey.instrument import Instrument
from diagnostic.core.wave.model import Tag
from diagnostic.core.wave.plan import tags_of
from diagnostic.core.wave.wave_plan import FramedWave, WavePlan
from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.database.tables import new_id
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.keys import keyed_hash
from diagnostic.storage.waves.waves import canonical, hash_of_survey

RULES_VERSION = 1  # of the publishing rules the promise refers to (docs/for_auditors.md)


def frame_wave(installation: Installation, plan: WavePlan) -> FramedWave:
    """Nothing is stored. Raises BadDataError with every reason why the wave can't be opened."""
    instruments = _instruments(plan)
    faults = list(_plan_faults(plan, instruments))
    if faults:
        raise BadDataError(faults)
    tags = [tag for module in plan.modules for tag in tags_of(module, plan.invitees, plan.rules, new_id)]
    promise = _promise(plan, tags, instruments, installation.keys.links())
    return FramedWave(instruments, tuple(tags), promise, hashlib.sha256(canonical(promise)).hexdigest())


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
    """Everything the promise tells a rep, and all it is based on, in one object that can be hashed."""
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
