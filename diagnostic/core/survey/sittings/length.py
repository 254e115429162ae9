"""How long a sitting takes, by the number of its items; reps and consultants read the same minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from diagnostic.core.survey.instrument import Instrument, RoleLevel
from diagnostic.core.survey.sittings.sitting import Audience, WaveChoice, asked_items

SECONDS_AN_ITEM = 8
STEP = 5  # reps read whole steps, rounded up
LEVELS: tuple[RoleLevel, ...] = ("R", "N", "K", "M")
TEAM_TYPES = ("field", "key_account", "channel")
MANAGERS, COMMENTS = "manager", "comments"
"""The module that managers answer instead of those of the reps, and the one that both answer."""


@dataclass(frozen=True, slots=True)
class RespondentKind:
    """A kind of person to be asked: their role level and the type of their unit, where it has one."""

    level: RoleLevel
    team_type: str = ""

    @property
    def audience(self) -> Audience:
        """Of a tag that holds people of this kind only."""
        return Audience(frozenset({self.level}), frozenset({self.team_type}))


KINDS = tuple(RespondentKind(level, team) for level in LEVELS for team in ("", *TEAM_TYPES))


def modules_for(kind: RespondentKind, instruments: Iterable[Instrument]) -> tuple[str, ...]:
    """Managers answer the module of their own and the comments, everybody else all but the managers'."""
    modules = tuple(dict.fromkeys(each.module for each in instruments))
    if kind.level != "M":
        return tuple(module for module in modules if module != MANAGERS)
    return tuple(module for module in modules if module in (MANAGERS, COMMENTS) and MANAGERS in modules)


def most_asked(instrument: Instrument, choice: WaveChoice) -> int:
    """Items of one instrument for those who are asked the most of it."""
    return max(len(asked_items(instrument, kind.audience, choice)) for kind in KINDS)


def longest(instruments: Sequence[Instrument], choice: WaveChoice) -> int:
    """Items of the longest sitting anybody may get."""
    return max(_items(kind, instruments, choice) for kind in KINDS)


def _items(kind: RespondentKind, instruments: Sequence[Instrument], choice: WaveChoice) -> int:
    modules = modules_for(kind, instruments)
    return sum(
        len(asked_items(each, kind.audience, choice)) for each in instruments if each.module in modules
    )


def minutes(items: int) -> int:
    return max(1, ceil(items * SECONDS_AN_ITEM / 60))


def rounded_minutes(items: int) -> int:
    """Minutes as the page of the rep shows them: rounded up to whole steps."""
    return max(STEP, ceil(minutes(items) / STEP) * STEP)
