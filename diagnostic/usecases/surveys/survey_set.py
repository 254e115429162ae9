"""The surveys of one wave together: in which order they are asked, and what keeps them from being asked together.

What people write freely comes last, since people stop after it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from diagnostic.core.survey.file_checks.load import joint_faults
from diagnostic.faults import Fault
from diagnostic.storage.waves.drafts import DraftSurvey
from diagnostic.usecases.surveys.draft_wave import SHIPPED, shipped_survey

PLACE = {name: float(place) for place, name in enumerate(SHIPPED)}
BEFORE_COMMENTS = PLACE["comments"] - 0.5


def chosen_surveys(there: Sequence[DraftSurvey], shipped: Collection[str]) -> tuple[DraftSurvey, ...]:
    """The surveys of a draft that had those `there`, if of the shipped ones `shipped` are chosen now; all own ones
    stay."""
    chosen = [DraftSurvey("shipped", shipped_survey(name)) for name in SHIPPED if name in shipped]
    return in_order([*chosen, *(each for each in there if each.source == "own")])


def in_order(surveys: Sequence[DraftSurvey]) -> tuple[DraftSurvey, ...]:
    return tuple(sorted(surveys, key=lambda each: PLACE.get(each.code, BEFORE_COMMENTS)))


def faults_together(surveys: Sequence[DraftSurvey]) -> list[Fault]:
    """What keeps these surveys from being asked in one wave."""
    return joint_faults([(each.code, each.definition) for each in surveys])
