"""The shipped surveys keep the blueprint: scales, numbers of items, who is asked what, wording, areas, importance."""

import re

import pytest

from diagnostic.core.survey.instrument import Scale
from diagnostic.readers.survey_files import check_surveys, load_surveys
from tests.support.folders import ROOT

FOLDER = ROOT / "surveys"
SURVEYS = {survey.code: survey for survey in load_surveys(sorted(FOLDER.glob("*.toml")))}
SCALES = {scale.code: scale for survey in SURVEYS.values() for scale in survey.scales}
ITEMS = {item.code: item for survey in SURVEYS.values() for item in survey.items}
SCALE_ITEMS = [ITEMS[code] for scale in SCALES.values() for code in scale.items]

# scale: number of items, of which reversed
SKILLS_CORE = {
    "SK-DIS": (4, 1),
    "SK-VAL": (4, 1),
    "SK-PRO": (3, 0),
    "SK-PIP": (4, 1),
    "SK-KNO": (3, 0),
    "SK-ACC": (3, 0),
}
MORALE_CORE = {
    "MO-GOA": (3, 0),
    "MO-TGT": (4, 1),
    "MO-COA": (4, 1),
    "MO-REC": (3, 0),
    "MO-PAY": (4, 1),
    "MO-GRO": (3, 0),
    "MO-TEA": (3, 0),
    "MO-VOI": (3, 1),
    "MO-TOO": (4, 2),
    "MO-ENG": (3, 0),
    "MO-STA": (3, 1),
}
WELLBEING_CORE = {"WB-ENE": (4, 2), "WB-LOA": (3, 1), "WB-BAL": (3, 1), "WB-SUP": (3, 0)}
ROTATING = {
    "1": {"MO-EVA": (4, 1), "SK-MKT": (3, 0)},
    "2": {"MO-COM": (5, 0), "WB-REC": (3, 1)},
    "3": {"MO-SUP": (4, 0), "SK-SVC": (3, 0)},
    "4": {"MO-CUL": (4, 0), "WB-EMO": (3, 1)},
    "5": {"SK-DAT": (3, 0), "SK-COL": (3, 0), "MO-FIT": (3, 0)},
    "6": {"SK-LRN": (3, 0), "MO-ORG": (4, 1), "WB-CTL": (3, 0)},
}
BY_ROLE = {"SK-KEY": (4, 1), "SK-CHA": (4, 1), "MO-ONB": (3, 0)}
MANAGER = {
    **{f"MV-SKL-{code.removeprefix('SK-')}": (3, 0) for code in SKILLS_CORE},
    "MV-COA": (4, 1),
    "MV-TGT": (3, 0),
    "MV-TER": (3, 1),
    "MV-PRO": (3, 0),
    "MV-RES": (3, 0),
    "MV-FIT": (3, 0),
    "MV-LOA": (3, 1),
}
CORE = {**SKILLS_CORE, **MORALE_CORE, **WELLBEING_CORE}
REQUIRED = {
    "SK-DIS": (2.8, 3.8, 4.2, 4.0),
    "SK-VAL": (2.5, 3.5, 4.2, 4.0),
    "SK-PRO": (3.2, 3.5, 3.2, 3.5),
    "SK-PIP": (3.0, 3.8, 4.0, 4.2),
    "SK-KNO": (2.8, 3.8, 4.0, 3.8),
    "SK-ACC": (2.5, 3.5, 4.2, 4.0),
    "SK-MKT": (2.2, 3.2, 4.0, 3.8),
    "SK-SVC": (3.0, 3.5, 4.0, 3.5),
    "SK-DAT": (2.8, 3.3, 3.6, 4.0),
    "SK-COL": (3.0, 3.3, 3.6, 4.2),
    "SK-LRN": (3.3, 3.4, 3.6, 3.8),
    "SK-KEY": (2.0, 3.0, 4.2, 3.8),
    "SK-CHA": (2.0, 3.2, 3.5, 3.8),
}
AREA_SCALES = {
    "A1": ["MO-GOA"],
    "A2": ["MO-TGT"],
    "A3": ["MO-TGT"],
    "A4": ["MO-GOA"],
    "A5": ["MO-EVA"],
    "A6": ["SK-DIS", "SK-VAL", "SK-PRO", "SK-KNO"],
    "A7": ["MO-GRO"],
    "A8": ["MO-PAY"],
    "A9": ["MO-REC"],
    "A10": ["MO-PAY"],
    "A12": ["MO-GRO"],
    "A13": ["SK-DAT"],
    "A14": ["MO-TOO"],
    "A15": ["MO-TOO"],
    "A16": ["MO-EVA"],
    "A17": ["MO-COA"],
    "A18": ["SK-PIP"],
    "A19": ["MO-TEA"],
    "A20": ["SK-COL"],
    "A21": ["WB-ENE", "WB-SUP"],
    "A22": ["WB-BAL"],
    "A23": ["MO-CUL"],
    "A24": ["MO-VOI"],
    "A25": ["MO-VOI"],
    "A26": ["MO-COM"],
    "A27": ["SK-DAT"],
    "A28": ["MO-COA", "MV-COA"],
    "A29": ["SK-SVC"],
    "A30": ["SK-SVC", "SK-KEY"],
    "A31": ["SK-ACC"],
    "A32": ["SK-KEY"],
    "A33": ["SK-CHA", "MO-ORG"],
    "A34": ["SK-MKT"],
    "A35": ["MO-SUP"],
    "A36": ["MO-SUP"],
    "A37": ["MO-FIT"],
    "A38": ["MO-STA"],
    "A39": ["MO-ORG"],
    "A40": ["SK-PIP"],
    "A46": ["SK-SVC"],
    "A48": ["MO-GRO", "MO-CUL"],
}


