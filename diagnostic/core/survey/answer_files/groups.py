"""From grouping columns to leaves: the finest groups the file itself can tell apart.

A leaf is not yet a group anybody may look at; `privacy` merges leaves until enough people carry each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from diagnostic.core.survey.sheets.answers import WholeNumbers
from diagnostic.text import Text, same

NOT_GIVEN = Text("未注明", "not given")
GroupLabels = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Leaves:
    """Distinct tags in natural order, their labels, and for each respondent the place of their tag."""

    leaf_of: WholeNumbers
    tags: tuple[GroupLabels, ...]
    labels: tuple[tuple[Text, ...], ...]


def form_leaves(
    tags: Sequence[GroupLabels], columns: Sequence[str], labels: Mapping[str, Mapping[str, Text]]
) -> Leaves:
    """Number the distinct tags of all respondents.

    A cell that is empty is a value like any other, called "not given".

    >>> form_leaves([("10",), ("9",), ("10",)], ["team"], {}).tags
    (('9',), ('10',))
    """
    distinct = tuple(sorted(set(tags), key=_natural))
    place = {tag: index for index, tag in enumerate(distinct)}
    return Leaves(
        np.array([place[tag] for tag in tags], dtype=np.intp),
        distinct,
        tuple(
            tuple(_label(value, labels.get(name, {})) for name, value in zip(columns, tag, strict=True))
            for tag in distinct
        ),
    )


def kinds_of(leaves: Leaves, kinds: Sequence[str]) -> tuple[list[set[str]], tuple[str, ...]]:
    """The kinds found in each leaf, and one for each; a leaf with two is the caller's fault to report."""
    found: list[set[str]] = [set() for _ in leaves.tags]
    for leaf, kind in set(zip(leaves.leaf_of.tolist(), kinds, strict=True)):
        found[leaf].add(kind)
    return found, tuple(min(each) for each in found)


def _natural(tag: GroupLabels) -> tuple[tuple[bool, int, str], ...]:
    return tuple((not value.isdecimal(), int(value) if value.isdecimal() else 0, value) for value in tag)


def _label(value: str, labels: Mapping[str, Text]) -> Text:
    if value in labels:
        return labels[value]
    return same(value) if value else NOT_GIVEN
