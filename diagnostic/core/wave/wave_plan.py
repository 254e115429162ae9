"""A wave before it opens: what a consultant decided about it, and what that comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.survey.instrument import Instrument
from diagnostic.core.survey.sittings.sitting import WaveChoice
from diagnostic.core.wave.model import Tag
from diagnostic.core.wave.plan import Invitee, ModulePlan
from diagnostic.text import Text


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
