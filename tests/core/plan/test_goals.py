"""Targets: a level, half the gap, the smallest visible step, or none before the first measurement."""

from __future__ import annotations

import pytest

from diagnostic.core.plan.goals import set_goal
from diagnostic.core.plan.improvement_plan import Baseline
from diagnostic.core.plan.playbook import ActionMetric
from diagnostic.text import same


def metric(better: int = 1, goal: float | None = None) -> ActionMetric:
    return ActionMetric("win_rate", same("win rate"), "figures", "share", 1 if better > 0 else -1, goal)


def baseline(value: float, reference: float | None = None, detectable: float | None = None) -> Baseline:
    return Baseline(value, value - 0.02, value + 0.02, "share", 400, reference, detectable)


TABLE = [
    # better, level, value, reference, detectable, target, visible
    (1, None, 0.26, 0.30, None, 0.28, None),  # half the gap
    (1, None, 0.26, 0.30, 0.05, 0.28, False),  # too small a step to be seen
    (1, None, 0.20, 0.30, 0.05, 0.25, True),
    (1, None, 0.32, 0.30, 0.05, 0.37, True),  # nothing lacks: the smallest step that shows
    (1, None, 0.26, None, None, None, None),
    (-1, None, 0.10, 0.02, None, 0.06, None),  # less is better
    (1, 0.8, 0.54, None, None, 0.8, None),  # the action's own level
    (1, 0.8, 0.90, None, None, 0.90, None),  # reached: keep it
    (-1, 0.05, 0.03, None, None, 0.03, None),
]


@pytest.mark.parametrize(("better", "goal", "value", "reference", "detectable", "target", "visible"), TABLE)
def test_targets(
    better: int,
    goal: float | None,
    value: float,
    reference: float | None,
    detectable: float | None,
    target: float | None,
    visible: bool | None,
) -> None:
    found = set_goal(metric(better, goal), "N", {"N|win_rate": baseline(value, reference, detectable)})
    assert found.target == (None if target is None else pytest.approx(target))
    assert found.visible is visible


def test_without_a_baseline_only_a_level_of_its_own_is_a_target() -> None:
    assert set_goal(metric(), "N", {}).target is None
    assert set_goal(metric(goal=0.8), "N", {}).target == 0.8


def test_the_baseline_of_another_group_is_not_borrowed() -> None:
    assert set_goal(metric(), "N", {"S|win_rate": baseline(0.26, 0.30)}).baseline is None
