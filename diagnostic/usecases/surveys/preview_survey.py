"""A survey file somebody sent: everything that is wrong with it, or the survey it would add. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.survey.file_checks.load import mirror_faults
from diagnostic.faults import BadDataError, Fault
from diagnostic.readers.survey_files import file_faults, read_survey
from diagnostic.storage.waves.drafts import DraftSurvey
from diagnostic.usecases.surveys.draft_wave import SHIPPED, shipped_survey
from diagnostic.usecases.surveys.survey_set import faults_together


def preview_survey(content: bytes, name: str, there: Sequence[DraftSurvey]) -> DraftSurvey:
    """The survey, to be asked together with those that are `there`; one of its own code it would replace.

    Raises BadDataError with everything that is wrong with it, in itself or together with them.
    """
    try:
        definition = read_survey(content, name)
        faults = file_faults(definition, name)
    except RecursionError:  # no survey is a table in a table in a table ... a thousand times
        faults = [Fault("surveys.not_toml", name, values={"reason": "nested too deeply"})]
    if faults:
        raise BadDataError(faults)
    own = DraftSurvey("own", definition, content.decode("utf-8-sig").replace("\r\n", "\n"))
    others = [each for each in there if each.code != own.code]
    faults = [*faults_together([*others, own]), *_mirror_faults(own, others, name)]
    if faults:
        raise BadDataError(faults)
    return own


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
