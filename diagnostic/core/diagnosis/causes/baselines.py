"""Gives today's level of every metric per scope, for the goals of the plan, and its figure signs."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.causes.signs import FIGURES, read_sign
from diagnostic.core.diagnosis.model.coverage import NO_SHORTFALL
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Result, ResultKind, scope_of

TWO_YEARS = 24  # months

OF_TARGETS = frozenset({"attainment", "attainment_of_kind", "adjusted_attainment", "ramp_attainment"})


def current_levels(diagnosis: Diagnosis) -> Mapping[tuple[str, str], Result]:
    """(scope, measure) -> the described level: a survey mean of a declared group, or a figure.

    Where more than a fifth of a group's target has no result yet, or its values can hardly be right and nobody has
    confirmed them, its attainment is no level to start from.
    """
    levels: dict[tuple[str, str], Result] = {}
    missing = diagnosis.coverage.by_group
    for result in diagnosis.results:
        if result.estimate is None or result.kind not in ("mean", "figure"):
            continue
        if "/atom:" in result.group:
            continue  # single units never carry a goal on a survey scale
        scope = scope_of(diagnosis.group(result.group))
        unsure = missing.get(scope, 0.0) > NO_SHORTFALL or scope in diagnosis.coverage.doubted
        if result.measure not in OF_TARGETS or not unsure:
            levels[scope, result.measure] = result
    return levels


COMPARISONS: tuple[ResultKind, ...] = ("figure_change", "figure_contrast", "contrast", "required_current")


def compared_levels(diagnosis: Diagnosis) -> Mapping[tuple[str, str], Result]:
    """(scope, measure) -> the comparison whose reference a goal may aim at: what the role requires, else the other
    groups, else the time before. What is only shown next to others (another role's business) is never a
    goal."""
    found: dict[tuple[str, str], Result] = {}
    for kind in COMPARISONS:
        for result in diagnosis.results.of(kind):
            described = result.kind == "figure_contrast" and result.p is None
            if result.reference is not None and not described and "/atom:" not in result.group:
                found[scope_of(diagnosis.group(result.group)), result.measure] = result
    return found


def settled_questions(diagnosis: Diagnosis) -> frozenset[str]:
    """What the inputs already answer: results of two comparable periods, results of two years."""
    inventory = diagnosis.inventory
    if inventory is None:
        return frozenset()
    answers = {"two_periods": inventory.before, "two_years": inventory.months >= TWO_YEARS}
    return frozenset(code for code, there in answers.items() if there)


def known_signs(diagnosis: Diagnosis, cause_map: CauseMap) -> Mapping[str, frozenset[str]]:
    """Figure signs seen in each scope, whether or not a cause rests on them: an action's veto may."""
    return {
        scope: frozenset(
            code for code in FIGURES if read_sign(code, scope, diagnosis, cause_map)[0] == "seen"
        )
        for scope in {group.id for group in diagnosis.groups.values() if group.source == "figures"}
    }
