"""Inputs of which much could not be read, as the pages of roster and figures show them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from babel.numbers import format_percent

from diagnostic.core.figures.model.performance import InputRead
from diagnostic.usecases.analysis.unread_inputs import NAMES, line_of, too_much_unread
from diagnostic.web.languages import LOCALE
from diagnostic.web.staff.common.page import language


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """One of them, in the words of the page."""

    kind: str
    input: str
    share: str
    unread: int
    rows: int
    accepted_by: str | None


def unread_lines(reads: Iterable[InputRead], kinds: Collection[str]) -> list[UnreadLine]:
    """Those of `kinds` of which more than a tenth is unread, accepted or not."""
    lang = language()
    return [
        UnreadLine(
            read.kind,
            NAMES[read.kind][lang],
            format_percent(line_of(read).unread_share, "0.#%", locale=LOCALE[lang]),
            read.rows - read.good - read.no_data,
            read.rows - read.no_data,
            read.accepted_by,
        )
        for read in reads
        if read.kind in kinds and too_much_unread(read)
    ]
