"""Reads the assessment file: client, title, period and currency of a diagnosis, and whether it is simulated.

[assessment]
client = { zh = "...", en = "..." }
title = { zh = "...", en = "..." }
period = "2025"
as_of = 2026-01-15
currency = "CNY"
board_target = 1220000000     # in the currency's main unit
simulated = true
values_confirmed_by = "Name"  # who confirmed the implausible values
targets_follow_potential = false  # whether targets were set by the potential of territories
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from diagnostic.core.diagnosis.model.diagnosis import Assessment
from diagnostic.core.figures.model.periods import Period, read_span
from diagnostic.core.figures.reading.numbers import minor_units
from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import both
from diagnostic.text import Text, same

REASONS = {  # by pydantic's type of error; other types keep pydantic's message
    "missing": both("this key is missing"),
    "extra_forbidden": both("there is no such key"),
    "value_error": both("give zh or en or both"),
}


NOT_STATED = "—"  # printed as the period of an assessment that states none


@dataclass(frozen=True, slots=True)
class StatedAssessment:
    """What was stated in advance: the assessment, its period, who confirmed the implausible values, and whether targets
    follow the potential of territories (each None if not stated)."""

    assessment: Assessment
    period: Period | None = None
    confirmed_by: str | None = None
    follows_potential: bool | None = None


class _StatedWords(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    zh: str = ""
    en: str = ""

    @model_validator(mode="after")
    def _say_something(self) -> _StatedWords:
        if not (self.zh or self.en):
            raise ValueError("no words")
        return self


class _Assessment(BaseModel):
    model_config = ConfigDict(extra="forbid")
    client: _StatedWords
    title: _StatedWords
    period: str = ""
    as_of: date
    currency: str | None = None
    board_target: float | None = None
    simulated: bool = False
    values_confirmed_by: str | None = Field(default=None, min_length=1)
    targets_follow_potential: bool | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    assessment: _Assessment


def read_assessment(path: Path) -> StatedAssessment:
    """Reads the TOML file at `path`. Raises BadDataError with the faults and their key paths."""
    try:
        given = _File.model_validate(tomllib.loads(path.read_text("utf-8-sig"))).assessment
    except FileNotFoundError as error:
        raise BadDataError([Fault("file.missing", str(path))]) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadDataError([Fault("file.unreadable", path.name, values={"reason": error})]) from error
    except ValidationError as error:
        raise BadDataError(
            [
                Fault(
                    "assessment.bad_value",
                    path.name,
                    path=".".join(str(key) for key in detail["loc"]),
                    values={"reason": REASONS.get(detail["type"]) or same(detail["msg"])},
                )
                for detail in error.errors()
            ]
        ) from error
    period = _period(given.period, path.name)
    board = None if given.board_target is None else round(given.board_target * minor_units(given.currency))
    assessment = Assessment(
        Text(given.client.zh, given.client.en),
        Text(given.title.zh, given.title.en),
        period.label if period else NOT_STATED,
        given.as_of,
        given.currency,
        given.simulated,
        board,
    )
    return StatedAssessment(assessment, period, given.values_confirmed_by, given.targets_follow_potential)


def _period(text: str, source: str) -> Period | None:
    found = read_span(text)
    if text and found is None:
        values = {"value": text}
        raise BadDataError(
            [Fault("assessment.period_wrong", source, path="assessment.period", values=values)]
        )
    return found
