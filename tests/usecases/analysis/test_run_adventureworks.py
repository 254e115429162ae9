"""Real input E, figures only: AdventureWorks targets and sales through their maps, and the audit of the targets."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.command_line import DATA, Ran, Run, example, given, strange_methods

pytestmark = pytest.mark.slow

SALES = [
    *given("roster", "sales/adventureworks/Salesperson.csv", "aw_roster"),
    *given("targets", "sales/adventureworks/Targets.csv", "aw_targets"),
    *given("actuals", "sales/adventureworks/Sales.csv", "aw_actuals"),
]


@pytest.fixture(scope="module")
def ran(diagnose: Run) -> Ran:
    return diagnose(*SALES, "--lang", "zh")


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "sales/expected.json").read_text("utf-8"))["adventureworks"]
    return found


def test_attainment_is_the_sum_of_sales_over_the_sum_of_targets_where_both_are_known(ran: Ran) -> None:
    """Of 343,160,000 asked, 245,960,000 have a result (77,501,874.62); the director's 97,200,000 have none."""
    assert ran.code == 0, ran.stderr
    results = ran.results()
    assert results["figure|company|attainment"]["estimate"] == pytest.approx(77_501_874.62 / 245_960_000)
    assert (results["figure|company|attainment"]["n"], results["figure|company|attainment"]["basis"]) == (
        17,
        "plain",
    )
    assert (343_160_000 - 245_960_000) / 343_160_000 > 0.2
    assert [
        key for key in results if key.startswith("target_actual|company|")
    ] == []  # nothing of a shortfall


def test_every_group_of_a_result_and_of_the_tree_has_a_name(ran: Ran) -> None:
    assert ran.outcome is not None
    diagnosis = ran.outcome.diagnosis
    assert diagnosis.figures is not None
    used = {result.group for result in diagnosis.results} | {row.group for row in diagnosis.figures.tree}
    assert used <= diagnosis.groups.keys()
    assert {diagnosis.group(row.group).label.en for row in diagnosis.figures.tree} == {
        *("Whole company", "North America", "Europe"),
    }  # Pacific is one seller: its sales are that person's, so it has no line


def test_the_audit_finds_what_is_wrong_with_these_targets(ran: Ran) -> None:
    assert ran.outcome is not None
    assert ran.outcome.diagnosis.figures is not None
    audit = {line.code: line.text.en or "" for line in ran.outcome.diagnosis.figures.audit}
    assert audit["no_actuals"].startswith("1 person has targets")  # Brian Welcker, the director
    assert "2019-08" in audit["outlier_cell"]  # Shu Ito's 9,000,000
    assert "2019-09" in audit["outlier_cell"]  # Brian Welcker's 30,000,000 between 4 and 2 million
    assert audit["team_sized_target"].startswith("3 managers")
    assert "wide_spread" in audit


def test_pitfalls_are_answered_from_the_audit_where_targets_have_one_level(ran: Ran) -> None:
    assert ran.outcome is not None
    pitfalls = {pitfall.code: pitfall for pitfall in ran.outcome.diagnosis.pitfalls}
    assert {code: pitfall.answer for code, pitfall in pitfalls.items()} == {
        "results_only": "cannot_tell",
        "ill_set": "yes",
        "no_differentiation": "cannot_tell",
        "single_incentive": "cannot_tell",
        "growth_neglected": "cannot_tell",
    }
    assert "target cells are far above" in (pitfalls["ill_set"].because.en or "")
    assert "nothing, or too little, about the potential" in (pitfalls["no_differentiation"].because.en or "")


def test_the_chinese_report_says_attainment_the_audit_and_what_is_missing(ran: Ran) -> None:
    assert "31.5%" in ran.words
    assert "23%" not in ran.words
    assert "2017年7月至2020年5月" in ran.words
    assert "没有问卷" in ran.words
    assert "有1人有目标" in ran.words.replace(" ", "")


def test_no_seller_is_named_anywhere(ran: Ran, expected: dict[str, Any]) -> None:
    written = ran.words + "".join(path.read_text("utf-8") for path in ran.out.glob("*.json"))
    assert [name for name in (*expected["sales_by_rep"], "Brian Welcker") if name in written] == []


def test_methods_are_called_as_in_the_witness_cases(ran: Ran) -> None:
    assert strange_methods(ran) == set()


def test_the_documents_say_what_came_out(ran: Ran) -> None:
    assert ran.outcome is not None
    assert ran.outcome.diagnosis.figures is not None
    audit = {line.code: line.text.en or "" for line in ran.outcome.diagnosis.figures.audit}
    said = example("E")
    assert f"{100 * ran.results()['figure|company|attainment']['estimate']:.1f} %" in said
    assert f"{100 * (343_160_000 - 245_960_000) / 343_160_000:.0f} %" in said
    assert audit["outlier_cell"].startswith("5 target cells")
    assert "up to 14.0 times" in audit["outlier_cell"]
    assert "five cells stand far above those around them (up to 14.0 times)" in said
