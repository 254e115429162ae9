"""Regions and the teams of new managers against the rest, teams the n.

What makes the group is an attribute of teams: whether it holds for its next teams is asked, not whether it holds for
the next people of these. With people for the n a test at 5 % claimed 11 % of groups that differ in nothing
(docs/adr/0031).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from diagnostic.core.diagnosis.figures.groups import FigureGroup
from diagnostic.core.diagnosis.figures.labels import MEASURE_WORDS
from diagnostic.core.diagnosis.figures.people import Floats, RepArrays
from diagnostic.core.diagnosis.figures.results import LEVEL, Draw, MetricSpec, compare, refused
from diagnostic.core.diagnosis.figures.teams.before import YearBefore, came_after
from diagnostic.core.diagnosis.figures.teams.observed import (
    TeamCodes,
    TeamRatios,
    counted_teams,
    team_codes,
    team_ratios,
    team_shares,
)
from diagnostic.core.diagnosis.figures.units import SHARES, UnitSums
from diagnostic.core.diagnosis.model.method_limits import COUNTS_EXPECTED
from diagnostic.core.diagnosis.model.result import CannotSay, GroupKind, Result, Unit
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.team_effects import TEAMS_A_SIDE, TeamEffect, team_effects

OF_TEAMS: tuple[GroupKind, ...] = ("region", "manager_tenure")  # attributes of teams, not of people
METHOD = "ratio.teams"


@dataclass(frozen=True)
class Compared:
    """What every comparison of groups rests on, made once (not slotted: it is large)."""

    people: RepArrays
    roles: Sequence[str | None]
    units: UnitSums
    before: YearBefore | None
    draw: Draw


def compare_group(specs: Sequence[MetricSpec], group: FigureGroup, given: Compared) -> Iterator[Result]:
    """Every metric of the group against its rest: by teams where it is made of teams and has four a side, else by
    people, and what units count by what they counted."""
    teams = team_codes(given.people, group)
    if group.group.kind not in OF_TEAMS or _fewest(teams, group) < TEAMS_A_SIDE:
        for spec in specs:
            yield from compare(spec, group, given.roles, given.draw)
        for result in given.units.compare(group):
            yield (_of_deals(result, _fewest(teams, group)) if _untold(result, group) else result)
        return
    before = given.before if group.group.kind == "manager_tenure" else None
    if before is not None and not came_after(given.people, group):
        before = None
    for spec in specs:
        yield from _of_people(spec, group, given, teams, before)
    for measure in SHARES:
        yield from _of_units(measure, group, given, teams, before)


def _untold(result: Result, group: FigureGroup) -> bool:
    """Whether single deals stand for too few teams: deals of one team resemble each other, people leave one by one."""
    return group.group.kind in OF_TEAMS and result.p is not None and result.measure != "leaver_rate"


def _of_deals(result: Result, fewest: int) -> Result:
    return replace(
        _blank(result.group, result.against, result.measure, result.unit),
        cannot_say=CannotSay("few_groups", fewest, TEAMS_A_SIDE),
    )


def _fewest(teams: TeamCodes, group: FigureGroup) -> int:
    return min(len(np.unique(teams[side])) for side in (group.members, group.rest))


def _blank(group: str, against: tuple[str, ...], measure: str, unit: Unit) -> Result:
    return Result(
        "figure_contrast",
        group,
        measure,
        METHOD,
        "figures",
        unit,
        cannot_say=CannotSay("few_groups", None, TEAMS_A_SIDE),
        verdict="cannot_tell",
        against=against,
        basis="comparable",
        clusters="teams",
    )


def _of_people(
    spec: MetricSpec, group: FigureGroup, given: Compared, teams: TeamCodes, before: YearBefore | None
) -> Iterator[Result]:
    """Nothing where one side has nothing of the metric."""
    has = np.isfinite(spec.top) & np.isfinite(spec.bottom) & (spec.bottom > 0)
    if not ((group.members & has).any() and (group.rest & has).any()):
        return
    blank, now = (
        _blank(group.id, group.others, spec.measure, spec.unit),
        team_ratios(spec, group, given.roles, teams),
    )
    if now is None:
        yield replace(blank, cannot_say=CannotSay("not_alike"))
    elif spec.how == "rate" and now.fewest_expected < COUNTS_EXPECTED:
        yield replace(blank, cannot_say=CannotSay("too_few"))
    else:
        earlier = before and before.specs.get(spec.measure)
        then = team_ratios(earlier, group, given.roles, teams) if earlier else None
        yield tested_by_teams(blank, now, then)


def _of_units(
    measure: str, group: FigureGroup, given: Compared, teams: TeamCodes, before: YearBefore | None
) -> Iterator[Result]:
    """Nothing where no unit of a side counts it; where a region counts for its teams, they cannot be told apart."""
    rest = FigureGroup(group.group, group.rest)
    if given.units.count(measure, group) is None or given.units.count(measure, rest) is None:
        return
    blank = _blank(group.id, group.others, measure, MEASURE_WORDS[measure].unit)
    counted = counted_teams(measure, group, given.people, given.units, teams)
    fewest = min(sum(team[-1] == side for team in counted) for side in (0, 1))
    now = team_shares(counted)
    if fewest < TEAMS_A_SIDE:
        yield replace(blank, cannot_say=CannotSay("few_groups", fewest, TEAMS_A_SIDE))
    elif now is None:
        yield replace(blank, cannot_say=CannotSay("not_alike"))
    else:
        then = before and team_shares(counted_teams(measure, group, given.people, before.units, teams))
        yield tested_by_teams(blank, now, then or None)


def tested_by_teams(blank: Result, now: TeamRatios, then: TeamRatios | None) -> Result:
    """The difference at the group's own mix, in the unit of the metric; `n` are teams."""
    if min(now.sizes) < TEAMS_A_SIDE:
        return replace(blank, cannot_say=CannotSay("few_groups", min(now.sizes), TEAMS_A_SIDE))
    try:
        effect = _effect(now, None if then is None else _of_the_same(now, then))
    except CannotSayError as error:
        return refused(blank, error)
    return replace(
        blank,
        estimate=effect.estimate * now.level,
        low=effect.low * now.level,
        high=effect.high * now.level,
        level=LEVEL,
        low90=effect.low90 * now.level,
        high90=effect.high90 * now.level,
        p=effect.p,
        n=sum(effect.teams),
        reference=now.of_the_rest * now.level,
        cannot_say=None,
        verdict="described",
    )


def _effect(now: TeamRatios, before: Floats | None) -> TeamEffect:
    """With the year before where it tells teams apart."""
    if before is not None and np.ptp(before) > 0:
        try:
            return team_effects(now.shown, now.error, now.side, before, LEVEL)
        except CannotSayError as error:
            if error.reason != "collinear":
                raise
    return team_effects(now.shown, now.error, now.side, None, LEVEL)


def _of_the_same(now: TeamRatios, then: TeamRatios) -> Floats:
    """What the same teams showed a year before; one (as expected) of a team that was not there yet."""
    shown = dict(zip(then.teams.tolist(), then.shown.tolist(), strict=True))
    return np.array([shown.get(team, 1.0) for team in now.teams.tolist()])
