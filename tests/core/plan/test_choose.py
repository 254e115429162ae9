"""The choice of the plan from causes, with the shipped cause map and playbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.diagnosis.model.cause import Cause, Certainty, ScopeKind, SignFound
from diagnostic.core.plan.choose import choose_plan
from diagnostic.core.plan.improvement_plan import Baseline, ImprovementPlan, LineKey
from diagnostic.core.plan.load import busiest_week
from diagnostic.core.plan.rules import PlanRules
from diagnostic.core.plan.select import Selection
from diagnostic.readers.playbook_files import load_cause_map, load_playbook
from diagnostic.text import same
from tests.support.folders import ROOT

TEMPLATES = ROOT / "report_templates"
PLAYBOOK = load_playbook(TEMPLATES / "playbook.toml")
CAUSE_MAP = load_cause_map(TEMPLATES / "cause_map.toml")
START = date(2026, 3, 2)
RULES = PlanRules()
SKILL_ACTIONS = {"discovery_lab", "prospecting_block", "negotiation_drill", "product_certificate", "abc_week"}


def cause(
    row: int,
    scope: str = "company",
    kind: ScopeKind = "company",
    severity: float = 0.5,
    certainty: Certainty = "likely",
    signs: tuple[str, ...] = (),
) -> Cause:
    found = signs or CAUSE_MAP.row(row).figure_signs[:2] or CAUSE_MAP.row(row).survey_signs[:2]
    if len(found) == 1:
        found = (*found, *CAUSE_MAP.row(row).survey_signs[:1])
    seen = tuple(SignFound(code, CAUSE_MAP.source(code)) for code in found)
    return Cause(row, scope, kind, same(scope), CAUSE_MAP.row(row).stage, certainty, severity, seen)


def plan(*causes: Cause, rules: PlanRules = RULES, **more: object) -> ImprovementPlan:
    return choose_plan(causes, PLAYBOOK, CAUSE_MAP, {}, rules, START, **more)  # type: ignore[arg-type]


def actions(found: ImprovementPlan) -> list[str]:
    return [line.action for line in found.lines]


def reasons(found: ImprovementPlan) -> dict[str, str]:
    return {each.action: each.reason for each in found.not_chosen}


DEMO = (  # what the diagnosis of the demo company finds, in short
    cause(1, "N", "region", 0.9),
    cause(9, "R", "role", 0.8, signs=("below_required:SK-DIS@R", "conversion_low")),
    cause(16, severity=0.6, signs=("low_everywhere:MO-TOO", "next_step_missing")),
    cause(32, "channel", "team_type", 0.6, signs=("low:MO-PAY", "duplicates_high")),
    cause(18, "new", "manager_tenure", 0.5, signs=("low:MO-COA", "win_rate_low")),
    cause(19, "new", "manager_tenure", 0.5, signs=("low:MO-COA", "managers_new")),
    cause(28, "key_account", "team_type", 0.4, signs=("low:WB-ENE", "attainment_high")),
    cause(4, "E09", "team", 0.3),
    cause(5, "E03", "team", 0.2),
    cause(6, "N06", "team", 0.2),
)


def test_the_demo_company_gets_the_plan_its_story_asks_for() -> None:
    found = plan(*DEMO)
    first = {(line.row, line.scope.id): line.action for line in found.lines}
    assert first[(1, "N")] == "rebase_targets"
    assert first[(9, "R")] == "discovery_lab"
    assert first[(16, "company")] == "crm_diet"
    assert first[(4, "E09")] == "territory_review"
    assert first[(28, "key_account")] == "load_first"
    assert first[(6, "N06")] == "guided_ninety_days"
    assert {"star_to_manager", "weekly_coaching", "channel_ownership", "computable_incentive"} <= set(
        actions(found)
    )


def test_nobody_is_trained_where_the_fair_comparison_comes_first() -> None:
    """Region N has its targets, E09 its territory, N06 its new reps: the practice lab leaves them out."""
    found = plan(*DEMO, cause(9, "N", "region", 2.0))
    lab = next(line for line in found.lines if line.action == "discovery_lab")
    assert set(lab.scope.without) == {"N", "E09", "N06"}
    assert [line.row for line in found.lines if line.scope.id == "E09"] == [4]
    kept_out = [each for each in found.not_chosen if each.scope == "N" and each.action == "discovery_lab"]
    assert [(each.reason, each.detail) for each in kept_out] == [("fair_comparison", "1")]


@pytest.mark.parametrize("fair", [1, 2, 3, 4, 6, 7])
@pytest.mark.parametrize("skill", range(8, 16))
def test_a_likely_fair_row_stops_every_skill_action_in_its_scope(fair: int, skill: int) -> None:
    found = plan(cause(fair, "N", "region"), cause(skill, "N", "region", severity=9))
    assert not SKILL_ACTIONS & set(actions(found))
    assert all(line.row == fair for line in found.lines)
    assert {each.reason for each in found.not_chosen if each.row == skill} == {"fair_comparison"}


def test_a_fair_row_still_to_be_checked_stops_nothing_but_is_talked_about() -> None:
    found = plan(cause(6, "R", "role", certainty="to_check"), cause(9, "R", "role"))
    assert actions(found) == ["discovery_lab"]
    assert [talk.row for talk in found.talks] == [6]


def test_the_evaluation_s_own_veto_holds() -> None:
    assert actions(plan(replace(cause(9), vetoed_by=3))) == []


def test_a_company_cause_gets_its_company_action_first() -> None:
    found = plan(cause(18), rules=replace(RULES, lines_per_cause=1))
    assert actions(found) == ["manager_circle"]
    assert reasons(found)["weekly_coaching"] == "enough"


def test_without_its_company_action_a_company_cause_gets_no_smaller_one() -> None:
    found = plan(cause(18), facts={"company": frozenset({"span_wide"})})
    assert actions(found) == []
    assert reasons(found) == {"manager_circle": "not_when", "weekly_coaching": "wrong_level"}


def test_a_cause_to_be_checked_gets_a_talk_and_nothing_costly() -> None:
    found = plan(cause(21, certainty="to_check"))
    assert actions(found) == []
    assert reasons(found) == {"computable_incentive": "ask_first"}
    (talk,) = found.talks
    assert talk.questions == CAUSE_MAP.row(21).questions
    assert talk.owner == "consultant"
    assert START <= talk.by <= START + timedelta(days=14)


def test_a_cause_to_be_checked_may_have_an_action_that_costs_next_to_nothing() -> None:
    found = plan(cause(25, certainty="to_check", signs=("low:MO-VOI",)))
    assert actions(found) == ["you_said_we_did"]
    assert len(found.talks) == 1


def test_skills_are_never_trained_on_a_guess() -> None:
    cheap = replace(RULES, cheap_company_days=99, cheap_manager_hours=99, cheap_rep_hours_per_week=2)
    assert actions(plan(cause(14, "R", "role", certainty="to_check"), rules=cheap)) == []


def test_a_veto_beats_every_score() -> None:
    found = plan(cause(8, "R", "role", severity=99), cause(26, signs=("leads_fall", "low_everywhere:MO-SUP")))
    assert "prospecting_block" not in actions(found)
    assert reasons(found)["prospecting_block"] == "not_when"
    assert (
        next(each for each in found.not_chosen if each.action == "prospecting_block").detail == "leads_short"
    )


def test_one_owner_has_three_lines_at_most() -> None:
    found = plan(
        cause(18, "new", "manager_tenure", 0.9),
        cause(20, "S", "region", 0.8, signs=("low:MO-REC", "leavers_high")),
        cause(23, "S", "region", 0.7, signs=("low:MO-GRO", "leavers_mid_high")),
        cause(25, "S", "region", 0.6, signs=("low:MO-COM", "complaints_reopened_high")),
        rules=replace(RULES, lines_per_cause=2, rep_hours_per_week=9),
    )
    owned = [line.action for line in found.lines if line.owner == "team_manager"]
    assert owned == ["weekly_coaching", "specific_praise", "growth_talk"]
    full = [each for each in found.not_chosen if each.reason == "owner_full"]
    assert [(each.action, each.detail) for each in full] == [("weekly_record", "team_manager")]


def test_reps_give_two_hours_a_week_at_most() -> None:
    found = plan(
        cause(8, "R", "role", 0.9, signs=("activity_low", "low:SK-PRO")),
        cause(12, "R", "role", 0.8, signs=("cycle_long", "low:SK-PIP")),
        cause(14, "R", "role", 0.7, signs=("retention_low", "low:SK-SVC")),
    )
    assert "prospecting_block" in actions(found)  # 1.5 h; the deal review would take one more
    assert reasons(found)["deal_review"] == "rep_hours_full"
    assert "complaint_drill" in actions(found)  # 0.3 h still fits


def test_a_plan_is_no_longer_than_people_can_follow() -> None:
    found = plan(*DEMO, rules=replace(RULES, lines=3))
    assert len(found.lines) == 3
    assert "plan_full" in reasons(found).values()


def test_what_works_against_a_line_is_left_out() -> None:
    burden = cause(16, severity=0.9, signs=("low_everywhere:MO-TOO", "approval_slow"))
    found = plan(burden, cause(12, "R", "role", signs=("cycle_long", "low:SK-PIP")))
    assert "stage_exit_rules" not in actions(found)
    # The burden is known from the other cause's sign already, so its veto comes before the conflict.
    assert reasons(found)["stage_exit_rules"] == "not_when"
    rested = plan(
        cause(28, "key_account", "team_type", 0.9, signs=("low:WB-ENE", "attainment_high")),
        cause(8, "R", "role", signs=("activity_low", "low:SK-PRO")),
    )
    refused = next(each for each in rested.not_chosen if each.action == "prospecting_block")
    assert (refused.reason, refused.detail) == ("conflict", "load_first")


def test_what_a_line_needs_comes_with_it_and_before_it() -> None:
    found = plan(cause(13, "R", "role", signs=("a_client_share_low", "low:SK-ACC")))
    begins = {line.action: line.begins for line in found.lines}
    assert begins["account_rules"] < begins["abc_week"]


def test_no_line_without_what_it_needs() -> None:
    found = plan(
        cause(13, "R", "role", signs=("a_client_share_low", "low:SK-ACC")),
        rules=replace(RULES, lines=0),
    )
    assert reasons(found) == {"abc_week": "needs_missing", "account_rules": "plan_full"}


def test_support_is_offered_to_everyone_and_not_to_the_group_that_was_found() -> None:
    found = plan(
        cause(29, "S", "region", signs=("low:WB-ENE", "activity_falling")),
        rules=replace(RULES, lines_per_cause=3),
    )
    support = next(line for line in found.lines if line.action == "support_for_all")
    assert support.scope.audience == "everyone"


def test_one_action_for_several_causes_is_one_line() -> None:
    found = plan(cause(4, "E09", "team", 0.6), cause(4, "E10", "team", 0.5))
    assert actions(found) == ["territory_review"]
    assert found.lines[0].also_for == ((4, "E10"),)


def test_a_line_says_who_when_how_much_and_how_one_will_see() -> None:
    key = Baseline.key("N", "attainment")
    baseline = Baseline(0.79, 0.76, 0.82, "ratio", 120, reference=1.0)
    found = choose_plan([DEMO[0]], PLAYBOOK, CAUSE_MAP, {key: baseline}, RULES, START)
    line = found.lines[0]
    assert line.key == LineKey("row-1", "MO-TGT", "N", "rebase_targets")
    assert str(line.key) == "row-1|MO-TGT|N|rebase_targets"
    assert START <= line.first_step_by <= START + timedelta(days=7)
    assert line.lagging.baseline == baseline
    assert line.lagging.target == pytest.approx(0.895)
    assert line.leading.target is None
    assert line.load.company_days == 8
    assert len(line.ask) == 2  # two vetoes only people can answer
    answered = choose_plan(
        [DEMO[0]], PLAYBOOK, CAUSE_MAP, {key: baseline}, RULES, START, settled=frozenset({"two_periods"})
    )
    assert len(answered.lines[0].ask) == 1  # two years of figures were given: nobody needs to be asked


def test_the_share_of_partners_has_a_baseline_in_an_action_for_the_channel() -> None:
    """23.9 % of all sales came through partners: known of the company, and needed by the channel's own action."""
    channel = cause(32, "team_type:channel", "team_type", signs=("duplicates_high", "low:MO-ORG"))
    baseline = Baseline(0.2394, None, None, "share", None)
    key = Baseline.key("company", "channel_share")
    found = choose_plan([channel], PLAYBOOK, CAUSE_MAP, {key: baseline}, RULES, START)
    goals = [line.lagging for line in found.lines if line.lagging.metric == "channel_share"]
    assert [goal.baseline for goal in goals] == [baseline]


