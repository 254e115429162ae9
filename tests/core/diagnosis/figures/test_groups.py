"""Which groups of reps are listed, and which are tested."""

from __future__ import annotations

from datetime import date

from diagnostic.core.diagnosis.figures.groups import compared_groups, figure_groups
from diagnostic.text import Text
from tests.made.counted import monthly, people_of, rep, table

TEAMS = {"N1": 4, "N2": 3, "S1": 3, "S2": 2}
OLD, NEW = date(2015, 1, 1), date(2025, 12, 1)


def groups(**values: dict[str, object]) -> dict[str, tuple[int, tuple[str, ...]]]:
    staff = [
        rep(
            f"{team}{n}",
            f"Co/{team[0]}/{team}",
            **{key: of[team] for key, of in values.items() if team in of},
        )
        for team, size in TEAMS.items()
        for n in range(size)
    ]
    given = table(staff, [], monthly("N10", 2025, [1] * 12))
    found = figure_groups(people_of(given), given.roster, {"N": Text("北", "North")})
    assert found[0].id == "company"
    return {g.id: (int(g.members.sum()), g.others) for g in found} | {
        "tested": (0, tuple(g.id for g in compared_groups(found)))
    }


def test_company_regions_and_teams_of_three_or_more() -> None:
    found = groups()
    assert {id: n for id, (n, _) in found.items() if id != "tested"} == {
        "company": 12,
        "region:N": 7,
        "region:S": 5,
        "team:N/N1": 4,
        "team:N/N2": 3,
        "team:S/S1": 3,
    }


def test_of_two_groups_that_are_each_others_rest_one_is_tested() -> None:
    found = groups(manager_since={"N1": NEW, "N2": OLD, "S1": OLD, "S2": OLD})
    assert found["region:N"][1] == ("region:S",)
    assert found["manager_tenure:experienced"] == (8, ("manager_tenure:new",))
    assert found["tested"][1] == (
        "region:N",
        "team:N/N1",
        "team:N/N2",
        "team:S/S1",
        "manager_tenure:new",
    )


def test_where_some_have_no_value_both_are_tested() -> None:
    found = groups(team_type={"N1": "field", "N2": "channel"})
    assert found["team_type:field"][1] == found["team_type:channel"][1] == ()
    assert {"team_type:field", "team_type:channel"} <= set(found["tested"][1])


def test_a_grouping_with_one_value_is_none() -> None:
    assert not [id for id in groups(team_type=dict.fromkeys(TEAMS, "field")) if id.startswith("team_type")]


def test_a_rep_in_the_first_year_is_new_whatever_the_role() -> None:
    found = groups(
        role=dict.fromkeys(TEAMS, "R"), start={"N1": date(2025, 6, 1), "N2": OLD, "S1": OLD, "S2": OLD}
    )
    assert (found["role:N"][0], found["role:R"][0]) == (4, 8)


def test_teams_of_one_name_are_called_by_the_unit_above_them_too() -> None:
    paths = [path for path in ("Co/N/T1", "Co/S/T1", "Co/S/T2") for _ in range(3)]
    staff = [rep(f"p{place}", path) for place, path in enumerate(paths)]
    given = table(staff, [], monthly("p0", 2025, [1] * 12))
    found = figure_groups(
        people_of(given), given.roster, {"N": Text("北", "North"), "T1": Text("一组", "First")}
    )
    labels = {each.id: each.group.label for each in found}
    assert (labels["team:N/T1"].zh, labels["team:N/T1"].en) == ("北 一组", "North First")
    assert labels["team:S/T1"].en == "S First"
    assert labels["team:S/T2"].en == "T2"
