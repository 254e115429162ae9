"""Required levels, managers' view, importance, drivers and needs of a module."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from diagnostic.core.diagnosis.diagnose import judge_survey
from diagnostic.core.diagnosis.model.method_limits import ONE_SAMPLE
from diagnostic.core.diagnosis.model.result import CannotSay
from diagnostic.core.diagnosis.model.study import Module, Study
from diagnostic.core.diagnosis.survey.themes import held_back
from diagnostic.core.stats.differences.adjust import adjust
from tests.made.small_surveys import (
    ASSESSMENT,
    NONE,
    RULES,
    best_three,
    compared,
    found,
    outcome,
    scale,
    survey,
    units,
)

ROLES = {("N", "bottom"): 2.5, ("R", "bottom"): 3.0, ("R", "top"): 3.6}
SK = scale("SK-DIS", {"N": 2.8, "R": 3.8})


def skills(n: int = 12) -> Module:
    return survey(units(ROLES, n, "SK-DIS"), ("role", "band"), "skills", [SK])


def test_each_role_against_its_own_required_level() -> None:
    tests = {r.group: r for r in compared(outcome(skills(20))) if r.kind == "required_current"}
    assert {group: (r.estimate, r.reference) for group, r in tests.items()} == {
        "skills/role:N": (pytest.approx(-0.3), 2.8),
        "skills/role:R": (pytest.approx(-0.5), 3.8),
    }
    new = 2.5 + np.tile([-0.5, 0.5], 10)
    known = stats.ttest_1samp(new, 2.8)
    assert tests["skills/role:N"].p == pytest.approx(known.pvalue)
    assert tests["skills/role:N"].low == pytest.approx(known.confidence_interval(0.95).low - 2.8)
    assert tests["skills/role:R"].family == "required"


def test_a_required_level_needs_ten_people() -> None:
    """Nine new reps stand with nine others where a spread is shown, so neither role has a test of its own."""
    assert not [r for r in compared(outcome(skills(9))) if r.kind == "required_current"]


def test_one_sample_t_is_used_from_twenty_people_on() -> None:
    """Below, where most answer at one end, its interval holds less than 93 % (docs/calibration_statistics.md)."""
    tests = [
        r for r in compared(outcome(skills(19))) if r.group == "skills/role:N" and r.family == "required"
    ]
    assert [(r.estimate, r.low, r.p, r.cannot_say) for r in tests] == [
        (None, None, None, CannotSay("too_few", None, ONE_SAMPLE))
    ]


def test_without_roles_everybody_is_held_to_a_reps_level() -> None:
    module = survey(units({("N",): 3.0, ("S",): 3.2}, 12, "SK-DIS"), ("region",), "skills", [SK])
    (test,) = [r for r in compared(outcome(module)) if r.kind == "required_current"]
    assert (test.group, test.reference) == ("skills/company", 3.8)


def managers(n: int) -> Module:
    mirror = scale("MV-DIS", mirrors="SK-DIS")
    people = {("new",): 3.4, ("experienced",): 3.6}
    return survey(units(people, n, "MV-DIS"), ("tenure",), "manager", [mirror])


def test_self_against_managers_is_pooled_over_ten_or_more() -> None:
    study = Study(ASSESSMENT, RULES, (), modules=(skills(), managers(6)))
    gap = found(
        judge_survey(study, [outcome(m) for m in study.modules]), "self_manager", "skills/company", "SK-DIS"
    )
    assert (gap.estimate, gap.n) == (pytest.approx(9.1 / 3 - 3.5), 48)
    assert gap.against == ("manager/company",)


def test_nine_managers_are_too_few() -> None:
    lone = {("all",): {"MV-DIS": [3.0, 4.0] * 4 + [3.5]}}
    view = survey(lone, ("tenure",), "manager", [scale("MV-DIS", mirrors="SK-DIS")])
    study = Study(ASSESSMENT, RULES, (), modules=(skills(), view))
    results = judge_survey(study, [outcome(m) for m in study.modules])
    assert not [r for r in results if r.kind == "self_manager" and r.estimate is not None]


def test_the_families_are_every_declared_contrast_and_every_required_level() -> None:
    study = Study(ASSESSMENT, RULES, (), modules=(skills(), managers(12)))
    results = [r for r in judge_survey(study, [outcome(m) for m in study.modules]) if r.p is not None]
    families = {name: [r for r in results if r.family == name] for name in ("confirmatory", "required")}
    assert sorted((r.kind, r.group) for r in families["confirmatory"]) == [
        ("contrast", "manager/manager_tenure:new"),
        ("contrast", "skills/role:N"),
        ("self_manager", "skills/company"),
        ("top_rest", "skills/band:top"),
    ]
    assert {r.kind for r in families["required"]} == {"required_current"}
    for family in families.values():
        known = adjust([r.p or 0.0 for r in family], "holm")
        assert [r.p_adjusted for r in family] == pytest.approx(list(known))


THEMES = ("MO-TGT", "MO-PAY", "MO-REC", "MO-TOO")


def weighed(counts: list[int], n: int) -> dict[str, object]:
    starts = np.cumsum([0, *counts])  # so that everybody chose something
    chosen = [
        [(place - start) % n < count for start, count in zip(starts, counts, strict=False)]
        for place in range(n)
    ]
    instrument, block = best_three(THEMES, chosen)
    people = {("N", "1"): {code: [3.0, 4.0] * (n // 2) for code in THEMES}}
    made = outcome(survey(people, choices={"IMP": block}), instruments=[instrument])
    return {r.measure: r.estimate for r in made.results if r.kind == "stated_importance"}


def test_importance_is_the_share_that_chose_a_theme() -> None:
    assert weighed([20, 12, 8, 6], 30) == {
        "MO-TGT": pytest.approx(20 / 30),
        "MO-PAY": 0.4,
        "MO-REC": pytest.approx(8 / 30),
        "MO-TOO": 0.2,
    }


def test_a_count_near_the_end_is_held_back_and_never_alone() -> None:
    assert weighed([30, 20, 12, 2], 30) == {
        "MO-TGT": None,
        "MO-PAY": pytest.approx(2 / 3),
        "MO-REC": 0.4,
        "MO-TOO": None,
    }
    assert weighed([20, 14, 12, 2], 30)["MO-TGT"] is None  # else 90 - 20 - 14 - 12 would tell the last
    assert held_back([5], 5) == [True]


def test_few_answers_to_the_block() -> None:
    assert set(weighed([4, 4, 4, 4], 8).values()) == {None}


def lattice(n_units: int = 12) -> Module:
    rng = np.random.default_rng(5)
    people = {}
    for unit in range(n_units):
        coach = np.clip(np.round(rng.normal(3, 1, 10), 2), 1, 5)
        people["N" if unit % 2 else "S", f"{unit:02d}"] = {
            "MO-COA": coach.tolist(),
            "MO-PAY": np.clip(np.round(rng.normal(3, 1, 10), 2), 1, 5).tolist(),
            "MO-REC": np.clip(np.round(rng.normal(2.4, 1, 10), 2), 1, 5).tolist(),
            "MO-TOO": np.clip(np.round(rng.normal(3.5, 1, 10), 2), 1, 5).tolist(),
            "MO-ENG": np.clip(np.round(0.6 * coach + rng.normal(1.5, 0.5, 10), 2), 1, 5).tolist(),
        }
    return survey(people)


def drawn(module: Module, seed: int, kind: str) -> dict[str, tuple[float | None, float | None]]:
    made = outcome(module, seed=seed)
    return {r.measure: (r.estimate, r.low) for r in made.results if r.kind == kind}


def test_what_goes_with_engagement() -> None:
    shares = drawn(lattice(), 1, "driver")
    assert max(shares, key=lambda measure: shares[measure][0] or 0) == "MO-COA>MO-ENG"


def test_the_same_seed_gives_the_same_numbers() -> None:
    module = lattice()
    assert drawn(module, 1, "driver") == drawn(module, 1, "driver")
    assert drawn(module, 1, "priority") == drawn(module, 1, "priority")


def test_a_new_statistic_changes_no_other() -> None:
    """A second outcome brings drivers and draws of its own; those of the first stay."""
    module = lattice()
    more = {
        leaf: {**scores, "MO-STA": np.linspace(1, 5, 10).tolist()}
        for leaf, scores in people_of(module).items()
    }
    before, after = drawn(module, 1, "driver"), drawn(survey(more), 1, "driver")
    assert before.items() <= after.items()
    assert drawn(module, 1, "priority") == drawn(survey(more), 1, "priority")


def test_the_largest_need_is_nearly_always_among_the_first_three() -> None:
    chances = {code: p for code, (p, _) in drawn(lattice(), 1, "priority").items()}
    assert chances["MO-REC"] == max(chances.values())
    assert sum(p or 0 for p in chances.values()) == pytest.approx(3.0)


def test_thresholds_of_drivers_icc_and_needs() -> None:
    few = survey({tag: {c: v[:2] for c, v in s.items()} for tag, s in people_of(lattice()).items()})
    made = outcome(few)
    assert {r.cannot_say for r in made.results if r.kind == "driver"} == {CannotSay("too_few", None, 40)}
    assert {r.cannot_say for r in made.results if r.kind == "priority"} == {CannotSay("too_few", None, 30)}
    nine = outcome(survey(dict(list(people_of(lattice()).items())[:9])))
    assert {r.cannot_say for r in nine.results if r.kind == "icc"} == {CannotSay("few_groups", 9, 10)}
    assert not [r for r in nine.results if r.kind == "unit_company"]


def people_of(module: Module) -> dict[tuple[str, ...], dict[str, list[float]]]:
    return {
        leaf: {
            s.code: module.scores.of(s.code)[module.sheet.leaf_of == at].tolist()
            for s in module.scores.scales
        }
        for at, leaf in enumerate(module.sheet.leaves)
    }


def test_single_units_are_shrunken_and_never_a_claim() -> None:
    means = {("N", f"{n:02d}"): 2.0 + n / 5 for n in range(12)}
    made = outcome(survey(units(means)))
    gaps = [r for r in made.results if r.kind == "unit_company"]
    assert len(gaps) == 12
    assert not [r for r in gaps if r.claimed or r.reference is not None]
    raw = np.array(list(means.values()))
    assert all(abs(r.estimate or 0) < abs(value) for r, value in zip(gaps, raw - raw.mean(), strict=True))


def test_answers_are_centred_in_published_atoms_only() -> None:
    """Units of three answer as one atom: splitting its people between two tags changes nothing that is published."""
    people = people_of(lattice())
    one = {("N", "x"): {c: v[:6] for c, v in people["S", "00"].items()}}
    two = {
        ("N", "x"): {c: v[:3] for c, v in people["S", "00"].items()},
        ("N", "y"): {c: v[3:6] for c, v in people["S", "00"].items()},
    }
    rest = {tag: scores for tag, scores in people.items() if tag != ("S", "00")}
    first, second = (drawn(survey({**split, **rest}), 1, "driver") for split in (one, two))
    assert first == second


def test_a_module_of_four_answers_says_nothing_not_even_how_many() -> None:
    made = outcome(survey({("N", "1"): {"MO-TGT": [2.0, 3.0, 4.0, NONE]}}))
    assert [r for r in made.results if r.estimate is not None] == []
    assert (made.tested, made.response) == ((), ())
    assert {(g.n, g.alpha, g.grade) for g in made.grades} == {(0, None, "cannot_say")}
    assert {group.n for group in made.groups} == {None}
