"""Change since an earlier sealed wave: units both waves show alone are the n, other people each time."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from diagnostic.core.diagnosis.diagnose import diagnose_survey, judge_survey
from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.diagnosis.model.study import Module, Study
from diagnostic.core.diagnosis.survey.change import coming_back
from tests.made.small_surveys import ASSESSMENT, RULES, scale, survey, units

THEN = {("N", str(at)): 3.0 + at / 10 for at in range(6)}
NOW = {
    tag: mean + step for (tag, mean), step in zip(THEN.items(), (0.3, 0.1, 0.4, 0.2, 0.3, 0.2), strict=True)
}


def change(now: Module, earlier: tuple[Module, ...]) -> list[Result]:
    study = Study(ASSESSMENT, RULES, (), modules=(now,), earlier=earlier)
    return [r for r in judge_survey(study, diagnose_survey(study)) if r.kind == "wave_change"]


def test_the_change_is_the_mean_of_the_units_own_changes() -> None:
    (found,) = change(survey(units(NOW)), (survey(units(THEN, 7)),))
    test = stats.ttest_1samp([0.3, 0.1, 0.4, 0.2, 0.3, 0.2], 0.0)
    assert found.estimate == pytest.approx(0.25)
    assert found.p == pytest.approx(test.pvalue)
    assert found.low == pytest.approx(test.confidence_interval().low)
    assert (found.reference, found.n, found.method) == (pytest.approx(3.25), 36, "follow_up.units")
    assert found.detectable is not None
    assert found.verdict == "clear"


def test_without_an_earlier_wave_there_is_nothing_to_compare() -> None:
    assert change(survey(units(NOW)), ()) == []


def test_other_questions_are_no_same_scale() -> None:
    other = scale("MO-TGT")
    renamed = other.__class__(other.code, other.kind, other.name, other.definition, ("MO-TGTX",))
    assert other.items != renamed.items
    earlier = survey(units(THEN, 7, "MO-PAY"))
    assert change(survey(units(NOW)), (earlier,)) == []


def test_units_that_were_merged_then_are_not_compared() -> None:
    """Two of the six had four people then: they stood with a neighbour, so four units alone are left, one too few."""
    few = units(THEN, 7) | units({("N", "4"): 3.4, ("N", "5"): 3.5}, 3)
    (found,) = change(survey(units(NOW)), (survey(few),))
    assert (found.estimate, found.cannot_say) == (None, CannotSay("few_groups", 4, 5))


def test_what_comes_back_by_itself_is_told_beside() -> None:
    rng = np.random.default_rng(1)

    def wave() -> Module:
        return survey(
            {("N", str(at)): {"MO-TGT": rng.uniform(1, 5, 12).round(1).tolist()} for at in range(12)}
        )

    study = Study(ASSESSMENT, RULES, (), modules=(wave(),), earlier=(wave(),))
    modules = diagnose_survey(study)
    results = [r for r in judge_survey(study, modules) if r.kind == "wave_change"]
    (note,) = coming_back(results, modules)
    assert note.code == "regression_to_mean"
    assert "%" in (note.text.en or "")
    assert list(coming_back([], modules)) == []
