"""Faults: what is wrong with what somebody gave us, where exactly, and in the reader's words.

A fault names its code, and where it is known the source (file), row, column and key path. Codes are stable;
tests assert codes and places, never prose. Raised deep, turned into an exit code or a page in one place only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diagnostic.fault_messages import MESSAGES
from diagnostic.i18n import say
from diagnostic.text import Lang


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `row` counts as the reader of the file does: the first line of the file
    is row 1."""

    code: str
    source: str = ""
    row: int | None = None
    column: str | None = None
    path: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in MESSAGES:
            raise KeyError(f"fault code without words: {self.code}")

    def message(self, lang: Lang) -> str:
        return say(MESSAGES[self.code], lang, **self.values)

    def line(self, lang: Lang) -> str:
        """The fault as one line for a terminal: place, code, words."""
        place = [
            self.source,
            say("row {row}", lang, row=self.row) if self.row is not None else "",
            say("column “{column}”", lang, column=self.column) if self.column is not None else "",
            self.path or "",
        ]
        where = ", ".join(part for part in place if part)
        return (
            f"{where}: [{self.code}] {self.message(lang)}" if where else f"[{self.code}] {self.message(lang)}"
        )

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "source": self.source,
            "row": self.row,
            "column": self.column,
            "path": self.path,
            "message": {"zh": self.message("zh"), "en": self.message("en")},
        }


class DiagnosticError(Exception):
    """Anything a user can mend; carries every fault found, never only the first."""

    exit_code = 1

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.code for fault in faults))
        self.faults = tuple(faults)


class BadArgumentsError(DiagnosticError):
    exit_code = 2


class BadDataError(DiagnosticError):
    exit_code = 3


class MachineLacksError(DiagnosticError):
    exit_code = 4


class NotFoundError(LookupError):
    """What a use case was asked to act on is not there, or belongs to somebody else: to a visitor that is the same."""


class StaleError(Exception):
    """What a use case was asked to change has changed since the page it was asked from was read."""
