"""A survey file somebody sent: everything that is wrong with it, or the survey it would add. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diagnostic.core.survey.file_checks.load import mirror_faults
from diagnostic.faults import BadDataError, Fault
from diagnostic.readers.survey_files import file_faults, read_survey
from diagnostic.storage.waves.drafts import DraftSurvey
from diagnostic.usecases.surveys.choose_surveys import faults_together
from diagnostic.usecases.surveys.draft_wave import SHIPPED, shipped_survey


@dataclass(frozen=True, slots=True)
class SurveyTrial:
    """`survey` is None where the file has faults."""

    survey: DraftSurvey | None
    faults: Sequence[Fault]


def try_survey(content: bytes, name: str, there: Sequence[DraftSurvey]) -> SurveyTrial:
    """The file in itself, and together with the surveys that are `there`; one of its own code it would replace."""
    try:
        raw = read_survey(content, name)
        faults = file_faults(raw, name)
    except BadDataError as error:
        return SurveyTrial(None, error.faults)
    except RecursionError:  # no survey is a table in a table in a table ... a thousand times
        return SurveyTrial(None, [Fault("surveys.not_toml", name, values={"reason": "nested too deeply"})])
    if faults:
        return SurveyTrial(None, faults)
    own = DraftSurvey("own", raw, content.decode("utf-8-sig").replace("\r\n", "\n"))
    others = [each for each in there if each.code != own.code]
    faults = [*faults_together([*others, own]), *_mirror_faults(own, others, name)]
    return SurveyTrial(None if faults else own, faults)


def _mirror_faults(own: DraftSurvey, others: Sequence[DraftSurvey], name: str) -> list[Fault]:
    """Scales that mirror one which neither the wave nor the product has."""
    known = {shipped: shipped_survey(shipped) for shipped in SHIPPED}
    known |= {each.code: each.definition for each in others} | {own.code: own.definition}
    found = mirror_faults(list(known.items()))
    return [
        Fault(each.code, name, path=each.path, values=each.values)
        for each in found
        if each.source == own.code
    ]
