"""The simulated company's build and figures are those of its design, in the files the product reads."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diagnostic.demo.company.draw import Simulated, simulate_scores, write_demo
from diagnostic.demo.company.plan import CHANNEL_TEAMS, KEY_ACCOUNT_TEAMS, NEW_MANAGER_TEAMS, PUBLISHED_SEED
from tests.support.folders import DATA

KEY = tomllib.loads((DATA / "demo_answer_key.toml").read_text("utf-8"))
Rows = list[dict[str, str]]


def _plant(code: str) -> dict[str, Any]:
    return next(each for each in [*KEY["plants"], *KEY["traps"], *KEY["nulls"]] if each["code"] == code)


def _team(row: dict[str, str]) -> str:
    return row["unit_path"].rsplit("/", 1)[-1]


def _sales_by_person(files: dict[str, Rows], year: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in files["actuals"]:
        if row["metric"] == "sales" and row["period"].startswith(year):
            sums[row["owner_id"]] += int(row["value"])
    return sums


def _unit_targets(files: dict[str, Rows]) -> dict[str, int]:
    return {
        row["owner_id"].rsplit("/", 1)[-1]: int(row["value"])
        for row in files["targets"]
        if row["owner_type"] == "unit"
    }


def _team_sales(files: dict[str, Rows]) -> Counter[str]:
    team_of = {row["person_id"]: _team(row) for row in files["roster"]}
    sums: Counter[str] = Counter()
    for person, value in _sales_by_person(files, "2025").items():
        sums[team_of[person]] += value
    return sums


def _attainment(files: dict[str, Rows], teams: list[str]) -> float:
    sales, targets = _team_sales(files), _unit_targets(files)
    return sum(sales[team] for team in teams) / sum(targets[team] for team in teams)


def _unit_metric(files: dict[str, Rows], metric: str, year: str) -> dict[str, float]:
    return {
        row["owner_id"].rsplit("/", 1)[-1]: float(row["value"])
        for row in files["actuals"]
        if row["metric"] == metric and row["period"] == year
    }


def test_forty_teams_of_eight_to_twelve_in_three_regions(files: dict[str, Rows]) -> None:
    reps = [row for row in files["roster"] if row["role"] != "M"]
    sizes = Counter(map(_team, reps))
    assert (len(reps), len(sizes)) == (KEY["company"]["reps"], KEY["company"]["teams"])
    assert all(8 <= size <= 12 for size in sizes.values())
    regions = Counter(row["unit_path"].split("/")[1] for row in reps)
    assert regions == {"华东": 160, "华南": 120, "华北": 120}


def test_types_of_teams_and_roles_belong_together(files: dict[str, Rows]) -> None:
    kinds = {_team(row): row["team_type"] for row in files["roster"]}
    assert {team for team, kind in kinds.items() if kind == "key_account"} == set(KEY_ACCOUNT_TEAMS)
    assert {team for team, kind in kinds.items() if kind == "channel"} == set(CHANNEL_TEAMS)
    roles = {(row["team_type"], row["role"]) for row in files["roster"] if row["role"] != "M"}
    assert roles == {("field", "R"), ("key_account", "K"), ("channel", "C")}


def test_new_reps_are_in_their_first_year_and_only_n06_is_mostly_new(files: dict[str, Rows]) -> None:
    reps = [row for row in files["roster"] if row["role"] != "M"]
    new = Counter(_team(row) for row in reps if date.fromisoformat(row["start"]) > date(2025, 1, 15))
    sizes = Counter(map(_team, reps))
    assert sum(new.values()) == KEY["company"]["new_reps"]
    assert [team for team in sizes if new[team] > 0.4 * sizes[team]] == ["N06"]
    assert new["N06"] == _plant("T3")["new_reps"]


def test_only_the_planted_managers_are_new(files: dict[str, Rows]) -> None:
    since = {_team(row): date.fromisoformat(row["manager_since"]) for row in files["roster"]}
    assert {team for team, day in since.items() if day > date(2025, 4, 15)} == set(NEW_MANAGER_TEAMS)


def test_every_row_points_to_somebody(files: dict[str, Rows]) -> None:
    people = {row["person_id"] for row in files["roster"]}
    names = {row["name"] for row in files["roster"]}
    assert len(people) == len(names) == len(files["roster"])
    assert {row["manager_id"] for row in files["roster"]} - {""} <= people
    assert {row["owner_id"] for row in files["opportunities"]} <= people
    owners = {row["owner_id"] for row in files["targets"] + files["actuals"] if row["owner_type"] == "person"}
    assert owners <= people
    assert all(row["email"].endswith("@example.com") for row in files["roster"])


def test_the_target_tree_has_the_planted_fault_in_the_north_only(files: dict[str, Rows]) -> None:
    targets = _unit_targets(files)
    teams = {team: value for team, value in targets.items() if len(team) == 3}
    north = sum(value for team, value in teams.items() if team[0] == "N")
    assert sum(teams.values()) == KEY["company"]["team_targets"]
    assert north == _plant("P1")["targets_of_teams"]
    assert targets["华北"] == _plant("P1")["target_of_region"]
    assert sum(value for team, value in teams.items() if team[0] == "E") == targets["华东"]
    assert sum(value for team, value in teams.items() if team[0] == "S") == targets["华南"]
    assert targets["汀澜流体控制"] == KEY["company"]["board_target"]


def test_targets_of_reps_add_up_and_rise_in_july_in_the_north(files: dict[str, Rows]) -> None:
    team_of = {row["person_id"]: _team(row) for row in files["roster"]}
    monthly: defaultdict[str, list[int]] = defaultdict(list)
    for row in files["targets"]:
        if row["owner_type"] == "person" and row["metric"] == "sales":
            monthly[row["owner_id"]].append(int(row["value"]))
    sums: Counter[str] = Counter()
    for person, values in monthly.items():
        sums[team_of[person]] += sum(values)
        raised = team_of[person][0] == "N" and team_of[person] != "N12"
        assert (len(values), sum(values)) == (12, 3_420_000 if raised else 3_000_000)
        assert sum(values[:6]) == 1_275_000
    assert all(_unit_targets(files)[team] == value for team, value in sums.items())


def test_attainment_is_the_designed_one(files: dict[str, Rows]) -> None:
    teams = [team for team in _unit_targets(files) if len(team) == 3]
    by_region = zip(("华东", "华南", "华北"), "ESN", strict=True)
    for name, letter in by_region:
        found = _attainment(files, [team for team in teams if team[0] == letter])
        assert found == pytest.approx(KEY["attainment"]["region"][name], abs=0.005)
    types = KEY["attainment"]["team_type"]
    assert _attainment(files, list(KEY_ACCOUNT_TEAMS)) == pytest.approx(types["key_account"], abs=0.005)
    assert _attainment(files, list(CHANNEL_TEAMS)) == pytest.approx(types["channel"], abs=0.005)
    assert _attainment(files, list(NEW_MANAGER_TEAMS)) == pytest.approx(0.76, abs=0.005)
    for team, attainment in KEY["attainment"]["team"].items():
        assert _attainment(files, [team]) == pytest.approx(attainment, abs=0.005)
    assert _attainment(files, teams) == pytest.approx(KEY["company"]["attainment"], abs=0.005)
    total = sum(_team_sales(files).values())
    assert total == pytest.approx(KEY["company"]["actual"], rel=0.002)
    assert total / KEY["company"]["board_target"] == pytest.approx(0.89, abs=0.005)
    assert min(teams, key=lambda team: _attainment(files, [team])) == "E09"


def test_against_ramp_targets_the_newcomers_team_is_as_expected(files: dict[str, Rows]) -> None:
    ramp = {row["owner_id"]: int(row["value"]) for row in files["targets"] if row["metric"] == "ramp_sales"}
    members = [row["person_id"] for row in files["roster"] if _team(row) == "N06" and row["role"] != "M"]
    fair = sum(ramp.get(person, 3_420_000) for person in members)
    assert len(ramp) == KEY["company"]["new_reps"]
    assert _team_sales(files)["N06"] / fair == pytest.approx(_plant("T3")["ramp_attainment"], abs=0.01)


def test_reps_of_a_team_differ_by_about_thirty_percent(companies: list[Simulated]) -> None:
    spread = []
    for company in companies:
        team = company.structure.team_of
        mean = np.bincount(team, company.figures.sales) / company.structure.size
        spread.append(float((company.figures.sales / mean[team]).std()))
    assert np.mean(spread) == pytest.approx(0.30, abs=0.04)


def test_season_peaks_in_the_fourth_quarter(files: dict[str, Rows]) -> None:
    quarters: Counter[tuple[str, int]] = Counter()
    for row in files["actuals"]:
        if row["metric"] == "sales":
            quarters[row["period"][:4], (int(row["period"][5:]) - 1) // 3] += int(row["value"])
    for year in ("2024", "2025"):
        share = [
            quarters[year, place] / sum(quarters[year, each] for each in range(4)) * 4 for place in range(4)
        ]
        assert share[0] == pytest.approx(0.75, abs=0.08)
        assert share[3] == pytest.approx(1.3, abs=0.05)


def test_won_deals_make_up_each_reps_sales_of_both_years(files: dict[str, Rows]) -> None:
    for year in ("2024", "2025"):
        won: Counter[str] = Counter()
        for row in files["opportunities"]:
            if row["stage"] == "won" and row["closed"].startswith(year):
                won[row["owner_id"]] += int(row["amount"])
        assert won == _sales_by_person(files, year)


def test_deals_and_win_rates(files: dict[str, Rows]) -> None:
    team_of = {row["person_id"]: _team(row) for row in files["roster"]}
    closed: Counter[str] = Counter()
    won: Counter[str] = Counter()
    for row in files["opportunities"]:
        if row["closed"].startswith("2025"):
            closed[team_of[row["owner_id"]]] += 1
            won[team_of[row["owner_id"]]] += row["stage"] == "won"
    others = [team for team in closed if team not in NEW_MANAGER_TEAMS]
    assert closed.total() / 400 == pytest.approx(28, abs=0.5)
    assert _rate(won, closed, others) == pytest.approx(0.30, abs=0.012)
    assert _rate(won, closed, list(NEW_MANAGER_TEAMS)) == pytest.approx(0.255, abs=0.02)
    assert _rate(won, closed, ["E09"]) == pytest.approx(0.30, abs=0.07)
    assert closed["E09"] / 10 / 28 - 1 == pytest.approx(_plant("T1")["deals_change"], abs=0.04)


def _rate(won: Counter[str], closed: Counter[str], teams: list[str]) -> float:
    return sum(won[team] for team in teams) / sum(closed[team] for team in teams)


def test_new_managers_win_less_in_every_seed_pooled(companies: list[Simulated]) -> None:
    rates = []
    for company in companies:
        there = company.structure.in_teams(NEW_MANAGER_TEAMS)
        rates.append(company.figures.won[there].sum() / company.figures.closed[there].sum())
    assert np.mean(rates) == pytest.approx(0.255, abs=0.006)


def test_the_inherited_client_and_the_lost_potential(files: dict[str, Rows]) -> None:
    members = {row["person_id"]: row for row in files["roster"] if _team(row) == "E03"}
    clients: Counter[str] = Counter()
    for row in files["opportunities"]:
        if row["owner_id"] in members and row["stage"] == "won" and row["closed"].startswith("2025"):
            clients[row["customer"]] += int(row["amount"])
    assert clients.most_common(1)[0][1] / clients.total() == pytest.approx(0.62, abs=0.02)
    shares = [float(row["inherited_share"]) for row in members.values() if row["inherited_share"]]
    assert np.mean(shares) == pytest.approx(0.62, abs=0.06)
    potential = {_team(row): float(row["territory_potential"]) for row in files["roster"]}
    assert _attainment(files, ["E09"]) / potential["E09"] == pytest.approx(0.94, abs=0.01)
    assert min(value for team, value in potential.items() if team != "E09") > 0.85


def test_activity(files: dict[str, Rows]) -> None:
    team_of = {row["person_id"]: _team(row) for row in files["roster"]}
    visits: Counter[tuple[str, bool]] = Counter()
    new: Counter[str] = Counter()
    for row in files["actuals"]:
        if row["metric"] == "visits" and row["period"].startswith("2025"):
            team = team_of[row["owner_id"]]
            group = "key" if team in KEY_ACCOUNT_TEAMS else "E09" if team == "E09" else "others"
            visits[group, row["period"] >= "2025-Q3"] += int(row["value"])
        if row["metric"] == "new_customers" and row["period"].startswith("2025"):
            new["E03" if team_of[row["owner_id"]] == "E03" else "others"] += int(row["value"])
    assert visits["key", True] / visits["key", False] == pytest.approx(0.82, abs=0.02)
    assert visits["E09", True] / 20 == pytest.approx(visits["others", True] / 2 / 332, rel=0.1)
    assert new["E03"] / 10 == pytest.approx(0.3, abs=0.25)
    assert new["others"] / 390 == pytest.approx(1.4, abs=0.15)


def test_key_account_deals_take_longer_than_last_year(files: dict[str, Rows]) -> None:
    key = {row["person_id"] for row in files["roster"] if row["team_type"] == "key_account"}
    days: defaultdict[tuple[bool, str], list[int]] = defaultdict(list)
    for row in files["opportunities"]:
        if row["closed"]:
            length = date.fromisoformat(row["closed"]) - date.fromisoformat(row["created"])
            days[row["owner_id"] in key, row["closed"][:4]].append(length.days)
    assert np.mean(days[True, "2025"]) / np.mean(days[True, "2024"]) == pytest.approx(1.21, abs=0.04)
    assert np.mean(days[False, "2025"]) / np.mean(days[False, "2024"]) == pytest.approx(1.0, abs=0.03)


def test_unit_metrics(files: dict[str, Rows]) -> None:
    left, heads = _unit_metric(files, "leavers", "2025"), _unit_metric(files, "headcount", "2025")
    usual = [team for team in heads if team not in KEY_ACCOUNT_TEAMS + NEW_MANAGER_TEAMS]
    for teams, rate in ((usual, 0.11), (KEY_ACCOUNT_TEAMS, 0.19), (NEW_MANAGER_TEAMS, 0.22)):
        assert sum(left[t] for t in teams) / sum(heads[t] for t in teams) == pytest.approx(rate, abs=0.01)
    opened, idle = (
        _unit_metric(files, "open_deals", "2025"),
        _unit_metric(files, "deals_without_next_step", "2025"),
    )
    assert sum(idle.values()) / sum(opened.values()) == pytest.approx(0.46, abs=0.001)
    for year, share in (("2024", 0.52), ("2025", 0.41)):
        entered, reached = (_unit_metric(files, m, year) for m in ("stage2_entered", "stage3_reached"))
        assert sum(reached.values()) / sum(entered.values()) == pytest.approx(share, abs=0.001)
    assert list(_unit_metric(files, "approval_days", "2025").values()) == [6.0]


def test_duplicates_among_the_deals_entered_in_the_year(files: dict[str, Rows]) -> None:
    team_of = {row["person_id"]: _team(row) for row in files["roster"]}
    entered = Counter(
        team_of[row["owner_id"]] for row in files["opportunities"] if row["created"].startswith("2025")
    )
    double = _unit_metric(files, "duplicate_deals", "2025")
    for channel, share in ((True, 0.09), (False, 0.02)):
        teams = [team for team in entered if (team in CHANNEL_TEAMS) == channel]
        found = sum(double[team] for team in teams) / sum(entered[team] for team in teams)
        assert found == pytest.approx(share, abs=0.001)


def test_the_channels_share_of_sales_falls(files: dict[str, Rows]) -> None:
    for quarter, share in (("2024-Q1", 0.31), ("2024-Q4", 0.31), ("2025-Q1", 0.24), ("2025-Q4", 0.24)):
        last = int(quarter[-1]) * 3
        months = {f"{quarter[:4]}-{month:02d}" for month in range(last - 2, last + 1)}
        sales = sum(
            int(row["value"])
            for row in files["actuals"]
            if row["metric"] == "sales" and row["period"] in months
        )
        partners = _unit_metric(files, "channel_sales", quarter)["汀澜流体控制"]
        assert partners / sales == pytest.approx(share, abs=0.005)


def test_metric_keys_are_the_agreed_ones(files: dict[str, Rows]) -> None:
    agreed = {"sales", "visits", "new_customers", "leavers", "headcount", "stage2_entered", "stage3_reached"}
    agreed |= {"channel_sales", "open_deals", "deals_without_next_step", "approval_days", "duplicate_deals"}
    assert {row["metric"] for row in files["actuals"]} == agreed


@pytest.mark.slow
def test_without_plants_the_files_are_plain_too(tmp_path: Path) -> None:
    write_demo(tmp_path, 3, plants=False)
    files = {
        path.stem: list(csv.DictReader(path.read_text("utf-8").splitlines()))
        for path in tmp_path.glob("*.csv")
    }
    targets = _unit_targets(files)
    assert targets["华北"] == sum(targets[f"N{number:02d}"] for number in range(1, 13)) == 360_000_000
    assert sum(_team_sales(files).values()) == pytest.approx(1_200_000_000, rel=1e-6)
    assert all(0.7 < _attainment(files, [team]) < 1.3 for team in targets if len(team) == 3)


def test_arrays_hold_the_sales_of_the_files(files: dict[str, Rows]) -> None:
    sales = _sales_by_person(files, "2025")
    drawn = simulate_scores(PUBLISHED_SEED).figures.sales * 10_000
    assert [sales[f"TL{number + 1:04d}"] for number in range(400)] == pytest.approx(drawn.tolist(), abs=20)
