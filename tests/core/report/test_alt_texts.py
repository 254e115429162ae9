"""The words that replace a chart come from what is drawn: the label they name is the one the data name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, GapPart, TreeRow, TrendPoint
from diagnostic.core.diagnosis.model.result import Measure, Results
from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import Chart
from diagnostic.core.report.sections.shortfall.parts import decomposition
from diagnostic.text import same
from tests.made import factories
from tests.made.signed import result

SMALL = factories.full({"east": 1, "south": 1, "north": 1})


def alt_of(diagnosis: Diagnosis, key: str) -> str:
    charts: dict[str, Chart] = {chart.key: chart for chart in compose(diagnosis).charts()}
    return charts[key].alt.en


@given(st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=9, unique_by=abs))
def test_the_largest_step_of_a_waterfall_is_the_largest_by_size(values: list[int]) -> None:
    whole = SMALL
    assert whole.figures is not None
    parts = tuple(GapPart(f"p{i}", same(f"Unit-{i}."), value * 100.0) for i, value in enumerate(values))
    blocks = decomposition(whole, replace(whole.figures, by_unit=parts))
    alt = next(block.alt.en for block in blocks if isinstance(block, Chart) and block.key == "by_unit")
    largest = max(range(len(values)), key=lambda i: abs(values[i]))
    assert f"the largest is Unit-{largest}. with" in alt


def test_the_largest_part_of_a_shortfall_sits_in_a_unit() -> None:
    """A company target that was handed down to nobody is no place, and no part is more than the whole."""
    whole = SMALL
    assert whole.figures is not None
    row = whole.figures.tree[0]
    gap = (row.target or 0) - (row.actual or 0)
    short = GapPart("region:north", same("North"), -0.8 * gap)
    rest = GapPart("region:south", same("South"), -0.2 * gap)
    nobody = GapPart("beyond_board", same("Given to nobody"), -2.0 * gap)

    def headline(*parts: GapPart) -> str:
        made = replace(whole, figures=replace(whole.figures, by_unit=parts))  # type: ignore[type-var]
        return compose(made).sections[1].headline.en

    assert headline(short, rest, nobody).endswith(
        "The largest part sits in North: 80% of the whole shortfall."
    )
    above = GapPart("region:south", same("South"), 0.5 * gap)
    more = headline(replace(short, value=-1.5 * gap), above)
    assert "The largest part sits in North, CNY" in more
    assert more.endswith("others are above target and make up for some of it.")


@pytest.mark.parametrize(
    ("estimates", "better", "says"),
    [
        ((0.10, -0.20), 1, "the largest shortfall is South: leavers, −20.0 percentage points"),
        ((0.10, -0.20), -1, "the largest shortfall is North: leavers, +10.0 percentage points"),
        ((0.10, 0.20), 1, "there is no shortfall among them"),
        ((-0.10, -0.20), -1, "there is no shortfall among them"),
    ],
)
def test_a_shortfall_is_on_the_worse_side_of_its_measure(
    estimates: Sequence[float], better: int, says: str
) -> None:
    whole = factories.figures_only()
    contrasts = tuple(
        replace(result("figure_contrast", f"region:{group}", "leavers", value, "clear"), unit="share")
        for group, value in zip(("north", "south"), estimates, strict=True)
    )
    leavers = Measure("leavers", "metric", same("leavers"), None, "share", better=better)  # type: ignore[arg-type]
    made = replace(whole, results=Results(contrasts), measures={"leavers": leavers}, strengths=())
    assert says in alt_of(made, "gap_figures").lower().replace("north", "North").replace("south", "South")


def test_a_skill_is_called_short_only_where_one_is() -> None:
    whole = factories.full()
    assert "furthest below is" in alt_of(whole, "required")
    met = tuple(
        replace(each, estimate=abs(each.estimate))
        if each.kind == "required_current" and each.estimate
        else each
        for each in whole.results
    )
    assert "none is below what is required" in alt_of(replace(whole, results=Results(met)), "required")


def test_the_company_is_no_unit_among_its_own() -> None:
    """North at 150 % and the company, which counts it, at 160 %: the highest unit is North."""
    whole = SMALL
    assert whole.figures is not None
    tree = tuple(
        replace(row, attainment=share)
        for row in whole.figures.tree
        for share in [{"company": 1.6, "region:north": 1.5}.get(row.group, 0.5 + row.depth / 100)]
    )
    alt = alt_of(replace(whole, figures=replace(whole.figures, tree=tree)), "attainment")
    assert "Highest North at 150%, lowest East at 51%" in alt


def test_the_note_of_the_bars_names_the_marks_that_are_drawn() -> None:
    whole = SMALL
    assert whole.figures is not None
    bare = tuple(
        replace(row, low=None, high=None, adjusted=None, own_target=None, own_attainment=None)
        for row in whole.figures.tree
    )

    def note(rows: tuple[TreeRow, ...]) -> str:
        made = replace(whole, figures=replace(whole.figures, tree=rows))  # type: ignore[type-var]
        charts = {chart.key: chart for chart in compose(made).charts()}
        return charts["attainment"].note.en if charts["attainment"].note else ""

    assert note(bare) == "Dark line: target. Each unit is compared with the targets its people were given."
    full = (replace(bare[0], low=0.8, high=0.9, adjusted=0.95, own_target=1, own_attainment=0.9), *bare[1:])
    for words in ("Thin lines: 95% intervals.", "Diamonds:", "own target stands in the table"):
        assert words in note(full)


def test_a_trend_without_targets_is_not_called_one_of_targets() -> None:
    whole = factories.figures_only()
    assert whole.figures is not None
    points = tuple(TrendPoint(f"2025-0{month}", 900_000_00, None) for month in (1, 2, 3))
    made = replace(whole, figures=replace(whole.figures, trend=points))
    titles = {chart.key: chart.title.en for chart in compose(made).charts() if chart.title}
    assert titles["trend"] == "Actual over time"


def test_the_trend_names_the_years_and_sets_the_year_before_apart() -> None:
    whole = factories.figures_only()
    assert whole.figures is not None
    points = (
        TrendPoint("2024-01", 900_000_00, None),
        TrendPoint("2024-02", 100_00, None),
        TrendPoint("2025-01", 500_000_00, 600_000_00),
        TrendPoint("2025-02", 300_000_00, 600_000_00),
    )
    figures = replace(whole.figures, trend=points, period="2025-01/2025-02")
    alt = alt_of(replace(whole, figures=figures), "trend")
    assert "highest January 2025 with CNY 500 thousand, lowest February 2025 with CNY 300 thousand" in alt
    assert "The first 2 points are the year before" in alt
