"""What the simulated company must show over many seeds: plants, traps, nulls, and how often chance findings may appear.

Stated here for the long run only; the suite reads the same bounds from its own answer key and compares the two.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

SEEDS = 50
FOUND, CHANCE, BURDEN, NEVER = 36, 7, 47, 0  # of SEEDS


@dataclass(frozen=True, slots=True)
class Bound:
    """At least or at most `count` of SEEDS seeds; with other numbers of seeds the share, rounded to the mild side.

    >>> Bound("at least", 36).of(50), Bound("at least", 36).of(3), Bound("at most", 7).of(10)
    (36, 2, 2)
    """

    side: Literal["at least", "at most"]
    count: int

    def of(self, seeds: int) -> int:
        share = self.count * seeds / SEEDS
        return math.floor(share) if self.side == "at least" else math.ceil(share)

    def holds(self, found: int, seeds: int) -> bool:
        return found >= self.of(seeds) if self.side == "at least" else found <= self.of(seeds)


@dataclass(frozen=True, slots=True)
class Plant:
    """A planted shortfall: found when the survey claims this scale low in this scope."""

    code: str
    scale: str
    scope: str


PLANTS = (
    Plant("P1", "MO-TGT", "region:华北"),
    Plant("P2", "MO-COA", "manager_tenure:new"),
    Plant("P3", "WB-ENE", "team_type:key_account"),
    Plant("P6", "MO-PAY", "team_type:channel"),
)
NULLS = {"N1": "MO-REC", "N2": "MO-TEA"}  # nothing is planted on these scales, in any group
BURDEN_ROW, BURDEN_SCOPE = 16, "company"  # P5
TRAP_ROW, TRAP_TEAM = 4, "E09"  # T1: the territory, not the people
TRAP_GROUPS = ("company", "region:华东", "team_type:field", "manager_tenure:experienced", "role:R", "role:N")

# Which row of the cause map must be likely where: any of the rows will do.
STORY: tuple[tuple[str, tuple[int, ...], str], ...] = (
    ("P1", (1, 3), "region:华北"),
    ("P2", (18, 19), "manager_tenure:new"),
    ("P3", (28,), "team_type:key_account"),
    ("P4", (9,), "company"),
    ("P5", (16,), "company"),
    ("P6", (32,), "team_type:channel"),
    ("T1", (4,), "team:华东/E09"),
    ("T2", (5,), "team:华东/E03"),
    ("T3", (6,), "role:N"),
)
