"""The simulated answers are those of the design: who answers what, spread, clustering and planted effects."""

from __future__ import annotations

import json
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diagnostic.demo.company.draw import SURVEYS, Simulated, simulate_scores, write_people
from diagnostic.demo.company.figures import draw_figures
from diagnostic.demo.company.forms import Form, load_forms
from diagnostic.demo.company.plan import NEW_MANAGER_TEAMS, PUBLISHED_SEED, SCALE_SD, Floats, draw_structure
from diagnostic.demo.company.survey import SimulatedSheets, draw_module
from tests.support.folders import DATA

KEY = tomllib.loads((DATA / "demo_answer_key.toml").read_text("utf-8"))
Rows = list[dict[str, str]]
FORMS = load_forms(SURVEYS)
SEEDS = 30


def _plant(code: str) -> dict[str, Any]:
    return next(each for each in [*KEY["plants"], *KEY["traps"], *KEY["nulls"]] if each["code"] == code)


def test_answers_have_their_groups_and_never_a_person(files: dict[str, Rows]) -> None:
    expected = {
        "answers_skills": (["role", "band"], FORMS.skills, []),
        "answers_morale": (["region", "team", "team_type"], FORMS.morale, ["IMP-TOP3"]),
        "answers_managers": (["tenure"], FORMS.managers, []),
    }
    for name, (groups, form, more) in expected.items():
        assert list(files[name][0]) == [*groups, *form.codes, *more]
        cells = [row[code] for row in files[name] for code in form.codes]
        assert set(cells) == {"", "1", "2", "3", "4", "5"}


def test_the_best_three_are_three_of_the_options(files: dict[str, Rows]) -> None:
    for row in files["answers_morale"]:
        chosen = [int(part) for part in row["IMP-TOP3"].split(";")]
        assert len(set(chosen)) == 3
        assert set(chosen) <= set(FORMS.options)


def test_items_of_a_role_or_type_are_asked_there_only(files: dict[str, Rows]) -> None:
    for scale, role in (("SK-KEY", "K"), ("SK-CHA", "C"), ("MO-ONB", "N")):
        asked = {row["role"] for row in files["answers_skills"] if row[f"{scale}-1"]}
        assert asked == {role}
    kinds = {row["team_type"] for row in files["answers_morale"] if row["MO-ORG-1"]}
    assert kinds == {"channel", "key_account"}


def test_response_and_cannot_judge(companies: list[Simulated]) -> None:
    usual, planted, missing = [], [], []
    for company in companies:
        team = np.array(company.morale.groups["team"])
        there = np.isin(team, NEW_MANAGER_TEAMS)
        seats = int(company.structure.in_teams(NEW_MANAGER_TEAMS).sum())
        planted.append(there.sum() / seats)
        usual.append((~there).sum() / (400 - seats))
        core = [place for place, code in enumerate(company.morale.codes) if not code.startswith("MO-ORG")]
        missing.append(np.isnan(company.morale.values[:, core]).mean())
    assert np.mean(usual) == pytest.approx(0.80, abs=0.01)
    assert np.mean(planted) == pytest.approx(0.65, abs=0.03)
    assert np.mean(missing) == pytest.approx(0.04, abs=0.005)


def test_bands_are_thirds_within_each_role() -> None:
    company = simulate_scores(PUBLISHED_SEED)
    for role in "NRKC":
        counts = np.bincount(company.figures.band[company.structure.role == role], minlength=3)
        assert counts.max() - counts.min() <= 1
    top = company.figures.band == 2
    attainment = company.figures.sales / company.figures.target
    for role in "NRKC":
        there = company.structure.role == role
        assert attainment[there & top].min() >= attainment[there & ~top].max()


def _scores(sheets: SimulatedSheets, form: Form, scale: str) -> Floats:
    """Scale scores with the 2/3 rule, written apart from the product."""
    values = np.where(form.reversed, 6 - sheets.values, sheets.values)
    values = values[:, form.scale_of == form.scales.index(scale)]
    answered = (~np.isnan(values)).sum(axis=1)
    enough = answered >= 2 / 3 * values.shape[1]
    return np.where(enough, np.nansum(values, axis=1) / np.maximum(answered, 1), np.nan)


