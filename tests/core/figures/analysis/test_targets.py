"""The target audit: the seed's own example, and the real file with its extra zeros."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from diagnostic.core.figures.analysis.targets import audit_targets
from diagnostic.core.figures.model.performance import Amount, PerformanceTable
from tests.made.small_figures import amount, figures, months, person


def found(targets: Iterable[Amount], actuals: Iterable[Amount] = ()) -> list[tuple[str, str | None]]:
    people = [person("a"), person("b"), person("m", role="M")]
    return [(each.code, each.owner) for each in audit_targets(figures(people, targets, actuals))]


def test_a_tree_of_mixed_periods_is_first_put_on_the_same_year() -> None:
    """Company 100 million a year, East 30, team one 8 million, and Zhang San 600 thousand a month."""
    table = figures(
        [person("张三", "公司/华东/一部"), person("李四", "公司/华东/二部")],
        [
            amount("unit:公司", 2025, 10_000),
            amount("unit:公司/华东", 2025, 3_000),
            amount("unit:公司/华东/一部", 2025, 800),
            *months("张三", 2025, [60] * 12),
        ],
    )
    differ = {each.owner: each.details for each in audit_targets(table) if each.code == "children_differ"}
    assert set(differ) == {"公司", "公司/华东", "公司/华东/一部"}
    assert differ["公司/华东/一部"]["ratio"] == pytest.approx(0.9)
    assert differ["公司"]["difference"] == pytest.approx(-7_000)
    (mixed,) = [each for each in audit_targets(table) if each.code == "mixed_periods"]
    assert mixed.details["months"] == "person: 1, unit: 12"


def test_targets_that_add_up_are_no_finding() -> None:
    targets = [
        amount("a", 2025, 100),
        amount("b", 2025, 100),
        amount("unit:Co", 2025, 200),
        amount("unit:Co/East/T1", 2025, 200),
    ]
    assert found(targets, [amount("a", 2025, 90), amount("b", 2025, 90)]) == []
    assert found([]) == []


def test_missing_months_are_gaps_not_late_starts() -> None:
    holes = [each for each in months("a", 2025, [100] * 12) if each.period.first.month not in (5, 6)]
    late = months("b", 2025, [100] * 12)[4:]
    assert found([*holes, *late]) == [("months_missing", "a")]


def test_targets_of_months_before_somebody_came_are_said_to_be_in_no_sum() -> None:
    """Of twelve months of 100 nine count for somebody who came in April: the file says 1,200, the report 900."""
    came = [person("a", start=date(2025, 4, 1)), person("b")]
    targets = [*months("a", 2025, [100] * 12), *months("b", 2025, [100] * 12)]
    (part,) = [each for each in audit_targets(figures(came, targets)) if each.code == "part_of_period"]
    assert (part.owner, part.details) == ("a", {"written": 1200.0, "counted": 900.0})


def test_twice_zero_and_one_sided() -> None:
    targets = [amount("a", 2025, 100), amount("a", 2025, 100), amount("b", 2025, 0)]
    assert found(targets) == [("target_twice", "a"), ("zero_target", "b")]
    actuals = [amount("b", 2025, 50)]
    assert found([amount("a", 2025, 100)], actuals) == [("no_actuals", "a"), ("no_target", "b")]


def test_a_managers_target_as_large_as_the_teams() -> None:
    targets = [amount("a", 2025, 100), amount("b", 2025, 100), amount("m", 2025, 200)]
    assert found(targets) == [("team_sized_target", "m")]
    assert found([*targets[:2], amount("m", 2025, 50)]) == []


def test_a_wide_spread_is_told() -> None:
    owners = [f"p{number}" for number in range(10)]
    targets = [amount(owner, 2025, 100) for owner in owners]
    even = [amount(owner, 2025, 90 + number) for number, owner in enumerate(owners)]
    assert found(targets, even) == []
    wide = [amount(owner, 2025, 20 + 30 * number) for number, owner in enumerate(owners)]
    assert found(targets, wide) == [("wide_spread", None)]


def test_extra_zeros_in_the_real_targets(adventure_works: PerformanceTable) -> None:
    names = {each.id: each.name for each in adventure_works.roster.people}
    audit = audit_targets(adventure_works)
    outliers = {
        (each.details["period"], names[each.owner or ""]): each.details["value"]
        for each in audit
        if each.code == "outlier_cell"
    }
    assert (
        outliers.items()
        >= {
            ("2019-09", "Brian Welcker"): 3_000_000_000,
            ("2020-09", "Brian Welcker"): 3_300_000_000,
            ("2021-09", "Brian Welcker"): 3_650_000_000,
            ("2019-08", "Shu Ito"): 900_000_000,
            ("2020-08", "Shu Ito"): 1_000_000_000,
            ("2021-08", "Shu Ito"): 1_100_000_000,
        }.items()
    )
    assert len(outliers) <= 10
    idle = [names[each.owner or ""] for each in audit if each.code == "no_actuals"]
    assert idle == ["Brian Welcker"]
    sized = {names[each.owner or ""] for each in audit if each.code == "team_sized_target"}
    assert sized == {"Brian Welcker", "Amy Alberts", "Syed Abbas"}
