"""From the cells of one column to answer values: labels, numbers, codes for "no answer", and what can't be
read.

Files write the same answer in many ways (9, 9.0, "９", a label in either language), so a cell becomes text
first and the text is read once for each distinct wording. Nothing is guessed: a text that is not a label of
the item, a number or a declared missing value is reported with its row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from diagnostic.core.survey.sheets.answers import Values
from diagnostic.core.table import Cell

BLANKS: frozenset[str] = frozenset({"", "na", "n/a", "#n/a"})  # an empty cell, as spreadsheets and R write it
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?")


def cell_text(cell: Cell) -> str:
    """A cell as its reader sees it; 9 and 9.0 are the same text, full-width digits are digits."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFKC", str(cell)).strip()


def word(text: str) -> str:
    """Wording without case, width and surplus blanks, to compare labels."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def number(text: str, decimal: str = ".") -> float | None:
    """The plain number a text is, or None.

    >>> number("4"), number("2,5", ","), number("4 years")
    (4.0, 2.5, None)
    """
    text = text.replace(",", ".") if decimal == "," else text
    return float(text) if _NUMBER.fullmatch(text) else None


@dataclass(frozen=True, slots=True)
class Coding:
    """How one column is read: labels (as `word`) to values, and what means "no answer"."""

    labels: Mapping[str, float] = field(default_factory=dict)
    missing_words: frozenset[str] = frozenset()
    missing_numbers: frozenset[float] = frozenset()

    def read(self, text: str, decimal: str) -> float | None:
        """The value of one text: nan = missing, None = unreadable. Labels come before numbers."""
        plain = word(text)
        if plain in BLANKS or plain in self.missing_words:
            return np.nan
        value = self.labels[plain] if plain in self.labels else number(text, decimal)
        return np.nan if value in self.missing_numbers else value


def coding(labels: Mapping[str, float], missing: Iterable[float | str]) -> Coding:
    """A coding from labels in any case and missing codes of either sort; "9" written as text counts as 9
    too.
    """
    words = {word(cell_text(code)) for code in missing}
    numbers = {value for code in words if (value := number(code)) is not None}
    return Coding(
        {word(label): value for label, value in labels.items()}, frozenset(words), frozenset(numbers)
    )


def filled(cells: Iterable[Cell]) -> int:
    """How many cells hold anything."""
    return sum(word(cell_text(cell)) not in BLANKS for cell in cells)


def read_column(cells: Sequence[Cell], how: Coding, decimal: str = ".") -> tuple[Values, list[int]]:
    """Values of a column, shape (n,), nan = missing, and the places of the cells that can't be read.

    >>> read_column(["4", 9, "", "often", "?"], coding({"Often": 3.0}, [9]))
    (array([ 4., nan, nan,  3., nan]), [4])
    """
    texts = [cell_text(cell) for cell in cells]
    meaning = {text: how.read(text, decimal) for text in set(texts)}
    found = [meaning[text] for text in texts]
    values = np.array([np.nan if value is None else value for value in found], dtype=np.float64)
    return values, [place for place, value in enumerate(found) if value is None]


def off_scale(values: Values, minimum: float, maximum: float, whole: bool = True) -> Values:
    """The values (repeated as often as they occur) that no respondent could have ticked.

    Outside the ends, or, where answers go in whole steps, between two of them.

    >>> off_scale(np.array([1.0, 0.8, 2.4, 5.0, np.nan, 7.2]), 1, 5)
    array([0.8, 2.4, 7.2])
    """
    given = values[np.isfinite(values)]
    wrong = (given < minimum) | (given > maximum)
    if whole:
        wrong |= np.abs(given - minimum - np.round(given - minimum)) > 1e-9
    return given[wrong]
