"""The cause map read over small diagnoses: what is likely, what is to be talked about, what is nothing."""

from __future__ import annotations

import pytest

from diagnostic.core.diagnosis.causes.evaluate import evaluate_causes
from diagnostic.core.diagnosis.model.cause import Cause
from diagnostic.core.diagnosis.model.result import Result
from tests.made.signed import cause_map, contrast, diagnosis, figure, mean, result, row

N, TEAM = "region:N", "team:N/N1"
LOW = contrast("m/region:N", "MO-COA", -0.5, "clear")
USUAL = contrast("m/region:N", "MO-COA", 0.0, "cannot_tell")
LOSES = result("figure_contrast", N, "win_rate", -0.06, "clear", reference=0.3)
WINS = result("figure_contrast", N, "win_rate", 0.0, "cannot_tell", reference=0.3)
SMALL = result("figure_contrast", N, "deal_size", -9.0, "clear", reference=30.0)
SURVEY_AND_DEALS = (("low:MO-COA",), ("win_rate_low",))


def found(*results: Result, **more: object) -> dict[str, Cause]:
    needs = more.pop("needs", SURVEY_AND_DEALS)
    one = row(18, needs, **more)  # type: ignore[arg-type]
    return {cause.scope: cause for cause in evaluate_causes(diagnosis(*results), cause_map(one))}


def test_two_independent_signs_are_likely() -> None:
    cause = found(LOW, LOSES)[N]
    assert (cause.certainty, [sign.code for sign in cause.signs]) == (
        "likely",
        ["low:MO-COA", "win_rate_low"],
    )


@pytest.mark.parametrize(
    ("results", "certainty"),
    [
        ((LOW,), "to_check"),  # there are no deals: worth a talk
        ((LOW, WINS), None),  # the deals say otherwise
        ((USUAL, LOSES), None),
        ((LOSES,), None),  # one list of two, and no survey to ask
        ((), None),
    ],
)
def test_one_list_alone(results: tuple[Result, ...], certainty: str | None) -> None:
    cause = found(*results).get(N)
    assert (cause.certainty if cause else None) == certainty


def test_a_figure_that_only_stands_beside_others_leaves_a_row_to_check() -> None:
    """Channel teams win less often than field teams, as everywhere: that neither makes the cause likely nor ends it."""
    channel = "team_type:channel"
    low = contrast(f"m/{channel}", "MO-COA", -0.4, "clear")
    beside = result("figure_contrast", channel, "win_rate", -0.1, "described", reference=0.3)
    cause = found(low, beside, scope=("team_type",))[channel]
    assert cause.certainty == "to_check"


def test_two_signs_of_one_origin_are_one_voice() -> None:
    needs = (("win_rate_low",), ("deal_size_low",))
    assert found(LOSES, SMALL, needs=needs)[N].certainty == "to_check"


def test_that_something_is_as_usual_proves_nothing() -> None:
    needs = (("low:MO-COA",), ("win_rate_ordinary",))
    assert found(LOW, WINS, needs=needs)[N].certainty == "to_check"
    assert N not in found(WINS, needs=(("win_rate_ordinary",),))


def test_one_of_each_list() -> None:
    needs = (("low:MO-COA", "low:MO-VOI"), ("win_rate_low", "deal_size_low"))
    assert found(LOW, SMALL, needs=needs)[N].certainty == "likely"
    assert found(LOW, WINS, SMALL, needs=needs)[N].certainty == "likely"


def test_a_rival_explanation_leaves_it_to_talk() -> None:
    raised = figure(N, "target_raise", 0.14)
    assert found(LOW, LOSES, raised, unless=("targets_raised",))[N].certainty == "to_check"
    assert (
        found(LOW, LOSES, figure(N, "target_raise", 0.01), unless=("targets_raised",))[N].certainty
        == "likely"
    )


def test_a_scope_the_row_is_not_about() -> None:
    assert found(LOW, LOSES, scope=("company",)) == {}


def test_no_single_team_is_judged_by_its_survey() -> None:
    """Even a result on a team's own name would not be read, and an atom is no scope."""
    team = contrast("m/team:N/N1", "MO-COA", -2.0, "clear")
    loses = result("figure_contrast", TEAM, "win_rate", -0.06, "clear", reference=0.3)
    assert found(team, loses) == {}
    assert found(contrast("m/atom:m01", "MO-COA", -2.0, "clear")) == {}
    by_figures = found(team, loses, needs=(("win_rate_low",), ("new_reps_over_40pct",)), more=("low:MO-COA",))
    assert by_figures == {}
    new = figure(TEAM, "new_share", 0.6)
    cause = found(
        team, loses, new, needs=(("win_rate_low",), ("new_reps_over_40pct",)), more=("low:MO-COA",)
    )[TEAM]
    assert [sign.source for sign in cause.signs] == ["figures", "figures"]


def test_the_company_is_read_on_its_level() -> None:
    needs = (("low_everywhere:MO-TOO",), ("next_step_missing",))
    cause = found(mean("MO-TOO", 2.5, 0.1), figure("company", "next_step_missing_share", 0.46), needs=needs)
    assert cause["company"].certainty == "likely"


def test_fair_comparison_vetoes_the_skill_row_of_the_same_scope_only() -> None:
    fair = row(6, (("attainment_low",), ("new_reps_over_40pct",)), stage="fair", vetoes=(9,))
    skill = row(9, (("low:SK-DIS",), ("win_rate_low",)), stage="skill")
    both = [
        *(figure(scope, "attainment", 0.8, 0.05) for scope in (N, "region:S")),
        figure("company", "attainment", 0.9),
        *(
            result("figure_contrast", scope, "win_rate", -0.1, "clear", reference=0.3)
            for scope in (N, "region:S")
        ),
        *(contrast(f"m/{scope}", "SK-DIS", -0.4, "clear") for scope in (N, "region:S")),
        figure(N, "new_share", 0.5),
        figure("region:S", "new_share", 0.1),
    ]
    causes = evaluate_causes(diagnosis(*both), cause_map(fair, skill))
    assert [(c.row, c.scope, c.vetoed_by) for c in causes] == [(6, N, None), (9, "region:S", None), (9, N, 6)]


def test_what_touches_more_people_comes_first() -> None:
    """Region S has 40 of 100 reps, N 30; the same gap of half a standard deviation weighs .2 and .15."""
    south = [contrast("m/region:S", "MO-COA", -0.5, "clear")]
    south.append(result("figure_contrast", "region:S", "win_rate", -0.06, "clear", reference=0.3))
    causes = found(LOW, LOSES, *south)
    assert list(causes) == ["region:S", N]
    assert (causes["region:S"].severity, causes[N].severity) == pytest.approx((0.20, 0.15))
