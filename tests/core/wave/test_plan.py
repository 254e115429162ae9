"""Who is asked what and under which groups, on small rosters; and what the preview says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from diagnostic.core.figures.analysis.attainment import attained_of
from diagnostic.core.figures.model.performance import Person
from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.wave.model import Leaf, Tag
from diagnostic.core.wave.plan import (
    BY_BAND,
    BY_BAND_AND_REGION,
    BY_UNIT,
    Staffing,
    Tagging,
    WaveGroups,
    employed,
    plan_groups,
    tagging_of,
    tags_of,
)
from diagnostic.core.wave.preview import chance_of, outlook
from diagnostic.text import Text, same
from tests.made.companies import YEAR, company, people

DAY = date(2026, 3, 2)
ALL = ("skills", "morale", "morale", "manager", "comments")
RULES = PublishingRules()


def staffing(*given: Person, attained: Mapping[str, float] | None = None) -> Staffing:
    return Staffing(given, {}, attained or {}, DAY)


def plan(
    whom: Staffing, modules: tuple[str, ...] = ALL, chosen: Mapping[str, Tagging] | None = None
) -> WaveGroups:
    return plan_groups(whom, modules, chosen or {}, RULES)


def usual(**more: int) -> Staffing:
    table = company(**more)
    return Staffing(table.roster.people, {}, attained_of(table, YEAR), DAY)


def columns(groups: WaveGroups) -> dict[str, tuple[str, ...]]:
    return {each.module: each.columns for each in groups.modules}


def leaf_of(groups: WaveGroups, person: str, module: str) -> Leaf:
    (values,) = [each.leaves[module] for each in groups.invitees if each.person == person]
    (own,) = [each for each in groups.modules if each.module == module]
    (leaf,) = [leaf for leaf in own.leaves if leaf.values == values]
    return leaf


def said(groups: WaveGroups) -> dict[str, object]:
    return {fault.code: fault.values.get("n") for fault in groups.notes}


def test_the_usual_wave() -> None:
    groups = plan(usual())
    assert columns(groups) == {
        "skills": ("role", "band"),
        "morale": ("region", "team"),
        "manager": (),
        "comments": (),
    }
    asked = Counter(tuple(sorted(each.leaves)) for each in groups.invitees)
    assert asked == {("comments", "morale", "skills"): 48, ("comments", "manager"): 6}
    assert (groups.notes, groups.faults) == ((), ())
    assert leaf_of(groups, "R000", "skills").values == ("K", "bottom")
    assert leaf_of(groups, "R047", "skills").values == ("R", "top")
    assert leaf_of(groups, "R000", "skills").role == "K"
    assert leaf_of(groups, "R000", "morale") == Leaf(
        ("东区", "1部"), (same("东区"), same("1部")), "key_account", "K"
    )


@pytest.mark.parametrize(
    ("chosen", "skills", "morale"),
    [
        ({"skills": BY_UNIT}, ("region", "team"), ("region", "team")),
        ({"skills": BY_BAND_AND_REGION}, ("role", "band", "region"), ("region", "team")),
        ({"morale": BY_BAND}, ("role", "band"), ("role", "band")),
        ({"morale": ("age",), "skills": ()}, ("role", "band"), ("region", "team")),  # no choice of theirs
    ],
)
def test_tags_are_turned_the_other_way(
    chosen: dict[str, Tagging], skills: tuple[str, ...], morale: tuple[str, ...]
) -> None:
    found = columns(plan(usual(), chosen=chosen))
    assert (found["skills"], found["morale"]) == (skills, morale)


def test_a_module_of_the_client_s_own_is_read_by_company_or_as_chosen() -> None:
    assert columns(plan(usual(), ("tools",))) == {"tools": ()}
    assert columns(plan(usual(), ("tools",), {"tools": BY_UNIT})) == {"tools": ("region", "team")}
    assert tagging_of("comments", {"comments": BY_UNIT}) == ()  # comments are the whole company's, always


@pytest.mark.parametrize(
    ("paths", "columns_", "leaves"),
    [
        (["Co"], ("team",), [("Co",)]),
        (["Co/A", "Co/B"], ("team",), [("A",), ("B",)]),
        (["A", "B"], ("team",), [("A",), ("B",)]),
        (["Co/N/A", "Co/N/B", "Co/S/C"], ("region", "team"), [("N", "A"), ("N", "B"), ("S", "C")]),
        (["Co/N/A", "Co/N", "Co/S/C"], ("region", "team"), [("N", "A"), ("N", "N"), ("S", "C")]),
        (["Co", "Co/N", "Co/S"], ("team",), [("Co",), ("N",), ("S",)]),
        (["Co/N/X/A", "Co/S/Y/B"], ("region", "level_2", "team"), [("N", "X", "A"), ("S", "Y", "B")]),
        (["Co/N/N", "Co/N", "Co/S/C"], ("region", "team"), [("N", "N"), ("S", "C")]),
    ],
)
def test_units_by_level(paths: list[str], columns_: tuple[str, ...], leaves: list[tuple[str, ...]]) -> None:
    whom = [Person(f"{at}-{n}", path=tuple(p.split("/"))) for at, p in enumerate(paths) for n in range(6)]
    groups = plan(staffing(*whom), ("morale",))
    (module,) = groups.modules
    assert module.columns == columns_
    assert list(dict.fromkeys(leaf.values for leaf in module.leaves)) == leaves


def test_units_have_the_client_s_names_in_both_languages() -> None:
    whom = Staffing(
        tuple(Person(f"P{at}", path=("Co", "N", "A") if at % 2 else ("Co", "N")) for at in range(12)),
        {"Co/N": Text("北区", "North"), "Co/N/A": Text("一组", "Team A")},
        {},
        DAY,
    )
    groups = plan(whom, ("morale",))
    assert leaf_of(groups, "P1", "morale").labels[-1] == Text("一组", "Team A")
    assert leaf_of(groups, "P0", "morale").labels[-1]["en"] in ("North itself", "North")


def test_people_without_unit_role_or_figures_are_asked_and_noted() -> None:
    bare = [Person(f"B{at}") for at in range(5)]
    placed = [replace(each, role=None) if each.id == "R001" else each for each in people(managers=0)]
    table = company(managers=0)
    groups = plan(staffing(*placed, *bare, attained=attained_of(table, YEAR)), ("skills", "morale"))
    assert said(groups) == {"plan.no_unit": 5, "plan.no_role": 6, "plan.no_attainment": 5}
    assert {tuple(each.leaves) for each in groups.invitees if each.person[0] == "B"} == {("skills",)}
    assert leaf_of(groups, "B0", "skills").values == ("R", "middle")


def test_without_figures_skills_are_read_by_role_and_without_units_conditions_by_company() -> None:
    groups = plan(staffing(*(Person(f"P{at}", role="R") for at in range(9))), ("skills", "morale"))
    assert columns(groups) == {"skills": ("role",), "morale": ()}
    assert "plan.no_figures" in said(groups)


def test_figures_of_another_time_are_named_as_that() -> None:
    nowhere = staffing(*(Person(f"P{at}", role="R") for at in range(9)))
    groups = plan(replace(nowhere, asked="2025", has="2023"), ("skills",))
    assert [(note.code, note.values) for note in groups.notes if note.code.startswith("plan.no_figures")] == [
        ("plan.no_figures_in_period", {"has": "2023", "asked": "2025"})
    ]


def test_a_rep_of_the_first_year_is_new_and_roles_of_the_client_keep_their_name() -> None:
    whom = [
        Person("new", start=date(2025, 6, 1), role="K"),
        Person("year", start=date(2025, 3, 2), role="大客户经理"),
        Person("own", role="SDR"),
        Person("channel", role="渠道经理", team_type="field"),
        *(Person(f"P{at}", role="R") for at in range(9)),
    ]
    groups = plan(staffing(*whom), ("skills",))
    found = {id: leaf_of(groups, id, "skills") for id in ("new", "year", "own", "channel")}
    assert [leaf.values[0] for leaf in found.values()] == ["N", "大客户经理", "SDR", "渠道经理"]
    assert [leaf.role for leaf in found.values()] == ["N", "K", "R", "C"]
    assert found["channel"].kind == "channel"


def test_who_is_not_employed_on_the_day_is_not_asked() -> None:
    whom = [
        Person("gone", end=date(2026, 3, 1)),
        Person("last day", end=DAY),
        Person("first day", start=DAY),
        Person("later", start=date(2026, 3, 3)),
    ]
    assert [each.id for each in employed(whom, DAY)] == ["last day", "first day"]


def test_managers_are_split_by_tenure_where_each_side_has_k_and_left_out_below_k() -> None:
    def led(new: int, old: int, unsaid: int = 0) -> Staffing:
        days = [date(2025, 12, 1)] * new + [date(2019, 1, 1)] * old + [None] * unsaid
        managers = [Person(f"M{at}", role="M", manager_since=day) for at, day in enumerate(days)]
        return staffing(*managers, *people(managers=0))

    assert columns(plan(led(5, 5)))["manager"] == ("tenure",)
    assert columns(plan(led(4, 9)))["manager"] == ()
    assert columns(plan(led(6, 6, 1)))["manager"] == ()
    few = plan(led(2, 2))
    assert "manager" not in columns(few)
    assert said(few)["plan.managers_left_out"] == 4
    assert not any(each.person[0] == "M" for each in few.invitees)
    assert few.faults == ()


def test_too_few_people_are_a_fault() -> None:
    assert [f.code for f in plan(staffing()).faults] == ["plan.nobody"]
    four = plan(staffing(*(Person(f"P{at}", path=("A",)) for at in range(4))), ("skills", "morale"))
    assert [f.code for f in four.faults] == ["wave.too_few", "wave.too_few"]
    halves = [Person(f"P{at}", path=("A",) if at < 3 else ()) for at in range(20)]
    assert [f.values["module"] for f in plan(staffing(*halves), ("skills", "morale")).faults] == ["morale"]
    assert said(plan(staffing(*halves), ("comments",))) == {"plan.comments_few": 20}


def test_every_tag_has_k_invitees_and_everybody_one_tag_a_module() -> None:
    for teams in (1, 3, 7, 20):
        groups = plan(usual(reps=60, teams=teams))
        for module in groups.modules:
            ids = count()
            tags = tags_of(module, groups.invitees, RULES, lambda ids=ids: f"t{next(ids):03}")
            placed = [leaf.values for tag in tags for leaf in tag.leaves]
            assert len(placed) == len(set(placed))
            asked = sum(module.module in each.leaves for each in groups.invitees)
            assert sum(tag.invited for tag in tags) == asked
            assert all(tag.invited >= min(10, asked) for tag in tags)


# --- the preview ---


@pytest.mark.parametrize(
    ("n", "rate", "least", "chance"),
    [
        (10, 0.5, 5, 638 / 1024),
        (5, 0.5, 5, 1 / 32),
        (4, 0.9, 5, 0.0),
        (3000, 0.01, 5, 1.0),
        (7, 0.0, 5, 0.0),
        (7, 1.0, 5, 1.0),
        (6, 0.7, 0, 1.0),
    ],
)
def test_chance_of_enough_answers(n: int, rate: float, least: int, chance: float) -> None:
    assert chance_of(n, rate, least) == pytest.approx(chance, abs=1e-6)


def tag(name: str, region: str, invited: int, kind: str = "field") -> Tag:
    leaf = Leaf((region, name), (same(region), same(name)), kind)
    return Tag(name, "morale", same(name), invited, (leaf,))


def test_what_stands_alone_what_is_merged_and_what_is_shown_as_the_unit_above() -> None:
    tags = [tag("a", "N", 20), tag("b", "N", 6), tag("c", "N", 6), tag("d", "S", 6), tag("e", "S", 8)]
    seen = outlook("morale", ("region", "team"), tags, 0.7, RULES)
    found = {each.tag.id: (each.expected, each.visibility, [o.id for o in each.others]) for each in seen.tags}
    assert found == {
        "a": (14, "alone", []),
        "b": (4, "merged", ["c"]),
        "c": (4, "merged", ["b"]),
        "d": (4, "parent", ["e"]),
        "e": (5, "parent", ["d"]),
    }
    assert {each.above for each in seen.tags if each.visibility == "parent"} == {("S",)}
    assert (seen.alone, seen.invited, seen.smallest) == (1, 46, 6)
    assert seen.share_alone == pytest.approx(20 / 46)


def test_units_joined_before_sending_do_not_stand_alone() -> None:
    one, other = tag("a", "N", 6), tag("b", "N", 6)
    both = replace(one, invited=12, leaves=one.leaves + other.leaves)
    seen = outlook("morale", ("region", "team"), [both, tag("c", "S", 12)], 0.9, RULES)
    assert [each.visibility for each in seen.tags] == ["joined", "alone"]
    assert (seen.alone, seen.share_alone) == (1, 0.5)


def test_where_nearly_nobody_answers_nothing_is_shown() -> None:
    seen = outlook("morale", ("region", "team"), [tag("a", "N", 8), tag("b", "N", 8)], 0.2, RULES)
    assert {each.visibility for each in seen.tags} == {"hidden"}
    assert outlook("morale", (), [], 0.7, RULES).share_alone == 0.0
