"""Finds the owner of a figure: a person by id or unique name, a unit by its path or the unique last part of it.

An owner that is not in the roster, or matches more than one entry, keeps the name in the file and is reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from diagnostic.core.figures.model.performance import Amount, Opportunity, Roster
from diagnostic.core.figures.reading.rows import tell_once
from diagnostic.faults import Fault


class Owners:
    """Looks up owners of figures in the roster: persons by id or name, units by path or last part.

    `persons` and `units` map names to ids and paths; `twins` are names that more than one entry has.
    """

    def __init__(self, roster: Roster) -> None:
        names = [(person.name, person.id) for person in roster.people]
        parts = [(unit.rpartition("/")[2], unit) for unit in roster.units]
        self.persons, self.twins = _keys([(p.id, p.id) for p in roster.people], names)
        self.units, unit_twins = _keys([(unit, unit) for unit in roster.units], parts)
        self.twins |= unit_twins

    def resolve(self, owner: str, kind: str) -> str:
        """The person's id or the unit's path; the given name if it is unknown or ambiguous."""
        return (self.persons if kind == "person" else self.units).get(owner, owner)

    def with_owner(self, amount: Amount) -> Amount:
        owner = self.resolve(amount.owner_id, amount.owner_type)
        return amount if owner == amount.owner_id else replace(amount, owner_id=owner)

    def with_person(self, deal: Opportunity) -> Opportunity:
        owner = self.resolve(deal.owner_id, "person")
        return deal if owner == deal.owner_id else replace(deal, owner_id=owner)

    def faults(self, named: Sequence[tuple[int, str]], known: Mapping[str, str], source: str) -> list[Fault]:
        """A fault for each owner that is unknown or ambiguous; none if `known` is empty (no roster)."""
        if not known:
            return []
        fine = {*known, *self.twins}
        unclear = [(number, name) for number, name in named if name in self.twins]
        unknown = "figures.unit_not_in_roster" if known is self.units else "figures.owner_unknown"
        return [
            *tell_once(unknown, source, "owner_id", named, fine),
            *tell_once("figures.owner_ambiguous", source, "owner_id", unclear, ()),
        ]


def _keys(
    ids: Iterable[tuple[str, str]], names: Sequence[tuple[str, str]]
) -> tuple[dict[str, str], set[str]]:
    """Id or unique name -> id, and the names that more than one entry has."""
    known = dict(ids)
    times = Counter(name for name, _ in names)
    by_name = {name: key for name, key in names if times[name] == 1}
    twins = {name for name, count in times.items() if count > 1} - known.keys()
    return by_name | known, twins
