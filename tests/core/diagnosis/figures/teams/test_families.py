"""Which comparisons of figures are judged together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnostic.core.diagnosis.figures.teams.families import judge
from diagnostic.core.diagnosis.model.result import CannotSay, Result


def gap(group: str, p: float | None, within: str = "") -> Result:
    number = {"estimate": -0.1} if p is not None else {"cannot_say": CannotSay("too_few")}
    return Result(
        "figure_contrast",
        group,
        "win_rate",
        "ratio.difference",
        "figures",
        "share",
        p=p,
        within=within,
        **number,  # type: ignore[arg-type]
    )


def test_single_teams_neither_raise_nor_lower_the_bar_of_a_region() -> None:
    """Of two tests the smaller p is doubled by Benjamini and Hochberg, however many teams there are."""
    teams = [gap(f"team:N/N{n}", 1e-6) for n in range(30)]
    declared = [gap("region:N", 0.03), gap("manager_tenure:new", 0.5)]
    alone, beside = judge(declared), judge([*teams, *declared])
    assert [r.p_adjusted for r in alone] == pytest.approx([0.06, 0.5])
    assert beside[30:] == alone
    assert ({r.family for r in beside[:30]}, {r.family for r in beside[30:]}) == ({"teams"}, {"figures"})


def test_the_order_stays_and_what_cannot_be_said_counts_for_nothing() -> None:
    given = [gap("region:N", 0.02), gap("team:N/N1", 0.02), gap("region:S", None), gap("region:W", 0.04)]
    judged = judge(given)
    assert [r.group for r in judged] == [r.group for r in given]
    assert [r.p_adjusted for r in judged] == [
        pytest.approx(0.04),
        pytest.approx(0.02),
        None,
        pytest.approx(0.04),
    ]


def test_results_that_name_a_part_of_their_family_are_adjusted_within_it() -> None:
    judged = judge([gap("region:N", 0.03, "region"), gap("manager_tenure:new", 0.03, "tenure")])
    assert [r.p_adjusted for r in judged] == pytest.approx([0.03, 0.03])


def test_a_description_of_a_team_stays_a_description() -> None:
    beside = replace(gap("team:N/N1", 0.5), p=None, family="description")
    assert judge([beside]) == [beside]
