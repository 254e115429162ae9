"""Which groups figures are read for: company, regions, teams, team types, managers' tenure, roles.

The ids are the scopes of the cause map ("region:华北"); the survey's groups of the same name carry their module
before a slash. Reps stand in their figures by name for consultants only, so no group here is a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.figure_people import People
from diagnostic.core.diagnosis.result import Group, GroupKind
from diagnostic.core.diagnosis.words import GROUP_WORDS, WHOLE_COMPANY
from diagnostic.core.figures.performance import Roster
from diagnostic.text import Text, same


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """A group and which reps are in it, (n,)."""

    group: Group
    members: NDArray[np.bool_]

    @property
    def id(self) -> str:
        return self.group.id


def figure_groups(people: People, roster: Roster, unit_names: Mapping[str, Text]) -> tuple[FigureGroup, ...]:
    """Company first, then the tree, then declared attributes. `unit_names` are the client's own words for units."""
    return tuple(_groups(people, roster, unit_names))


def _groups(people: People, roster: Roster, names: Mapping[str, Text]) -> Iterator[FigureGroup]:
    everyone = np.ones(people.n, dtype=bool)
    yield FigureGroup(Group("company", "company", WHOLE_COMPANY, "figures", people.n), everyone)
    depth = roster.root_depth
    paths = [person.path[depth:] for person in people.persons]
    yield from _by(people, lambda i: paths[i][0] if len(paths[i]) > 1 else None, "region", names)
    for path in dict.fromkeys(path for path in paths if path):
        members = np.array([own == path for own in paths])
        parent = f"region:{path[0]}" if len(path) > 1 else "company"
        label = names.get(path[-1]) or same(path[-1])
        group = Group(team_id(path), "team", label, "figures", int(members.sum()), parent)
        yield FigureGroup(group, members)
    yield from _by(people, lambda i: people.persons[i].team_type, "team_type", names)
    yield from _by(people, lambda i: people.tenure[i], "manager_tenure", names)
    yield from _by(people, lambda i: _role(people, i), "role", names)


def team_id(path: tuple[str, ...]) -> str:
    return f"team:{'/'.join(path)}"


def _role(people: People, i: int) -> str | None:
    """A rep in his first year stands under "N" whatever his role, as in the skills survey."""
    role = people.persons[i].role
    return "N" if people.new[i] and role is not None else role


def _by(
    people: People, value_of: Callable[[int], str | None], kind: GroupKind, names: Mapping[str, Text]
) -> Iterator[FigureGroup]:
    values = [value_of(i) for i in range(people.n)]
    distinct = [value for value in dict.fromkeys(values) if value is not None]
    if len(distinct) < 2:
        return  # a grouping with one value says nothing beyond the company
    for value in distinct:
        members = np.array([own == value for own in values])
        label = names.get(value) or GROUP_WORDS.get(value) or same(value)
        yield FigureGroup(
            Group(f"{kind}:{value}", kind, label, "figures", int(members.sum()), "company"), members
        )
