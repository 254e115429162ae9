"""The cause map as shipped: forty rows in reading order, every area covered, every remedy there."""

from __future__ import annotations

import pytest

from diagnostic.core.diagnosis.causes.cause_map import AREAS, CauseMap, parse_sign
from diagnostic.core.diagnosis.model.cause import STAGES
from diagnostic.core.plan.playbook import Playbook
from diagnostic.readers.playbook_files import check_playbook, load_cause_map, load_playbook
from diagnostic.text import same
from tests.support.folders import ROOT

TEMPLATES = ROOT / "report_templates"
FAIR = {1, 2, 3, 4, 5, 6, 7}
SKILL = set(range(8, 16))
# Rows that answer an area (design, section 4), a line each: the map may list more, never fewer.
NAMED = {
    "A1": {2},
    "A2": {3, 1},
    "A3": {1},
    "A4": {2},
    "A5": {34, 40},
    "A6": {9, 10, 11},
    "A7": {23},
    "A8": {21},
    "A9": {20},
    "A10": {21},
    "A11": {22},
    "A12": {23},
    "A13": {17},
    "A14": {16},
    "A15": {16},
    "A16": {34},
    "A17": {18},
    "A18": {12},
    "A19": {24},
    "A20": {24},
    "A21": {28},
    "A22": {28},
    "A23": {35},
    "A24": {25},
    "A25": {25},
    "A26": {25},
    "A27": {17},
    "A28": {19},
    "A29": {14},
    "A30": {14},
    "A31": {13},
    "A32": {15},
    "A33": {32},
    "A34": {10},
    "A35": {27},
    "A36": {26},
    "A37": {31},
    "A38": {31},
    "A39": {4, 32},
    "A40": {12},
    "A41": {36},
    "A42": {38, 39},
    "A43": {39, 40},
    "A44": {40, 22},
    "A45": {7},
    "A46": {14},
    "A47": {36},
    "A48": {23},
}


@pytest.fixture(scope="module")
def cause_map() -> CauseMap:
    return load_cause_map(TEMPLATES / "cause_map.toml")


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load_playbook(TEMPLATES / "playbook.toml")


def test_the_shipped_files_have_no_fault() -> None:
    assert check_playbook(TEMPLATES) == []


def test_forty_rows_fair_comparison_first(cause_map: CauseMap) -> None:
    numbers = [row.number for row in cause_map.rows]
    assert sorted(numbers) == list(range(1, 41))
    assert numbers[:7] == [7, 4, 5, 6, 3, 1, 2]
    assert numbers[7:] == list(range(8, 41))
    assert [row.order for row in cause_map.rows] == list(range(1, 41))


@pytest.mark.parametrize(
    ("stage", "rows"), [("fair", FAIR), ("skill", SKILL), ("condition", set(range(16, 36)))]
)
def test_stages(cause_map: CauseMap, stage: str, rows: set[int]) -> None:
    assert {row.number for row in cause_map.rows if row.stage == stage} == rows
    assert stage in STAGES


@pytest.mark.parametrize("area", AREAS)
def test_each_area_has_its_rows_and_an_action(area: str, cause_map: CauseMap, playbook: Playbook) -> None:
    rows = [row for row in cause_map.rows if area in row.areas]
    assert {row.number for row in rows} >= NAMED[area]
    assert area in cause_map.areas
    if any(row.families for row in rows):
        assert any(area in action.areas for action in playbook.actions)


def test_every_row_that_names_a_remedy_has_it(cause_map: CauseMap, playbook: Playbook) -> None:
    for row in cause_map.rows:
        levels = {playbook.action(code).level for code in row.actions}
        assert bool(row.families) == bool(row.actions), row.number
        assert ("company" in levels) or ("company" not in row.families), row.number


def test_fair_rows_veto_all_skill_rows_save_for_inherited_success(cause_map: CauseMap) -> None:
    for number in FAIR - {5}:
        assert set(cause_map.row(number).vetoes) >= SKILL, number


def test_targets_and_territory_call_for_no_work_on_people(cause_map: CauseMap, playbook: Playbook) -> None:
    """Rows 1, 3, 4 and 7: the remedy is never a rep's."""
    for number in (1, 3, 4, 7):
        assert "rep" not in cause_map.row(number).families
        assert all(playbook.action(code).level != "rep" for code in cause_map.row(number).actions)


def test_single_teams_are_judged_by_figures_only(cause_map: CauseMap) -> None:
    for row in cause_map.rows:
        if "team" in row.scope:
            assert row.stage == "fair"
            assert all(set(one_of) & set(row.figure_signs) for one_of in row.needs), row.number


@pytest.mark.parametrize(
    ("signs", "independent"),
    [
        (("attainment_low", "low:MO-TGT"), True),  # figures and survey
        (("attainment_low", "potential_low"), True),  # results and roster
        (("attainment_low", "targets_raised"), False),  # the same file twice
        (("low:MO-COA", "low:MO-REC"), False),  # the same sheet twice
        (("low:MO-COA", "high:MV-COA"), True),  # reps and managers
        (("attainment_low", "win_rate_ordinary"), False),  # "as usual" proves nothing
    ],
)
def test_two_signs_are_independent_when_their_origins_differ(
    cause_map: CauseMap, signs: tuple[str, ...], independent: bool
) -> None:
    assert cause_map.independent(signs) is independent


def test_that_a_target_was_reached_proves_nothing(cause_map: CauseMap) -> None:
    """A round number that is reached or not, without an error; it stands beside a tested fall of visits."""
    assert not cause_map.independent(("low:WB-ENE", "attainment_high"))
    assert cause_map.independent(("low:WB-ENE", "attainment_high", "visits_falling"))


def test_a_sign_reads_as_a_clause(cause_map: CauseMap) -> None:
    words = cause_map.words("below_required:SK-DIS@R", same("Discovery"))
    assert words.en == "Discovery is below the level required of reps"
    assert words.zh == "“Discovery”低于销售岗位要求"


@pytest.mark.parametrize("code", ["", "low:", "low:mo-tgt", "Low:MO-TGT", "low:MO-TGT@X", "low MO-TGT"])
def test_what_is_no_sign_code(code: str) -> None:
    with pytest.raises(ValueError, match="not a sign code"):
        parse_sign(code)


def test_interviews_have_three_questions(cause_map: CauseMap) -> None:
    for row in cause_map.rows:
        assert len(row.questions) == 3
        assert all(question.zh.endswith("\uff1f") for question in row.questions), row.number
        assert all(question.en.endswith("?") for question in row.questions), row.number
