"""A win rate never stands alone: the reps who are its sample and the deals they closed are printed beside it."""

from __future__ import annotations

from dataclasses import replace

from diagnostic.core.diagnosis.model.cause import SignFound
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import Measure, Result, Results
from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import KeyFigures, Table
from diagnostic.core.report.prose.material import Material, signs_in_words
from diagnostic.core.report.sections.shortfall.figures_by_group import figures_by_group
from diagnostic.text import Text, same
from tests.made import factories

DEALS = Measure("closed_deals", "metric", same("closed"), None, "count")


def figure(group: str, measure: str, value: float, n: int) -> Result:
    return Result("figure", group, measure, "ratio.logit", "figures", "share", value, n=n)


def with_deals(diagnosis: Diagnosis) -> Diagnosis:
    others = [r for r in diagnosis.results if r.kind != "figure"]
    counted = replace(figure("company", "closed_deals", 9420, 391), unit="count")
    return replace(
        diagnosis,
        measures={**diagnosis.measures, "closed_deals": DEALS},
        results=Results((figure("company", "win_rate", 0.289, 391), counted, *others)),
    )


def test_on_the_first_page() -> None:
    blocks = compose(with_deals(factories.deals_only())).sections[0].blocks
    (rate,) = [each for block in blocks if isinstance(block, KeyFigures) for each in block.figures]
    assert rate.note == Text("391 名销售、9,420 个结案商机", "391 reps, 9,420 deals closed")


def test_in_the_table_of_groups() -> None:
    (table,) = [block for block in figures_by_group(with_deals(factories.full())) if isinstance(block, Table)]
    rows = [[cell.text.en for cell in row.cells] for row in table.rows]
    assert rows == [["Win rate", "28.9%"], ["Deals closed (by reps)", "9,420 (391)"]]


def test_in_the_signs_of_a_cause() -> None:
    made = factories.full()
    key = "figure_contrast|region:north|win_rate"
    gap = replace(made.results.by_key[key], group="region:north")
    deals = replace(figure("region:north", "closed_deals", 3100, 120), unit="count")
    sign = SignFound("win_rate_low", "figures", 0.25, 0.30, 391, (key,), "share")
    for results, said in (
        ((gap, deals), "(391 reps compared; the group closed 3,100 deals)"),
        ((gap,), "(391 reps compared)"),
    ):
        words = signs_in_words(Material(replace(made, results=Results(results))), [sign], "figures")
        assert words is not None
        assert said in words.en
