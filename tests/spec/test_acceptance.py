"""The acceptance bounds of the simulated company, as the answer key states them.

On scores: what is planted is found, what is not planted is not claimed. Through the whole pipeline: the team without
a territory never gets a people action, the burden of everybody is answered by the company. Three seeds here; before a
release fifty on scores, and eleven through the pipeline, where `./run calibrate` holds all fifty.

"Found" is the named scale on the named contrast, right sign, p < .05 after Holm over all declared contrasts and
scales of the report.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from diagnostic.core.diagnosis.model.result import Result
from diagnostic.lab.calibration import bounds
from diagnostic.lab.calibration.bounds import Bound
from diagnostic.lab.calibration.count_runs import company_answers, people_actions
from diagnostic.lab.calibration.seed_run import run_seed
from diagnostic.readers.knowledge import read_playbook
from diagnostic.settings import Settings
from tests.made.simulated import confirmatory
from tests.support.tiers import TIER

KEY = tomllib.loads((Path(__file__).resolve().parents[1] / "data/demo_answer_key.toml").read_text("utf-8"))
BOUNDS = KEY["acceptance"]
NOISY_TRAP = 47  # its reps differ so much that 58 % against 88 % is no claim; it is left alone all the same
FEW = (0, 1, NOISY_TRAP)
SEEDS = range(BOUNDS["seeds"]) if TIER == "release" else FEW
PIPELINE_SEEDS = (*range(10), NOISY_TRAP) if TIER == "release" else FEW
PLAYBOOK = read_playbook().playbook
CAUSE_MAP = read_playbook().cause_map


def _entry(code: str) -> dict[str, Any]:
    return next(each for each in [*KEY["plants"], *KEY["traps"], *KEY["nulls"]] if each["code"] == code)


def _claims(results: tuple[Result, ...]) -> set[tuple[str, str, int]]:
    """(scope, scale, sign) of every result below .05 after Holm."""
    return {(r.group.partition("/")[2], r.measure, r.sign) for r in results if r.verdict == "clear"}


@pytest.mark.slow
def test_what_is_planted_is_found_and_what_is_not_is_not_claimed() -> None:
    found: Counter[str] = Counter()
    null_claims = {"N1": 0, "N2": 0}
    for seed in SEEDS:
        claims = _claims(confirmatory(seed, plants=True))
        for code in ("P1", "P2", "P3", "P6"):
            contrast = _entry(code)["contrast"]
            scope = f"{contrast['kind']}:{contrast['group']}"
            found[code] += (scope, _entry(code)["found_by"], -1) in claims
        for code in null_claims:  # on these scales nothing is planted, in any group
            null_claims[code] += any(scale == _entry(code)["scale"] for _, scale, _ in claims)
    least = Bound("at least", BOUNDS["found_at_least"]).of(len(SEEDS))
    assert {code: count for code, count in found.items() if count < least} == {}
    assert set(found) == {"P1", "P2", "P3", "P6"}
    assert Bound("at most", BOUNDS["null_claims_at_most"]).holds(max(null_claims.values()), len(SEEDS))


@pytest.mark.slow
def test_where_nothing_is_planted_hardly_anything_is_claimed() -> None:
    """Claims about groups, and about reps against managers, in any scale, in any direction."""
    seeds_with_claims = sum(
        any(r.verdict == "clear" for r in confirmatory(seed, plants=False)) for seed in SEEDS
    )
    assert Bound("at most", BOUNDS["no_plants_claims_at_most"]).holds(seeds_with_claims, len(SEEDS))


@pytest.mark.slow
def test_the_family_is_every_contrast_on_every_scale() -> None:
    family = confirmatory(KEY["published_seed"], plants=True)
    kinds = {r.kind for r in family}
    groups = {r.group.partition("/")[2].partition(":")[0] for r in family}
    assert kinds == {"contrast", "top_rest", "self_manager"}
    assert groups == {"region", "team_type", "manager_tenure", "role", "band", "company"}
    assert len({r.measure for r in family if r.kind == "contrast"}) == 22
    tested = sorted((r for r in family if r.p is not None), key=lambda r: r.p or 0.0)
    assert tested[0].p_adjusted == pytest.approx(min(1.0, (tested[0].p or 0.0) * len(tested)))


@pytest.mark.slow
def test_the_trap_gets_no_people_action_and_the_burden_a_company_action() -> None:
    runs = [run_seed(seed, True, Settings(), CAUSE_MAP, PLAYBOOK) for seed in PIPELINE_SEEDS]
    trapped = [run.seed for run in runs if people_actions(run, CAUSE_MAP, PLAYBOOK)]
    without = [run.seed for run in runs if not any(c.row == bounds.TRAP_ROW for c in run.likely)]
    burden = [run.seed for run in runs if company_answers(run, PLAYBOOK)]
    assert trapped == []
    assert without == []
    assert Bound("at least", BOUNDS["burden_actions_at_least"]).holds(len(burden), len(runs))


def test_the_long_run_holds_the_bounds_of_the_key() -> None:
    assert (
        BOUNDS["seeds"],
        BOUNDS["found_at_least"],
        BOUNDS["no_plants_claims_at_most"],
    ) == (bounds.SEEDS, bounds.FOUND, bounds.CHANCE)
    assert BOUNDS["null_claims_at_most"] == bounds.CHANCE
    assert BOUNDS["burden_actions_at_least"] == bounds.BURDEN
    assert BOUNDS["trap_people_actions"] == bounds.NEVER
    for plant in bounds.PLANTS:
        contrast = _entry(plant.code)["contrast"]
        assert plant.scope == f"{contrast['kind']}:{contrast['group']}"
        assert plant.scale == _entry(plant.code)["found_by"]
    assert {code: _entry(code)["scale"] for code in bounds.NULLS} == bounds.NULLS
    assert {code: list(rows) for code, rows, _ in bounds.STORY if code != "P1"} == {
        code: _entry(code)["rows"] for code, _, _ in bounds.STORY if code != "P1"
    }
    assert (_entry("P5")["rows"], _entry("P5")["scope_must_be"]) == ([bounds.BURDEN_ROW], bounds.BURDEN_SCOPE)
    assert (_entry("T1")["rows"], _entry("T1")["team"]) == ([bounds.TRAP_ROW], bounds.TRAP_TEAM)
