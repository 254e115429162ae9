"""Real input D, a refusal: five satisfaction items (IBM's fictional data) that are no scale (alpha .0016)."""

from __future__ import annotations

import pytest

from tests.support.command_line import Ran, Run, example, given

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ran(diagnose: Run) -> Ran:
    return diagnose(*given("answers", "survey/ibm_hr_attrition.csv", "ibm_satisfaction"), "--lang", "en")


def test_the_set_is_refused_with_its_alpha(ran: Ran) -> None:
    assert ran.code == 0, ran.stderr
    assert ran.outcome is not None
    (grade,) = ran.outcome.diagnosis.scales
    assert (grade.measure, grade.grade, grade.items, grade.n) == ("satisfaction", "refused", 5, 1470)
    assert grade.alpha == pytest.approx(0.0016, abs=5e-5)
    assert grade.low is not None
    assert grade.low < 0.5


def test_no_score_of_it_leaves_the_core(ran: Ran) -> None:
    found = {key: result for key, result in ran.results().items() if "satisfaction" in key}
    assert list(found) == ["alpha|morale/company|satisfaction"]  # why it is refused, and nothing else
    assert found["alpha|morale/company|satisfaction"]["estimate"] == pytest.approx(0.0016, abs=5e-5)
    assert {f["statistic"] for f in ran.release()["figures"]} == {"alpha", "alpha_low", "alpha_high"}


def test_the_report_says_so_and_does_not_blame_the_respondents(ran: Ran) -> None:
    assert "do not form a scale" in ran.words
    assert "1,470 answers" in ran.words
    assert "Too few people answered" not in ran.words
    assert "confidentiality rules none of its numbers" not in ran.words


def test_the_documents_say_what_came_out(ran: Ran) -> None:
    assert ran.outcome is not None
    (grade,) = ran.outcome.diagnosis.scales
    assert grade.alpha is not None
    assert grade.low is not None
    assert grade.high is not None
    ends = (f"{end:.2f}".replace("0.", ".").replace("-", "−") for end in (grade.alpha, grade.low, grade.high))
    assert "Alpha is {} (interval {} to {})".format(*ends) in example("D")
