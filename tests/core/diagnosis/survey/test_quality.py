"""What is given with the means: careless sheets as a count, omega next to alpha, the trend over the bands."""

from __future__ import annotations

import numpy as np
import pytest

from diagnostic.core.diagnosis.diagnose import diagnose_survey, judge_survey
from diagnostic.core.diagnosis.gate import pass_grades
from diagnostic.core.diagnosis.model.result import CannotSay
from diagnostic.core.diagnosis.model.study import Module, Study
from diagnostic.core.diagnosis.survey.module import ModuleOutcome
from diagnostic.core.stats.scales.omega import omega
from diagnostic.core.survey.instrument import Scale
from diagnostic.core.survey.scoring.score import score
from diagnostic.core.survey.sheets.answers import AnswerItem, AnswerSheet
from diagnostic.text import same
from tests.made.small_surveys import ASSESSMENT, RULES, outcome, survey, units

BANDS = ("bottom", "middle", "top")


def many_items(careless: int, n: int = 60, seed: int = 1) -> Module:
    """Twelve items in three scales; the first people tick 3 everywhere."""
    rng = np.random.default_rng(seed)
    trait = rng.normal(size=(n, 3)).repeat(4, axis=1)
    values = np.clip(np.rint(3 + trait + rng.normal(size=(n, 12))), 1, 5)
    values[:careless] = 3.0
    codes = [f"MO-{name}" for name in ("TGT", "PAY", "REC")]
    scales = tuple(
        Scale(c, "condition", same(c), same(c), tuple(f"{c}{at}" for at in range(4))) for c in codes
    )
    items = tuple(AnswerItem(item, same(item), 1.0, 5.0, scale=s.code) for s in scales for item in s.items)
    leaves = tuple(("N", str(team)) for team in range(6))
    labels = tuple(tuple(same(part) for part in leaf) for leaf in leaves)
    sheet = AnswerSheet(
        "morale", items, values, ("region", "team"), np.arange(n) % 6, leaves, labels, scales=scales
    )
    return Module("morale", sheet, score(sheet))


def careless(module: ModuleOutcome) -> tuple[float | None, int | None, CannotSay | None]:
    (found,) = [r for r in module.results if r.kind == "careless"]
    return found.estimate, found.n, found.cannot_say


def test_careless_sheets_are_counted_and_nobody_is_left_out() -> None:
    made = outcome(many_items(6))
    assert careless(made) == (pytest.approx(0.1), 60, None)
    assert made.notes[0].text.zh.startswith("“工作条件与精力”部分有敷衍作答迹象（两种以上）的答卷：")
    assert "answering, conditions and energy: 6 of 60" in made.notes[0].text.en
    means = [r for r in made.results if r.kind == "mean" and r.group == "morale/company"]
    assert {mean.n for mean in means} == {60}


@pytest.mark.parametrize("flagged", [0, 1, 2])
def test_a_count_near_nobody_is_told_as_a_range_and_has_no_figure(flagged: int) -> None:
    made = outcome(many_items(flagged))
    assert careless(made) == (None, None, CannotSay("not_shown"))
    assert "0 to 2 of 60" in (made.notes[0].text.en or "")


def test_whether_the_means_hold_is_a_word_without_a_second_figure() -> None:
    few, many = (outcome(many_items(n)).notes[0].text.en or "" for n in (4, 45))
    assert "stays within" in few
    assert many.split(". ")[-1] != ""
    assert "." not in many.split("; none")[0].split(": ")[1]  # a count, no mean


def test_a_run_over_few_items_is_no_sign() -> None:
    made = outcome(survey(units({("N", "1"): 3.0, ("N", "2"): 3.4}, 20)))
    assert made.notes == ()
    assert not [r for r in made.results if r.kind == "careless"]


def test_omega_stands_beside_alpha_and_leaves_with_it() -> None:
    module = many_items(0, 200)
    (made,) = diagnose_survey(Study(ASSESSMENT, RULES, (), modules=(module,)))
    first = module.scores.scales[0]
    grade = next(g for g in made.grades if g.measure == first.code)
    assert grade.omega == pytest.approx(omega(module.scores.items_of(first)).omega)
    (held,) = pass_grades([grade.__class__(first.code, 4, 9, 0.8, 0.7, 0.9, "good", omega=0.8)], RULES)
    assert (held.alpha, held.omega) == (None, None)


def skills(n: int, step: float) -> Module:
    people = {("R", band): 3.0 + step * at for at, band in enumerate(BANDS)}
    return survey(units(people, n, "SK-DIS"), ("role", "band"), "skills")


def test_the_trend_over_the_bands_rises_with_them_and_claims_nothing() -> None:
    study = Study(ASSESSMENT, RULES, (), modules=(skills(20, 0.3),))
    (trend,) = [r for r in judge_survey(study, diagnose_survey(study)) if r.kind == "band_trend"]
    low, tau, high = (float(x or 0) for x in (trend.low, trend.estimate, trend.high))
    assert 0 < low < tau < high < 1
    assert (trend.n, trend.method, trend.claimed, len(trend.parts)) == (60, "jonckheere", False, 3)


def test_the_trend_needs_ten_people_in_each_band() -> None:
    """Bands of six are merged where tests are made, so there is no third band to rise to."""
    made = outcome(skills(6, 0.3))
    assert not [r for r in made.results if r.kind == "band_trend" and r.estimate is not None]
