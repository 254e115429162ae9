"""What the roster says about units: their type, and whether their manager is new in post.

Declared before anyone looks, from the roster alone; a unit whose people disagree on a value has none. Units of one name
that differ in value are told apart by the units above them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from diagnostic.core.diagnosis.model.result import GroupKind
from diagnostic.core.diagnosis.survey.groups import Attribute, LeafPath
from diagnostic.core.figures.analysis.tenure import manager_tenure
from diagnostic.core.figures.model.performance import PerformanceTable, Person
from diagnostic.core.wave.group_labels import GROUP_WORDS
from diagnostic.text import same


def unit_attributes(table: PerformanceTable, as_of: date) -> tuple[Attribute, ...]:
    """Team type and manager tenure of every innermost unit, known by the end of its path that names it alone."""
    return tuple(_attributes(table, as_of))


def _attributes(table: PerformanceTable, as_of: date) -> Iterator[Attribute]:
    rules: tuple[tuple[GroupKind, Callable[[Person], str | None]], ...] = (
        ("team_type", lambda person: person.team_type),
        ("manager_tenure", lambda person: manager_tenure(person, as_of)),
    )
    for kind, value_of_person in rules:
        values = _agreed(table, value_of_person)
        if len(set(values.values())) > 1:
            labels = {value: GROUP_WORDS.get(value) or same(value) for value in set(values.values())}
            yield Attribute(kind, values, labels)


def _agreed(table: PerformanceTable, value_of: Callable[[Person], str | None]) -> dict[LeafPath, str]:
    """The end of a unit's path -> the one value all people share who are in units that end so.

    The end is the unit's own name where all units of that name agree, else as much of the path as it takes.
    """
    seen: dict[LeafPath, set[str | None]] = {}
    for person in table.roster.people:
        for depth in range(1, len(person.path) + 1):
            seen.setdefault(person.path[-depth:], set()).add(value_of(person))
    return {
        end: value
        for end, values in seen.items()
        if len(values) == 1
        and (len(end) == 1 or len(seen[end[1:]]) > 1)
        and (value := next(iter(values))) is not None
    }
