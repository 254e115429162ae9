"""What is stored of a module: groups of at least k respondents, and nothing that splits one of them again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.core.privacy.sealing import SealedAtom, seal_module

K = 5
UNITS = {
    "a": ("East", "E1", "a"),
    "b": ("East", "E2", "b"),
    "c": ("South", "S1", "c"),
    "d": ("South", "S2", "d"),
}


def sealed(counts: dict[str, int], asked: dict[str, list[bool]] | None = None) -> tuple[SealedAtom, ...]:
    tag_of = [tag for tag, count in counts.items() for _ in range(count)]
    rows = np.arange(2.0 * len(tag_of)).reshape(-1, 2)
    everything = {tag: np.ones(2, bool) for tag in UNITS}
    own = {tag: np.array(columns) for tag, columns in (asked or {}).items()}
    return seal_module(
        tag_of, rows, UNITS, dict.fromkeys(UNITS, 12), dict.fromkeys(UNITS, ""), everything | own, K
    )


@pytest.mark.parametrize(
    ("counts", "groups"),
    [
        ({"a": 5, "b": 5, "c": 5, "d": 5}, [("a",), ("b",), ("c",), ("d",)]),
        ({"a": 3, "b": 9, "c": 6, "d": 7}, [("a", "b"), ("c",), ("d",)]),
        ({"a": 1, "b": 2, "c": 6, "d": 7}, [("a", "b", "c"), ("d",)]),
        ({"a": 0, "b": 9, "c": 6, "d": 7}, [("b",), ("c",), ("d",)]),
        ({"a": 1, "b": 1, "c": 1, "d": 1}, []),
    ],
)
def test_tags_are_merged_on_respondents(counts: dict[str, int], groups: list[tuple[str, ...]]) -> None:
    atoms = sealed(counts)
    assert [atom.tags for atom in atoms] == groups
    assert all(atom.answered == sum(counts[tag] for tag in atom.tags) >= K for atom in atoms)
    assert all(atom.invited == 12 * len(atom.tags) for atom in atoms)


def test_what_only_a_part_of_an_atom_was_asked_is_dropped_from_it() -> None:
    """Otherwise three key-account reps among nine would be recognised by the questions only they got."""
    apart = sealed({"a": 3, "b": 6, "c": 8, "d": 8}, {"a": [True, True], "b": [True, False]})
    merged, own = apart[0], apart[1]
    assert merged.tags == ("a", "b")
    assert np.isfinite(merged.rows[:, 0]).all()
    assert np.isnan(merged.rows[:, 1]).all()
    assert np.isfinite(own.rows).all()


@given(st.tuples(*[st.integers(0, 12)] * 4))
def test_nobody_is_lost_and_nobody_stands_with_fewer_than_k(counts: tuple[int, ...]) -> None:
    given = dict(zip(UNITS, counts, strict=True))
    atoms = sealed(given)
    kept = np.sort(np.concatenate([atom.rows[:, 0] for atom in atoms])) if atoms else np.array([])
    assert all(atom.answered >= K for atom in atoms)
    assert kept.size == (sum(counts) if sum(counts) >= K else 0)
    assert len(set(kept.tolist())) == kept.size


def test_rows_stand_in_the_atom_of_their_tag() -> None:
    atoms = seal_module(
        list("abcabcabcabcabc"),
        np.arange(15.0).reshape(-1, 1),
        {k: UNITS[k] for k in "abc"},
        dict.fromkeys("abc", 9),
        dict.fromkeys("abc", ""),
        dict.fromkeys("abc", np.ones(1, bool)),
        K,
    )
    assert {atom.tags: atom.rows[:, 0].tolist() for atom in atoms} == {
        ("a",): [0, 3, 6, 9, 12],
        ("b",): [1, 4, 7, 10, 13],
        ("c",): [2, 5, 8, 11, 14],
    }
