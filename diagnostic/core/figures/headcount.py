"""The client's units as a tree, with how many people are in each now, those of the units below it included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from diagnostic.core.figures.performance import Person, Roster


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


def unit_tree(people: Sequence[Person], today: date) -> UnitTree:
    """Units in the order of the roster. A unit that everybody has left stays, with nobody in it."""
    here = [person for person in people if _is_here(person, today)]
    count = Counter(unit for person in here for unit in person.units)
    below: dict[str, list[str]] = {}
    for path in Roster(tuple(people)).units:
        below.setdefault(path.rpartition("/")[0], []).append(path)
    return UnitTree(_nodes("", below, count), sum(not person.path for person in here))


def _nodes(above: str, below: dict[str, list[str]], count: Counter[str]) -> tuple[UnitNode, ...]:
    return tuple(UnitNode(path, count[path], _nodes(path, below, count)) for path in below.get(above, ()))


def _is_here(person: Person, today: date) -> bool:
    return (person.start is None or person.start <= today) and (person.end is None or person.end >= today)
