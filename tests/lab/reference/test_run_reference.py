"""The witness runner itself: what passes, what fails, and that nothing expected goes unseen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diagnostic.lab.reference.compare import compare, same
from diagnostic.lab.reference.run_reference import run_reference

RATIO = {
    "name": "tiny",
    "data": "tiny.csv",
    "inputs": {"stat": "ratio", "numerator": "actual", "denominator": "target"},
    "expected": {"n": 3, "ratio_of_sums": 0.9, "weighted_gap": -30},
    "tolerance": {"rel": 1e-8, "abs": 1e-10},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tiny.csv").write_text("actual,target\n90,100\n120,100\n60,100\n")
    return tmp_path


def write(folder: Path, **changes: object) -> None:
    (folder / "tiny.json").write_text(json.dumps({**RATIO, **changes}))


def test_a_case_that_agrees_passes(folder: Path) -> None:
    write(folder)
    assert run_reference(folder).lines() == ("1 passed, 0 failed",)


@pytest.mark.parametrize(
    "expected",
    [
        {"ratio_of_sums": 0.91},
        {"ratio_of_sums": None},
        {"no_such_value": 1},
        {"n": "3"},
        {"ratio_of_sums": [0.9, 0.9]},
    ],
)
def test_a_value_that_differs_or_was_not_computed_fails(folder: Path, expected: dict[str, object]) -> None:
    write(folder, expected=expected)
    *failures, last = run_reference(folder).lines()
    assert last == "0 passed, 1 failed"
    assert len(failures) >= 1


def test_an_unknown_statistic_fails(folder: Path) -> None:
    write(folder, inputs={"stat": "tea_leaves"})
    assert run_reference(folder).lines()[-1] == "0 passed, 1 failed"


def test_vectors_of_length_one_may_be_scalars(folder: Path) -> None:
    write(
        folder,
        inputs={"stat": "ratio", "numerator": ["actual"], "denominator": ["target"]},
        expected={"n": [3]},
    )
    assert run_reference(folder).failed == 0


def test_a_refusal_is_a_failure_of_the_case(folder: Path) -> None:
    (folder / "tiny.csv").write_text("actual,target\n90,100\n")
    write(folder)
    assert "too_few" in run_reference(folder).lines()[0]


def test_a_special_tolerance_holds_for_the_values_it_is_named_after(folder: Path) -> None:
    write(folder, expected={"ratio_of_sums": 0.905}, tolerance={"rel": 1e-8, "p_abs": 1.0, "rank_abs": 1})
    assert run_reference(folder).failed == 1


@pytest.mark.parametrize(
    ("expected", "found", "equal"),
    [
        (None, None, True),
        (None, 0.0, False),
        (None, float("nan"), False),
        (1.0, float("nan"), False),
        (True, True, True),
        (True, 1, False),
        (1, 1.0, True),
        ("a", "a", True),
        (2.0, "2.0", False),
        (100.0, 100.4, True),
        (100.0, 100.6, False),
    ],
)
def test_sameness(expected: object, found: object, equal: bool) -> None:
    assert same(expected, found, 0.1, 0.005) is equal


def test_what_was_drawn_is_held_to_its_width_and_the_rest_to_its_digits() -> None:
    expected = {"estimate": 3.0, "se": 0.1, "percentile": [2.8, 3.2]}
    tolerance = {"ci_in_se": 0.25, "rel": 1e-8}
    near = {"estimate": 3.0, "se": 0.11, "percentile": [2.82, 3.18]}
    assert compare(expected, near, tolerance).failures == []
    assert len(compare(expected, {**near, "estimate": 3.01}, tolerance).failures) == 1
    assert len(compare(expected, {**near, "percentile": [2.77, 3.2]}, tolerance).failures) == 1


def test_a_number_of_groups_is_compared_only_where_chance_did_not_choose_it() -> None:
    expected = {"k_Tibs2001SEmax": 2, "k_is_robust": True, "gap": [0.1]}
    found = {"k_Tibs2001SEmax": 3, "k_is_robust": True, "gap": [0.14]}
    assert len(compare(expected, found, {"sim_abs": 0.05}).failures) == 1
    loose = {**expected, "k_is_robust": False}
    assert compare(loose, {**found, "k_is_robust": False}, {"sim_abs": 0.05}).failures == []
    assert len(compare(loose, {"k_is_robust": False}, {"sim_abs": 0.05}).failures) == 1
