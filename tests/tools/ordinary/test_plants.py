"""A plant is as strong as stated, and changes what it says and what follows from it, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from ordinary.company import Company, draw_company
from ordinary.parameters import ORDINARY
from ordinary.plants import ANSWERS, LETTERS, Letter
from ordinary.seats import SLOTS
from ordinary.structure import Flags
from ordinary.survey.ticks import score_sd

from tests.tools.ordinary.conftest import Written
from tests.tools.ordinary.moments import rows, score, win_rate

pytestmark = pytest.mark.slow

PLANTED = range(1, 15)
FOLLOWS: dict[Letter, set[str]] = {  # files in which anything may differ
    "a": {"targets", "answers_morale", "answers_skills"},
    "b": {
        *("roster", "targets", "actuals", "opportunities", "answers_morale", "answers_skills"),
        *("leads", "posts", "leavers", "attendance", "logging"),
    },
    "c": {"actuals", "opportunities", "answers_skills", "logging"},
    "d": {"actuals", "answers_morale"},
}


@pytest.mark.parametrize("letter", LETTERS)
def test_only_the_files_of_the_plant_change(written: Written, letter: Letter) -> None:
    bare, planted = written(None), written(letter)
    differ = {
        path.stem for path in bare.glob("*.csv") if path.read_bytes() != (planted / path.name).read_bytes()
    }
    assert differ <= FOLLOWS[letter]
    assert differ >= FOLLOWS[letter] - {"attendance"}


@pytest.mark.parametrize(("letter", "scale"), [("a", "MO-TGT"), ("d", "WB-LOA")])
def test_only_one_scale_of_the_region_changes(written: Written, letter: Letter, scale: str) -> None:
    bare, planted = (rows(written(each) / "answers_morale.csv") for each in (None, letter))
    region = draw_company(7, letter).plant.scope.partition(":")[2]
    changed = {
        (one["region"], column.rpartition("-")[0])
        for one, other in zip(bare, planted, strict=True)
        for column in one
        if one[column] != other[column]
    }
    assert changed == {(region, scale)}


def test_raised_targets_are_those_of_one_region(written: Written) -> None:
    bare, planted = (rows(written(each) / "targets.csv") for each in (None, "a"))
    region = draw_company(7, "a").plant.scope.partition(":")[2]
    whole = {"示例公司"}
    for one, other in zip(bare, planted, strict=True):
        before, now = float(one["value"]), float(other["value"])
        if one["owner_type"] == "unit" and one["owner_id"] not in whole:
            raised = f"/{region}" in one["owner_id"]
            assert now / before == pytest.approx(ORDINARY.raised if raised else 1, abs=0.001)
        elif one["owner_type"] == "person":
            assert now == before or now == pytest.approx(ORDINARY.raised * before, abs=115)  # rounded to 100


def test_nobody_outside_the_coached_teams_changes() -> None:
    bare, planted = draw_company(7), draw_company(7, "b")
    outside = ~planted.plant.teams[planted.structure.team_of]
    assert (bare.seats.start == planted.seats.start)[outside].all()
    assert (bare.sales == planted.sales)[outside].all()
    assert (bare.activity.visits == planted.activity.visits)[outside].all()
    assert (bare.targets == planted.targets)[outside].all()
    for scale in bare.answers.morale.form.scales:
        same = np.array_equal(
            score(bare.answers.morale, scale)[outside],
            score(planted.answers.morale, scale)[outside],
            equal_nan=True,
        )
        assert same, scale


@pytest.fixture(scope="module")
def pairs() -> dict[Letter, list[tuple[Company, Company]]]:
    bare = [draw_company(seed) for seed in PLANTED]
    return {letter: [(one, draw_company(one.seed, letter)) for one in bare] for letter in LETTERS}


Pairs = dict[Letter, list[tuple[Company, Company]]]


def _here(company: Company) -> Flags:
    return company.plant.teams[company.structure.team_of]


def _shift(pairs: list[tuple[Company, Company]], scale: str) -> float:
    """In standard deviations of scale scores."""
    found = [
        np.nanmean(score(other.answers.morale, scale)[_here(other)])
        - np.nanmean(score(one.answers.morale, scale)[_here(other)])
        for one, other in pairs
    ]
    form = pairs[0][0].answers.morale.form
    return float(np.mean(found)) / score_sd(ORDINARY, form)[form.scales.index(scale)]


def test_scales_fall_as_far_as_stated(pairs: Pairs) -> None:
    assert _shift(pairs["a"], "MO-TGT") == pytest.approx(-0.8, abs=0.06)
    assert _shift(pairs["b"], "MO-COA") == pytest.approx(-0.95, abs=0.06)
    assert _shift(pairs["d"], "WB-LOA") == pytest.approx(-0.8, abs=0.06)


def test_fewer_deals_are_won_and_more_people_leave_under_new_managers(pairs: Pairs) -> None:
    won = [win_rate(other, _here(other), 1) / win_rate(one, _here(other), 1) for one, other in pairs["b"]]
    before = [win_rate(other, _here(other), 0) / win_rate(one, _here(other), 0) for one, other in pairs["b"]]
    gone = np.sum(
        [[c.activity.leavers[other.plant.teams, 1].sum() for c in (one, other)] for one, other in pairs["b"]],
        axis=0,
    )
    assert np.mean(won) == pytest.approx(0.72, abs=0.02)
    assert np.mean(before) == pytest.approx(1, abs=0.01)
    assert gone[1] / gone[0] == pytest.approx(2, abs=0.2)
    assert all(other.plant.teams.sum() == 6 for _, other in pairs["b"])


def test_discovery_falls_short_of_the_panel_in_a_role_of_sixty(pairs: Pairs) -> None:
    gaps, ratios, panel = [], [], pairs["c"][0][1].answers.panel
    for _, other in pairs["c"]:
        role = other.plant.scope.partition(":")[2]
        own = np.array(other.answers.role) == role
        assert (own & other.seats.filled).sum() >= ORDINARY.discovery_role
        gaps.append(
            np.nanmean(score(other.answers.skills, "SK-DIS")[own])
            - other.answers.panel.required(role, "SK-DIS")
        )
        ratios.append(_of_role(other, own, 1) / _of_role(other, own, 0))
    assert np.mean(gaps) / score_sd(ORDINARY, panel.form)[0] == pytest.approx(-0.6, abs=0.06)
    assert np.mean(ratios) == pytest.approx(0.75, abs=0.03)


def _of_role(company: Company, seats: Flags, year: int) -> float:
    """The win rate of the people who are no new reps, in their own deals."""
    deals = company.deals
    old = ~company.seats.new[deals.seat, np.minimum(deals.slot, SLOTS - 1)]
    own = seats[deals.seat] & old & (deals.month // 12 == year)
    return float((deals.stage[own] == 0).sum() / (deals.stage[own] < 2).sum())


def test_visits_in_post_fall_by_a_fifth(pairs: Pairs) -> None:
    found = []
    for _, other in pairs["d"]:
        here = _here(other)
        visits, post = (
            other.activity.visits[here].reshape(-1, 2, 12),
            other.activity.post[here].reshape(-1, 2, 12),
        )
        year = visits.sum(axis=(0, 2)) / post.sum(axis=(0, 2))
        found.append(year[1] / year[0])
    assert np.mean(found) == pytest.approx(0.8, abs=0.03)


def test_the_panel_has_six_members_and_an_error_of_its_own(pairs: Pairs) -> None:
    panel = pairs["c"][0][1].answers.panel
    assert panel.ratings.shape[1] == 6
    errors = []
    for _, other in pairs["c"]:
        own = other.answers.panel.form.scale_of == 0
        by_member = other.answers.panel.ratings[1][:, own].mean(axis=1)
        errors.append(by_member.std(ddof=1) / np.sqrt(6))
    assert 0.10 < np.mean(errors) < 0.20


def test_a_right_answer_is_named_for_each_plant() -> None:
    assert {letter: answer.main for letter, answer in ANSWERS.items()} == {"a": 1, "b": 19, "c": 9, "d": 28}
