"""The gate: every survey number passes the publishing rules once more, in one place, before anything can leave.

The results were computed on published groups already; this asks the rules again from the result alone, so that a
mistake anywhere before it ends in "not shown" and never in a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from diagnostic.core.diagnosis.model.diagnosis import ScaleGrade
from diagnostic.core.diagnosis.model.result import CannotSay, Result, ResultKind
from diagnostic.core.privacy.publish import (
    Hidden,
    PublishingRules,
    Shown,
    publish_alpha,
    publish_contrast,
    publish_detail,
    publish_mean,
)
from diagnostic.core.privacy.regroup import Partition

FROM_K: frozenset[ResultKind] = frozenset({"mean", "unit_company", "importance_satisfaction"})


def pass_results(
    results: Iterable[Result], partitions: Sequence[Partition], rules: PublishingRules
) -> tuple[Result, ...]:
    """The results as they may leave; one the rules refuse keeps its key and loses every number."""
    people = {atom.id: atom.answered for partition in partitions for atom in partition.atoms}
    return tuple(_open(_published(result, people, rules), result) for result in results)


def pass_grades(grades: Iterable[ScaleGrade], rules: PublishingRules) -> tuple[ScaleGrade, ...]:
    """Reliability leaves for the whole company only, and only with enough people."""
    return tuple(
        grade
        if isinstance(publish_alpha(grade.n, grade.alpha, True, rules), Shown)
        else replace(
            grade,
            alpha=None,
            low=None,
            high=None,
            icc1=None,
            icc2=None,
            rwg_uniform=None,
            rwg_skew=None,
            omega=None,
        )
        for grade in grades
    )


def _published(result: Result, people: Mapping[str, int], rules: PublishingRules) -> Shown[Result] | Hidden:
    n = result.n or 0
    sides = [sum(people.get(part, 0) for part in parts) for parts in result.parts]
    if len(sides) > 1:
        return publish_contrast(min(sides), n, result, rules)
    if result.kind in FROM_K:
        return publish_mean(min([n, *sides]), result, rules)
    return publish_detail(min([n, *sides]), result, rules)


def _open(published: Shown[Result] | Hidden, result: Result) -> Result:
    if result.cannot_say is not None or isinstance(published, Shown):
        return result
    return Result(
        result.kind,
        result.group,
        result.measure,
        result.method,
        result.family,
        result.unit,
        cannot_say=CannotSay("not_shown"),
        verdict="cannot_tell",
        against=result.against,
    )
