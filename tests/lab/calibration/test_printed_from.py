"""What the calibration table does not judge, a report never prints: the code enforces every limit of the table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from diagnostic.core.diagnosis.figures.groups import FEWEST
from diagnostic.core.diagnosis.figures.results import MetricSpec, compare, describe
from diagnostic.core.diagnosis.model import method_limits as limits
from diagnostic.core.diagnosis.model.random_streams import stable_rng
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.diagnosis.survey.results import UNITS_PER_SIDE, compare_units
from diagnostic.core.privacy.rules import LOWEST_K_ITEMS
from diagnostic.core.stats.differences.team_effects import TEAMS_A_SIDE
from diagnostic.lab.calibration.coverage import ALWAYS, METHODS, SIZES, THESE_UNITS
from diagnostic.lab.calibration.printed_from import PRINTED_FROM
from tests.core.diagnosis.figures.test_results import draw, group
from tests.made.small_surveys import compared, outcome, scale, survey, units
from tests.support.folders import ROOT

ENFORCED = {
    "one_sample.t": limits.ONE_SAMPLE,
    "two_group.permutation": min(FEWEST, LOWEST_K_ITEMS),
    "two_group.student": UNITS_PER_SIDE,
    "two_group.units": limits.UNITS_OWN,
    "jonckheere": LOWEST_K_ITEMS,
    "mean.nested": limits.UNITS_MEAN,
    "ratio": limits.REPS_INTERVAL,
    "ratio.logit": limits.REPS_INTERVAL,
    "ratio.paired": limits.REPS_INTERVAL,
    "ratio.permutation": FEWEST,
    "ratio.teams": TEAMS_A_SIDE,
    "ratio.teams_paired": TEAMS_A_SIDE,
    "proportion.stratified": limits.COUNTS_IN_STRATA,
    "ratio.difference": limits.REPS_DEALT,
    "blup.integrated": limits.UNITS_SHRUNKEN,
    "regression.lmg_units": limits.UNITS_SHARES,
}
SMALLEST_SIDE = ("two_group.permutation", "ratio.permutation", "jonckheere")
SOURCES = [
    *Path(ROOT, "diagnostic/core/diagnosis").glob("*.py"),
    *Path(ROOT, "diagnostic/core/report").rglob("*.py"),
]


def test_the_table_of_limits_is_what_the_diagnosis_enforces() -> None:
    assert {key: n for key, n in PRINTED_FROM.items() if n is not None} == ENFORCED


@pytest.mark.parametrize("method", METHODS, ids=lambda m: f"{m.key}-{m.data}")
def test_a_row_that_is_not_judged_is_below_what_is_printed(method: object) -> None:
    """Of comparisons and bands the table counts everybody, a third of them on the smallest side."""
    key, judged_from = method.key, method.judged_from  # type: ignore[attr-defined]
    if judged_from == ALWAYS:  # the same numbers read as what they do not promise
        assert method.limit == THESE_UNITS  # type: ignore[attr-defined]
        return
    unjudged = [n for n in SIZES if n < judged_from]
    if not unjudged:
        return
    printed = PRINTED_FROM[key]
    smaller = max(unjudged) // 3 if key in SMALLEST_SIDE else max(unjudged)
    assert printed is None or smaller < printed


@pytest.mark.parametrize(
    "words", ["cliffs_delta", "hedges_g", "bootstrap_mean", "bootstrap_alpha", "segments("]
)
def test_what_is_never_printed_is_not_even_computed(words: str) -> None:
    assert [path.name for path in SOURCES if words in path.read_text("utf-8")] == []


def test_every_method_of_the_diagnosis_is_in_the_table_of_limits_or_needs_none() -> None:
    """Methods whose every size is judged need no limit."""
    held = {m.key for m in METHODS if m.judged_from <= min(SIZES)}
    told = {m.key for m in METHODS}
    named = {
        key for path in SOURCES for key in re.findall(r'"([a-z_]+\.[a-z_0-9]+)"', path.read_text("utf-8"))
    }
    assert {key for key in named & told if key not in PRINTED_FROM and key not in held} == set()


def test_one_sample_t_is_not_printed_below_twenty() -> None:
    for n in (limits.ONE_SAMPLE - 1, limits.ONE_SAMPLE):
        people = {("R", "low"): {"SK-DIS": np.tile([2.5, 3.5], 20)[:n].tolist()}} | units(
            {("N", "low"): 3.0}, 40, "SK-DIS"
        )
        tests = compared(outcome(survey(people, ("role", "band"), "skills", [scale("SK-DIS", {"R": 3.8})])))
        (test,) = [r for r in tests if r.kind == "required_current" and r.group == "skills/role:R"]
        assert (test.low is None) is (n < limits.ONE_SAMPLE)
        (mean,) = describe(
            MetricSpec("visits", "count", "mean", np.arange(float(n)), np.ones(n)),
            group("company", [True] * n),
        )
        assert (mean.low is None) is (n < limits.ONE_SAMPLE)


def test_mean_nested_is_not_printed_below_five_units() -> None:
    for n in (limits.UNITS_MEAN - 1, limits.UNITS_MEAN):
        made = outcome(survey(units({("N", str(at)): 3.0 + at / 10 for at in range(n)})))
        (mean,) = [r for r in made.results if r.kind == "mean" and r.group == "morale/company"]
        assert (mean.method == "mean.nested") is (n >= limits.UNITS_MEAN)


def test_intervals_of_pooled_variance_are_not_printed_from_four_units_a_side() -> None:
    rng = np.random.default_rng(1)
    for n in (limits.UNITS_OWN - 1, limits.UNITS_OWN):
        one, two = rng.normal(size=n), 3 * rng.normal(size=12)
        assert (compare_units(one, two).df == n + 12 - 2) is (n < limits.UNITS_OWN)


def test_ratios_of_few_reps_are_not_compared_by_their_jackknife_errors() -> None:
    rng = stable_rng(1, "reps")
    for n in (limits.REPS_DEALT - 1, limits.REPS_DEALT):
        spec = MetricSpec(
            "attainment", "share", "ratio", rng.uniform(80, 120, n + 40), np.full(n + 40, 100.0)
        )
        one_role = ["R"] * (n + 40)
        (gap,) = compare(spec, group("team:N/N1", [True] * n + [False] * 40), one_role, draw)
        assert gap.method == ("ratio.permutation" if n < limits.REPS_DEALT else "ratio.difference")


@pytest.mark.parametrize("how", ["ratio", "share"])
def test_ratios_and_shares_have_no_interval_below_ten_reps(how: Literal["ratio", "share"]) -> None:
    rng = stable_rng(1, "reps")
    for n in (limits.REPS_INTERVAL - 1, limits.REPS_INTERVAL):
        spec = MetricSpec("win_rate", "share", how, rng.integers(2, 9, n).astype(float), np.full(n, 10.0))
        (figure,) = describe(spec, group("company", [True] * n))
        assert (figure.low is None) is (n < limits.REPS_INTERVAL)


def test_shrunken_means_and_shares_are_not_printed_below_their_units() -> None:
    for n in (limits.UNITS_SHARES - 1, limits.UNITS_SHARES, limits.UNITS_SHRUNKEN - 1, limits.UNITS_SHRUNKEN):
        found = {kind: printed(n, kind) for kind in ("driver", "unit_company")}
        assert found == {"driver": n >= limits.UNITS_SHARES, "unit_company": n >= limits.UNITS_SHRUNKEN}


def printed(n: int, kind: str) -> bool:
    rng = np.random.default_rng(n)
    codes = ("MO-ENG", "MO-TGT", "MO-REC")
    people = {
        ("N", str(at)): {code: rng.uniform(1, 5, 12).round(1).tolist() for code in codes} for at in range(n)
    }
    results: list[Result] = [r for r in outcome(survey(people)).results if r.kind == kind]
    return any(r.low is not None for r in results)
