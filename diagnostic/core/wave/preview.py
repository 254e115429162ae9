"""What a report could show of a wave that has not been sent yet, for the consultant who chooses its tags.

Tags are formed on invitees, results on those who answer. So for every tag there is the exact chance (binomial: each
invitee answers with the expected rate, independently) that enough people answer for it to stand alone, and what the
rule of sealing would merge it with if exactly the expected number answered. The truth is only known after sealing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Literal

from diagnostic.core.privacy.regroup import regroup
from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.wave.model import Tag, UnitPath, joined_leaf

GroupVisibility = Literal["alone", "joined", "merged", "parent", "hidden"]
"""A group of the roster by itself; several that one tag joins already; together with other tags; only as the whole of
the unit above; not at all."""


@dataclass(frozen=True, slots=True)
class TagOutlook:
    """`expected` people of the tag would answer; `means` and `items` are the chances that k, and k_items, of them do.
    `others` are the tags it would be merged with, `above` the unit it would be shown as (() is the company)."""

    tag: Tag
    expected: int
    means: float
    items: float
    visibility: GroupVisibility
    others: tuple[Tag, ...]
    above: UnitPath


@dataclass(frozen=True, slots=True)
class ModuleOutlook:
    module: str
    columns: tuple[str, ...]
    tags: tuple[TagOutlook, ...]

    @property
    def invited(self) -> int:
        return sum(each.tag.invited for each in self.tags)

    @property
    def smallest(self) -> int:
        return min((each.tag.invited for each in self.tags), default=0)

    @property
    def alone(self) -> int:
        return sum(each.visibility == "alone" for each in self.tags)

    @property
    def share_alone(self) -> float:
        """Share of the people invited whose own group would stand alone."""
        people = sum(each.tag.invited for each in self.tags if each.visibility == "alone")
        return people / self.invited if self.invited else 0.0


def chance_of(n: int, rate: float, least: int) -> float:
    """Probability that at least `least` of n answer, each independently with probability `rate`.

    >>> round(chance_of(10, 0.7, 5), 4), chance_of(4, 0.7, 5), chance_of(5, 1.0, 5)
    (0.9527, 0.0, 1.0)
    """
    if n < least:
        return 0.0
    fewer = sum(comb(n, j) * rate**j * (1 - rate) ** (n - j) for j in range(least))
    return min(max(1.0 - fewer, 0.0), 1.0)


def outlook(
    module: str, columns: tuple[str, ...], tags: Sequence[Tag], rate: float, rules: PublishingRules
) -> ModuleOutlook:
    """What would be shown of a module if the share `rate` of every tag answered."""
    paths = [(*joined_leaf(tag.leaves).values, tag.id) for tag in tags]
    counts = [int(tag.invited * rate) for tag in tags]
    kinds = [joined_leaf(tag.leaves).kind or "" for tag in tags]
    partition = regroup(paths, counts, rules.k, kinds)
    tag_at = dict(zip(paths, tags, strict=True))
    atom_of = {path: atom for atom in partition.atoms for path in atom.leaves}
    found = []
    for path, tag, count in zip(paths, tags, counts, strict=True):
        atom = atom_of.get(path)
        own = atom.leaves if atom is not None else ()
        above = atom.place if len(own) > 1 and atom is not None else path[:-1]
        found.append(
            TagOutlook(
                tag,
                count,
                chance_of(tag.invited, rate, rules.k),
                chance_of(tag.invited, rate, rules.k_items),
                _visibility(tag, own, above, paths),
                tuple(tag_at[each] for each in own if each != path),
                above,
            )
        )
    order = sorted(range(len(paths)), key=lambda at: paths[at])
    return ModuleOutlook(module, columns, tuple(found[at] for at in order))


def _visibility(
    tag: Tag, own: Sequence[UnitPath], above: UnitPath, paths: Sequence[UnitPath]
) -> GroupVisibility:
    if not own:
        return "hidden"
    if len(own) == 1:
        return "alone" if len(tag.leaves) == 1 else "joined"
    below = {path for path in paths if path[: len(above)] == above}
    return "parent" if below == set(own) else "merged"
