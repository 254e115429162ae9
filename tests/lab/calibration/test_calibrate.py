"""The calibration page: bounds scaled to the seeds run, lines judged by them, and one seed through the whole word."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagnostic.lab.calibration.bounds import Bound
from diagnostic.lab.calibration.calibrate import calibrate
from diagnostic.lab.calibration.count_runs import ClaimLine
from diagnostic.text import Text


@pytest.mark.parametrize(
    ("bound", "found", "seeds", "holds"),
    [
        (Bound("at least", 36), 36, 50, True),
        (Bound("at least", 36), 35, 50, False),
        (Bound("at most", 7), 7, 50, True),
        (Bound("at most", 7), 8, 50, False),
        (Bound("at most", 0), 1, 50, False),
        (Bound("at most", 7), 2, 10, True),
        (Bound("at least", 36), 7, 10, True),
    ],
)
def test_bounds_are_shares_of_fifty(bound: Bound, found: int, seeds: int, holds: bool) -> None:
    assert bound.holds(found, seeds) is holds


def test_a_line_without_a_bound_is_only_reported() -> None:
    assert ClaimLine("told", 3, 50).holds is None


@pytest.mark.slow
def test_one_seed_writes_the_page(tmp_path: Path) -> None:
    steps: list[Text] = []
    page = calibrate(tmp_path / "docs", 1, steps.append)
    text = page.read_text(encoding="utf-8")
    assert page == tmp_path / "docs" / "calibration.md"
    assert len(steps) == 1
    assert "`./run calibrate --seeds 1`. Seeds: 0 to 0." in text
    assert "| P3: WB-ENE claimed low in team_type:key_account | 1 | 1 | 1.000 | at least 0 | yes |" in text
    assert "| T1: a people action for team E09 in the plan | 0 | 1 | 0.000 | at most 0 | yes |" in text
    assert "| a false cause: likely, from any source | 0 | 1 | 0.000 | – | – |" in text
    assert "skills: mean (mean.pooled_sd)" in text
    assert "**no**" not in text
