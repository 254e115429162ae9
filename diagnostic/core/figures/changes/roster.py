"""What a file of a roster would change in the roster that is there.

Two rules: an empty cell never overwrites, and who is not in the file stays. So the same file twice changes nothing,
and a file of ten newcomers is as good as a file of all.
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
    """A person of the roster and how to reach him."""

    person: Person
    email: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A person as he is and as he would be; `differs` names the fields, with both values."""

    before: RosterLine
    after: RosterLine

    @property
    def differs(self) -> Mapping[str, tuple[RosterValue, RosterValue]]:
        old, new = _values(self.before), _values(self.after)
        return {name: (old[name], new[name]) for name in old if old[name] != new[name]}


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """`same` people are in both and alike, `absent` ones are not in the file and stay as they are. `impossible` are
    those whose line in the file does not go together with what is there: it stays out."""

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
        """Tells whether what is about to be done is still what somebody agreed to."""
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
    """`new`, where it says something. A name that only repeats the id is what a file without names reads as. None
    where the first and the last day contradict each other."""
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
    """Every field by the heading of our roster file."""
    own = {f.name: getattr(line.person, f.name) for f in fields(Person) if f.name not in ("id", "path")}
    place: dict[str, RosterValue] = {"name": own.pop("name"), "unit_path": line.person.unit or None}
    return {**place, **own, "email": line.email, "lang": line.lang}
