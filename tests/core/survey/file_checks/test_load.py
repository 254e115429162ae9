"""What a survey file means: a sound one becomes an instrument, an unsound one a fault where its cause stands."""

import copy
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.survey.file_checks.build import build_instrument
from diagnostic.core.survey.file_checks.load import joint_faults, mirror_faults, survey_faults
from diagnostic.core.survey.instrument import Condition, Requirement
from diagnostic.text import Text
from tests.support.folders import DATA

ALL_TYPES = tomllib.loads((DATA / "surveys" / "all_types.toml").read_text("utf-8"))
VIS, SAT, HRS = range(3)
VIS1, VIS2, VIS3, SAT1, SAT2, HRS1, AREA, MEANS, TOP, WORD, SAY = range(11)


def changed(*place_and_value):
    """The sample with one value replaced; None as the value takes the key away."""
    *place, value = place_and_value
    raw = copy.deepcopy(ALL_TYPES)
    part = raw
    for step in place[:-1]:
        part = part[step]
    if value is None:
        del part[place[-1]]
    else:
        part[place[-1]] = value
    return raw


def found(raw):
    return [(fault.code.removeprefix("surveys."), fault.path) for fault in survey_faults(raw)]


@pytest.fixture(scope="module")
def instrument():
    return build_instrument(ALL_TYPES)


def test_a_sound_file_becomes_an_instrument(instrument):
    assert (instrument.code, instrument.version, instrument.module) == ("all-types", "1", "trial")
    assert [item.type for item in instrument.items] == [
        *["frequency"] * 3,
        *["rating"] * 2,
        *("number", "single", "multiple", "best", "text", "comment"),
    ]
    assert instrument.pages[0].stem == Text("过去四周", "In the past four weeks")
    assert [page.shuffled for page in instrument.pages] == [True, False, False]
    assert instrument.importance_item == "TOP"
    assert instrument.importance == {1: "VIS", 2: "SAT", 3: "HRS"}
    assert [anchor.value for anchor in instrument.level_anchors] == [1, 5]


def test_items_take_the_answers_of_their_format(instrument):
    item = instrument.item("VIS-2")
    assert (item.minimum, item.maximum, item.reversed, item.marker) == (1, 3, True, False)
    assert item.cannot_judge == Text("没有遇到过", "Did not come up")
    assert [option.label.en for option in item.options] == ["Almost never", "Sometimes", "Almost every time"]


def test_a_rating_may_label_its_ends_only(instrument):
    item = instrument.item("SAT-1")
    assert (item.minimum, item.maximum, [option.value for option in item.options]) == (1, 7, [1, 7])
    assert instrument.item("SAT-2").maximum == 7


def test_the_other_types_keep_what_they_say(instrument):
    assert (instrument.item("HRS-1").minimum, instrument.item("HRS-1").maximum) == (0, 60)
    assert instrument.item("HRS-1").scored
    assert not instrument.item("AREA").optional
    assert instrument.item("MEANS").shown_if == Condition("AREA", (2,))
    assert (instrument.item("MEANS").choose, instrument.item("TOP").choose) == (2, 2)
    assert not instrument.item("TOP").scored
    assert instrument.item("SAY").options == ()


def test_scales_say_who_is_asked_and_what_is_required(instrument):
    visiting, satisfaction = instrument.scale("VIS"), instrument.scale("SAT")
    assert visiting.core
    assert visiting.minimum_share == 2 / 3
    assert visiting.required == {"N": Requirement(1.5), "K": Requirement(2.5, 2.2, 2.8, "panel", 6)}
    assert visiting.provisional
    assert (satisfaction.rotation, satisfaction.roles, satisfaction.team_types) == (
        "2",
        ("N", "K"),
        ("channel",),
    )
    assert satisfaction.mirrors == "VIS"
    assert not satisfaction.provisional


LONG_ZH = "在过去的四周里我每一次拜访客户之前都认真查过了客户的全部记录"
OPTIONS_GAP = [{"value": value, "label": {"zh": f"第{value}", "en": f"No. {value}"}} for value in (1, 2, 4)]
AGREE_ZH = {"zh": "我的工具不好用", "en": "My tools are poor"}
AGREE_EN = {"zh": "我的工具难用", "en": "My tools don’t work"}

