"""Builds the tree of a client's units with the number of people in each, including the units below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit: its full path ("公司/华东"), and the number of people in it and in the units below it."""

    path: str
    people: int
    below: tuple[UnitNode, ...]


@dataclass(frozen=True, slots=True)
class UnitTree:
    """The outermost units, and the number of people without a unit."""

    tops: tuple[UnitNode, ...]
    unplaced: int


def unit_tree(counts: Sequence[tuple[str, int]]) -> UnitTree:
    """Builds the tree from pairs of innermost unit and number of people in it, in the given order.

    A unit that everyone has left stays in the tree, with 0 people.

    >>> unit_tree([("A/x", 2), ("A/y", 0), ("", 1)]).tops[0].people
    2
    """
    people: Counter[str] = Counter()
    below: dict[str, list[str]] = {}
    for path, count in counts:
        parts = path.split("/") if path else []
        for depth in range(1, len(parts) + 1):
            unit, above = "/".join(parts[:depth]), "/".join(parts[: depth - 1])
            if unit not in people:
                below.setdefault(above, []).append(unit)
            people[unit] += count
    return UnitTree(_nodes("", below, people), sum(count for path, count in counts if not path))


def _nodes(above: str, below: dict[str, list[str]], people: Counter[str]) -> tuple[UnitNode, ...]:
    return tuple(UnitNode(path, people[path], _nodes(path, below, people)) for path in below.get(above, ()))
