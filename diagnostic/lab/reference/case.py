"""One reference case as its file gives it: inputs, the values another program found, and how near is near enough.

For the adapters. A vector of length one may be written as a scalar; a column of numbers is numbers, any
other labels.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from diagnostic.faults import BadDataError, Fault

MISSING = ("", "NA")

SEED = 20_261_125  # of the adapters whose statistic draws


@dataclass(frozen=True, slots=True)
class ReferenceCase:
    """`columns` holds the cells of the case's CSV as text, by heading; empty where the case needs no data."""

    name: str
    stat: str
    inputs: Mapping[str, Any]
    expected: Any
    tolerance: Mapping[str, float]
    columns: Mapping[str, tuple[str, ...]]

    def vector(self, key: str) -> list[Any]:
        value = self.inputs[key]
        return list(value) if isinstance(value, list) else [value]

    def scalar(self, key: str) -> Any:
        value = self.inputs[key]
        return value[0] if isinstance(value, list) and len(value) == 1 else value

    def numbers(self, column: str) -> npt.NDArray[np.float64]:
        """A column as floats, shape (rows,), NaN where a cell is missing."""
        return np.array([np.nan if cell in MISSING else float(cell) for cell in self.columns[column]])

    def matrix(self, columns: list[str]) -> npt.NDArray[np.float64]:
        return np.column_stack([self.numbers(column) for column in columns])

    def labels(self, column: str) -> npt.NDArray[np.generic]:
        """A column of group names: numbers if all cells are (so that they sort as numbers), else text."""
        cells = np.array(self.columns[column])
        try:
            return cells.astype(np.float64)
        except ValueError:
            return cells

    def of_group(self, column: str, group: str, name: Any) -> npt.NDArray[np.float64]:
        """The numbers of the rows whose group is `name`."""
        chosen = np.array([as_name(label) == as_name(name) for label in self.labels(group)])
        numbers: npt.NDArray[np.float64] = self.numbers(column)[chosen]
        return numbers


def as_name(label: Any) -> str:
    """A group's name as text: 1, 1.0 and "1" are the same group."""
    return f"{float(label):g}" if isinstance(label, (int, float)) else str(label)


def read_case(path: Path) -> ReferenceCase:
    """The case in this JSON file, with the CSV next to it that it names; BadDataError where either is broken."""
    try:
        return _case(json.loads(path.read_text(encoding="utf-8")), path.parent)
    except KeyError as error:
        raise _broken(path, f"{error} is missing") from error
    except (OSError, ValueError) as error:
        raise _broken(path, error) from error


def _broken(path: Path, reason: object) -> BadDataError:
    return BadDataError([Fault("witness.broken", path.name, values={"reason": reason})])


def _case(content: Mapping[str, Any], folder: Path) -> ReferenceCase:
    data = content.get("data")
    return ReferenceCase(
        name=content["name"],
        stat=content["inputs"].get("stat", ""),
        inputs=content["inputs"],
        expected=content["expected"],
        tolerance=content["tolerance"],
        columns=_columns(folder / data) if data else {},
    )


def _columns(path: Path) -> dict[str, tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    return {heading: tuple(row[at].strip() for row in rows) for at, heading in enumerate(headings)}
