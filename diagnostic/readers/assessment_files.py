"""The assessment file: whose diagnosis it is, of which period, in which currency, and whether it is simulated.

[assessment]
client = { zh = "...", en = "..." }
title = { zh = "...", en = "..." }
period = "2025"
as_of = 2026-01-15
currency = "CNY"
board_target = 1220000000     # in the currency's main unit
simulated = true
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from diagnostic.core.diagnosis.model.diagnosis import Assessment
from diagnostic.core.figures.reading.numbers import minor_units
from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import both
from diagnostic.text import Text, same

REASONS = {  # by pydantic's kind of error; what is not here keeps its own words
    "missing": both("this key is missing"),
    "extra_forbidden": both("there is no such key"),
    "value_error": both("give zh or en or both"),
}


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


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    assessment: _Assessment


def read_assessment(path: Path) -> Assessment:
    """The assessment in the TOML file at `path`; BadDataError with every fault and its key path."""
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
    board = None if given.board_target is None else round(given.board_target * minor_units(given.currency))
    return Assessment(
        Text(given.client.zh, given.client.en),
        Text(given.title.zh, given.title.en),
        given.period,
        given.as_of,
        given.currency,
        given.simulated,
        board,
    )