def shape(scale: Scale) -> tuple[int, int]:
    return len(scale.items), sum(ITEMS[code].reversed for code in scale.items)


def test_the_shipped_files_have_no_fault():
    assert [fault.line("en") for fault in check_surveys(FOLDER)] == []


def test_every_scale_of_the_blueprint_is_there_and_no_other():
    rotating = {code for wave in ROTATING.values() for code in wave}
    assert set(SCALES) == {*CORE, *rotating, *BY_ROLE, *MANAGER}
    assert len(CORE) == 21


def test_scales_have_their_items_and_reversed_ones():
    rotating = {code: shape for wave in ROTATING.values() for code, shape in wave.items()}
    expected = {**CORE, **rotating, **BY_ROLE, **MANAGER}
    assert {code: shape(scale) for code, scale in SCALES.items()} == expected


@pytest.mark.parametrize(
    ("survey", "core", "rotating"), [("skills", 21, 15), ("morale", 37, 24), ("wellbeing", 13, 9)]
)
def test_the_core_is_71_items_long(survey, core, rotating):
    scales = SURVEYS[survey].scales
    assert sum(len(scale.items) for scale in scales if scale.core) == core
    assert sum(len(scale.items) for scale in scales if scale.rotation) == rotating


def test_everybody_is_asked_the_core_and_one_rotation_a_wave():
    reps = [scale for scale in SCALES.values() if scale.kind != "manager"]
    assert {scale.code for scale in reps if scale.core} == set(CORE)
    for wave, scales in ROTATING.items():
        assert {scale.code for scale in reps if scale.rotation == wave} == set(scales)
        assert 7 <= sum(count for count, _ in scales.values()) <= 10


def test_roles_and_unit_types_are_asked_their_own_scales():
    asked = {code: (scale.roles, scale.team_types) for code, scale in SCALES.items()}
    assert {code: who for code, who in asked.items() if who != ((), ())} == {
        "SK-KEY": (("K",), ()),
        "SK-CHA": ((), ("channel",)),
        "MO-ONB": (("N",), ()),
        "MO-ORG": ((), ("channel", "key_account")),
    }


def test_a_sheet_never_says_who_filled_it_in():
    """Items asked only of a role stand on the skills sheet, whose tag starts with the role (anonymity)."""
    by_role = [scale.code for scale in SCALES.values() if scale.roles]
    assert by_role == [scale.code for scale in SURVEYS["skills"].scales if scale.roles]


def test_modules():
    assert {code: survey.module for code, survey in SURVEYS.items()} == {
        "skills": "skills",
        "morale": "morale",
        "wellbeing": "morale",
        "manager": "manager",
        "comments": "comments",
    }