WRONG = [
    # items
    (changed("items", VIS3, "code", "VIS-1"), "code_twice", "items[2].code"),
    (changed("items", AREA, "type", None), "type_missing", "items[6]"),
    (changed("items", VIS1, "format", "G"), "format_unknown", "items[0].format"),
    (changed("items", VIS1, "type", "rating"), "format_mixed", "items[0].type"),
    (changed("items", VIS1, "choose", 2), "key_unfit", "items[0].choose"),
    (changed("items", SAY, "options", OPTIONS_GAP), "key_unfit", "items[10].options"),
    (changed("items", AREA, "options", []), "options_missing", "items[6].options"),
    (changed("items", MEANS, "options", OPTIONS_GAP), "option_values", "items[7].options"),
    (changed("items", SAT1, "options", OPTIONS_GAP), "option_values", "items[3].options"),
    (changed("formats", "F", "options", 0, "value", 0), "option_values", "formats.F.options"),
    (
        changed("formats", "F", "options", 2, "label", "en", "Sometimes"),
        "label_twice",
        "formats.F.options[2].label.en",
    ),
    (changed("items", MEANS, "choose", 4), "choose", "items[7].choose"),
    (changed("items", TOP, "choose", 3), "choose", "items[8].choose"),
    (changed("items", TOP, "choose", None), "choose_missing", "items[8].choose"),
    (changed("items", HRS1, "minimum", 60), "minimum_maximum", "items[5].minimum"),
    # scales
    (changed("scales", HRS, "code", "VIS"), "code_twice", "scales[2].code"),
    (changed("scales", VIS, "items", 1, "VIS-9"), "item_unknown", "scales[0].items[1]"),
    (changed("scales", SAT, "items", 0, "VIS-1"), "item_two_scales", "scales[1].items[0]"),
    (changed("scales", VIS, "items", 2, "VIS-1"), "item_two_scales", "scales[0].items[2]"),
    (changed("scales", HRS, "items", 0, "AREA"), "item_unscored", "scales[2].items[0]"),
    (changed("items", HRS1, "maximum", None), "item_unscored", "scales[2].items[0]"),
    (changed("scales", SAT, "items", ["SAT-1", "SAT-2", "HRS-1"]), "scale_mixed_ends", "scales[1].items"),
    (changed("scales", VIS, "minimum_share", "3/2"), "minimum_share", "scales[0].minimum_share"),
    (changed("scales", VIS, "minimum_share", 0), "minimum_share", "scales[0].minimum_share"),
    (changed("scales", VIS, "rotation", "3"), "core_and_more", "scales[0].rotation"),
    (changed("scales", VIS, "core", False), "never_asked", "scales[0].core"),
    (changed("items", VIS3, "marker", True), "marker_twice", "items[2].marker"),
    (changed("scales", VIS, "areas", 1, "A49"), "area_unknown", "scales[0].areas[1]"),
    (changed("scales", VIS, "required", "N", 3.2), "required_off_scale", "scales[0].required.N"),
    (changed("scales", VIS, "required", "K", "low", 0.5), "required_off_scale", "scales[0].required.K"),
    (changed("scales", VIS, "required", "K", "low", 2.7), "panel_range", "scales[0].required.K"),
    (changed("scales", VIS, "anchors", 1, "value", 4), "anchors", "scales[0].anchors"),
    (changed("scales", VIS, "anchors", 1, "value", 1), "anchors", "scales[0].anchors"),
    # importance
    (changed("importance", "item", "AREA"), "importance_item", "importance.item"),
    (changed("importance", "scales", "3", None), "importance_lacks", "importance.scales"),
    (changed("importance", "scales", "4", "VIS"), "importance_option", "importance.scales.4"),
    (changed("importance", "scales", "2", "SET"), "scale_unknown", "importance.scales.2"),
    # pages
    (changed("pages", 1, "code", "P1"), "code_twice", "pages[1].code"),
    (changed("pages", 2, "items", 3, "SAT-9"), "item_unknown", "pages[2].items[3]"),
    (changed("pages", 2, "items", ["MEANS", "TOP", "WORD"]), "item_no_page", "items[10]"),
    (changed("pages", 2, "items", 3, "AREA"), "item_two_pages", "pages[2].items[3]"),
    (changed("pages", 0, "items", ["VIS-1", "VIS-3", "VIS-2"]), "scale_split", "scales[0].items"),
    (changed("pages", 1, "items", ["SAT-1", "HRS-1", "SAT-2", "AREA"]), "scale_split", "scales[1].items"),
    # conditions
    (changed("items", MEANS, "shown_if", "item", "NONE"), "item_unknown", "items[7].shown_if.item"),
    (changed("items", MEANS, "shown_if", "values", [3]), "condition_value", "items[7].shown_if.values[0]"),
    (changed("items", WORD, "shown_if", "values", [0, 61]), "condition_value", "items[9].shown_if.values[1]"),
    (changed("items", WORD, "shown_if", "item", "SAY"), "condition_words", "items[9].shown_if.item"),
    (changed("items", MEANS, "shown_if", "item", "TOP"), "condition_later", "items[7].shown_if.item"),
    (
        changed("items", AREA, "shown_if", {"item": "MEANS", "values": [1]}),
        "condition_later",
        "items[6].shown_if.item",
    ),
    (changed("pages", 1, "shuffled", True), "condition_shuffled", "items[7].shown_if.item"),
    # wording
    (changed("items", VIS1, "text", "zh", LONG_ZH), "too_long_zh", "items[0].text.zh"),
    (changed("items", VIS1, "text", "en", "one " * 19), "too_long_en", "items[0].text.en"),
    (changed("items", SAT2, "text", AGREE_ZH), "negation", "items[4].text.zh"),
    (changed("items", SAT2, "text", AGREE_EN), "negation", "items[4].text.en"),
    (changed("items", VIS1, "text", "zh", "我没有不查记录就去拜访。"), "negation_double", "items[0].text.zh"),
    (changed("items", VIS1, "reversed", True), "reversed_first", "items[0].reversed"),
    (changed("items", VIS3, "reversed", True), "reversed_many", "scales[0].items"),
    (changed("items", SAY, "text", "en", "还有什么?"), "language_wrong", "items[10].text.en"),
]


