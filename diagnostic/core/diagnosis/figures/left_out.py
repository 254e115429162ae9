"""Whom comparisons, spreads and slopes leave out, because what they sold can hardly be right and nobody confirmed it.

Sums keep everybody: nobody is taken out of a sum because they did well. A sum with and without one person tells what
that person sold, so people leave by units of three or more, the smallest unit they are in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from diagnostic.core.diagnosis.figures.people import RepArrays
from diagnostic.core.diagnosis.figures.results import FLOOR, Mask
from diagnostic.core.figures.analysis.doubts import RowDoubt

Path = tuple[str, ...]


def left_out(people: RepArrays, doubts: Iterable[RowDoubt]) -> Mask:
    """(n,): those whose money is in doubt, with their units. Where it is everybody's (money on another scale), or where
    somebody is in no unit of three, nobody is left to be compared."""
    sizes = Counter(path for person in people.persons for path in _units(person.path))
    paths = {person.id: person.path for person in people.persons}
    out: set[Path] = set()
    for doubt in doubts:
        if doubt.code == "money_scale":
            return np.ones(people.n, dtype=np.bool_)
        owners = doubt.rows | {amount.owner_id for amount in doubt.surplus}
        out |= {_leaving(owner, paths, sizes) for owner in owners}
    return np.array([not out.isdisjoint([(), *_units(each.path)]) for each in people.persons], dtype=np.bool_)


def _units(path: Path) -> list[Path]:
    """The unit and all above it, the smallest first."""
    return [path[:depth] for depth in range(len(path), 0, -1)]


def _leaving(owner: str, paths: Mapping[str, Path], sizes: Mapping[Path, int]) -> Path:
    """A person's smallest unit of three or more, () (everybody) where there is none; a unit that stands for its people
    as it is."""
    if owner not in paths:
        return tuple(owner.split("/"))
    return next((path for path in _units(paths[owner]) if sizes[path] >= FLOOR), ())
