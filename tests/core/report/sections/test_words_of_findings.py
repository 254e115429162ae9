"""Findings, goals, axes and response rates say in both languages what the numbers carry, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.plan.improvement_plan import Baseline, Goal
from diagnostic.core.report.charts.required import required_chart
from diagnostic.core.report.prose.material import Material
from diagnostic.core.report.sections.findings import in_words
from diagnostic.core.report.sections.heatmap import heat_cell
from diagnostic.core.report.sections.plan import goal_in_words
from diagnostic.core.report.sections.survey import section_survey
from diagnostic.text import LANGS, Text
from tests.made.factories import full

BRACKETS = {"zh": "（", "en": "("}


@pytest.mark.parametrize("kind", ["contrast", "required_current", "figure_contrast", "figure_change"])
def test_the_brief_sentence_leaves_interval_and_verdict_out_in_both_languages(kind: str) -> None:
    diagnosis = full()
    results = [r for r in diagnosis.results if r.kind == kind and r.estimate is not None]
    assert results
    for result in results:
        brief, whole = in_words(diagnosis, result, brief=True), in_words(diagnosis, result)
        assert brief is not None
        assert whole is not None
        for lang in LANGS:
            assert whole[lang].rstrip("。.").endswith(("）", ")"))
            assert not brief[lang].rstrip("。.").endswith(("）", ")"))
            assert brief[lang].count(BRACKETS[lang]) == whole[lang].count(BRACKETS[lang]) - 1


def test_a_goal_in_money_is_in_the_currency_of_the_assessment() -> None:
    goal = Goal("sales", Text("销售额", "Sales"), "money", 1, Baseline(4e6, None, None, "money", None), 5e6)
    assert "CNY 50,000" in goal_in_words(goal, "CNY").en
    assert "JPY 5" in goal_in_words(goal, "JPY").en  # a yen has no hundredths


def test_the_axis_of_required_levels_names_the_ends_of_the_scale() -> None:
    axis = str(required_chart([], {}, (0.0, 10.0)))
    assert "0-10" in axis
    assert "1-5" not in axis


def response(diagnosis: Diagnosis) -> str:
    material = Material(diagnosis, plan=None)
    return repr(section_survey(material))


def test_rates_are_even_only_where_groups_have_a_rate() -> None:
    diagnosis = full()
    kinds = {line.group: diagnosis.group(line.group).kind for line in diagnosis.response}
    company = tuple(
        replace(line, answered=80, invited=100)
        for line in diagnosis.response
        if kinds[line.group] == "company"
    )
    assert company
    assert "Response rates are even" not in response(replace(diagnosis, response=company))
    others = [g for g in diagnosis.groups.values() if g.source == "survey" and g.kind == "region"][:2]
    lines = tuple(replace(company[0], group=g.id, answered=40, invited=50) for g in others)
    assert "Response rates are even" in response(replace(diagnosis, response=(*company, *lines)))


def test_a_mean_of_those_who_were_asked_says_how_many_they_are() -> None:
    """Of 300 people 50 answered the scale: the column says n=300, the cell and the sentence say 50."""
    whole = full()
    (mean, *_) = [r for r in whole.results if r.kind == "mean" and r.estimate is not None and r.n]
    group = whole.group(mean.group)
    asked = replace(whole, groups={**whole.groups, group.id: replace(group, n=6 * (mean.n or 0))})
    said = in_words(asked, mean)
    assert said is not None
    assert f"among the {mean.n} who answered it" in said.en
    assert f"的 {mean.n} 人" in said.zh
    cell = heat_cell(asked.measure(mean.measure), mean, 6 * (mean.n or 0))
    assert cell.text is not None
    assert cell.text.en.endswith(f" n={mean.n}")
    everybody = heat_cell(asked.measure(mean.measure), mean, mean.n)
    assert everybody.text is not None
    assert "n=" not in everybody.text.en
