"""Agreement within units: the mean over published units only, under both nulls, from ten units on."""

from __future__ import annotations

import numpy as np
import pytest

from diagnostic.core.diagnosis.survey.drivers import within_units
from diagnostic.core.diagnosis.survey.groups import base_partition, view_scale
from diagnostic.core.stats.scales.agreement import rwg_j
from tests.made.small_surveys import RULES, scale, survey, units

TEAMS = 12


def _module(teams: int, people: int):  # type: ignore[no-untyped-def]
    tags = {("N", f"N{place:02d}"): 3.0 + 0.05 * place for place in range(teams)}
    return survey(units(tags, people), ("region", "team"), "morale", [scale("MO-TGT")])


def _agreement(teams: int, people: int, points: int = 5):  # type: ignore[no-untyped-def]
    module = _module(teams, people)
    (made,) = module.scores.scales
    base = base_partition(module.sheet, RULES, None)
    view = view_scale(module.sheet, module.scores.of(made.code), module.sheet.ends(made), base, RULES)
    assert view is not None
    items = np.tile(module.scores.items_of(made), (1, 3))
    return items, module, list(within_units("morale", made.code, view, items, points))


def test_it_is_the_mean_over_units_under_both_nulls() -> None:
    items, module, (uniform, skewed) = _agreement(TEAMS, 6)
    known = [rwg_j(items, module.sheet.leaf_of, null) for null in (2.0, 1.34)]
    assert [uniform.kind, skewed.kind] == ["rwg_uniform", "rwg_skew"]
    assert [uniform.estimate, skewed.estimate] == [pytest.approx(k.mean) for k in known]
    assert uniform.n == TEAMS * 6
    assert {uniform.method, skewed.method} == {"rwg"}
    assert uniform.group == "morale/company"


def test_fewer_than_ten_units_say_nothing() -> None:
    assert _agreement(9, 6)[2] == []


def test_the_skewed_null_is_known_for_five_points_only() -> None:
    uniform, skewed = _agreement(TEAMS, 6, points=7)[2]
    assert uniform.estimate is not None
    assert skewed.estimate is None
    assert skewed.cannot_say is not None
    assert skewed.cannot_say.reason == "no_input"


def test_units_merged_for_the_rules_count_as_one() -> None:
    """Teams of three merge to atoms of at least five: agreement is theirs, never a team's of three."""
    items, module, (uniform, _) = _agreement(24, 3)
    base = base_partition(module.sheet, RULES, None)
    assert all(atom.answered >= RULES.k for atom in base.atoms)
    known = rwg_j(items, np.asarray(base.atom_of_leaf)[module.sheet.leaf_of], 2.0)
    assert uniform.estimate == pytest.approx(known.mean)