def _gap(scores: Floats, there: np.ndarray, others: np.ndarray) -> float:
    """Difference of means in pooled standard deviations."""
    spread = np.sqrt((np.nanvar(scores[there]) + np.nanvar(scores[others])) / 2)
    return float((np.nanmean(scores[there]) - np.nanmean(scores[others])) / spread)


def _members(company: Simulated, kind: str, group: str) -> np.ndarray:
    team = np.array(company.morale.groups["team"])
    if kind == "region":
        return np.array(company.morale.groups["region"]) == group
    if kind == "team_type":
        return np.array(company.morale.groups["team_type"]) == group
    return np.isin(team, NEW_MANAGER_TEAMS)


PLANTED = [
    (plant["contrast"]["kind"], plant["contrast"]["group"], scale, effect)
    for plant in KEY["plants"]
    for scale, effect in plant.get("effects", {}).items()
]


@pytest.mark.parametrize(("kind", "group", "scale", "effect"), PLANTED)
def test_planted_effects_are_as_large_as_designed(
    companies: list[Simulated], kind: str, group: str, scale: str, effect: float
) -> None:
    gaps = []
    for company in companies:
        there = _members(company, kind, group)
        gaps.append(_gap(_scores(company.morale, FORMS.morale, scale), there, ~there))
    # each seed's gap has a standard error of about 0.2
    assert np.mean(gaps) == pytest.approx(effect, abs=0.12)


def test_ownership_is_low_in_channel_against_key_account_teams(companies: list[Simulated]) -> None:
    gaps = []
    for company in companies:
        scores = _scores(company.morale, FORMS.morale, "MO-ORG")
        kind = np.array(company.morale.groups["team_type"])
        gaps.append(_gap(scores, kind == "channel", kind == "key_account"))
    assert np.mean(gaps) == pytest.approx(-0.9, abs=0.15)


def test_scales_spread_and_cluster_as_designed(companies: list[Simulated]) -> None:
    spread, clustering = [], []
    for company in companies:
        team = np.unique(company.morale.groups["team"], return_inverse=True)[1]
        for scale in ("MO-REC", "MO-TEA", "MO-GRO", "WB-SUP"):
            scores = _scores(company.morale, FORMS.morale, scale)
            seen = ~np.isnan(scores)
            within, icc = _anova(scores[seen], team[seen])
            spread.append(within)
            clustering.append(icc)
    assert np.mean(spread) == pytest.approx(SCALE_SD, abs=0.03)
    assert np.mean(clustering) == pytest.approx(0.04, abs=0.015)


def _anova(scores: Floats, group: np.ndarray) -> tuple[float, float]:
    """Standard deviation within groups, and ICC(1)."""
    size = np.bincount(group)
    group, size = np.unique(group, return_inverse=True)[1], size[size > 0]
    mean = np.bincount(group, scores) / size
    within = ((scores - mean[group]) ** 2).sum() / (len(scores) - len(size))
    between = (size * (mean - scores.mean()) ** 2).sum() / (len(size) - 1)
    usual = (len(scores) - (size**2).sum() / len(scores)) / (len(size) - 1)
    return float(np.sqrt(within)), float((between - within) / (between + (usual - 1) * within))


def test_discovery_is_short_and_goes_with_the_reps_own_win_rate() -> None:
    means, links, halves = [], [], []
    for seed in range(SEEDS):
        streams = [np.random.default_rng([seed, place]) for place in range(3)]
        structure = draw_structure(streams[0], True)
        figures = draw_figures(streams[1], structure)
        values = draw_module(streams[2], structure, figures, FORMS.skills, np.zeros(400))
        nobody = np.empty((400, 0), dtype=np.int64)
        sheets = SimulatedSheets({}, FORMS.skills.codes, values, nobody, np.arange(400))
        scores = _scores(sheets, FORMS.skills, "SK-DIS")
        there = (structure.role == "R") & ~np.isnan(scores)
        rate = (figures.won / figures.closed)[there]
        means.append(scores[there].mean())
        links.append(np.corrcoef(scores[there], rate)[0, 1])
        upper = rate > np.median(rate)
        halves.append(_gap(scores[there], upper, ~upper))
    plant = _plant("P4")
    assert np.mean(means) == pytest.approx(plant["mean"], abs=0.03)
    assert np.mean(links) == pytest.approx(plant["correlation_with_win_rate"], abs=0.03)
    assert np.mean(halves) == pytest.approx(plant["halves_g"], abs=0.06)


