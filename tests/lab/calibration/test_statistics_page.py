"""The calibration of the statistics, short and with a fixed seed; its page names every method of the code."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from diagnostic.lab.calibration import statistics_page
from diagnostic.lab.calibration.claims import CLAIMS, Claim, Rate, rate
from diagnostic.lab.calibration.coverage import (
    _TRUE_LMG,
    METHODS,
    SIZES,
    CoveredRuns,
    IntervalMethod,
    _true_lmg,
    cover,
)
from diagnostic.lab.calibration.populations import answers, nested_people, people, true_mean
from diagnostic.lab.calibration.statistics_page import PAGE, keys_on_the_page, write_statistics_page
from diagnostic.lab.reference.statistics import METHODS as KEYS
from diagnostic.text import Text
from tests.support.folders import ROOT

SMALL = 600  # draws: a coverage of 95 % then has an error of 0.9 %
PAGE_FILE = ROOT / "docs" / PAGE
QUICK = [
    (m, n)
    for m in METHODS
    for n in (12, 30)
    if n >= m.judged_from and m.share == 1 and m.key != "icc.icc1_anova"
]


@pytest.mark.parametrize(
    ("method", "n"), QUICK, ids=lambda x: str(x) if isinstance(x, int) else f"{x.key}-{x.data}"
)
@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say(method: IntervalMethod, n: int) -> None:
    found = cover(method, n, SMALL, np.random.default_rng(3))
    assert 0.915 <= found.value <= 0.985
    assert found.refused <= SMALL // 20


@pytest.mark.parametrize(
    "claim", [c for c in CLAIMS if c.share >= 0.1 and c.low is not None], ids=lambda c: c.what
)
@pytest.mark.slow
def test_claims_stay_within_their_bounds(claim: Claim) -> None:
    found = rate(claim, int(100 / claim.share) if claim.share < 1 else 800, np.random.default_rng(4))
    assert found.holds, found


def test_populations_have_the_means_they_say() -> None:
    rng = np.random.default_rng(1)
    for kind in ("normal", "Likert", "skewed"):
        for shift in (0.0, 0.5):
            drawn = people(1, 200_000, kind, rng, shift)  # type: ignore[arg-type]
            assert drawn.mean() == pytest.approx(true_mean(kind, shift), abs=0.01)  # type: ignore[arg-type]
    values, codes = nested_people(20_000, "Likert", rng)
    assert values.mean() == pytest.approx(3.0, abs=0.01)
    assert set(np.bincount(codes)) == {5, 6, 7, 8, 9}
    assert set(np.unique(answers(rng.normal(size=500), "Likert", rng))) == {1.0, 2.0, 3.0, 4.0, 5.0}


@pytest.mark.slow
def test_the_true_share_of_the_driver() -> None:
    assert _true_lmg() == pytest.approx(_TRUE_LMG, abs=0.001)


def test_bounds_are_strict_where_draws_are_many() -> None:
    method = METHODS[0]
    assert CoveredRuns(method, 30, 4650, 5000, 0).holds
    assert not CoveredRuns(method, 30, 4640, 5000, 0).holds
    assert not CoveredRuns(method, 30, 4860, 5000, 0).holds
    assert not Rate(CLAIMS[0], 0.08, 0.005, 1000).holds


def test_every_method_key_of_the_code_is_on_the_page() -> None:
    page = PAGE_FILE.read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| ([a-z_0-9.]+) \|", page, re.M)) | set(
        re.findall(r"^- `([a-z_0-9.]+)`", page, re.M)
    )
    listed -= {"method"}
    assert listed == keys_on_the_page()
    assert set(KEYS) <= listed
    assert f"Seed: {statistics_page.SEED}" in page
    assert "`./run calibrate --statistics --draws 5000`" in page


def test_no_row_of_the_page_breaks_its_bound() -> None:
    """What misses is replaced or not printed (docs/adr/0023), never hidden behind a wider bound."""
    assert [line for line in PAGE_FILE.read_text("utf-8").splitlines() if "**no**" in line] == []


@pytest.mark.slow
def test_the_page_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics_page, "METHODS", METHODS[:2])
    monkeypatch.setattr(
        statistics_page, "CLAIMS", [each for each in CLAIMS if each.what.startswith("power at")][:2]
    )
    steps: list[Text] = []
    page = write_statistics_page(tmp_path, 40, steps.append).read_text(encoding="utf-8")
    assert len(steps) == 4
    assert "| one_sample.t | people, normal |" in page
    assert " | ".join(f"n = {n}" for n in SIZES) in page
    assert "power at the smallest visible gap" in page
