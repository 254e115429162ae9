"""Survey files to download: one of a draft, one that comes with the product, and the schema for editors."""

from __future__ import annotations

from diagnostic.faults import NotFoundError
from diagnostic.shipped import SURVEYS, shipped
from diagnostic.storage.waves.drafts import WaveDraft
from diagnostic.usecases.surveys.draft_wave import SHIPPED

SCHEMA = shipped("docs/survey.schema.json")


def survey_file(draft: WaveDraft, code: str) -> bytes:
    """The own survey of this code, else the shipped one. Raises NotFoundError where there is neither."""
    own = draft.own_survey(code)
    if own is not None:
        return own.text.encode()
    if code not in SHIPPED:
        raise NotFoundError(code)
    return (SURVEYS / f"{code}.toml").read_bytes()


def survey_schema() -> bytes:
    return SCHEMA.read_bytes()