def test_process_burden_is_everywhere_and_chosen_first(companies: list[Simulated]) -> None:
    means, clustering = [], []
    for company in companies:
        scores = _scores(company.morale, FORMS.morale, "MO-TOO")
        team = np.unique(company.morale.groups["team"], return_inverse=True)[1]
        seen = ~np.isnan(scores)
        means.append(scores[seen].mean())
        clustering.append(_anova(scores[seen], team[seen])[1])
        assert np.bincount(company.morale.chosen.ravel()).argmax() == 8
    assert np.mean(means) == pytest.approx(_plant("P5")["mean"], abs=0.03)
    assert abs(np.mean(clustering)) < 0.01


def test_the_option_chosen_first_stands_for_the_process_scale() -> None:
    morale = tomllib.loads((SURVEYS / "morale.toml").read_text("utf-8"))
    assert morale["importance"]["scales"]["8"] == "MO-TOO"


def test_the_published_seed_shows_the_null_and_every_manager_group() -> None:
    assert KEY["published_seed"] == PUBLISHED_SEED
    company = simulate_scores(PUBLISHED_SEED)
    there = np.array(company.morale.groups["team"]) == "S02"
    scores = _scores(company.morale, FORMS.morale, "MO-TEA")
    assert _gap(scores, there, ~there) == pytest.approx(_plant("N2")["difference"], abs=0.12)
    assert company.managers.groups["tenure"].count("new") == 5
    assert 30 <= len(company.managers.values) <= 40
    assert min(Counter(company.morale.groups["team"]).values()) >= 5


def test_new_managers_rate_their_coaching_higher(companies: list[Simulated]) -> None:
    gaps = []
    for company in companies:
        new = np.array(company.managers.groups["tenure"]) == "new"
        gaps.append(_gap(_scores(company.managers, FORMS.managers, "MV-COA"), new, ~new))
    assert np.mean(gaps) == pytest.approx(0.3, abs=0.25)


def test_without_plants_nothing_differs_and_every_level_is_reached() -> None:
    gaps, lowest = defaultdict(list), []
    for seed in range(SEEDS):
        company = simulate_scores(seed, plants=False)
        assert company.figures.sales.sum() == pytest.approx(company.figures.target.sum())
        for kind, group, scale, _ in PLANTED:
            there = _members(company, kind, group)
            gaps[scale].append(_gap(_scores(company.morale, FORMS.morale, scale), there, ~there))
        lowest.append(np.nanmean(_scores(company.skills, FORMS.skills, "SK-DIS")))
        lowest.append(np.nanmean(_scores(company.morale, FORMS.morale, "MO-TOO")) + 0.5)
    assert all(abs(np.mean(values)) < 0.12 for values in gaps.values())
    assert np.mean(lowest) > 4.2


def test_arrays_hold_the_answers_of_the_files(files: dict[str, Rows]) -> None:
    company = simulate_scores(PUBLISHED_SEED)
    for name, sheets in (
        ("skills", company.skills),
        ("morale", company.morale),
        ("managers", company.managers),
    ):
        rows = files[f"answers_{name}"]
        values = [[float(row[code] or "nan") for code in sheets.codes] for row in rows]
        np.testing.assert_array_equal(values, sheets.values)
        for group, column in sheets.groups.items():
            assert tuple(row[group] for row in rows) == column


def test_what_people_tick_is_what_the_files_hold(files: dict[str, Rows], tmp_path: Path) -> None:
    write_people(tmp_path / "sittings.jsonl", PUBLISHED_SEED)
    lines = [json.loads(line) for line in (tmp_path / "sittings.jsonl").read_text("utf-8").splitlines()]
    assert len({line["person"] for line in lines}) == len(lines)
    for name, form in (("skills", FORMS.skills), ("morale", FORMS.morale), ("managers", FORMS.managers)):
        ticked = Counter(
            row for line in lines if any(row := tuple(line["answers"].get(c, "") for c in form.codes))
        )
        in_file = Counter(
            tuple(int(row[c]) if row[c] else "" for c in form.codes) for row in files[f"answers_{name}"]
        )
        assert ticked == in_file
