"""The answers of one module: who belongs to which group, and what was ticked; no person, no time, no free
text.

A row is a respondent without a name, in no meaningful order. Everything the diagnosis says about a survey
starts here, so the sheet refuses to exist in a shape that later steps would have to doubt: codes differ,
groups are carried by somebody, and every value lies on the scale of its item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.survey.instrument import Option, Scale
from diagnostic.faults import Fault
from diagnostic.text import Text

Values = NDArray[np.float64]
WholeNumbers = NDArray[np.intp]
Ticks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """One question that was answered by a number. `scale` is the first scale it belongs to."""

    code: str
    name: Text
    minimum: float
    maximum: float
    reversed: bool = False
    scale: str | None = None

    def __post_init__(self) -> None:
        if not self.minimum < self.maximum:
            raise ValueError(f"item {self.code}: the ends of its scale must differ")


@dataclass(frozen=True, slots=True, eq=False)
class ChoiceAnswers:
    """A single, multiple or best-k choice: `chosen[i, j]` says that respondent i took `options[j]`, shape (n,
    options).

    A row without any tick gave no answer.
    """

    code: str
    name: Text
    options: tuple[Option, ...]
    chosen: Ticks

    def __post_init__(self) -> None:
        if self.chosen.ndim != 2 or self.chosen.shape[1] != len(self.options):
            raise ValueError(f"item {self.code}: one column of ticks per option")
        self.chosen.setflags(write=False)

    @property
    def answered(self) -> int:
        """How many respondents ticked anything."""
        return int(self.chosen.any(axis=1).sum())


MANY_LOST = 0.10  # of a column's answers


@dataclass(frozen=True, slots=True)
class LostCells:
    """Cells of one column that could not be read: how many of those that were filled, and the words that stood there,
    each with its count."""

    n: int
    of: int
    labels: Mapping[str, int]

    @property
    def share(self) -> float:
        return self.n / self.of if self.of else 0.0

    @property
    def are_many(self) -> bool:
        """Too many for a mean of the rest to be printed without saying so."""
        return self.share > MANY_LOST


@dataclass(frozen=True, slots=True, eq=False)
class AnswerSheet:
    """Answers of one module.

    `values` has shape (n respondents, m items), nan = missing, coded as asked (reversed items are NOT
    turned). `leaf_of[i]` is the place in `leaves` of the group respondent i belongs to; a leaf is a tag, one
    value for each of `group_columns`, outermost first. Without grouping columns all belong to one leaf, the
    empty tag. `leaf_kinds` says of which kind (team type) a leaf is, where the file says so. `left_out` are
    items that were asked but can't be used; `other_columns` were in the file and were not read. `merged` names
    the tags a leaf is made of, where several were made one before the sheet came here; such a leaf has a value of
    its own wherever they differ. `notes` say what was left out and why; they stop nothing. `lost` holds,
    by item, the cells of a file that could not be read; a sealed wave has none.
    """

    module: str
    items: tuple[AnswerItem, ...]
    values: Values
    group_columns: tuple[str, ...]
    leaf_of: WholeNumbers
    leaves: tuple[tuple[str, ...], ...]
    leaf_labels: tuple[tuple[Text, ...], ...]
    leaf_kinds: tuple[str, ...] | None = None
    choices: Mapping[str, ChoiceAnswers] = field(default_factory=dict)
    scales: tuple[Scale, ...] = ()
    left_out: tuple[str, ...] = ()
    other_columns: tuple[str, ...] = ()
    notes: tuple[Fault, ...] = ()
    merged: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    lost: Mapping[str, LostCells] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_values(self)
        _check_leaves(self)
        _check_scales(self)
        if any(choice.chosen.shape[0] != self.n for choice in self.choices.values()):
            raise ValueError("every choice needs a row per respondent")
        self.values.setflags(write=False)
        self.leaf_of.setflags(write=False)

    @property
    def n(self) -> int:
        """How many people answered anything in this module."""
        return int(self.values.shape[0])

    @property
    def leaf_counts(self) -> tuple[int, ...]:
        """Respondents of each leaf, in the order of `leaves`."""
        return tuple(int(count) for count in np.bincount(self.leaf_of, minlength=len(self.leaves)))

    def units_of(self, leaf: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """The tags a leaf is made of: itself, where nothing was merged."""
        return self.merged.get(leaf, (leaf,))

    def shared(self, leaf: tuple[str, ...], depth: int) -> str | None:
        """The value all tags of a leaf have in the column `depth`; None where they differ."""
        values = {unit[depth] for unit in self.units_of(leaf)}
        return values.pop() if len(values) == 1 else None

    def places(self, scale: Scale) -> list[int]:
        """The columns of `values` that hold the items of `scale`, in its order."""
        place = {item.code: index for index, item in enumerate(self.items)}
        return [place[code] for code in scale.items]

    def ends(self, scale: Scale) -> tuple[float, float]:
        """Lowest and highest score the scale can have (all its items share them)."""
        first = self.items[self.places(scale)[0]]
        return first.minimum, first.maximum

    def has_lost_many(self, scale: Scale) -> bool:
        """Whether a column its scores rest on lost more than a tenth of its answers."""
        columns = {self.items[place].code for place in self.places(scale)}
        return any(cells.are_many for code, cells in self.lost.items() if code in columns)


def scale_fault(scale: Scale, lost: Sequence[str], source: str = "") -> Fault:
    """That items of a scale can't be used: it is scored from the others, or not at all."""
    kept = len(scale.items) - len(lost)
    values = {"scale": scale.code, "items": ", ".join(lost), "kept": kept}
    return Fault("answers.scale_cut" if kept else "answers.scale_empty", source, values=values)


def _check_values(sheet: AnswerSheet) -> None:
    if sheet.values.ndim != 2 or sheet.values.shape[1] != len(sheet.items):
        raise ValueError("values need one column per item")
    codes = [item.code for item in sheet.items]
    if len(set(codes)) != len(codes):
        raise ValueError("item codes must differ")
    low = np.array([item.minimum for item in sheet.items])
    high = np.array([item.maximum for item in sheet.items])
    if np.any(sheet.values < low) or np.any(sheet.values > high):
        raise ValueError("every value must lie on the scale of its item")


def _check_leaves(sheet: AnswerSheet) -> None:
    if sheet.leaf_of.shape != (sheet.n,):
        raise ValueError("every respondent needs a leaf")
    if len(set(sheet.leaves)) != len(sheet.leaves):
        raise ValueError("leaves must differ")
    if len(sheet.leaf_labels) != len(sheet.leaves):
        raise ValueError("every leaf needs its labels")
    if any(len(tag) != len(sheet.group_columns) for tag in (*sheet.leaves, *sheet.leaf_labels)):
        raise ValueError("a leaf has one value and one label per grouping column")
    if sheet.leaf_kinds is not None and len(sheet.leaf_kinds) != len(sheet.leaves):
        raise ValueError("every leaf needs its kind, or none has one")
    if not np.array_equal(np.unique(sheet.leaf_of), np.arange(len(sheet.leaves))):
        raise ValueError("every leaf must be carried by a respondent")


def _check_scales(sheet: AnswerSheet) -> None:
    ends = {item.code: (item.minimum, item.maximum) for item in sheet.items}
    for scale in sheet.scales:
        if not set(scale.items) <= set(ends):
            raise ValueError(f"scale {scale.code} needs items that are not there")
        if len({ends[code] for code in scale.items}) != 1:
            raise ValueError(f"scale {scale.code} mixes items with different ends")
