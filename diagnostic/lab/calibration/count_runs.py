"""From many runs to the lines of the calibration table: in how many seeds something was found, against its bound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.plan.playbook import Playbook
from diagnostic.lab.calibration.bounds import (
    BURDEN,
    BURDEN_ROW,
    BURDEN_SCOPE,
    CHANCE,
    FOUND,
    NEVER,
    NULLS,
    PLANTS,
    STORY,
    TRAP_GROUPS,
    TRAP_ROW,
    TRAP_TEAM,
    Bound,
)
from diagnostic.lab.calibration.seed_run import SeedRun

NOMINAL = 0.95


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line of the table; without a bound it is only reported."""

    what: str
    found: int
    of: int
    bound: Bound | None = None

    @property
    def holds(self) -> bool | None:
        return None if self.bound is None else self.bound.holds(self.found, self.of)


def scope_of_result(result: Result) -> str:
    return result.group.partition("/")[2]


def count_plants(runs: Sequence[SeedRun]) -> Iterator[ClaimLine]:
    """Plants found on scores: named scale, named contrast, right sign, p < .05 after Holm over the whole family."""
    for plant in PLANTS:
        found = sum(
            any(
                r.measure == plant.scale and r.sign < 0 and scope_of_result(r) == plant.scope
                for r in clear(run)
            )
            for run in runs
        )
        name = f"{plant.code}: {plant.scale} claimed low in {plant.scope}"
        yield ClaimLine(name, found, len(runs), Bound("at least", FOUND))


def count_traps(runs: Sequence[SeedRun], cause_map: CauseMap, playbook: Playbook) -> Iterator[ClaimLine]:
    """What must not be said, and the burden that only the company can lift."""
    aimed = sum(bool(people_actions(run, cause_map, playbook)) for run in runs)
    yield ClaimLine(
        f"T1: a people action for team {TRAP_TEAM} in the plan", aimed, len(runs), Bound("at most", NEVER)
    )
    answered = sum(company_answers(run, playbook) for run in runs)
    yield ClaimLine(
        "P5: a company action against the burden in the plan", answered, len(runs), Bound("at least", BURDEN)
    )
    for code, scale in NULLS.items():
        claimed = sum(any(r.measure == scale for r in clear(run)) for run in runs)
        yield ClaimLine(f"{code}: {scale} claimed in any group", claimed, len(runs), Bound("at most", CHANCE))


def count_story(runs: Sequence[SeedRun]) -> Iterator[ClaimLine]:
    """The cause each plant or trap should lead to, among the likely ones."""
    for code, rows, scope in STORY:
        found = sum(any(c.row in rows and c.scope == scope for c in run.likely) for run in runs)
        yield ClaimLine(f"{code}: row {' or '.join(map(str, rows))} likely for {scope}", found, len(runs))


def count_false(runs: Sequence[SeedRun]) -> Iterator[ClaimLine]:
    """Where nothing is planted: everything that is said is false."""
    n = len(runs)
    yield ClaimLine(
        "any survey claim, p < .05 after Holm (familywise error)",
        sum(any(r.verdict == "clear" for r in run.tested) for run in runs),
        n,
        Bound("at most", CHANCE),
    )
    yield ClaimLine(
        'the same, counting "likely" (p < .10) too',
        sum(any(r.claimed for r in run.tested) for run in runs),
        n,
    )
    yield ClaimLine("a skill called short of its required level", sum(map(_short, runs)), n)
    yield ClaimLine("a false cause: likely, with a sign from the survey", sum(map(_survey_cause, runs)), n)
    yield ClaimLine("a false cause: likely, from any source", sum(bool(run.likely) for run in runs), n)
    yield ClaimLine("a false plan: any line in it", sum(bool(run.lines) for run in runs), n)


def count_coverage(runs: Sequence[SeedRun]) -> Iterator[ClaimLine]:
    """95 % intervals that hold the truth. Contrasts: the truth is no difference. Means: the mean over all seeds."""
    held: dict[str, list[bool]] = defaultdict(list)
    truth = _true_means(runs)
    for run in runs:
        for r in run.survey:
            if r.estimate is None or r.low is None or r.high is None:
                continue
            module = r.group.partition("/")[0]
            if r.kind in ("contrast", "top_rest"):
                held[f"{module}: {r.kind} ({r.method})"].append(r.low <= 0.0 <= r.high)
            elif r.kind == "mean":
                true = truth[module, r.measure]
                held[f"{module}: mean ({r.method})"].append(r.low <= true <= r.high)
    return (ClaimLine(name, sum(each), len(each)) for name, each in sorted(held.items()))


def clear(run: SeedRun) -> list[Result]:
    return [result for result in run.tested if result.verdict == "clear"]


def people_actions(run: SeedRun, cause_map: CauseMap, playbook: Playbook) -> tuple[str, ...]:
    """Actions on people that reach the trap's team: aimed at the team itself, or for a cause its territory vetoes
    in a group it belongs to and is not left out of. What is offered to everybody does not count."""
    vetoed = cause_map.row(TRAP_ROW).vetoes
    ending = f"/{TRAP_TEAM}"
    return tuple(
        line.action
        for line in run.lines
        if playbook.action(line.action).level != "company"
        and line.scope.audience != "everyone"
        and not any(scope.endswith(ending) for scope in line.scope.without)
        and (line.scope.id.endswith(ending) or (line.row in vetoed and line.scope.id in TRAP_GROUPS))
    )


def company_answers(run: SeedRun, playbook: Playbook) -> bool:
    """Whether the burden of everybody is answered for the whole company, by the company."""
    return any(
        line.row == BURDEN_ROW
        and line.scope.id == BURDEN_SCOPE
        and playbook.action(line.action).level == "company"
        for line in run.lines
    )


def _short(run: SeedRun) -> bool:
    return any(r.family == "required" and r.verdict == "clear" and r.sign < 0 for r in run.survey)


def _survey_cause(run: SeedRun) -> bool:
    return any(sign.source == "survey" for cause in run.likely for sign in cause.signs)


def _true_means(runs: Sequence[SeedRun]) -> dict[tuple[str, str], float]:
    """(module, scale) -> the company's mean over all seeds; without plants it is every group's true mean."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for run in runs:
        for r in run.survey:
            if r.kind == "mean" and r.estimate is not None and scope_of_result(r) == "company":
                found[r.group.partition("/")[0], r.measure].append(r.estimate)
    return {key: sum(values) / len(values) for key, values in found.items()}
