"""Cells of a CSV file that somebody will open with a spreadsheet program."""

from __future__ import annotations

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; a number stays one."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?[\d.,]+", text) is not None
