"""Means with their intervals, and contrasts on unit means, each against numbers worked out by hand."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from diagnostic.core.diagnosis.model.result import CannotSay
from diagnostic.core.diagnosis.survey.results import detectable, equivalent
from diagnostic.core.stats.differences.effect import student
from diagnostic.core.stats.proportions.ratio import ratio_of_sums
from tests.made.small_surveys import NONE, by_name, compared, found, outcome, scale, survey, units

SIX = {("N", "1"): 3.0, ("N", "2"): 3.2, ("N", "3"): 3.4, ("S", "4"): 3.6, ("S", "5"): 3.8, ("S", "6"): 4.0}


def test_means_of_company_regions_and_units() -> None:
    made = outcome(survey(units(SIX)))
    means = {r.group: (r.estimate, r.n) for r in made.results if r.kind == "mean"}
    assert means["morale/company"] == (pytest.approx(3.5), 36)
    assert means["morale/region:N"] == (pytest.approx(3.2), 18)
    assert means["morale/atom:morale01"] == (pytest.approx(3.0), 6)
    assert len(means) == 1 + 2 + 6


def test_a_mean_over_five_units_or_more_has_the_units_as_its_n() -> None:
    """sd of the six unit means .3742, / sqrt 6 = .1528, t(5) = 2.5706: half .3927."""
    made = outcome(survey(units(SIX)))
    mean = found(made.results, "mean", "morale/company", "MO-TGT")
    assert (mean.low, mean.high) == (pytest.approx(3.1073, abs=1e-4), pytest.approx(3.8927, abs=1e-4))
    assert (mean.method, mean.level) == ("mean.nested", 0.95)


def test_the_nested_interval_is_that_of_a_ratio_of_sums() -> None:
    people = units(dict(list(SIX.items())[:3]), 6) | units(dict(list(SIX.items())[3:]), 11)
    mean = found(outcome(survey(people)).results, "mean", "morale/company", "MO-TGT")
    sizes = np.array([6, 6, 6, 11, 11, 11])
    ratio = ratio_of_sums(sizes * np.array(list(SIX.values())), sizes)
    assert mean.estimate == pytest.approx(ratio.ratio)
    assert mean.low == pytest.approx(ratio.ratio - stats.t.ppf(0.975, 5) * ratio.se)


def test_fewer_units_take_the_pooled_sd_of_the_published_partition() -> None:
    """Six units of six people half a point around their mean: pooled sd sqrt(36 / 4 / 30) = .5477."""
    mean = found(outcome(survey(units(SIX))).results, "mean", "morale/region:N", "MO-TGT")
    half = stats.t.ppf(0.975, 30) * sqrt(0.3) / sqrt(18)
    assert (mean.method, mean.low) == ("mean.pooled_sd", pytest.approx(3.2 - half))


def test_people_in_kinds_take_the_pooled_sd_whatever_their_number() -> None:
    tags = {("R", band): 3.0 + step for band, step in zip("abcdef", np.arange(6) / 10, strict=True)}
    mean = found(outcome(survey(units(tags), ("role", "band"))).results, "mean", "morale/company", "MO-TGT")
    assert mean.method == "mean.pooled_sd"


def test_the_spread_of_fewer_than_ten_people_is_in_no_interval() -> None:
    made = outcome(survey(units({("N",): 3.0}, 7), ("team",)))
    assert {(r.estimate, r.low, r.level) for r in made.results if r.kind == "mean"} == {(3.0, None, None)}


def test_a_contrast_on_unit_means_by_hand() -> None:
    """North 3.0, 3.2, 3.4 against South 3.6, 3.8, 4.0: gap -.6; both variances .04, pooled; se = .2 sqrt(2/3) = .1633;
    t = -3.674 with 4 degrees of freedom, p = .0213; in sd of reps (.5477) the gap is -1.095."""
    (contrast,) = compared(outcome(survey(units(SIX))))
    assert (contrast.kind, contrast.group, contrast.against) == (
        "contrast",
        "morale/region:N",
        ("morale/region:S",),
    )
    assert contrast.estimate == pytest.approx(-0.6)
    assert contrast.p == pytest.approx(0.0213, abs=1e-4)
    assert contrast.low == pytest.approx(-0.6 - 2.7764 * 0.16330, abs=1e-4)
    assert contrast.effect == pytest.approx(-0.6 / sqrt(0.3))
    assert contrast.reference == pytest.approx(3.8)
    assert (contrast.n, contrast.method, contrast.family) == (36, "two_group.student", "confirmatory")


def test_the_reference_is_the_mean_that_is_printed_of_the_other_side() -> None:
    """South's 6, 12 and 12 people: (6 x 3.6 + 12 x 3.8 + 12 x 4.0) / 30 = 3.84; in the gap all weigh alike."""
    people = units({tag: value for tag, value in SIX.items() if tag[0] == "N"}, 6)
    south = {tag: value for tag, value in SIX.items() if tag[0] == "S"}
    for place, (tag, value) in enumerate(south.items()):
        people |= units({tag: value}, 6 if place == 0 else 12)
    made = outcome(survey(people))
    (contrast,) = compared(made)
    assert contrast.estimate == pytest.approx(-0.6)
    assert contrast.basis == "comparable"
    printed = found(made.results, "mean", "morale/region:S", "MO-TGT")
    assert contrast.reference == pytest.approx(3.84)
    assert contrast.reference == pytest.approx(printed.estimate)


def test_units_are_the_n_however_many_people_answer() -> None:
    few, many = (compared(outcome(survey(units(SIX, n))))[0] for n in (6, 60))
    assert few.p == pytest.approx(many.p)


