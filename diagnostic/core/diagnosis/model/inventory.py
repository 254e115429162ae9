"""The inventory: what a study holds, per input and per module; the only source of what was or was not given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

HALF = 0.5  # a column counts as there when it is filled for at least half of the people


@dataclass(frozen=True, slots=True)
class InputFacts:
    """One input of figures. `columns`: how full each column is; `levels`: how many levels of units it speaks of."""

    name: str
    given: bool
    rows: int = 0
    used: int = 0
    in_period: int = 0
    unread_share: float = 0.0
    columns: Mapping[str, float] = field(default_factory=dict)
    first: str = ""
    last: str = ""
    levels: int = 0


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """One survey. `answered` only where the publishing rules show it, `invited` only as the sum over all its units."""

    name: str
    invited: int | None
    answered: int | None
    collected: Literal["files", "wave"]
    shown: bool
    scales_asked: int = 0
    scales_shown: int = 0
    managers: bool = False


@dataclass(frozen=True, slots=True)
class Inventory:
    inputs: tuple[InputFacts, ...] = ()
    modules: tuple[ModuleFacts, ...] = ()
    comments: Literal["not_asked", "collected", "shown"] = "not_asked"
    months: int = 0  # with any result
    before: bool = False  # whether the period could be compared with a time before

    def input(self, name: str) -> InputFacts:
        """The facts of one input; one that was not given has them too."""
        return next((facts for facts in self.inputs if facts.name == name), InputFacts(name, False))

    def module(self, name: str) -> ModuleFacts | None:
        return next((facts for facts in self.modules if facts.name == name), None)

    def has(self, column: str) -> bool:
        """Whether the roster gives this for at least half of the people."""
        return self.input("roster").columns.get(column, 0.0) >= HALF
