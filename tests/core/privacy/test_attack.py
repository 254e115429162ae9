"""The attack on a release.json finds what is planted in it, and nothing in what the rules let out."""

from __future__ import annotations

from typing import Any

import pytest

from diagnostic.core.privacy.attack import (
    few_in_a_spread,
    few_people,
    hidden_means,
    measures_of,
    near_an_end,
)
from tests.privacy.test_redteam_outputs import RULES, organisation, released


def figure(group: str, value: float, n: int, statistic: str = "mean") -> dict[str, Any]:
    return {
        "group": group,
        "measure": "A",
        "statistic": statistic,
        "value": value,
        "n": n,
        "min": 1.0,
        "max": 5.0,
    }


def release(figures: list[dict[str, Any]], hidden: tuple[str, ...] = ()) -> dict[str, Any]:
    """Three atoms; groups of one and of two of them."""
    atoms = [
        {"id": id, "module": "m", "answered": n, "label": {}} for id, n in (("a", 12), ("b", 8), ("c", 20))
    ]
    groups = {"m/all": "abc", "m/ab": "ab", "m/a": "a", "m/b": "b", "m/c": "c"}
    return {
        "atoms": atoms,
        "groups": [{"id": id, "module": "m", "atoms": list(parts)} for id, parts in groups.items()],
        "figures": figures,
        "not_shown": [{"group": group, "measure": "A"} for group in hidden],
    }


ALL, AB, A = figure("m/all", 3, 40), figure("m/ab", 3, 20), figure("m/a", 3, 12)


def test_nothing_is_found_in_what_may_be_published() -> None:
    (told,) = measures_of(release([ALL, AB, A, figure("m/all", 2, 40, "low")]))
    assert [*few_people(told, 5), *few_in_a_spread(told, 10), *near_an_end(told)] == []


def test_a_difference_of_few_people_is_found() -> None:
    (told,) = measures_of(release([ALL, AB, figure("m/a", 3, 17)]))  # of b only three have a score
    assert [line for line in few_people(told, 5) if "3 people in b" in line]


def test_a_spread_that_follows_is_found() -> None:
    (told,) = measures_of(release([AB, A, figure("m/ab", 2, 20, "low"), figure("m/a", 2, 12, "low")]))
    assert [line for line in few_in_a_spread(told, 10) if "8 people in b" in line]
    assert not list(few_people(told, 5))


@pytest.mark.parametrize("value", [1.05, 4.95])
def test_a_total_near_an_end_is_found_also_where_it_only_follows(value: float) -> None:
    (told,) = measures_of(release([figure("m/ab", (12 * 3 + 8 * value) / 20, 20), A]))
    assert [line for line in near_an_end(told) if "8 people in b" in line]


def test_a_mean_that_is_not_shown_and_follows_is_found() -> None:
    assert list(hidden_means(release([ALL, AB], ("m/c",)))) != []
    assert list(hidden_means(release([ALL, AB], ("m/a",)))) == []
    assert list(hidden_means(release([figure("m/all", 3, 20), AB], ("m/c",)))) == []  # no one there was asked


@pytest.mark.parametrize("seed", [0, 1])
def test_what_the_product_releases_withstands_it(seed: int) -> None:
    diagnosis, _, made, _ = released(organisation(seed, 0.6))
    compared = {(r.group, r.measure) for r in diagnosis.results if r.method == "two_group.permutation"}
    assert compared
    found = [
        line
        for told in measures_of(made, compared)
        for line in (
            *few_people(told, RULES.k),
            *few_in_a_spread(told, RULES.k_items),
            *near_an_end(told),
        )
    ]
    assert found == []
    assert list(hidden_means(made)) == []