def test_the_executive_opens_decides_answers_and_looks_back() -> None:
    found = plan(*DEMO)
    codes = [step.code for step in found.executive]
    assert codes[0] == "open"
    assert codes.count("decide") == sum(line.decision is not None for line in found.lines)
    assert codes[-4:] == ["answer", "review", "review", "review"]


def test_without_a_survey_nobody_promises_an_answer_to_it() -> None:
    assert "answer" not in [step.code for step in plan(cause(4, "E09", "team")).executive]


def test_nothing_found_is_an_empty_plan() -> None:
    assert plan() == ImprovementPlan(START)


def test_the_calendar_holds_ninety_days_in_order() -> None:
    found = plan(*DEMO)
    days = [event.day for event in found.calendar]
    assert days == sorted(days)
    assert days[0] >= START
    assert days[-1] <= START + timedelta(days=90)
    assert sum(len(found.within(window)) for window in (30, 60, 90)) == len(found.calendar)


some_cause = st.builds(
    cause,
    row=st.sampled_from([row.number for row in CAUSE_MAP.rows if row.number != 36]),
    scope=st.sampled_from(["a", "b"]),
    kind=st.sampled_from(["region", "role", "team_type"]),
    severity=st.floats(0, 2),
    certainty=st.sampled_from(["likely", "to_check"]),
)
some_causes = st.lists(some_cause, max_size=12, unique_by=lambda each: each.key)


@settings(deadline=None, max_examples=40)
@given(some_causes, st.randoms(use_true_random=False))
def test_the_order_of_the_causes_changes_nothing(causes: list[Cause], random: object) -> None:
    mixed = list(causes)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert plan(*mixed).lines == plan(*causes).lines


@settings(deadline=None, max_examples=40)
@given(some_causes)
def test_limits_hold_whatever_was_found(causes: list[Cause]) -> None:
    selection = Selection(causes, PLAYBOOK, CAUSE_MAP, RULES, {})
    selection.run()
    owners = [choice.action.owner_role for choice in selection.choices]
    assert len(owners) <= RULES.lines
    assert all(owners.count(owner) <= RULES.lines_per_owner for owner in owners)
    assert busiest_week([choice.demand for choice in selection.choices]) <= RULES.rep_hours_per_week + 1e-9
    taken = {choice.action.code for choice in selection.choices}
    assert all(set(choice.action.needs) <= taken for choice in selection.choices)
    for found in causes:
        answered = {choice.action.code for choice in selection.choices if found in choice.causes}
        refused = {code for row, scope, code in selection.refused if (row, scope) == found.key}
        assert set(CAUSE_MAP.row(found.row).actions) <= answered | refused | taken
