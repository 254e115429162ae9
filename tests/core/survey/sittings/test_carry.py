"""Answers on their way in the form: every type there and back, and nothing foreign taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.core.survey.instrument import Item
from diagnostic.core.survey.sittings.carry import carried, carry
from diagnostic.core.survey.sittings.read_answer import LONG_BYTES, NotAnAnswerError, read_answer
from diagnostic.core.survey.sittings.sitting import CANNOT_JUDGE, Answer, Audience, WaveChoice, plan_sitting
from diagnostic.readers.survey_files import load_surveys
from tests.support.folders import ROOT

INSTRUMENTS = load_surveys([ROOT / "tests/data/surveys/all_types.toml"])
SITTING = plan_sitting(
    INSTRUMENTS, {INSTRUMENTS[0].module: Audience(frozenset("N"))}, WaveChoice(importance=True)
)
ITEM = SITTING.item_of


def answers_to(item: Item) -> st.SearchStrategy[Answer]:
    options = [option.value for option in item.options]
    if item.type in ("rating", "frequency"):
        points = st.integers(int(item.minimum or 0), int(item.maximum or 0))
        return st.one_of(points, st.just(CANNOT_JUDGE)) if item.cannot_judge else points
    if item.type == "number":
        return st.floats(item.minimum, item.maximum).map(lambda value: round(value, 4))
    if item.type == "single":
        return st.sampled_from(options)
    if item.type in ("multiple", "best"):
        several = st.lists(st.sampled_from(options), min_size=1, max_size=item.choose, unique=True)
        return several.map(lambda chosen: tuple(sorted(chosen)))
    return st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40).map(str.strip).filter(bool)


SITTINGS = st.fixed_dictionaries({}, optional={code: answers_to(item) for code, item in ITEM.items()})


@given(SITTINGS)
def test_what_is_carried_comes_back(answers: dict[str, Answer]) -> None:
    word = carry(SITTING, answers)
    assert set(word) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    assert carried(SITTING, word) == answers


@given(st.text(max_size=60))
def test_a_foreign_word_is_refused_or_read_never_an_error(word: str) -> None:
    try:
        answers = carried(SITTING, word)
    except NotAnAnswerError:
        return
    assert carried(SITTING, carry(SITTING, answers)) == answers


@pytest.mark.parametrize(
    ("item", "sent", "code"),
    [
        ("VIS-1", ["6"], "sitting.off_scale"),
        ("VIS-1", ["0"], "sitting.off_scale"),
        ("SAT-2", ["-1"], "sitting.off_scale"),  # it offers no "cannot judge"
        ("VIS-1", ["1", "2"], "sitting.too_many"),
        ("VIS-1", ["²"], "sitting.unknown_option"),
        ("VIS-1", ["1; DROP TABLE"], "sitting.unknown_option"),
        ("AREA", ["3"], "sitting.unknown_option"),
        ("MEANS", ["1", "2", "3"], "sitting.too_many"),
        ("TOP", ["1", "9"], "sitting.unknown_option"),
        ("HRS-1", ["many"], "sitting.no_number"),
        ("HRS-1", ["nan"], "sitting.off_scale"),
        ("HRS-1", ["61"], "sitting.off_scale"),
        ("SAY", ["字" * (LONG_BYTES // 3 + 1)], "sitting.too_long"),
    ],
)
def test_what_no_form_sends_is_refused(item: str, sent: list[str], code: str) -> None:
    with pytest.raises(NotAnAnswerError) as caught:
        read_answer(ITEM[item], sent)
    assert (caught.value.code, caught.value.item) == (code, item)


@pytest.mark.parametrize(
    ("item", "sent", "answer"),
    [
        ("VIS-1", [], None),
        ("VIS-1", [" "], None),
        ("SAT-1", ["-1"], CANNOT_JUDGE),
        ("HRS-1", ["7,5"], 7.5),
        ("HRS-1", ["12"], 12.0),
        ("TOP", ["3", "1", "3"], (1, 3)),
        ("SAY", ["a\0b\r\nc\x07"], "ab\nc"),
        ("SAY", ["好\u202e👍🏽"], "好\u202e👍🏽"),
    ],
)
def test_what_a_form_sends_is_read(item: str, sent: list[str], answer: Answer | None) -> None:
    assert read_answer(ITEM[item], sent) == answer
