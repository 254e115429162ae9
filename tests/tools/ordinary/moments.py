"""What is measured on drawn companies: scores of scales, and how units and figures differ."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
from ordinary.company import Company
from ordinary.survey.answers import Sheets

Floats = npt.NDArray[np.float64]


def scores(sheets: Sheets) -> Floats:
    """(people, scales) means of the items of those who answered, reversed ones turned; NaN for everybody else."""
    form = sheets.form
    values = np.where(form.reversed, 6 - sheets.values, sheets.values)
    values[~sheets.answered] = np.nan
    known = np.isfinite(values)
    places = np.arange(len(form.scales))
    of_scale = (form.scale_of[:, None] == places).astype(float)
    count = known @ of_scale
    total = np.where(known, values, 0.0) @ of_scale
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def score(sheets: Sheets, scale: str) -> Floats:
    return scores(sheets)[:, sheets.form.scales.index(scale)]


def icc(values: Floats, unit: npt.NDArray[np.int64]) -> float:
    """ICC(1) by analysis of variance with the mean size of units."""
    known = np.isfinite(values)
    values, place = values[known], np.unique(unit[known], return_inverse=True)[1]
    size = np.bincount(place)
    mean = np.bincount(place, values) / size
    n, k = len(values), len(size)
    between = float((size * (mean - values.mean()) ** 2).sum() / (k - 1))
    within = float(((values - mean[place]) ** 2).sum() / (n - k))
    usual = (n - (size**2).sum() / n) / (k - 1)
    return (between - within) / (between + (usual - 1) * within)


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