@pytest.mark.parametrize(("raw", "code", "path"), WRONG, ids=[f"{code}@{path}" for _, code, path in WRONG])
def test_each_fault_is_named_where_it_stands(raw, code, path):
    assert (code, path) in found(raw)
    assert all(fault.message(lang) for fault in survey_faults(raw) for lang in ("zh", "en"))


def test_a_frequency_item_may_hold_one_negation():
    assert found(changed("items", VIS1, "text", "zh", "客户没有预约，我也准备了提纲。")) == []


def test_all_faults_come_at_once():
    raw = changed("items", VIS1, "text", "zh", LONG_ZH)
    raw["scales"][VIS]["areas"] = ["A0"]
    raw["pages"][2]["items"].append("VIS-1")
    assert {code for code, _ in found(raw)} == {"too_long_zh", "area_unknown", "item_two_pages"}


def test_quoted_wording_is_left_as_it_was_published():
    raw = changed("items", VIS1, "text", "zh", LONG_ZH)
    raw["items"][VIS1]["reversed"] = True
    raw["adopted_from"] = {"zh": "某量表，1999", "en": "Some Scale, 1999"}
    assert found(raw) == []
    assert build_instrument(raw).adopted_from.en == "Some Scale, 1999"


def test_no_two_files_share_a_code():
    other = changed("code", "other")
    other["items"] = [other["items"][VIS1]]
    other["scales"] = []
    faults = joint_faults([("a.toml", ALL_TYPES), ("b.toml", other)])
    assert [(fault.source, fault.path) for fault in faults] == [("b.toml", "items[0].code")]
    again = joint_faults([("a.toml", ALL_TYPES), ("a2.toml", {"code": "all-types"})])
    assert [(fault.source, fault.path) for fault in again] == [("a2.toml", "code")]


def test_a_mirrored_scale_must_be_in_one_of_the_files():
    raw = changed("scales", SAT, "mirrors", "SK-X")
    assert [fault.path for fault in mirror_faults([("a.toml", raw)])] == ["scales[1].mirrors"]
    assert mirror_faults([("a.toml", raw), ("b.toml", {"scales": [{"code": "SK-X"}]})]) == []


def places(part, path=()):
    yield path
    steps = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for step, each in steps:
        yield from places(each, (*path, step))


ODD = st.sampled_from([None, 0, -1, 2.5, True, "", "字", [], [1], ["a"], [[]], {}, {"a": 1}])


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from([p for p in places(ALL_TYPES) if p]), ODD), min_size=1, max_size=3))
def test_misshapen_parts_never_break_the_checks(blows):
    raw = copy.deepcopy(ALL_TYPES)
    for place, odd in sorted(blows, key=lambda blow: -len(blow[0])):
        part = raw
        for step in place[:-1]:
            part = part[step]
        part[place[-1]] = copy.deepcopy(odd)
    assert all(fault.path is not None for fault in survey_faults(raw))
    assert isinstance(joint_faults([("a", raw)]) + mirror_faults([("a", raw)]), list)
