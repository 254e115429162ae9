"""The ordinary company is as stated: sizes, means, units, figures; nothing in it goes with anything else."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from ordinary.company import Company, draw_company
from ordinary.parameters import ORDINARY, SEEDS
from ordinary.survey.scores import icc
from ordinary.survey.ticks import score_sd

from tests.support.folders import ROOT
from tests.tools.ordinary.moments import Floats, interval, scores, win_rate

pytestmark = pytest.mark.slow


def test_it_shares_no_code_with_what_it_calibrates() -> None:
    known = {*sys.stdlib_module_names, "numpy", "ordinary"}
    for path in (ROOT / "tools" / "ordinary").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert {str(name).partition(".")[0] for name in names} <= known, path


def test_the_seeds_of_the_bound_are_named() -> None:
    assert (SEEDS[0], SEEDS[-1], len(SEEDS)) == (1, 200, 200)


def test_it_has_about_230_reps_in_24_teams_of_unequal_regions(companies: list[Company]) -> None:
    for company in companies:
        sizes, s = np.bincount(company.structure.region), company.structure
        assert 220 <= company.seats.filled.sum() <= 236
        assert s.teams == 24
        assert s.new_manager.sum() == 6
        assert len(sizes) in (3, 4)
        assert len(set(sizes.tolist())) > 1
        assert min(np.bincount(s.kind)) >= 4
        assert min(np.bincount(s.team_of)) >= ORDINARY.smallest_team
    smaller = draw_company(7, p=replace(ORDINARY, reps=120), response=0.65)
    assert smaller.structure.teams == 12
    assert smaller.answers.morale.answered.sum() < 0.75 * smaller.seats.filled.sum()


def test_fifteen_in_a_hundred_are_new_and_leave_in_a_year(companies: list[Company]) -> None:
    new = [c.seats.of_current(c.seats.new)[c.seats.filled].mean() for c in companies]
    gone = [c.activity.leavers.sum() / c.activity.headcount.sum() for c in companies]
    assert np.mean(new) == pytest.approx(0.15, abs=0.01)
    assert np.mean(gone) == pytest.approx(0.15, abs=0.01)
    starts = np.concatenate([c.seats.start[c.seats.new] for c in companies])
    assert 0.4 < (starts < 548).mean() < 0.6  # before July as often as after


def test_scales_have_the_means_and_spreads_of_real_companies(companies: list[Company]) -> None:
    morale = np.array([np.nanmean(scores(c.answers.morale), axis=0) for c in companies])
    skills = np.array([np.nanmean(scores(c.answers.skills), axis=0) for c in companies])
    names = companies[0].answers.morale.form.scales
    for place, scale in enumerate(names):
        usual = ORDINARY.low_means.get(scale, 3.5)
        assert morale[:, place].mean() == pytest.approx(usual, abs=0.08), scale
    assert 3.35 < skills[:, :6].mean() < 3.7  # a little below 3.6, since some are new and some careless
    spread = np.array([np.nanstd(scores(c.answers.morale), axis=0, ddof=1) for c in companies])
    assert spread.mean(axis=0) == pytest.approx(
        score_sd(ORDINARY, companies[0].answers.morale.form), abs=0.03
    )


def test_units_differ_with_an_icc_of_five_to_fifteen_hundredths(companies: list[Company]) -> None:
    found = np.array(
        [[icc(column, c.structure.team_of) for column in scores(c.answers.morale).T] for c in companies]
    )
    low, high = ORDINARY.icc
    assert low < found.mean() < high
    assert found.mean() == pytest.approx(0.09, abs=0.02)
    form = companies[0].answers.morale.form
    drawn = np.array([[c.answers.effects[scale].var(ddof=1) for scale in form.scales] for c in companies])
    share = drawn / score_sd(ORDINARY, form) ** 2
    assert share.mean() == pytest.approx((low + high) / 2, abs=0.015)


def test_three_in_a_hundred_sheets_are_careless_in_three_ways(companies: list[Company]) -> None:
    straight, steps, sheets = 0, 0, 0
    for company in companies:
        values = company.answers.morale.values[company.answers.morale.answered]
        step = np.abs(np.diff(values, axis=1))
        blank = np.isnan(step)
        straight += int(((step == 0) | blank).all(axis=1).sum())
        steps += int(((step == 1) | blank).all(axis=1).sum())
        sheets += len(values)
    assert straight / sheets == pytest.approx(0.01, abs=0.005)
    assert steps / sheets == pytest.approx(0.01, abs=0.005)


Attribute = Callable[[Company], Floats]
ATTRIBUTES: dict[str, Attribute] = {
    "the largest region": lambda c: (c.structure.region == np.argmax(np.bincount(c.structure.region))) * 1.0,
    "key accounts": lambda c: (c.structure.kind == 1) * 1.0,
    "channel": lambda c: (c.structure.kind == 2) * 1.0,
    "new managers": lambda c: c.structure.new_manager * 1.0,
    "size": lambda c: np.bincount(c.structure.team_of) * 1.0,
    "potential": lambda c: _of_teams(c, c.trade.potential),
    "true win rate": lambda c: _of_teams(c, c.trade.win[:, 0] - c.trade.of(c.structure, "win_rate")),
    "sales against target": lambda c: (
        _of_teams(c, c.sales[..., 12:].sum(axis=(1, 2))) / _of_teams(c, c.targets.sum(axis=(1, 2)))
    ),
    "leavers": lambda c: c.activity.leavers[:, 1] / np.maximum(c.activity.headcount[:, 1], 1),
}


def _of_teams(company: Company, values: Floats) -> Floats:
    team = company.structure.team_of
    return np.bincount(team, values) / np.bincount(team)


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_what_units_answer_goes_with_nothing(companies: list[Company], attribute: str) -> None:
    """The mean correlation of units' effects with the attribute: its 99 % interval covers 0."""
    found = [
        np.mean(
            [np.corrcoef(effect, ATTRIBUTES[attribute](c))[0, 1] for effect in c.answers.effects.values()]
        )
        for c in companies
    ]
    low, high = interval(np.array(found))
    assert low < 0 < high


