"""Strengths, pitfalls and baselines: what the report and the plan get besides the causes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnostic.core.diagnosis.causes.baselines import current_levels, known_signs
from diagnostic.core.diagnosis.model.cause import Cause, SignFound
from diagnostic.core.diagnosis.model.diagnosis import AuditLine, Figures
from diagnostic.core.diagnosis.model.inventory import InputFacts, Inventory
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.diagnosis.pitfalls import check_pitfalls
from diagnostic.core.diagnosis.strengths import find_strengths
from diagnostic.text import same
from tests.made.signed import MAP, contrast, diagnosis, figure, mean, result

TARGETS = Inventory((InputFacts("targets", True, 9, 9),))
WITH_POTENTIAL = Inventory(
    (*TARGETS.inputs, InputFacts("roster", True, 9, 9, columns={"territory_potential": 1.0}))
)
AHEAD = result("figure_contrast", "region:N", "attainment", 0.1, "clear", reference=0.9)
CONTENT = contrast("m/region:S", "MO-REC", 0.6, "clear")


def test_strengths_are_claims_in_the_right_direction() -> None:
    behind = result("figure_contrast", "region:S", "attainment", -0.1, "clear", reference=0.9)
    maybe = result("figure_contrast", "region:S", "win_rate", 0.1, "cannot_tell", reference=0.3)
    assert find_strengths(diagnosis(AHEAD, behind, maybe, CONTENT)) == (AHEAD.key, CONTENT.key)


def test_what_a_likely_cause_explains_is_no_strength() -> None:
    cause = Cause(5, "region:N", "region", same("N"), "fair", "to_check", 0.5)
    found = diagnosis(AHEAD)
    assert find_strengths(replace(found, causes=(cause,))) == (AHEAD.key,)
    signs = tuple(SignFound(code, "figures") for code in ("attainment_high", "inherited_high"))
    likely = replace(cause, certainty="likely", signs=signs)
    assert find_strengths(replace(found, causes=(likely,))) == ()


def test_no_single_team_is_held_up_as_a_model() -> None:
    team = result("figure_contrast", "team:N/N1", "attainment", 0.5, "clear", reference=0.9)
    assert find_strengths(diagnosis(team)) == ()


def test_a_level_is_high_where_its_interval_is() -> None:
    assert find_strengths(diagnosis(mean("MO-TEA", 3.9, 0.1))) == ("mean|m/company|MO-TEA",)
    assert find_strengths(diagnosis(mean("MO-TEA", 3.9, 0.11))) == ()


def answers(*results: Result, audit: tuple[AuditLine, ...] = ()) -> dict[str, str]:
    found = replace(diagnosis(*results), figures=Figures("CNY", "2025", audit=audit))
    return {pitfall.code: pitfall.answer for pitfall in check_pitfalls(found)}


@pytest.mark.parametrize(
    ("code", "results", "answer"),
    [
        ("results_only", (), "cannot_tell"),
        ("ill_set", (figure("region:N", "target_mismatch", 0.07),), "yes"),
        ("ill_set", (figure("region:N", "target_mismatch", 0.009),), "no"),
        ("ill_set", (), "cannot_tell"),
        ("no_differentiation", (figure("company", "same_target_share", 0.8),), "yes"),
        ("no_differentiation", (figure("company", "same_target_share", 0.79),), "no"),
        ("no_differentiation", (), "cannot_tell"),
        ("single_incentive", (mean("MO-REC", 2.5, 0.1), mean("MO-GRO", 2.6, 0.1)), "cannot_tell"),
        ("growth_neglected", (mean("MO-GRO", 2.5, 0.1),), "yes"),
        ("growth_neglected", (mean("MO-GRO", 2.5, None),), "no"),
        ("growth_neglected", (), "cannot_tell"),
    ],
)
def test_pitfalls(code: str, results: tuple[Result, ...], answer: str) -> None:
    assert answers(*results)[code] == answer


@pytest.mark.parametrize(
    ("inventory", "code", "because"),
    [
        (None, "results_only", "No sheet of KPIs was given"),
        (None, "single_incentive", "No pay scheme was given"),
        (None, "ill_set", "No targets were given"),
        (Inventory(), "no_differentiation", "No targets were given"),
        (TARGETS, "ill_set", "Targets are given on one level only"),
        (TARGETS, "no_differentiation", "The roster says nothing, or too little, about the potential"),
        (WITH_POTENTIAL, "no_differentiation", "Too few reps have both a target and a potential"),
    ],
)
def test_why_a_pitfall_cannot_be_told(inventory: Inventory | None, code: str, because: str) -> None:
    found = check_pitfalls(replace(diagnosis(), inventory=inventory))
    assert next(each for each in found if each.code == code).because.en.startswith(because)


def test_doubtful_targets_of_one_level_are_ill_set() -> None:
    line = AuditLine("outlier_cell", "warning", same("a digit too many?"))
    assert answers(audit=(line,))["ill_set"] == "yes"


def test_a_pitfall_says_its_number_on_its_scale() -> None:
    found = check_pitfalls(diagnosis(mean("MO-GRO", 2.5, 0.1)))
    assert found[-1].because.en == "MO-GRO 2.50 (1 to 5, high is good)."


def test_baselines_are_levels_of_declared_groups() -> None:
    levels = current_levels(
        diagnosis(
            mean("MO-REC", 3.1, 0.1),
            figure("region:N", "win_rate", 0.3),
            AHEAD,
            result("mean", "m/atom:m01", "MO-REC", 2.0, "described"),
            CONTENT,
        )
    )
    assert {key: r.estimate for key, r in levels.items()} == {
        ("company", "MO-REC"): 3.1,
        ("region:N", "win_rate"): 0.3,
    }


def test_signs_known_for_vetoes() -> None:
    known = known_signs(diagnosis(figure("region:N", "span", 14.0), figure("company", "span", 9.0)), MAP)
    assert known == {"company": frozenset(), "region:N": frozenset({"span_wide"})}