def test_ten_people_a_side() -> None:
    people = units({("N", "1"): 3.0}, 9) | units({("S", "2"): 3.5, ("S", "3"): 3.7}, 20)
    (contrast,) = compared(outcome(survey(people)))
    assert (contrast.estimate, contrast.cannot_say) == (None, CannotSay("too_few", None, 10))


def test_two_units_a_side() -> None:
    people = units({("N", "1"): 3.0, ("S", "2"): 3.5, ("S", "3"): 3.7}, 20)
    (contrast,) = compared(outcome(survey(people)))
    assert contrast.cannot_say == CannotSay("few_groups", 1, 2)


def test_that_all_answered_alike_is_not_told() -> None:
    made = outcome(survey({tag: {"MO-TGT": [3.0] * 6} for tag in SIX}))
    assert compared(made) == []
    assert [(r.estimate, r.cannot_say) for r in made.results if r.kind == "mean"] == [
        (None, CannotSay("not_shown"))
    ]


def test_units_alike_in_themselves_are_one_so_that_no_spread_of_zero_is_published() -> None:
    """Unit 1 all answered 3, unit 2 all 4: with both means an interval of no width would tell every answer."""
    people = {("N", str(n)): {"MO-TGT": [3.0 + n] * 12} for n in (0, 1)}
    made = outcome(survey(people))
    shown = [r for r in made.results if r.kind == "mean" and r.estimate is not None]
    assert {(r.estimate, r.n) for r in shown} == {(3.5, 24)}
    assert all(r.low is not None and r.low < 3.4 for r in shown)


def test_a_role_in_which_all_are_alike_has_no_test_of_its_own() -> None:
    """Welch's interval and df give both spreads: where a whole top band answered 3.0 the spread would be 0."""
    spread = np.tile([-0.5, 0.5], 6).tolist()
    people = {
        (role, band): {"SK-DIS": [3.0 + (0 if (role, band) == ("R", "top") else step) for step in spread]}
        for role in ("K", "R")
        for band in ("bottom", "top")
    }
    tested = compared(outcome(survey(people, ("role", "band"), "skills", [scale("SK-DIS", {"R": 3.8})])))
    sides = [parts for result in tested for parts in result.parts]
    assert sides
    assert ("skills04",) not in sides
    assert not [parts for parts in sides if ("skills04" in parts) != ("skills03" in parts)]


def test_kinds_of_people_are_compared_by_permutation_of_people() -> None:
    """Welch's t, its law from dealing: near Welch's p where people spread alike, and the difference in the interval."""
    tags = {("N", "x"): 3.0, ("R", "x"): 3.6}
    module = survey(units(tags, 12), ("role", "place"), "skills")
    test = next(r for r in compared(outcome(module)) if r.group == "skills/role:N")
    spread = np.tile([-0.5, 0.5], 6)
    welch = stats.ttest_ind(3.0 + spread, 3.6 + spread, equal_var=False)
    assert test.p == pytest.approx(welch.pvalue, abs=0.01)
    assert test.low == pytest.approx(welch.confidence_interval().low, abs=0.1)
    assert test.method == "two_group.permutation"
    again = next(r for r in compared(outcome(module)) if r.group == "skills/role:N")
    assert (test.p, test.low) == (again.p, again.low)


def test_a_group_the_scale_cuts_through_is_not_shown() -> None:
    """Four people of N1 have a score, so on this scale they stand with a team of the other region."""
    people = {
        ("N", "1"): {"MO-TGT": [3, 4, 3, 4, 3], "MO-ORG": [3, 4, 3, 4, NONE]},
        ("S", "2"): {"MO-TGT": [3, 4, 3, 4, 3, 4], "MO-ORG": [3, 4, 3, 4, 3, 4]},
        ("S", "3"): {"MO-TGT": [3, 4, 3, 4, 3, 4, 4], "MO-ORG": [3, 4, 3, 4, 3, 4, 4]},
    }
    made = outcome(survey(people))
    assert found(made.results, "mean", "morale/region:N", "MO-TGT").estimate is not None
    for region in ("N", "S"):
        assert found(made.results, "mean", f"morale/region:{region}", "MO-ORG").cannot_say == CannotSay(
            "not_shown"
        )
    assert found(made.results, "mean", "morale/company", "MO-ORG").n == 17
    assert not [r for r in compared(made) if r.measure == "MO-ORG"]


def test_a_merged_unit_that_mixes_values_is_in_no_side() -> None:
    people = units(SIX, 12) | units({("N", "7"): 1.5, ("N", "8"): 1.5}, 3)
    tenure = dict.fromkeys("1357", "experienced") | dict.fromkeys("2468", "new")
    made = outcome(survey(people), [by_name("manager_tenure", tenure)])
    contrast = found(compared(made), "contrast", "morale/manager_tenure:new", "MO-TGT")
    assert (contrast.estimate, contrast.n) == (pytest.approx(3.6 - 3.4), 72)
    assert made.mixed == {"region": 0, "manager_tenure": 1}


def test_smallest_visible_gap_and_equivalence() -> None:
    first, second = np.arange(8) / 10, np.arange(8) / 10 + 0.01
    test = student(first, second)
    assert detectable(test) == pytest.approx(1.507 * np.std(first, ddof=1), rel=1e-3)
    assert equivalent(test, 0.25)
    assert not equivalent(test, 0.2)
    assert not equivalent(test, 0.0)
    low, high = (test.diff + sign * stats.t.ppf(0.95, 14) * test.se for sign in (-1, 1))
    assert -0.25 < low < -0.2
    assert high < 0.25
