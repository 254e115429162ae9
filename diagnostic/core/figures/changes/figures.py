"""Determines what a file of targets, actuals or deals would change in the stored ones.

An amount is identified by owner type, owner, metric and period, and by how many amounts with the same ones precede
it: the same target may occur twice, and the target audit must see that. A deal is identified by its id. Two rules:
an empty cell never overwrites, and rows that are not in the file stay. The same file a second time changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Generic, TypeVar

from diagnostic.core.figures.changes.roster import mark_of
from diagnostic.core.figures.model.performance import Amount, Opportunity

ROWS = ("again", "rows")  # what a sum remembers of the rows of its file
ChangedLine = TypeVar("ChangedLine", Amount, Opportunity)


@dataclass(frozen=True, slots=True)
class FigureChange(Generic[ChangedLine]):
    """A stored row and what it would become; `place` is its index among the stored rows."""

    place: int
    before: ChangedLine
    after: ChangedLine

    @property
    def differs(self) -> dict[str, tuple[object, object]]:
        """Field -> old and new value, for the fields that change; how many rows a sum was made of is not shown."""
        pairs = {
            f.name: (getattr(self.before, f.name), getattr(self.after, f.name)) for f in fields(self.after)
        }
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1] and name not in ROWS}


@dataclass(frozen=True, slots=True)
class FigureChanges(Generic[ChangedLine]):
    """The changes a file would make. `same` rows are equal in both; `absent` rows are not in the file and stay.

    `impossible` are indices of rows of the file that contradict the stored ones; they are not used.
    """

    added: tuple[ChangedLine, ...] = ()
    changed: tuple[FigureChange[ChangedLine], ...] = ()
    same: int = 0
    absent: int = 0
    impossible: tuple[int, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed)

    @property
    def mark(self) -> str:
        """A hash of the changes, to check that they are still the ones a person confirmed."""
        return mark_of(self.added, self.changed)


def amount_changes(there: Sequence[Amount], file: Sequence[Amount]) -> FigureChanges[Amount]:
    return _changes(there, file, _amount_key, _merged_amount)


def deal_changes(there: Sequence[Opportunity], file: Sequence[Opportunity]) -> FigureChanges[Opportunity]:
    return _changes(there, file, lambda deal: deal.id, _merged_deal)


def _changes(
    there: Sequence[ChangedLine],
    file: Sequence[ChangedLine],
    key: Callable[[ChangedLine], Hashable],
    merge: Callable[[ChangedLine, ChangedLine], ChangedLine | None],
) -> FigureChanges[ChangedLine]:
    known = {name: place for place, name in enumerate(_numbered(there, key))}
    added: list[ChangedLine] = []
    changed: list[FigureChange[ChangedLine]] = []
    impossible: list[int] = []
    same = 0
    for at, (name, line) in enumerate(zip(_numbered(file, key), file, strict=True)):
        place = known.pop(name, None)
        if place is None:
            added.append(line)
            continue
        merged = merge(there[place], line)
        if merged is None:
            impossible.append(at)
        elif merged == there[place]:
            same += 1
        else:
            changed.append(FigureChange(place, there[place], merged))
    return FigureChanges(tuple(added), tuple(changed), same, len(known), tuple(impossible))


def _numbered(
    lines: Sequence[ChangedLine], key: Callable[[ChangedLine], Hashable]
) -> Iterator[tuple[Hashable, int]]:
    """For each row its key, and the number of earlier rows with the same key."""
    times: Counter[Hashable] = Counter()
    for line in lines:
        name = key(line)
        yield name, times[name]
        times[name] += 1


def _amount_key(amount: Amount) -> Hashable:
    return (amount.owner_type, amount.owner_id, amount.metric, amount.period)


def _merged_amount(old: Amount, new: Amount) -> Amount:
    return replace(new, currency=new.currency or old.currency)


def _merged_deal(old: Opportunity, new: Opportunity) -> Opportunity | None:
    """`old` with the filled fields of `new`; an open deal loses its closing day. None if the days then contradict."""
    given = {f.name: value for f in fields(new) if (value := getattr(new, f.name)) is not None}
    if new.stage == "open":
        given["closed"] = None
    try:
        return replace(old, **given)
    except ValueError:
        return None
