"""A sheet of answers as a module of a study, and what the reader must know of it, wherever the answers came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from diagnostic.core.diagnosis.model.diagnosis import Note
from diagnostic.core.diagnosis.model.study import Module
from diagnostic.core.survey.scoring.score import score
from diagnostic.core.survey.sheets.answers import AnswerSheet
from diagnostic.core.survey.sheets.order import in_one_order
from diagnostic.text import Text

NOBODY: Mapping[tuple[str, ...], int] = {}


def module_of(
    sheet: AnswerSheet, invited: Mapping[tuple[str, ...], int] = NOBODY, asked: int | None = None
) -> Module:
    """The module with its scores, in an order of rows that says nothing of how they came."""
    own = in_one_order(sheet)
    return Module(own.module, own, score(own), invited, asked)


def notes_of(sheets: Iterable[AnswerSheet]) -> tuple[Note, ...]:
    """What was left out of the sheets and why."""
    faults = (fault for sheet in sheets for fault in sheet.notes)
    return tuple(Note(fault.code, Text(fault.message("zh"), fault.message("en"))) for fault in faults)
