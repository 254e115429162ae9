"""What a line's measures should reach: a level the action sets itself, or half the gap, or the smallest
change the next measurement can show. Without a baseline there is no target: first measure, then
promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.plan.improvement_plan import Baseline, Goal
from diagnostic.core.plan.playbook import ActionMetric

HALF = 0.5
TWO_WAVES = 2.02


def today(level: Result, compared: Result | None = None) -> Baseline:
    """Where a metric stands now, with what it should be (`compared`) and the smallest change the next wave can show.

    The next wave is taken to be as exact as this one: a change shows with 80% power from 2.8 standard errors of a
    difference of two such waves, which is 2.02 times half of the 95% interval (1.4142 * 2.8016 / 1.96).
    """
    if level.estimate is None:
        raise ValueError(f"{level.key}: a baseline needs a number")
    reference = level.reference if compared is None else compared.reference
    detectable = level.detectable
    if detectable is None and level.low is not None and level.high is not None:
        detectable = TWO_WAVES * (level.high - level.low) / 2
    return Baseline(level.estimate, level.low, level.high, level.unit, level.n, reference, detectable)


OF_THE_WHOLE = frozenset({"channel_share"})


def set_goal(metric: ActionMetric, scope: str, baselines: Mapping[str, Baseline]) -> Goal:
    """The goal for a metric in a scope (a group id); baselines are found by `Baseline.key(scope, metric)`.

    What partners sell of all sales is the company's figure, in every action.
    """
    scope = "company" if metric.code in OF_THE_WHOLE else scope
    baseline = baselines.get(Baseline.key(scope, metric.code))
    unit = baseline.unit if baseline else metric.unit
    target = _target(metric, baseline)
    return Goal(metric.code, metric.name, unit, metric.better, baseline, target, visible(baseline, target))


def _target(metric: ActionMetric, baseline: Baseline | None) -> float | None:
    """Never a step backwards: where the level is reached already, the target is to keep it."""
    if baseline is None:
        return metric.goal
    if metric.goal is not None:
        return _better_of(metric, metric.goal, baseline.value)
    reference = baseline.reference
    if reference is not None and metric.better * (reference - baseline.value) > 0:
        return baseline.value + HALF * (reference - baseline.value)
    return None if baseline.detectable is None else baseline.value + metric.better * baseline.detectable


def with_target(goal: Goal, target: float | None) -> Goal:
    """The goal with another target, and whether the next measurement can show that one."""
    return replace(goal, target=target, visible=visible(goal.baseline, target))


def _better_of(metric: ActionMetric, one: float, other: float) -> float:
    return max(one, other) if metric.better > 0 else min(one, other)


def visible(baseline: Baseline | None, target: float | None) -> bool | None:
    """Whether the next measurement can show the step at all; unknown without the smallest detectable
    change."""
    if baseline is None or target is None or baseline.detectable is None:
        return None
    return abs(target - baseline.value) >= baseline.detectable - 1e-12
