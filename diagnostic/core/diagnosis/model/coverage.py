"""Coverage: how much of the period's targets and results the figures rest on, and what in them can hardly be right.

No person and no unit of fewer than three people is ever named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from diagnostic.text import Text

DoubtCode = Literal[
    "unit_over",  # attainment of a unit of five or more above 250 %
    "row_over_half",  # one row carries more than half of its unit's half-year
    "person_over_next",  # ten times the next one
    "money_scale",  # money a thousand times off the client's other figures
    "below_zero",  # a unit of five or more sold less than nothing
    "actuals_twice",  # rows of results that stand more than once
    "targets_twice",  # rows of targets that stand more than once
    "month_off_deals",  # a month far from the won deals, which the other months agree with
    "closing_far",  # a closing date years away from all others
    "old_cycle",  # a cycle that began long ago
]
OF_UNITS: frozenset[DoubtCode] = frozenset({"unit_over", "below_zero"})  # said of a unit by its name
NO_SHORTFALL = 0.20  # above this share of targets without result nothing is said about a shortfall
MOVES = 0.01  # unconfirmed doubts that move the company's attainment by more hold the headline back


class Weighed(Protocol):
    """Whatever moves the company's attainment by some points."""

    @property
    def moves(self) -> float: ...


@dataclass(frozen=True, slots=True)
class MissingPart:
    """Where results are missing: a unit of three people or more, a number of people, or a few; and when."""

    label: Text
    when: Text
    share: float  # of the period's target


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that can hardly be right; `moves`: points of the company's attainment with it, minus without it;
    `count`: how many values it is."""

    code: DoubtCode
    where: Text
    value: float
    usual: float
    moves: float
    count: int = 1


@dataclass(frozen=True, slots=True)
class Coverage:
    """`asked` and `has` are labels of periods: what was asked for and what the figures cover ("" = none).

    `by_group` is the share of each group's target without result. `left` is what people sold after their last day, or
    who are not in the roster of the period, as far as no attainment counts it, in minor units; None where that is one
    or two people's. It is part of the sales without a target, whose share is `no_target`. `unplaced` counts by input
    the units that the roster does not have: what is written for them is in no sum.
    """

    asked: str = ""
    has: str = ""
    no_result: float = 0.0
    parts: tuple[MissingPart, ...] = ()
    no_target: float = 0.0
    by_group: Mapping[str, float] = field(default_factory=dict)
    left: int | None = 0
    doubts: tuple[Doubt, ...] = ()
    confirmed_by: str | None = None
    unplaced: Mapping[str, int] = field(default_factory=dict)
    doubted: tuple[str, ...] = ()  # groups whose attainment an unconfirmed doubt moves by more than a point

    @property
    def shortfall_can_be_said(self) -> bool:
        """Whether enough of the target has a result, and no unconfirmed doubts move it by more than a point."""
        held = self.confirmed_by is None and moves_too_much(self.doubts)
        return self.no_result <= NO_SHORTFALL and not held


def moves_too_much(doubts: Iterable[Weighed]) -> bool:
    """Whether doubts move the company's attainment by more than a point.

    Those that pull in opposite ways do not make up for each other: one may be right and the other wrong.
    """
    moved = [doubt.moves for doubt in doubts]
    up, down = (sum(max(side * each, 0.0) for each in moved) for side in (1, -1))
    return max(up, down) > MOVES
