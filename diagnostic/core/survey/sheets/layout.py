"""How the answers of a module stand in a row of numbers: the form in which sheets are stored and loaded in one go.

A module has one layout for all its tags: a column for every scored item, one for every option of a choice (1 taken,
0 not taken, nan nothing chosen). Items a tag was not asked are nan like items left out. Texts are no numbers and
stand apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.survey.instrument import Instrument, Item, Scale, option_heading
from diagnostic.core.survey.sheets.answers import (
    AnswerItem,
    AnswerSheet,
    ChoiceAnswers,
    Values,
    WholeNumbers,
    scale_fault,
)
from diagnostic.core.survey.sittings.sitting import CANNOT_JUDGE, Answer, Answers
from diagnostic.faults import Fault
from diagnostic.text import Text

CELL = np.dtype("<f8")
CHOICES = frozenset({"single", "multiple", "best"})


@dataclass(frozen=True)
class Layout:
    """The scored items and choices of one module, in the order of its instruments."""

    module: str
    scored: tuple[Item, ...]
    choices: tuple[Item, ...]
    scales: tuple[Scale, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Headings as survey programs export them: ``SK-DIS-1``, ``IMP-TOP3[4]``."""
        options = [option_heading(item, option.value) for item in self.choices for option in item.options]
        return (*(item.code for item in self.scored), *options)


def layout_of(module: str, instruments: Sequence[Instrument], asked: frozenset[str] | None = None) -> Layout:
    """The layout of a module: of all its items, or of those `asked` of anybody in the wave."""
    own = [each for each in instruments if each.module == module]
    items = [item for each in own for item in each.items if asked is None or item.code in asked]
    scored = tuple(item for item in items if item.scored)
    there = {item.code for item in scored}
    scales = tuple(scale for each in own for scale in each.scales if set(scale.items) <= there)
    return Layout(module, scored, tuple(item for item in items if item.type in CHOICES), scales)


def row_of(layout: Layout, answers: Answers) -> Values:
    """One sheet as a row, shape (columns,); "cannot judge" is no answer."""
    cells = [_cell(item, answers.get(item.code)) for item in layout.scored]
    for item in layout.choices:
        chosen = answers.get(item.code)
        taken = _taken(chosen)
        cells += [float("nan") if chosen is None else float(o.value in taken) for o in item.options]
    return np.array(cells, dtype=CELL)


def asked_columns(layout: Layout, items: Sequence[Item]) -> NDArray[np.bool_]:
    """Which columns belong to these items, shape (columns,)."""
    codes = {item.code for item in items}
    scored = [item.code in codes for item in layout.scored]
    return np.array(
        [*scored, *(item.code in codes for item in layout.choices for _ in item.options)], dtype=np.bool_
    )


def _cell(item: Item, answer: Answer | None) -> float:
    cannot = item.type != "number" and answer == CANNOT_JUDGE
    return float("nan") if cannot or not isinstance(answer, (int, float)) else float(answer)


def _taken(chosen: Answer | None) -> frozenset[object]:
    return frozenset(chosen) if isinstance(chosen, tuple) else frozenset({chosen})


@dataclass(frozen=True, slots=True)
class SealedLeaf:
    """One stored tag: a value and a label for each grouping column, outermost first.

    A tag made of several units has, where they differ, all their values in one; `units` are the tags it is made of.
    """

    values: tuple[str, ...]
    labels: tuple[Text, ...]
    units: tuple[tuple[str, ...], ...]
    kind: str | None


def sheet_of(
    layout: Layout,
    columns: Sequence[str],
    leaves: Sequence[SealedLeaf],
    leaf_of: WholeNumbers,
    rows: NDArray[np.float64],
) -> AnswerSheet:
    """The answer sheet of sealed rows, shape (n, columns of the layout); items without any answer are left out."""
    asked = len(layout.scored)
    there = [place for place in range(asked) if np.isfinite(rows[:, place]).any()]
    codes = {layout.scored[place].code for place in there}
    scales = tuple(_cut(scale, codes) for scale in layout.scales if codes & set(scale.items))
    scale_of = {code: scale.code for scale in reversed(scales) for code in scale.items}
    kinds = tuple(leaf.kind or "" for leaf in leaves)
    return AnswerSheet(
        module=layout.module,
        items=tuple(_answer_item(layout.scored[place], scale_of) for place in there),
        values=np.ascontiguousarray(rows[:, there]),
        group_columns=tuple(columns),
        leaf_of=leaf_of,
        leaves=tuple(leaf.values for leaf in leaves),
        leaf_labels=tuple(leaf.labels for leaf in leaves),
        leaf_kinds=kinds if any(kinds) else None,
        choices=_choices(layout, rows[:, asked:]),
        scales=scales,
        left_out=tuple(item.code for item in layout.scored if item.code not in codes),
        notes=tuple(_notes(layout, codes)),
        merged={leaf.values: leaf.units for leaf in leaves if leaf.units != (leaf.values,)},
    )


def _notes(layout: Layout, codes: set[str]) -> Iterator[Fault]:
    """What nobody answered, as it is told of a file."""
    for item in layout.scored:
        if item.code not in codes:
            yield Fault("answers.item_empty", values={"item": item.code})
    for scale in layout.scales:
        if lost := [code for code in scale.items if code not in codes]:
            yield scale_fault(scale, lost)


def _cut(scale: Scale, codes: set[str]) -> Scale:
    """The scale of those of its items that anybody answered."""
    return replace(scale, items=tuple(code for code in scale.items if code in codes))


def _answer_item(item: Item, scale_of: Mapping[str, str]) -> AnswerItem:
    if item.minimum is None or item.maximum is None:
        raise ValueError(f"item {item.code} has no ends")
    return AnswerItem(
        item.code, item.text, item.minimum, item.maximum, item.reversed, scale_of.get(item.code)
    )


def _choices(layout: Layout, ticks: NDArray[np.float64]) -> dict[str, ChoiceAnswers]:
    found: dict[str, ChoiceAnswers] = {}
    first = 0
    for item in layout.choices:
        own = ticks[:, first : first + len(item.options)]
        first += len(item.options)
        found[item.code] = ChoiceAnswers(item.code, item.text, item.options, own == 1)
    return found