def test_the_pulse_has_one_marker_item_of_every_core_scale():
    markers = {scale.code: [code for code in scale.items if ITEMS[code].marker] for scale in SCALES.values()}
    assert {code for code, found in markers.items() if len(found) == 1} == set(CORE)
    assert sum(len(found) for found in markers.values()) == 21
    assert not any(ITEMS[code].reversed for found in markers.values() for code in found)


def test_item_codes_count_up_within_their_scale():
    for scale in SCALES.values():
        assert scale.items == tuple(f"{scale.code}-{place}" for place in range(1, len(scale.items) + 1))


def test_all_five_points_are_labelled_and_cannot_judge_stands_apart():
    for item in SCALE_ITEMS:
        assert [option.value for option in item.options] == [1, 2, 3, 4, 5]
        assert item.cannot_judge is not None
        assert item.optional


def test_skills_ask_how_often_and_conditions_how_true():
    kinds = {(scale.kind, ITEMS[code].type) for scale in SCALES.values() for code in scale.items}
    assert kinds == {
        ("skill", "frequency"),
        ("condition", "rating"),
        ("wellbeing", "frequency"),
        ("manager", "frequency"),
        ("manager", "rating"),
    }


def test_required_levels_are_the_defaults_of_the_blueprint():
    found = {
        code: tuple(scale.required[level].value for level in "NRKM")
        for code, scale in SCALES.items()
        if scale.required
    }
    assert found == REQUIRED
    levels = [level for scale in SCALES.values() for level in scale.required.values()]
    assert {level.source for level in levels} == {"default"}


def test_nothing_is_said_to_be_validated_yet():
    assert all(scale.provisional for scale in SCALES.values())


def test_scales_say_what_figures_go_with_them_and_when_an_answer_is_missing():
    for scale in SCALES.values():
        assert scale.minimum_share == 2 / 3
        assert scale.areas
        assert scale.expected_figures is not None


def test_an_item_joins_no_two_things():
    for item in SCALE_ITEMS:
        assert not re.search(r"\b(?:and|as well as)\b", item.text.en), item.code
        assert not re.search("并且|以及|而且|和", item.text.zh.replace("心平气和", "")), item.code


def test_no_two_items_read_alike():
    for lang in ("zh", "en"):
        texts = [item.text[lang] for item in SCALE_ITEMS]
        assert len(texts) == len(set(texts))


def test_each_scale_has_a_page_with_a_stem_of_its_own():
    """So that blocks can be shuffled, and questions on the manager and on pay never share a screen."""
    pages = {page.items: page for survey in SURVEYS.values() for page in survey.pages}
    for scale in SCALES.values():
        page = pages[scale.items]
        assert page.shuffled
        assert page.stem is not None


def test_importance_is_asked_of_ten_conditions_never_of_pay_or_outcomes():
    morale = SURVEYS["morale"]
    item = morale.item("IMP-TOP3")
    assert morale.importance_item == item.code
    assert (item.type, item.choose, len(item.options)) == ("best", 3, 10)
    chosen = set(morale.importance.values())
    assert len(chosen) == 10
    assert all(morale.scale(code).kind == "condition" for code in chosen)
    assert chosen.isdisjoint({"MO-PAY", "MO-ENG", "MO-STA"})


def test_managers_rate_their_team_in_parallel_to_the_core_skills():
    mirrored = {scale.mirrors for scale in SCALES.values() if scale.kind == "manager" and scale.mirrors}
    assert mirrored == {*SKILLS_CORE, "MO-COA"}
    assert 38 <= len(SURVEYS["manager"].items) <= 42


def test_two_comments_on_a_sheet_of_their_own():
    assert [item.type for item in SURVEYS["comments"].items] == ["comment", "comment"]
    assert SURVEYS["comments"].scales == ()


@pytest.mark.parametrize(("area", "scales"), AREA_SCALES.items())
def test_areas_are_named_by_the_scales_that_measure_them(area, scales):
    for code in scales:
        assert area in SCALES[code].areas, code


@pytest.mark.parametrize("code", [code for code in SCALES if code.startswith("SK-")])
def test_skill_scales_show_the_panel_what_points_look_like(code):
    assert [anchor.value for anchor in SCALES[code].anchors] == [1, 3, 5]
    assert SCALES[code].good_practice is not None
    assert len(SURVEYS["skills"].level_anchors) == 5
