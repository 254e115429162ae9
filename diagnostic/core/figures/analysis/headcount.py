"""The client's units as a tree, with how many people are in each now, those of the units below it included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit; `path` is whole ("公司/华东"), `people` counts those below it too."""

    path: str
    people: int
    below: tuple[UnitNode, ...]


@dataclass(frozen=True, slots=True)
class UnitTree:
    """The outermost units, and how many people name no unit."""

    tops: tuple[UnitNode, ...]
    unplaced: int


def unit_tree(counts: Sequence[tuple[str, int]]) -> UnitTree:
    """The tree of (innermost unit, people in it) in this order. One that everybody has left stays, with nobody in it.

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
