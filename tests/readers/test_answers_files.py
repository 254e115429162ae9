"""Real files of answers, through their maps, to sheets, scores and reliabilities; reference values from R."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from diagnostic.core.survey.instrument import Instrument, Item, Option, Scale
from diagnostic.core.survey.scoring.reliability import ScaleQuality, scale_quality
from diagnostic.core.survey.scoring.score import score
from diagnostic.core.survey.sheets.answers import AnswerSheet
from diagnostic.readers.answers_files import read_answers_file
from diagnostic.readers.survey_files import load_surveys
from diagnostic.text import Text, same
from tests.support.folders import DATA, ROOT
from tests.support.published import assess_scales


@cache
def sheet(survey: str, map_name: str) -> AnswerSheet:
    found = read_answers_file(DATA / "survey" / f"{survey}.csv", DATA / "maps" / f"{map_name}.toml")
    assert found.faults == ()
    return found.sheet


def tempe() -> AnswerSheet:
    return sheet("tempe2018_employee_survey", "tempe")


@cache
def tempe_qualities() -> dict[str, ScaleQuality]:
    return {each.scale: each for each in assess_scales(score(tempe()))}


# --- Tempe 2018: 942 real employees


def test_tempe_has_twelve_departments_and_nine_is_police() -> None:
    found = dict(zip((tag[0] for tag in tempe().leaves), tempe().leaf_counts, strict=True))
    assert found == {
        "1": 7,
        "2": 9,
        "3": 18,
        "4": 48,
        "5": 110,
        "6": 76,
        "7": 34,
        "8": 110,
        "9": 301,
        "10": 114,
        "11": 15,
        "99": 100,
    }
    assert tempe().n == 942
    assert tempe().leaf_labels[8] == (Text("警务", "Police"),)
    assert tempe().leaf_labels[11] == (Text("未选部门", "None chosen"),)


def test_tempe_nine_is_no_answer_in_the_items() -> None:
    answers = tempe().values
    assert np.nanmax(answers) == 5
    shares = {
        scale.code: float(np.isnan(answers[:, tempe().places(scale)]).mean()) for scale in tempe().scales
    }
    assert shares == pytest.approx(
        {
            "Q1": 0.045799,
            "Q2": 0.154565,
            "Q3": 0.208731,
            "Q4": 0.074395,
            "Q5": 0.076888,
            "Q6": 0.076433,
            "Q7": 0.061217,
        },
        abs=1e-6,
    )


def test_tempe_names_the_values_off_the_scale_and_leaves_that_item_out() -> None:
    off, cut = tempe().notes
    assert (off.code, off.column) == ("answers.off_scale", "Q4[23  I feel safe and comfortable in my")
    assert off.values["item"] == "Q4.23"
    assert off.values["values"] == "0.8, 1.6, 2.4, 3.2, 7.2"
    assert off.values["count"] == 220
    assert (cut.code, cut.values) == ("answers.scale_cut", {"scale": "Q4", "items": "Q4.23", "kept": 25})
    assert tempe().left_out == ("Q4.23",)


@pytest.mark.parametrize(
    ("code", "n", "k", "alpha"),
    [
        ("Q1", 772, 7, 0.872688),
        ("Q2", 668, 5, 0.82747),
        ("Q3", 447, 8, 0.858443),
        ("Q4", 329, 25, 0.975452),
        ("Q5", 779, 7, 0.861541),
        ("Q6", 703, 13, 0.947708),
        ("Q7", 853, 3, 0.876936),
    ],
)
def test_tempe_reliability(code: str, n: int, k: int, alpha: float) -> None:
    found = tempe_qualities()[code]
    assert (found.n, found.k, found.grade) == (n, k, "good")
    assert found.alpha == pytest.approx(alpha, abs=5e-7)
    assert found.low is not None
    assert found.high is not None
    assert found.low < alpha < found.high


@pytest.mark.parametrize(
    ("code", "mean"),
    [
        ("Q1", 3.55001),
        ("Q2", 3.533667),
        ("Q3", 3.543082),
        ("Q4", 3.685671),
        ("Q5", 3.694753),
        ("Q6", 3.479804),
        ("Q7", 3.913806),
    ],
)
def test_tempe_means_of_everybody_who_answered_one_item(code: str, mean: float) -> None:
    scale = next(scale for scale in tempe().scales if scale.code == code)
    anyone = replace(tempe(), scales=(replace(scale, minimum_share=0.01),))
    assert np.nanmean(score(anyone).of(code)) == pytest.approx(mean, abs=1e-6)


def test_tempe_two_thirds_must_be_answered() -> None:
    scores = score(tempe())
    assert scores.counts == (908, 747, 606, 929, 863, 883, 897)
    by_department = {
        scale.code: np.bincount(tempe().leaf_of[np.isfinite(scores.of(scale.code))], minlength=12).tolist()
        for scale in scores.scales
    }
    assert by_department["Q3"][0] == 4
    assert min(min(counts) for code, counts in by_department.items() if code != "Q3") == 5


def test_tempe_supervisor_block_by_department() -> None:
    items = tuple(f"Q4.{number}" for number in (1, 6, 7, 8, 9, 11, 12))
    scale = Scale("supervisor", "condition", same("supervisor"), same("-"), items, minimum_share=0.01)
    scores = score(replace(tempe(), scales=(scale,)))
    found = scale_quality(scores, scale)
    assert (found.n, found.k) == (864, 7)
    assert found.alpha == pytest.approx(0.961087, abs=5e-7)
    has = np.isfinite(scores.of("supervisor"))
    counts = np.bincount(tempe().leaf_of[has])
    means = np.bincount(tempe().leaf_of[has], weights=scores.of("supervisor")[has]) / counts
    assert counts.tolist() == [7, 9, 18, 48, 110, 76, 34, 109, 301, 114, 15, 98]
    assert means == pytest.approx(
        [
            *(3.673469, 3.349206, 3.968254, 3.856944, 3.730996, 4.472901),
            *(4.288515, 3.49668, 4.03929, 3.736967, 4.119048, 3.558989),
        ],
        abs=1e-6,
    )


# --- refusals and other files


def test_five_satisfaction_items_of_ibm_are_no_scale() -> None:
    scores = score(sheet("ibm_hr_attrition", "ibm_satisfaction"))
    (found,) = assess_scales(scores)
    assert (found.n, found.k, found.grade, found.cannot_say) == (1470, 5, "refused", "not_a_scale")
    assert found.alpha == pytest.approx(0.001594, abs=5e-7)
    assert found.high is not None
    assert found.high < 0.1


def test_ibm_keeps_the_employee_numbers_out() -> None:
    found = sheet("ibm_hr_attrition", "ibm_satisfaction")
    assert "EmployeeNumber" in found.other_columns
    assert dict(zip(found.leaves, found.leaf_counts, strict=True))[("Sales",)] == 446


@pytest.mark.parametrize(
    ("code", "k", "alpha", "mean", "sd", "grade"),
    [
        ("Ben", 3, 0.673049, 3.612307, 0.465991, "weak"),
        ("Work", 3, 0.82987, 2.744794, 0.68919, "good"),
        ("Man", 3, 0.73732, 3.39087, 0.56757, "usable"),
        ("Car", 4, 0.763154, 3.609954, 0.47515, "usable"),
    ],
)
def test_employee_survey(code: str, k: int, alpha: float, mean: float, sd: float, grade: str) -> None:
    scores = score(sheet("peopleanalytics_employee_survey", "employee_survey"))
    found = {each.scale: each for each in assess_scales(scores)}[code]
    assert (found.n, found.k, found.grade) == (2833, k, grade)
    assert found.alpha == pytest.approx(alpha, abs=5e-7)
    assert found.mean == pytest.approx(mean, abs=5e-7)
    assert found.sd == pytest.approx(sd, abs=5e-7)


def test_without_groups_everybody_is_the_company() -> None:
    found = sheet("peopleanalytics_employee_survey", "employee_survey")
    assert (found.leaves, found.leaf_counts, found.left_out) == (((),), (2833,), ())


# --- RSE 2017: answers are labels, two items of six are reversed

OFTEN = ("Never", "Sometimes", "Often", "Very Often", "Always")
AGREE = ("Strongly disagree", "Disagree", "Neither agree or disagree", "Agree", "Strongly Agree")


def rse_item(code: str, labels: tuple[str, ...], turned: bool = False) -> Item:
    options = tuple(Option(value, same(label)) for value, label in enumerate(labels, 1))
    return Item(code, "rating", same(code), options, 1, 5, turned)


def rse_survey(turned: frozenset[int]) -> Instrument:
    turn_over = tuple(
        rse_item(f"turnOver{number}", OFTEN if number < 5 else AGREE, number in turned)
        for number in range(1, 7)
    )
    satisfied = tuple(rse_item(f"affSat{number}", AGREE) for number in range(1, 5))
    scales = (
        Scale("turnOver", "condition", same("leaving"), same("-"), tuple(item.code for item in turn_over)),
        Scale("affSat", "condition", same("satisfaction"), same("-"), tuple(item.code for item in satisfied)),
    )
    return Instrument("rse", "1", "morale", same("RSE"), same("-"), scales, (*turn_over, *satisfied), ())


@pytest.mark.parametrize(
    ("turned", "alpha", "grade"),
    [(frozenset({2, 5}), 0.702599, "usable"), (frozenset(), 0.030234, "refused")],
)
def test_rse_reversed_items_make_the_scale(turned: frozenset[int], alpha: float, grade: str) -> None:
    paths = DATA / "survey" / "rse2017_us.csv", DATA / "maps" / "rse2017.toml"
    read = read_answers_file(*paths, [rse_survey(turned)])
    found = read.sheet
    assert (read.faults, found.left_out) == ((), ())
    turn_over, satisfied = assess_scales(score(found))
    assert (turn_over.n, turn_over.k, turn_over.grade) == (132, 6, grade)
    assert turn_over.alpha == pytest.approx(alpha, abs=5e-7)
    assert (satisfied.n, satisfied.k, satisfied.grade) == (132, 4, "good")
    assert satisfied.alpha == pytest.approx(0.891448, abs=5e-7)


def test_rse_sheets_without_an_answer_are_no_people() -> None:
    paths = DATA / "survey" / "rse2017_us.csv", DATA / "maps" / "rse2017.toml"
    found = read_answers_file(*paths, [rse_survey(frozenset())]).sheet
    (note,) = found.notes
    assert (note.code, note.values) == ("answers.blank_rows", {"count": 164 - found.n})


# --- the shipped surveys: a workbook with Chinese labels, headings are item codes, no map


def test_a_workbook_of_labels_for_the_shipped_morale_survey(tmp_path: Path) -> None:
    surveys = load_surveys(sorted((ROOT / "surveys").glob("*.toml")))
    morale = next(each for each in surveys if each.code == "morale")
    items = [item for item in morale.items if item.scored][:6]
    answers = [
        [item.options[(row + place) % 5].label.zh for place, item in enumerate(items)] for row in range(4)
    ]
    answers[3][0] = items[0].cannot_judge.zh if items[0].cannot_judge else ""
    with xlsxwriter.Workbook(str(tmp_path / "answers.xlsx")) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["region", "team", *(item.code for item in items)])
        for row, given in enumerate(answers, 1):
            page.write_row(row, 0, ["华东", f"{row % 2 + 1}组", *given])
    read = read_answers_file(tmp_path / "answers.xlsx", None, surveys)
    found = read.sheet
    assert (found.module, found.n, read.faults) == ("morale", 4, ())
    assert found.leaves == (("华东", "1组"), ("华东", "2组"))
    assert [item.code for item in found.items] == [item.code for item in items]
    assert found.values[0].tolist() == [1, 2, 3, 4, 5, 1]
    assert np.isnan(found.values[3, 0])