@pytest.mark.parametrize("attribute", ["the largest region", "new managers", "size", "potential"])
def test_true_rates_go_with_nothing(companies: list[Company], attribute: str) -> None:
    rate = ATTRIBUTES["true win rate"]
    found = [np.corrcoef(rate(c), ATTRIBUTES[attribute](c))[0, 1] for c in companies]
    low, high = interval(np.array(found))
    assert low < 0 < high


def test_roles_are_businesses_of_their_own(companies: list[Company]) -> None:
    by_kind = np.array(
        [[win_rate(c, c.structure.kind_of == kind, 1) for kind in range(3)] for c in companies]
    ).mean(axis=0)
    assert by_kind[1] < by_kind[0] < by_kind[2]
    for company in companies:
        won = company.deals.stage == 0
        kind = company.structure.kind_of[company.deals.seat]
        size = [company.deals.amount[won & (kind == place)].mean() for place in range(3)]
        days = (company.deals.closed - company.deals.created)[won]
        cycle = [np.median(days[kind[won] == place]) for place in range(3)]
        assert size[1] > 1.5 * size[0] > 1.5 * size[2] * 0.9
        assert cycle[1] > cycle[0] > cycle[2]


def test_win_rates_vary_between_teams_and_between_reps(companies: list[Company]) -> None:
    teams, reps = [], []
    for company in companies:
        own = company.trade.win - company.trade.of(company.structure, "win_rate")[:, None]
        team = company.structure.team_of
        means = np.bincount(team, own.mean(axis=1)) / np.bincount(team)
        teams.append(means.var(ddof=1))
        reps.append((own - means[team, None]).std())
    assert 0.02 < np.sqrt(np.mean(teams)) < 0.03
    assert np.mean(reps) == pytest.approx(0.035, abs=0.002)


def test_luck_comes_back_to_the_mean(companies: list[Company]) -> None:
    """Half of a target rests on last year's sales: who had a good year then attains less now."""
    found = []
    for company in companies:
        before = company.sales[:, :, :12].sum(axis=(1, 2)) / company.trade.known
        now = company.sales[:, :, 12:].sum(axis=(1, 2)) / np.maximum(company.targets.sum(axis=(1, 2)), 1)
        own = (company.structure.kind_of == 0) & (before > 0) & (now > 0)
        found.append(np.corrcoef(np.log(before[own]), np.log(now[own]))[0, 1])
    assert interval(np.array(found))[1] < 0


def test_sales_are_skewed_and_have_the_same_season_in_both_years(companies: list[Company]) -> None:
    shares, skew = [], []
    for company in companies:
        year = company.sales.sum(axis=(0, 1)).reshape(2, 4, 3).sum(axis=2).astype(float)
        shares.append(year / year.sum(axis=1, keepdims=True))
        amounts = company.deals.amount[company.deals.stage == 0].astype(float)
        skew.append(amounts.mean() / np.median(amounts))
    before, now = np.mean(shares, axis=0)
    assert np.abs(before - now).max() < 0.02
    assert now.argmax() == 3
    assert now[3] > 0.30
    assert min(skew) > 1.2


def test_new_reps_and_all_kinds_attain_about_as_much(companies: list[Company]) -> None:
    new, kinds = [], []
    for company in companies:
        sold, asked = company.sales[:, :, 12:].sum(axis=2), company.targets.sum(axis=2)
        own = company.seats.new
        new.append([sold[own].sum(), asked[own].sum()])
        kinds.append(
            [[each[company.structure.kind_of == kind].sum() for each in (sold, asked)] for kind in range(3)]
        )
    sold, asked = np.sum(new, axis=0)
    by_kind = np.sum(kinds, axis=0)
    assert sold / asked == pytest.approx(0.95, abs=0.07)
    assert by_kind[:, 0] / by_kind[:, 1] == pytest.approx(0.94, abs=0.05)
