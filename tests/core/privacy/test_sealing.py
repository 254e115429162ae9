"""Opened answers become atoms: every row in the atom of its tag, and nothing at all of fewer than k people."""

from __future__ import annotations

import numpy as np

from diagnostic.core.privacy.sealing import SealedAtom, seal_module

PATHS = {"a": ("N", "1"), "b": ("N", "2"), "c": ("S", "3")}
INVITED = {"a": 9, "b": 8, "c": 20}


def sealed(tag_of: str, k: int = 5) -> dict[tuple[str, ...], SealedAtom]:
    rows = np.arange(len(tag_of), dtype=float).reshape(-1, 1)
    atoms = seal_module(list(tag_of), rows, PATHS, INVITED, dict.fromkeys(PATHS, ""), k)
    return {atom.tags: atom for atom in atoms}


def test_rows_stand_in_the_atom_of_their_tag() -> None:
    atoms = sealed("abcabcabcabcabc")
    assert {tags: atom.rows[:, 0].tolist() for tags, atom in atoms.items()} == {
        ("a",): [0, 3, 6, 9, 12],
        ("b",): [1, 4, 7, 10, 13],
        ("c",): [2, 5, 8, 11, 14],
    }


def test_small_tags_are_merged_on_those_who_answered() -> None:
    atoms = sealed("aabbbcccccc")
    assert {tags: (atom.invited, atom.answered) for tags, atom in atoms.items()} == {
        ("a", "b"): (17, 5),
        ("c",): (20, 6),
    }


def test_fewer_than_k_leave_nothing() -> None:
    assert sealed("abcc") == {}
