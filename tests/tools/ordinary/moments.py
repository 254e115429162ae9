"""What is measured on drawn companies: scores of scales, and how units and figures differ."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
from ordinary.company import Company
from ordinary.survey.answers import Sheets
from ordinary.survey.scores import scores as score_sheets

Floats = npt.NDArray[np.float64]


def scores(sheets: Sheets) -> Floats:
    """(people, scales); NaN for everybody who did not answer."""
    found = score_sheets(sheets.values, sheets.form.scale_of, sheets.form.reversed)
    found[~sheets.answered] = np.nan
    return found


def score(sheets: Sheets, scale: str) -> Floats:
    return scores(sheets)[:, sheets.form.scales.index(scale)]


def win_rate(company: Company, seats: npt.NDArray[np.bool_], year: int) -> float:
    """Of the deals that these seats' people closed in year 0 or 1."""
    deals = company.deals
    own = seats[deals.seat] & (deals.month // 12 == year)
    return float((deals.stage[own] == 0).sum() / (deals.stage[own] < 2).sum())


def interval(values: Floats, z: float = 2.68) -> tuple[float, float]:
    """99 % of the mean of fifty values (t with 49 degrees of freedom)."""
    half = z * float(values.std(ddof=1)) / np.sqrt(len(values))
    return float(values.mean()) - half, float(values.mean()) + half


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))
