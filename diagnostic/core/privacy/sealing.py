"""From opened envelopes to what is stored for good: groups of at least k respondents, and rows without an order.

Respondents are counted per module (people who left a module empty did not answer it). Tags with too few
*respondents* are merged, as `regroup` does, by counts only. A module with fewer than k answers is not kept at all,
and written answers only where enough people are in the wave for any of them ever to be read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.privacy.regroup import Partition, regroup

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SealedAtom:
    """A stored tag: which of the wave's tags it is made of, how many were invited and answered, and their rows in
    the order they came in. The order is the storage's to destroy: it writes them under fresh random ids."""

    tags: tuple[str, ...]
    invited: int
    answered: int
    rows: Rows

    def __post_init__(self) -> None:
        if self.rows.shape[0] != self.answered:
            raise ValueError("a row per respondent")


def seal_module(
    tag_of: Sequence[str],
    rows: Rows,
    paths: Mapping[str, tuple[str, ...]],
    invited: Mapping[str, int],
    kinds: Mapping[str, str],
    asked: Mapping[str, NDArray[np.bool_]],
    k: int,
) -> tuple[SealedAtom, ...]:
    """The atoms of one module. `tag_of[i]` is the tag of row i; `paths`, `invited`, `kinds` are known of every tag.

    `asked` says of every tag which columns it was asked. What not all tags of an atom were asked is dropped from it:
    those who answered a question only key-account reps get would be a group of their own inside the atom.

    >>> import numpy as np
    >>> atoms = seal_module(["a"] * 6 + ["b"] * 2, np.zeros((8, 3)), {"a": ("N", "1"), "b": ("N", "2")},
    ...                     {"a": 9, "b": 8}, {"a": "", "b": ""}, {"a": np.ones(3, bool), "b": np.ones(3, bool)}, 5)
    >>> [(atom.tags, atom.invited, atom.answered) for atom in atoms]
    [(('a', 'b'), 17, 8)]
    """
    tags = sorted(paths, key=lambda tag: paths[tag])
    place = {tag: at for at, tag in enumerate(tags)}
    at = np.array([place[tag] for tag in tag_of], dtype=np.intp)
    counts = np.bincount(at, minlength=len(tags)).tolist()
    partition = regroup([paths[tag] for tag in tags], counts, k, [kinds[tag] for tag in tags])
    return tuple(_atoms(partition, tags, invited, asked, at, rows))


def _atoms(
    partition: Partition,
    tags: Sequence[str],
    invited: Mapping[str, int],
    asked: Mapping[str, NDArray[np.bool_]],
    at: NDArray[np.intp],
    rows: Rows,
) -> list[SealedAtom]:
    if not partition.atoms:  # fewer than k in all
        return []
    tag_at = dict(zip(partition.paths, tags, strict=True))
    atom_of = np.array(partition.atom_of_leaf, dtype=np.intp)[at]
    by_atom = rows[np.argsort(atom_of, kind="stable")]
    ends = np.cumsum([atom.answered for atom in partition.atoms])
    found = []
    for atom, own_rows in zip(partition.atoms, np.split(by_atom, ends[:-1]), strict=True):
        own = tuple(tag_at[leaf] for leaf in atom.leaves)
        common = np.all([asked[tag] for tag in own], axis=0)
        kept = np.where(common, own_rows, np.nan)
        found.append(SealedAtom(own, sum(invited[tag] for tag in own), atom.answered, kept))
    return found
