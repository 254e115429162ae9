"""Decides which groups may be told apart: merges small ones until each has at least `minimum` people.

All other privacy rules build on this file. It decides by counts only, never by what anybody answered,
and on those who answered, not on those who were asked (at 30 % response a unit of ten is three people). The
result is a partition into atoms; every figure that leaves the core is computed on a union of atoms, so
adding, subtracting or filtering what is published gives unions of atoms again, never fewer people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

UnitPath = tuple[str, ...]

NOBODY = -1  # the atom of a leaf without any answer


@dataclass(frozen=True, slots=True)
class Atom:
    """A group that is never split further. `kind` is None where its leaves are of several kinds, or of none.

    `parts` are the ids of the atoms of the first partition it is made of (there: its own id). A merged atom
    is named after them, so the same people have the same id on every scale. `place` is the innermost unit that
    contains all of the atom (for a single leaf: the leaf).
    """

    id: str
    parts: tuple[str, ...]
    leaves: tuple[UnitPath, ...]
    answered: int
    kind: str | None
    place: UnitPath = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", _common_start(self.leaves))


@dataclass(frozen=True, slots=True)
class Partition:
    """Atoms that do not overlap, each with at least `minimum` people, in path order.

    `atom_of_leaf[i]` is the position of the atom of `paths[i]`, -1 where there are no answers or nothing is shown.
    """

    paths: tuple[UnitPath, ...]
    atoms: tuple[Atom, ...]
    minimum: int
    atom_of_leaf: tuple[int, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if any(atom.answered < self.minimum for atom in self.atoms):
            raise ValueError("an atom has fewer people than the minimum")
        place = {leaf: at for at, atom in enumerate(self.atoms) for leaf in atom.leaves}
        if len(place) != sum(len(atom.leaves) for atom in self.atoms) or not place.keys() <= set(self.paths):
            raise ValueError("atoms overlap, or have leaves that are not in the tree")
        object.__setattr__(self, "atom_of_leaf", tuple(place.get(path, NOBODY) for path in self.paths))

    @property
    def answered(self) -> int:
        return sum(atom.answered for atom in self.atoms)


def regroup(
    paths: Sequence[UnitPath],
    counts: Sequence[int],
    minimum: int,
    kinds: Sequence[str] | None = None,
    prefix: str = "a",
) -> Partition:
    """The first partition of a module: leaves merged until each atom has `minimum` respondents.

    `paths[i]` is a leaf of the unit tree, outermost first, `counts[i]` its respondents, `kinds[i]` what sort
    of unit it is (team type). The smallest cell that is too small joins its smallest sibling of its kind,
    else its smallest sibling, else the same among its parent's siblings, and so on outward; ties go by
    path. A leaf without respondents is in no atom. Fewer than `minimum` people in all: no atoms, nothing is
    shown. `prefix` starts the atoms' ids, one prefix a module.

    >>> units = [("North", "N01"), ("North", "N02"), ("North", "N03"), ("South", "S01")]
    >>> [(atom.id, len(atom.leaves), atom.answered) for atom in regroup(units, [6, 3, 4, 8], 5).atoms]
    [('a01', 1, 6), ('a02', 2, 7), ('a03', 1, 8)]
    """
    _check(paths, counts, minimum, kinds)
    if not prefix.isascii() or not prefix.isalpha() or not prefix.islower():
        raise ValueError("the prefix is made of lower-case letters")
    cells = [
        Atom("", (), (path,), int(count), None if kinds is None else kinds[i])
        for i, (path, count) in enumerate(zip(paths, counts, strict=True))
        if count > 0
    ]
    merged = _merge(cells, lambda cell: cell.answered < minimum)
    width = max(2, len(str(len(merged))))
    ids = [f"{prefix}{number:0{width}d}" for number in range(1, len(merged) + 1)]
    atoms = tuple(
        Atom(id, (id,), cell.leaves, cell.answered, cell.kind) for id, cell in zip(ids, merged, strict=True)
    )
    return Partition(tuple(paths), atoms, minimum)


def coarsen(partition: Partition, counts_per_atom: Sequence[int], minimum: int) -> Partition:
    """Merges atoms further, by the same rule, on other counts: people with a score on a scale, or for items.

    The result is made of unions of the atoms given. An atom with a count of zero is in none of them.

    >>> first = regroup([("N01",), ("N02",), ("S01",)], [6, 7, 20], 5)
    >>> [(atom.id, atom.answered) for atom in coarsen(first, [6, 7, 20], 10).atoms]
    [('a01-a02', 13), ('a03', 20)]
    """
    if len(counts_per_atom) != len(partition.atoms):
        raise ValueError("every atom needs its count")
    cells = [
        Atom(atom.id, atom.parts, atom.leaves, int(count), atom.kind)
        for atom, count in zip(partition.atoms, counts_per_atom, strict=True)
        if count > 0
    ]
    merged = _merge(cells, lambda cell: cell.answered < minimum)
    return Partition(partition.paths, tuple(merged), minimum)


def join(one: Atom, other: Atom) -> Atom:
    """Two atoms as one. What both had in common stays; a kind they do not share is no kind."""
    parts = tuple(sorted(one.parts + other.parts))
    leaves = tuple(sorted(one.leaves + other.leaves))
    kind = one.kind if one.kind == other.kind else None
    return Atom(name_of(parts), parts, leaves, one.answered + other.answered, kind)


def name_of(parts: Sequence[str]) -> str:
    """The id of a union of atoms: neighbours in path order are written as a range.

    >>> name_of(["a01", "a02", "a03", "a07"])
    'a01-a03+a07'
    """
    runs: list[list[str]] = []
    for part in sorted(set(parts)):
        if runs and _number(part) == _number(runs[-1][-1]) + 1:
            runs[-1].append(part)
        else:
            runs.append([part])
    return "+".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _number(id: str) -> int:
    return int(id.lstrip("abcdefghijklmnopqrstuvwxyz"))


def _merge(cells: list[Atom], too_few: Callable[[Atom], bool]) -> list[Atom]:
    while small := [cell for cell in cells if too_few(cell)]:
        cell = min(small, key=_by_size)
        relatives = nearest_relatives(cell, cells)
        if not relatives:
            return []  # everybody together is still too few
        same_kind = [other for other in relatives if other.kind == cell.kind]
        partner = min(same_kind or relatives, key=_by_size)
        cells = [other for other in cells if other is not cell and other is not partner]
        cells.append(join(cell, partner))
    return sorted(cells, key=lambda cell: cell.leaves)


def nearest_relatives(cell: Atom, cells: Sequence[Atom]) -> list[Atom]:
    """The other cells of the innermost unit that has any: siblings, else the parent's siblings, outward."""
    home = cell.place
    for depth in range(len(home), -1, -1):
        relatives = [c for c in cells if c is not cell and c.place[:depth] == home[:depth]]
        if relatives:
            return relatives
    return []


def _by_size(cell: Atom) -> tuple[int, tuple[UnitPath, ...]]:
    return cell.answered, cell.leaves


def _common_start(leaves: tuple[UnitPath, ...]) -> UnitPath:
    first, last = min(leaves), max(leaves)
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), None)
    return first[: min(len(first), len(last)) if same is None else same]


def _check(
    paths: Sequence[UnitPath], counts: Sequence[int], minimum: int, kinds: Sequence[str] | None
) -> None:
    if len(counts) != len(paths) or (kinds is not None and len(kinds) != len(paths)):
        raise ValueError("every leaf needs its count and, where kinds are given, its kind")
    if len(set(paths)) != len(paths):
        raise ValueError("a leaf is given twice")
    if any(count < 0 for count in counts):
        raise ValueError("a count is never negative")
    if minimum < 1:
        raise ValueError("the minimum is at least one person")
