"""Which respondents form a group on one scale: one partition for means, a coarser one for all that reveals more.

People without a score carry nothing, so the counting starts again on each scale, on those who have one. All
partitions of a scale are nested (means, then items, then a single item), each a coarsening of the one
before, so that no two figures of a scale differ by a handful of people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.privacy.publish import END, PublishingRules, total_tells
from diagnostic.core.privacy.regroup import NOBODY, Atom, Partition, coarsen, join, nearest_relatives

Values = NDArray[np.float64]
Index = NDArray[np.intp]
Ends = tuple[float, float]
T = TypeVar("T")

ALIKE = 1e-9  # scores closer than this are one score


@dataclass(frozen=True, slots=True, eq=False)
class PartitionLevel:
    """A partition and where each respondent stands in it.

    `cell[i]` is the position of respondent i's atom; -1 for those without a value, or about whom nothing
    is shown.
    """

    partition: Partition
    cell: Index


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """The levels of a scale: `means` (atoms of k), `items` (unions of them, of 10) for what reveals more."""

    means: PartitionLevel
    items: PartitionLevel


def scale_levels(
    base: Partition, leaf: Index, scores: Values, minimum: float, maximum: float, rules: PublishingRules
) -> Levels:
    """The levels of one scale.

    `leaf[i]` is respondent i's position in `base.paths`, `scores[i]` their score (nan: none), `minimum` and
    `maximum` the ends of the answer scale.

    >>> from diagnostic.core.privacy.regroup import regroup
    >>> base = regroup([("N",), ("S",)], [6, 12], 5)
    >>> levels = scale_levels(base, np.repeat([0, 1], [6, 12]), np.full(18, 3.0), 1, 5, PublishingRules())
    >>> [atom.id for atom in levels.means.partition.atoms], [atom.id for atom in levels.items.partition.atoms]
    (['a01', 'a02'], ['a01-a02'])
    """
    everybody = PartitionLevel(base, np.array(base.atom_of_leaf, dtype=np.intp)[leaf])
    means = lift_extremes(_thin(everybody, scores, rules.k), scores, minimum, maximum)
    return Levels(means, _thin(means, scores, rules.k_items))


def spread_levels(levels: Levels, scores: Values, rules: PublishingRules) -> Levels:
    """The levels of a scale of which spreads (pooled or own), and what is made of them, are published.

    A spread of zero says that everybody gave the same answer, and the mean says which. So on the `items`
    level an atom in which all are alike stands together with its siblings, and where all atoms are alike in
    themselves, so that the pooled spread is zero, they become one; if that is still alike, nothing is shown.

    >>> from diagnostic.core.privacy.regroup import regroup
    >>> base, leaf = regroup([("N",), ("S",)], [6, 12], 5), np.repeat([0, 1], [6, 12])
    >>> for scores in (np.repeat([3.0, 4.0], [6, 12]), np.full(18, 3.0)):
    ...     levels = scale_levels(base, leaf, scores, 1, 5, PublishingRules())
    ...     [atom.id for atom in spread_levels(levels, scores, PublishingRules()).means.partition.atoms]
    ['a01-a02']
    []
    """
    means = _with_spread(levels.means, scores)
    return Levels(means, lift_alike(_thin(means, scores, rules.k_items), scores))


def lift_extremes(
    level: PartitionLevel, values: Values, minimum: float, maximum: float, margin: float = END
) -> PartitionLevel:
    """Where a total lies so near an end that it reveals single answers, that atom and its siblings become one.

    All siblings at once: if only the telling one were held back, its parent minus the others would give it
    away. If even the whole company's total does so, nothing is left to show.
    """
    return _lift(
        level,
        _totals(level, values),
        sum,
        lambda atom, total: total_tells(total, atom.answered, minimum, maximum, margin),
    )


def lift_alike(level: PartitionLevel, values: Values) -> PartitionLevel:
    """Where everybody in an atom has the same value, that atom and its siblings become one.

    A spread, or anything made of it, would say so, and then the mean is everybody's answer. If the whole
    company is alike, nothing is left.
    """
    return _lift(level, _spans(level, values), _both_ends, lambda _, ends: _same(ends))


def _with_spread(level: PartitionLevel, values: Values) -> PartitionLevel:
    """The level if anybody differs from the rest of their atom, else everybody in one atom: a pooled spread of zero
    would say that all answers within each atom are equal.
    """
    if not all(map(_same, _spans(level, values))):
        return level
    return lift_alike(_whole(level), values)


def _lift(
    level: PartitionLevel,
    known: Sequence[T],
    together: Callable[[Sequence[T]], T],
    tells: Callable[[Atom, T], bool],
) -> PartitionLevel:
    """Merges each atom that reveals too much with all its siblings; `known` is what is known of each atom,
    `together` makes it of a family's.
    """
    partition = level.partition
    atoms = list(partition.atoms)
    of = dict(zip(atoms, known, strict=True))
    while telling := [atom for atom in atoms if tells(atom, of[atom])]:
        family = [telling[0], *nearest_relatives(telling[0], atoms)]
        if len(family) == 1:
            return _moved(level, Partition(partition.paths, (), partition.minimum))
        whole = reduce(join, family)
        of[whole] = together([of[atom] for atom in family])
        atoms = sorted([atom for atom in atoms if atom not in family] + [whole], key=lambda a: a.leaves)
    return _moved(level, Partition(partition.paths, tuple(atoms), partition.minimum))


def _thin(level: PartitionLevel, values: Values, minimum: int) -> PartitionLevel:
    """The level on those who have a value, merged until each atom has `minimum` of them."""
    cell = np.where(np.isnan(values), NOBODY, level.cell)
    counts = np.bincount(cell[cell != NOBODY], minlength=len(level.partition.atoms)).tolist()
    return _moved(PartitionLevel(level.partition, cell), coarsen(level.partition, counts, minimum))


def _whole(level: PartitionLevel) -> PartitionLevel:
    atoms = level.partition.atoms
    one = (reduce(join, atoms),) if atoms else ()
    return _moved(level, Partition(level.partition.paths, one, level.partition.minimum))


def _moved(level: PartitionLevel, partition: Partition) -> PartitionLevel:
    """The same respondents in a coarser partition; the last place of `new` serves -1, who stay nowhere."""
    where = {part: at for at, atom in enumerate(partition.atoms) for part in atom.parts}
    new = np.array([where.get(atom.parts[0], NOBODY) for atom in level.partition.atoms] + [NOBODY], np.intp)
    return PartitionLevel(partition, new[level.cell])


def _totals(level: PartitionLevel, values: Values) -> list[float]:
    inside = level.cell != NOBODY
    sums = np.bincount(level.cell[inside], values[inside], minlength=len(level.partition.atoms))
    return [float(total) for total in sums]


def _spans(level: PartitionLevel, values: Values) -> list[Ends]:
    """Lowest and highest value of each atom."""
    inside = level.cell != NOBODY
    low = np.full(len(level.partition.atoms), np.inf)
    high = -low
    np.minimum.at(low, level.cell[inside], values[inside])
    np.maximum.at(high, level.cell[inside], values[inside])
    return list(zip(low.tolist(), high.tolist(), strict=True))


def _both_ends(spans: Sequence[Ends]) -> Ends:
    return min(low for low, _ in spans), max(high for _, high in spans)


def _same(ends: Ends) -> bool:
    return ends[1] - ends[0] < ALIKE
