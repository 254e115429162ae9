"""An instrument: its scales, items and pages, as a survey file defines them, checked once and then trusted.

Scale direction is one for all: high is good. Reversed items are turned when scored, never in the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from diagnostic.text import Text

ItemType = Literal["rating", "frequency", "single", "multiple", "best", "number", "text", "comment"]
ScaleKind = Literal["skill", "condition", "wellbeing", "manager"]
RoleLevel = Literal[
    "N", "R", "K", "M"
]  # new rep (< 12 months), rep, key-account rep, manager as a coach of it
SCORED: frozenset[ItemType] = frozenset({"rating", "frequency", "number"})


@dataclass(frozen=True, slots=True)
class Option:
    """One answer. `value` is what is stored; ratings and frequencies use 1..n in the order shown."""

    value: int
    label: Text


@dataclass(frozen=True, slots=True)
class Condition:
    """Shown only if `item`, which stands on an earlier page, has one of `values`."""

    item: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    Ratings, frequencies and numbers run from `minimum` to `maximum`; of best-k exactly, of multiple at most
    `choose` options are taken (None: any number).
    """

    code: str
    type: ItemType
    text: Text
    options: tuple[Option, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    reversed: bool = False
    cannot_judge: Text | None = None
    optional: bool = True
    choose: int | None = None
    marker: bool = False
    shown_if: Condition | None = None

    @property
    def scored(self) -> bool:
        return self.type in SCORED and self.minimum is not None and self.maximum is not None


@dataclass(frozen=True, slots=True)
class Requirement:
    """The level a competent rep of that kind shows, on the metric of the scale.

    A panel of strong reps and managers answers the same items for "a fully competent" N, R, K or M: `value`
    is its mean, `low` and `high` its range, `panel` the number of people. A shipped level is a "default".
    """

    value: float
    low: float | None = None
    high: float | None = None
    source: Literal["default", "panel"] = "default"
    panel: int | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A set of items that is scored as their mean if at least `minimum_share` of them is answered.

    Asked of everybody when `core`, of everybody in the wave that `rotation` names, and always of people of
    the `roles` (levels) or in units of the `team_types` named. `mirrors` is the scale of another instrument
    that asks the other side the same. `provisional` until interviews and a pilot are done; the report
    says so.
    """

    code: str
    kind: ScaleKind
    name: Text
    definition: Text
    items: tuple[str, ...]
    areas: tuple[str, ...] = ()
    minimum_share: float = 2 / 3
    core: bool = True
    rotation: str | None = None
    roles: tuple[RoleLevel, ...] = ()
    team_types: tuple[str, ...] = ()
    mirrors: str | None = None
    required: Mapping[RoleLevel, Requirement] = field(default_factory=dict)
    expected_figures: Text | None = None
    good_practice: Text | None = None  # what top sellers do
    anchors: tuple[Option, ...] = ()  # what some of the points look like, for the panel
    provisional: bool = True
    direction: Literal["high_is_good"] = "high_is_good"

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError(f"scale {self.code} has no items")
        if not 0 < self.minimum_share <= 1:
            raise ValueError(f"scale {self.code}: minimum_share must be in (0, 1]")


@dataclass(frozen=True, slots=True)
class Page:
    """One screen of the sitting; `stem` opens every item of it.

    `shuffled` pages may change places with one another; the order inside a page is fixed.
    """

    code: str
    title: Text
    stem: Text | None
    items: tuple[str, ...]
    shuffled: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """A versioned questionnaire; its answers go to the sheet of its `module` (each module has one tag).

    `importance` leads from the option values of the best-k item `importance_item` to scale codes;
    `level_anchors` say what the points mean to the panel and to managers; `adopted_from` names a published
    instrument that is quoted word for word, so that our rules of wording do not apply.
    """

    code: str
    version: str
    module: str
    title: Text
    intro: Text
    scales: tuple[Scale, ...]
    items: tuple[Item, ...]
    pages: tuple[Page, ...]
    importance: Mapping[int, str] = field(default_factory=dict)
    importance_item: str | None = None
    level_anchors: tuple[Option, ...] = ()
    adopted_from: Text | None = None

    def item(self, code: str) -> Item:
        return next(item for item in self.items if item.code == code)

    def scale(self, code: str) -> Scale:
        return next(scale for scale in self.scales if scale.code == code)


def option_heading(item: Item, value: int) -> str:
    """The heading of an option's own column, as survey programs export it: ``SK-IMP[3]``."""
    return f"{item.code}[{value}]"
