"""The rules of a plan against re-analysis, one by one; and what follows from the lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.plan.capacity import owners, rep_hours
from diagnostic.core.plan.compare import compare
from diagnostic.core.plan.edits import FIELDS, WHOLE_PLAN, Edit, EditValue, Lock
from diagnostic.core.plan.improvement_plan import ImprovementPlan, PlanLine
from diagnostic.core.plan.overlay import Overlaid, base_of, overlay, value_of, with_value
from diagnostic.core.plan.rules import PlanRules
from diagnostic.readers.playbook_files import load_playbook
from diagnostic.text import Text
from tests.made.factories_plan import plan
from tests.support.folders import ROOT

PLAYBOOK = load_playbook(ROOT / "report_templates" / "playbook.toml")
AT = datetime(2026, 3, 2, 9, 30)
PLAN = plan()
FIRST, SECOND, THIRD, FOURTH = PLAN.lines
KEYS = [str(line.key) for line in PLAN.lines]
NEW: Mapping[str, EditValue] = {
    "name": Text("", "Own words"),
    "owner_label": Text("丁经理", ""),
    "first_step": Text("先做这个。", "Do this first."),
    "check": Text("比较。", ""),
    "risk": Text("", "It may stop."),
    "decision": None,
    "first_step_by": date(2026, 2, 5),
    "begins": date(2026, 2, 20),
    "leading_by": date(2026, 4, 20),
    "kpi_by": date(2026, 8, 20),
    "leading": 3.2,
    "lagging": None,
    "rep_hours_per_week": 1.5,
    "rep_hours": 20.0,
    "manager_hours": 0.0,
    "company_days": 3.0,
    "money": "high",
}


def edit(line: PlanLine, field: str, value: EditValue) -> list[Edit]:
    """The edit with what is stored with it."""
    key = str(line.key)
    return [
        Edit(key, field, value, base_of(line, field), "alice", AT),
        Edit(key, "kept", line, None, "alice", AT),
    ]


def laid(
    edits: list[Edit], proposed: ImprovementPlan = PLAN, locks: Mapping[str, Lock] | None = None
) -> Overlaid:
    return overlay(proposed, edits, locks or {}, PLAYBOOK)


def without(line: PlanLine) -> ImprovementPlan:
    """The analysis no longer finds what this line answers."""
    return replace(PLAN, lines=tuple(each for each in PLAN.lines if each != line))


def again(line: PlanLine, **changed: object) -> ImprovementPlan:
    """The analysis now proposes this line otherwise."""
    return replace(
        PLAN, lines=tuple(replace(each, **changed) if each == line else each for each in PLAN.lines)
    )


def test_untouched_a_plan_is_as_proposed() -> None:
    found = laid([])
    assert found.plan == PLAN
    assert [(view.origin, view.edited, view.conflicts, view.lock) for view in found.lines] == [
        ("proposed", (), (), None)
    ] * 4


@pytest.mark.parametrize("field", FIELDS)
def test_an_edit_holds_for_its_field_and_nothing_else(field: str) -> None:
    found = laid(edit(FIRST, field, NEW[field]))
    view = found.lines[0]
    assert (value_of(view.line, field), view.edited) == (NEW[field], (field,))
    assert view.line.standing == "edited"
    assert with_value(replace(view.line, standing="proposed"), field, value_of(FIRST, field)) == FIRST
    assert found.plan.lines[1:] == PLAN.lines[1:]


@pytest.mark.parametrize("field", FIELDS)
def test_the_rest_of_an_edited_line_follows_the_next_analysis(field: str) -> None:
    other = "risk" if field != "risk" else "check"
    newer = replace(FIRST, **{other: Text("新的。", "Newer.")})  # type: ignore[arg-type]
    found = laid(edit(FIRST, field, NEW[field]), replace(PLAN, lines=(newer, *PLAN.lines[1:])))
    view = found.lines[0]
    assert (value_of(view.line, field), getattr(view.line, other)) == (NEW[field], Text("新的。", "Newer."))
    assert view.conflicts == ()


@pytest.mark.parametrize("field", FIELDS)
def test_where_the_analysis_now_proposes_something_else_the_edit_stands_and_both_are_shown(
    field: str,
) -> None:
    moved: Mapping[str, EditValue] = {
        **{name: Text("另一个", "another") for name, kind in FIELDS.items() if kind == "words"},
        **{name: FIRST.kpi_by + timedelta(days=7) for name, kind in FIELDS.items() if kind == "day"},
        **{name: 0.99 for name, kind in FIELDS.items() if kind in ("target", "amount")},
        "money": "low",
    }
    newer = with_value(FIRST, field, moved[field])
    view = laid(edit(FIRST, field, NEW[field]), replace(PLAN, lines=(newer, *PLAN.lines[1:]))).lines[0]
    assert value_of(view.line, field) == NEW[field]
    (conflict,) = view.conflicts
    assert (conflict.field, conflict.mine) == (field, NEW[field])
    assert (conflict.base, conflict.now) == (base_of(FIRST, field), base_of(newer, field))


def test_a_target_conflicts_also_where_only_its_baseline_moved() -> None:
    baseline = FIRST.leading.baseline
    assert baseline is not None
    newer = again(FIRST, leading=replace(FIRST.leading, baseline=replace(baseline, value=2.6)))
    (conflict,) = laid(edit(FIRST, "leading", 3.2), newer).lines[0].conflicts
    levels = [goal.baseline.value for goal in (conflict.base, conflict.now)]  # type: ignore[union-attr]
    assert levels == [2.45, 2.6]
    assert laid(edit(FIRST, "leading", 3.2), newer).lines[0].line.leading.baseline.value == 2.6  # type: ignore[union-attr]


def test_an_interval_or_a_measure_s_name_that_moved_is_no_conflict() -> None:
    baseline = FIRST.leading.baseline
    assert baseline is not None
    newer = again(
        FIRST, leading=replace(FIRST.leading, name=Text("甲", "A"), baseline=replace(baseline, low=1.0))
    )
    assert laid(edit(FIRST, "leading", 3.2), newer).lines[0].conflicts == ()


def test_an_analysis_that_comes_to_the_same_ends_edit_and_conflict() -> None:
    view = laid(
        edit(FIRST, "owner_label", Text("丁经理", "")), again(FIRST, owner_label=Text("丁经理", ""))
    ).lines[0]
    assert (view.edited, view.conflicts) == ((), ())


def test_whether_the_next_measurement_shows_the_step_is_judged_again() -> None:
    assert laid(edit(FIRST, "leading", 2.46)).lines[0].line.leading.visible is False
    assert laid(edit(FIRST, "leading", 4.0)).lines[0].line.leading.visible is True
    assert laid(edit(FIRST, "leading", None)).lines[0].line.leading.visible is None


def test_an_edited_line_outlives_its_finding_and_is_marked() -> None:
    found = laid(edit(FIRST, "owner_label", Text("丁经理", "")), without(FIRST))
    assert [view.origin for view in found.lines] == ["proposed"] * 3 + ["gone"]
    assert found.lines[-1].line == replace(FIRST, owner_label=Text("丁经理", ""), priority=4, standing="gone")
    assert found.lines[-1].conflicts == ()


def test_an_untouched_line_goes_with_its_finding() -> None:
    assert [line.key for line in laid([], without(FIRST)).plan.lines] == [line.key for line in PLAN.lines[1:]]
    kept = [Edit(KEYS[0], "kept", FIRST, None, "alice", AT)]  # all its edits were undone
    assert len(laid(kept, without(FIRST)).lines) == 3


def test_a_locked_line_follows_nothing_and_says_what_would_have_changed() -> None:
    lock = Lock(FIRST, "alice", AT)
    view = laid([], again(FIRST, owner_label=Text("新", "new")), {KEYS[0]: lock}).lines[0]
    assert (view.line, view.lock) == (FIRST, lock)
    assert [(each.field, each.now) for each in view.conflicts] == [("owner_label", Text("新", "new"))]


def test_a_locked_line_stays_as_it_was_locked_with_its_edits() -> None:
    locked = replace(FIRST, owner_label=Text("丁经理", ""))
    edits = edit(FIRST, "owner_label", Text("丁经理", ""))
    found = laid(edits, without(FIRST), {KEYS[0]: Lock(locked, "alice", AT)})
    assert (found.lines[-1].origin, found.lines[-1].line.owner_label) == ("gone", Text("丁经理", ""))
    found = laid([], without(FIRST), {KEYS[0]: Lock(FIRST, "alice", AT)})
    assert [view.origin for view in found.lines] == ["proposed"] * 3 + ["gone"]


def test_a_line_taken_out_is_listed_with_its_reason_and_can_come_back() -> None:
    out = [Edit(KEYS[1], "removed", True, None, "alice", AT)]
    found = laid(out)
    assert [line.priority for line in found.plan.lines] == [1, 2, 3]
    assert [view.key for view in found.removed] == [KEYS[1]]
    assert (found.plan.not_chosen[0].action, found.plan.not_chosen[0].reason) == (SECOND.action, "taken_out")
    assert all(event.line != SECOND.key for event in found.plan.calendar)
    assert [view.key for view in laid(out, again(SECOND, priority=2)).removed] == [KEYS[1]]


def test_a_line_that_is_added_stays_whatever_is_proposed_and_leaves_the_list_of_those_not_chosen() -> None:
    left = replace(
        PLAN.not_chosen[0], action=FOURTH.action, row=FOURTH.row, scope=FOURTH.scope.id, line=FOURTH
    )
    proposed = replace(without(FOURTH), not_chosen=(left, PLAN.not_chosen[1]))
    found = laid([Edit(KEYS[3], "added", FOURTH, None, "alice", AT)], proposed)
    assert [view.origin for view in found.lines] == ["proposed"] * 3 + ["added"]
    assert found.plan.not_chosen == PLAN.not_chosen[1:]
    found = laid([Edit(KEYS[3], "added", FOURTH, None, "alice", AT)])  # the next analysis proposes it itself
    assert [view.origin for view in found.lines] == ["proposed"] * 4


def test_the_order_is_the_consultant_s_and_new_lines_come_where_the_analysis_puts_them() -> None:
    wanted = (KEYS[2], KEYS[0], KEYS[1])
    order = Edit(WHOLE_PLAN, "order", wanted, tuple(KEYS), "alice", AT)
    found = laid([order])
    assert [view.key for view in found.lines] == [KEYS[2], KEYS[3], KEYS[0], KEYS[1]]
    assert [line.priority for line in found.plan.lines] == [1, 2, 3, 4]
    assert found.reordered
    assert [view.key for view in laid([order], without(FIRST)).lines] == [KEYS[2], KEYS[3], KEYS[1]]


def test_the_executive_decides_about_the_lines_as_they_are() -> None:
    found = laid(edit(FIRST, "begins", date(2026, 2, 20)) + edit(SECOND, "decision", None))
    steps = {step.line: step for step in found.plan.executive if step.line is not None}
    assert steps[FIRST.key].by == date(2026, 2, 20)
    assert SECOND.key not in steps
    assert found.plan.executive[0].code == "open"


def test_the_calendar_is_made_of_the_edited_dates() -> None:
    found = laid(edit(FIRST, "leading_by", date(2026, 2, 27)))
    assert (date(2026, 2, 27), "leading") in [(event.day, event.kind) for event in found.plan.calendar]
    days = [event.day for event in found.plan.calendar]
    assert days == sorted(days)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from(range(4)), st.sampled_from(list(FIELDS))), max_size=6),
    st.sets(st.sampled_from(range(4))),
    st.sets(st.sampled_from(range(4))),
    st.sets(st.sampled_from(range(4))),
    st.permutations(KEYS),
)
def test_whatever_is_changed_nothing_a_consultant_did_is_lost(
    edited: list[tuple[int, str]], locked: set[int], out: set[int], gone: set[int], order: list[str]
) -> None:
    edits = [each for at, field in edited for each in edit(PLAN.lines[at], field, NEW[field])]
    edits += [Edit(KEYS[at], "removed", True, None, "alice", AT) for at in out]
    edits += [Edit(KEYS[at], "kept", PLAN.lines[at], None, "alice", AT) for at in out]
    edits += [Edit(WHOLE_PLAN, "order", tuple(order), tuple(KEYS), "alice", AT)]
    locks = {KEYS[at]: Lock(PLAN.lines[at], "alice", AT) for at in locked}
    proposed = replace(PLAN, lines=tuple(line for at, line in enumerate(PLAN.lines) if at not in gone))
    found = laid(edits, proposed, locks)
    seen = {view.key for view in (*found.lines, *found.removed)}
    touched = {at for at, _ in edited} | locked | out
    assert seen == {KEYS[at] for at in range(4) if at in touched or at not in gone}
    assert [view.line.priority for view in found.lines] == list(range(1, len(found.lines) + 1))
    assert tuple(view.line for view in found.lines) == found.plan.lines
    for view in found.lines:
        if view.lock is None:
            assert all(value_of(view.line, name) == NEW[name] for name in view.edited)


def test_a_plan_above_what_people_can_carry_is_shown_as_such() -> None:
    rules = PlanRules()
    assert [(each.hours, each.too_much) for each in rep_hours(PLAN, rules)] == [(1.0, False)] * 3
    heavy = laid(
        edit(FIRST, "rep_hours_per_week", 1.75)
    ).plan  # with the half hour asked of the whole company
    assert [(each.hours, each.too_much) for each in rep_hours(heavy, rules)] == [(2.25, True)] * 3
    company = laid(edit(FIRST, "rep_hours_per_week", 1.75) + edit(SECOND, "rep_hours_per_week", 1.75)).plan
    assert [each.too_much for each in rep_hours(company, rules)] == [True, True, True]
    late = laid(edit(FIRST, "rep_hours_per_week", 9.0) + edit(FIRST, "begins", date(2026, 4, 20))).plan
    assert [each.too_much for each in rep_hours(late, rules)] == [False, False, True]


def test_an_owner_with_too_many_lines_is_shown_as_such() -> None:
    one = Text("一人", "One")
    found = laid([each for line in PLAN.lines for each in edit(line, "owner_label", one)]).plan
    (load,) = owners(found, PlanRules())
    assert (load.owner, load.windows, load.total, load.too_much) == (one, (3, 4, 4), 4, True)
    assert [each.total for each in owners(PLAN, PlanRules())] == [1, 1, 1, 1]


def test_two_plans_are_compared_line_by_line_and_field_by_field() -> None:
    edited = laid(
        [
            *edit(FIRST, "owner_label", Text("丁", "")),
            *edit(FIRST, "leading", 3.2),
            Edit(KEYS[1], "removed", True, None, "alice", AT),
        ]
    ).plan
    found = compare(PLAN, edited)
    assert compare(PLAN, PLAN) == ()
    assert [(each.change, each.line.action, [field.field for field in each.fields]) for each in found] == [
        ("changed", FIRST.action, ["owner_label", "leading"]),
        ("changed", THIRD.action, ["priority"]),
        ("changed", FOURTH.action, ["priority"]),
        ("removed", SECOND.action, []),
    ]
    assert [each.change for each in compare(edited, PLAN)][1] == "added"
