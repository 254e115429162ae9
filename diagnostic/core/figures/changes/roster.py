"""Determines what a roster file would change in the stored roster.

Two rules: an empty cell never overwrites, and people who are not in the file stay. The same file a second time
changes nothing, and ten new people can be added with a file that lists only them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from diagnostic.core.figures.model.performance import Person

RosterValue = str | float | date | None


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A person in the roster, with email address and language."""

    person: Person
    email: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A person's stored entry and what it would become; `differs` maps changed fields to old and new value."""

    before: RosterLine
    after: RosterLine

    @property
    def differs(self) -> Mapping[str, tuple[RosterValue, RosterValue]]:
        old, new = _values(self.before), _values(self.after)
        return {name: (old[name], new[name]) for name in old if old[name] != new[name]}


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """The changes a file would make. `same` people are equal in both; `absent` ones are not in the file and stay.

    `impossible` are ids of people whose row in the file contradicts the stored entry; the row is not used.
    """

    added: tuple[RosterLine, ...]
    changed: tuple[PersonChange, ...]
    same: int
    absent: int
    impossible: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed)

    @property
    def mark(self) -> str:
        """A hash of the changes, to check that they are still the ones a person confirmed."""
        return mark_of(self.added, self.changed)


def mark_of(added: tuple[object, ...], changed: tuple[object, ...]) -> str:
    return hashlib.sha256(repr((added, changed)).encode()).hexdigest()[:32]


def roster_changes(there: Sequence[RosterLine], file: Sequence[RosterLine]) -> RosterChanges:
    known = {line.person.id: line for line in there}
    added = tuple(line for line in file if line.person.id not in known)
    both = [(known[line.person.id], line) for line in file if line.person.id in known]
    merged = [(old, _merged(old, new)) for old, new in both]
    changed = tuple(PersonChange(old, new) for old, new in merged if new is not None and old != new)
    impossible = tuple(old.person.id for old, new in merged if new is None)
    same = len(merged) - len(changed) - len(impossible)
    return RosterChanges(added, changed, same, len(known) - len(merged), impossible)


def _merged(old: RosterLine, new: RosterLine) -> RosterLine | None:
    """`old` with the filled fields of `new`. A name equal to the id counts as empty, since a file without names is read
    that way. None if the start and end day then contradict."""
    given = {
        f.name: value for f in fields(Person) if (value := getattr(new.person, f.name)) not in (None, "", ())
    }
    if new.person.name == new.person.id:
        del given["name"]
    try:
        person = replace(old.person, **given)
    except ValueError:
        return None
    return RosterLine(person, new.email or old.email, new.lang or old.lang)


def _values(line: RosterLine) -> dict[str, RosterValue]:
    """Column name of our roster file -> value, for all fields except the id."""
    own = {f.name: getattr(line.person, f.name) for f in fields(Person) if f.name not in ("id", "path")}
    place: dict[str, RosterValue] = {"name": own.pop("name"), "unit_path": line.person.unit or None}
    return {**place, **own, "email": line.email, "lang": line.lang}
