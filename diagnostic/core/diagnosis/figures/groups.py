"""Which groups figures are read for: company, regions, teams, team types, managers' tenure, roles.

The ids are the scopes of the cause map ("region:华北"); the survey's groups of the same name carry their module
before a slash. No rep is listed alone: a group of one or two reps is a named person's figures to everyone who
knows the team, so it has no line (docs/adr/0015); its reps count in every larger group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.figures.people import RepArrays
from diagnostic.core.diagnosis.model.result import Group, GroupKind
from diagnostic.core.diagnosis.survey.contrasts import NAMED_FIRST
from diagnostic.core.figures.model.performance import Roster
from diagnostic.core.wave.group_labels import GROUP_WORDS, WHOLE_COMPANY
from diagnostic.text import Text, same

FEWEST = 3  # reps in a group that is listed, and on each side of a comparison
NEWCOMER = "N"
DESCRIBED: tuple[GroupKind, ...] = (
    "role",
    "team_type",
)  # separate businesses: shown next to others, never tested


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """A group and which reps are in it, (n,). `others` is the group that holds all other reps, if one does.

    `kind_rest`: the reps it may be compared with, where those are not all others: a team has teams of its own type.
    """

    group: Group
    members: NDArray[np.bool_]
    others: tuple[str, ...] = ()
    kind_rest: NDArray[np.bool_] | None = None

    @property
    def id(self) -> str:
        return self.group.id

    @property
    def rest(self) -> NDArray[np.bool_]:
        return ~self.members if self.kind_rest is None else self.kind_rest

    @property
    def tested(self) -> bool:
        """Whether a difference from the rest can mean more than that its business is another one."""
        return self.group.kind not in DESCRIBED


def figure_groups(
    people: RepArrays, roster: Roster, unit_names: Mapping[str, Text]
) -> tuple[FigureGroup, ...]:
    """Company first, then the tree, then declared attributes. `unit_names` are the client's own words for units."""
    groups = [group for group in _groups(people, roster, unit_names) if _listed(group)]
    return tuple(replace(group, others=_others(group, groups)) for group in groups)


def compared_groups(groups: Sequence[FigureGroup]) -> tuple[FigureGroup, ...]:
    """Groups to compare with their rest: all but the company, and one of two that are each other's rest.

    Testing both would count one comparison twice in the family. The newcomers are named, else the first by name.
    """
    return tuple(g for g in groups if g.id != "company" and not (g.others and _mirrors(g)))


def _mirrors(group: FigureGroup) -> bool:
    return min((group.id, *group.others), key=_named_first) != group.id


def _named_first(id: str) -> tuple[bool, str]:
    return id.partition(":")[2] not in NAMED_FIRST, id


def _listed(group: FigureGroup) -> bool:
    return group.id == "company" or int(group.members.sum()) >= FEWEST


def _others(group: FigureGroup, groups: Sequence[FigureGroup]) -> tuple[str, ...]:
    """Of the same kind, so that both are read as what they are."""
    found = (g.id for g in groups if g.group.kind == group.group.kind and (g.members != group.members).all())
    return tuple(found)[:1]


def _groups(people: RepArrays, roster: Roster, names: Mapping[str, Text]) -> Iterator[FigureGroup]:
    everyone = np.ones(people.n, dtype=bool)
    yield FigureGroup(Group("company", "company", WHOLE_COMPANY, "figures", people.n), everyone)
    paths = [person.path[roster.root_depth :] for person in people.persons]
    yield from _by([path[0] if len(path) > 1 else None for path in paths], "region", names)
    yield from _teams(paths, [person.team_type for person in people.persons], names)
    yield from _by([person.team_type for person in people.persons], "team_type", names)
    yield from _by(list(people.tenure), "manager_tenure", names)
    yield from _by(roles_of(people), "role", names)


def _teams(
    paths: Sequence[tuple[str, ...]], types: Sequence[str | None], names: Mapping[str, Text]
) -> Iterator[FigureGroup]:
    each = dict.fromkeys(path for path in paths if path)
    alike = Counter(path[-1] for path in each)
    for path in each:
        members = np.array([own == path for own in paths])
        parent = f"region:{path[0]}" if len(path) > 1 else "company"
        label = _called(path, names) if alike[path[-1]] == 1 else _with_the_unit_above(path, names)
        group = Group(team_id(path), "team", label, "figures", int(members.sum()), parent)
        yield FigureGroup(group, members, kind_rest=_of_its_type(members, types))


def _called(path: tuple[str, ...], names: Mapping[str, Text]) -> Text:
    return names.get(path[-1]) or same(path[-1])


def _with_the_unit_above(path: tuple[str, ...], names: Mapping[str, Text]) -> Text:
    """Of teams that are called the same; as survey groups are called."""
    own, above = _called(path, names), _called(path[:-1] or path, names)
    return own if len(path) < 2 else Text(f"{above.zh} {own.zh}", f"{above.en} {own.en}")


def _of_its_type(members: NDArray[np.bool_], types: Sequence[str | None]) -> NDArray[np.bool_]:
    """All other reps of the type most of the team have; everyone else where the roster names no types."""
    own = Counter(kind for kind, inside in zip(types, members, strict=True) if inside)
    usual = min(own, key=lambda kind: (-own[kind], kind or ""))
    alike: NDArray[np.bool_] = np.array([kind == usual for kind in types], dtype=bool)
    return ~members & alike


def team_id(path: tuple[str, ...]) -> str:
    return f"team:{'/'.join(path)}"


def roles_of(people: RepArrays) -> list[str | None]:
    """A rep in their first year is listed under "N" whatever their role, as in the skills survey."""
    both = zip(people.persons, people.new, strict=True)
    return [NEWCOMER if new and person.role is not None else person.role for person, new in both]


def _by(values: Sequence[str | None], kind: GroupKind, names: Mapping[str, Text]) -> Iterator[FigureGroup]:
    distinct = [value for value in dict.fromkeys(values) if value is not None]
    if len(distinct) < 2:
        return  # a grouping with one value says nothing beyond the company
    for value in distinct:
        members = np.array([own == value for own in values])
        label = names.get(value) or GROUP_WORDS.get(value) or same(value)
        group = Group(f"{kind}:{value}", kind, label, "figures", int(members.sum()), "company")
        yield FigureGroup(group, members)
