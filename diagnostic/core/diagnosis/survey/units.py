"""What the roster says about units: their type, and whether their manager is new in post.

Declared before anyone looks, from the roster alone; a unit whose people disagree on a value has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from diagnostic.core.diagnosis.model.result import GroupKind
from diagnostic.core.diagnosis.survey.groups import Attribute
from diagnostic.core.figures.analysis.tenure import manager_tenure
from diagnostic.core.figures.model.performance import PerformanceTable, Person
from diagnostic.core.wave.group_labels import GROUP_WORDS
from diagnostic.text import same


def unit_attributes(table: PerformanceTable, as_of: date) -> tuple[Attribute, ...]:
    """Team type and manager tenure of every innermost unit, known by the unit's own name."""
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
            yield Attribute(kind, {(unit,): value for unit, value in values.items()}, labels)


def _agreed(table: PerformanceTable, value_of: Callable[[Person], str | None]) -> dict[str, str]:
    """Unit name -> the one value all its people share; units that share a name but differ in value are left out."""
    seen: dict[str, set[str | None]] = {}
    for person in table.roster.people:
        if person.path:
            seen.setdefault(person.path[-1], set()).add(value_of(person))
    agreed = {unit: next(iter(values)) for unit, values in seen.items() if len(values) == 1}
    return {unit: value for unit, value in agreed.items() if value is not None}
