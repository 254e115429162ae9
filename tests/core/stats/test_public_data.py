"""Values found elsewhere on public data (EXPECTED.json of the cases): scales that are some, one that is none, groups.

IBM's five satisfaction items are the negative control: alpha .0016, no scale.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest

from diagnostic.core.stats.differences.effect import welch
from diagnostic.core.stats.proportions.proportion import chi_square
from diagnostic.core.stats.scales.omega import omega
from diagnostic.core.stats.scales.reliability import cronbach_alpha
from diagnostic.lab.statistics.differences.k_group import kruskal
from diagnostic.lab.statistics.relations.correlation import pearson, spearman
from diagnostic.lab.statistics.scales.careless import irv, longstring
from diagnostic.lab.statistics.scales.reverse import reverse

DATA = Path(__file__).parents[2] / "data"
FREQUENCY = {"Never": 1, "Sometimes": 2, "Often": 3, "Very Often": 4, "Always": 5}
AGREEMENT = {
    "Strongly disagree": 1,
    "Disagree": 2,
    "Neither agree or disagree": 3,
    "Agree": 4,
    "Strongly Agree": 5,
}


def table(path: str) -> dict[str, list[str]]:
    with (DATA / path).open(encoding="utf-8-sig", newline="") as file:
        headings, *rows = csv.reader(file)
    return {heading: [row[at] for row in rows] for at, heading in enumerate(headings)}


def numbers(columns: dict[str, list[str]], names: list[str]) -> np.ndarray:
    return np.array(
        [[float(x) if x not in ("", "NA") else np.nan for x in columns[name]] for name in names]
    ).T


@pytest.mark.parametrize(
    ("scale", "k", "alpha", "mean", "sd", "rho"),
    [
        ("Ben", 3, 0.673049, 3.612307, 0.465991, 0.435614),
        ("Work", 3, 0.82987, 2.744794, 0.68919, 0.427358),
        ("Man", 3, 0.73732, 3.39087, 0.56757, 0.399172),
        ("Car", 4, 0.763154, 3.609954, 0.47515, 0.442818),
    ],
)
def test_scales_of_the_people_analytics_survey(
    scale: str, k: int, alpha: float, mean: float, sd: float, rho: float
) -> None:
    columns = table("survey/peopleanalytics_employee_survey.csv")
    items = numbers(columns, [f"{scale}{at + 1}" for at in range(k)])
    found = cronbach_alpha(items)
    assert found.n == 2833
    assert (found.raw, found.scale_mean, found.scale_sd) == pytest.approx((alpha, mean, sd), abs=1e-6)
    happiness = numbers(columns, ["Happiness"])[:, 0]
    assert spearman(happiness, items.mean(axis=1)).r == pytest.approx(rho, abs=1e-6)


def test_ibms_items_are_no_scale_and_its_departments_differ_in_leaving() -> None:
    columns = table("survey/ibm_hr_attrition.csv")
    five = [
        "EnvironmentSatisfaction",
        "JobInvolvement",
        "JobSatisfaction",
        "RelationshipSatisfaction",
        "WorkLifeBalance",
    ]
    items = numbers(columns, five)
    assert cronbach_alpha(items).raw == pytest.approx(0.001594, abs=1e-6)
    assert omega(items).omega < 0.3
    left = np.array(columns["Attrition"]) == "Yes"
    department = np.array(columns["Department"])
    counts = [
        [int((department[left] == name).sum()), int((department[~left] == name).sum())]
        for name in set(department)
    ]
    test = chi_square(counts)
    assert (test.statistic, test.p) == pytest.approx((10.796007, 0.004526), abs=1e-6)


def rse(codes: dict[str, int], names: list[str]) -> np.ndarray:
    """Columns of the questionnaire by their item code, words as numbers."""
    columns = {
        match.group(1): values
        for heading, values in table("survey/rse2017_us.csv").items()
        if (match := re.match(r"likert\d\[(\w+)\]", heading))
    }
    return np.array([[codes.get(word, np.nan) for word in columns[name]] for name in names]).T


@pytest.mark.parametrize(
    ("scale", "codes", "n", "k", "alpha"),
    [
        ("perfCheck", FREQUENCY, 128, 7, 0.863757),
        ("affRec", AGREEMENT, 129, 5, 0.934816),
        ("affSat", AGREEMENT, 132, 4, 0.891448),
        ("percEmp", AGREEMENT, 131, 4, 0.757639),
        ("progRSE", AGREEMENT, 120, 5, 0.630508),
    ],
)
def test_scales_of_the_research_engineers(
    scale: str, codes: dict[str, int], n: int, k: int, alpha: float
) -> None:
    found = cronbach_alpha(rse(codes, [f"{scale}{at + 1}" for at in range(k)]))
    assert (found.n, found.raw) == (n, pytest.approx(alpha, abs=1e-6))


def test_a_scale_is_lost_when_its_items_are_not_turned() -> None:
    names = [f"turnOver{at + 1}" for at in range(6)]
    items = np.column_stack([rse(FREQUENCY, names[:4]), rse(AGREEMENT, names[4:])])
    assert cronbach_alpha(items).raw == pytest.approx(0.030234, abs=1e-6)
    for at in (1, 4):
        items[:, at] = reverse(items[:, at], 1, 5)
    assert cronbach_alpha(items).raw == pytest.approx(0.702599, abs=1e-6)


def test_salespeople_and_regions() -> None:
    promoted = table("witness/two_group_sales_promoted.csv")
    names = list(promoted)
    sales = numbers(promoted, ["sales"])[:, 0]
    group = np.array(promoted[next(name for name in names if name != "sales")])
    known = ~np.isnan(sales)
    assert float(sales[known].mean()) == pytest.approx(527.005714, abs=1e-6)
    sides = sorted((sales[known & (group == name)] for name in set(group)), key=len)
    assert len(sides[0]) in (112, 113)
    assert welch(*sides).t == pytest.approx(27.771209, abs=1e-5)
    both = numbers(table("witness/correlation_salespeople.csv"), ["sales", "customer_rate"])
    assert pearson(both[:, 0], both[:, 1]).r == pytest.approx(0.337805, abs=1e-6)
    region = table("witness/k_group_performance_region.csv")
    test = kruskal(numbers(region, ["sales"])[:, 0], np.array(region["region"]))
    assert (test.h, test.p) == pytest.approx((5.622243, 0.131507), abs=1e-6)


def test_simulated_careless_people_are_counted() -> None:
    columns = table("survey/careless_simulated.csv")
    items = numbers(columns, list(columns))
    strings = np.array(longstring(items).longest)
    assert (int((strings >= 10).sum()), int((strings >= 25).sum()), int(strings.max())) == (21, 9, 50)
    assert sum(value < 0.5 for value in irv(items) if value is not None) == 6
