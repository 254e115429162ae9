"""The first page by what is missing, unread, doubted: when a shortfall is said, in which basis, and when it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnostic.core.diagnosis.model.coverage import Coverage, Doubt, MissingPart
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, InputLine
from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import Callout, Chart, KeyFigures, Section, Table
from diagnostic.text import Text
from tests.made import factories

NORTH = MissingPart(Text("华北", "North"), Text("全年", "all year"), 0.33)
OVER = Doubt("unit_over", Text("华东一组", "E01"), 3.0, 0.9, 0.0513)
SMALL = replace(OVER, moves=0.004)
WAN = factories.WAN


def page_of(diagnosis: Diagnosis) -> Section:
    return compose(diagnosis).sections[0]


def of(coverage: Coverage, **more: object) -> Diagnosis:
    return replace(factories.full(), coverage=coverage, **more)  # type: ignore[arg-type]


def labels(page: Section) -> list[str]:
    return [f.label.en for block in page.blocks if isinstance(block, KeyFigures) for f in block.figures]


def values(page: Section) -> dict[str, str]:
    return {f.label.en: f.value.en for b in page.blocks if isinstance(b, KeyFigures) for f in b.figures}


def counted(page: Section) -> str:
    return " ".join(
        text.en
        for block in page.blocks
        if isinstance(block, Callout) and block.title.en == "What the figures rest on"
        for text in block.body
    )


@pytest.mark.parametrize(
    ("coverage", "headline", "told"),
    [
        (Coverage(), "2025: CNY 164 million short of target.", ""),
        (
            Coverage(asked="2025", has="2025-01/2025-07"),
            "short of target",
            "The assessment is of 2025; its figures are those of January to July 2025.",
        ),
        (Coverage(no_result=0.019, parts=(NORTH,)), "2025: CNY 164 million short of target.", ""),
        (
            Coverage(no_result=0.03, parts=(NORTH,)),
            "Only targets that have a result are counted.",
            "3% of the target has no result yet: North (all year).",
        ),
        (
            Coverage(no_result=0.33, parts=(NORTH,)),
            "33% of the target has no result yet: North (all year). So nothing is said about a shortfall",
            "",
        ),
        (
            Coverage(doubts=(OVER,)),
            "1 value can hardly be right (a unit above 250% of its target: E01); until somebody confirms it nothing",
            "leave the units concerned out",
        ),
        (Coverage(doubts=(SMALL,)), "short of target", "moves the company's attainment by less than a point"),
        (Coverage(doubts=(OVER,), confirmed_by="Wang Li"), "short of target", "confirmed by Wang Li"),
        (
            Coverage(no_result=0.33, doubts=(OVER, replace(OVER, moves=0.02))),
            "33% of the target has no result yet. So nothing",
            "2 values can hardly be right (a unit above 250% of its target (2): E01)",
        ),
        (
            Coverage(left=1_000 * WAN, no_result=0.01),
            "short of target",
            "this is in no attainment, since it may be a part of the results that are missing",
        ),
        (
            Coverage(unplaced={"targets": 2}),
            "short of target",
            "The targets name 2 units that are not in the roster of the period; what is written for them is in no",
        ),
        (Coverage(no_target=0.05), "short of target", "5% of the sales have no target to be compared with"),
        (
            Coverage(no_target=0.05, left=1_000 * WAN),
            "short of target",
            "people were given. Of these sales, CNY 10.00 million are by people who left",
        ),
        (
            Coverage(no_target=0.05, left=None),
            "short of target",
            "Some of these sales are by people who left or are not in the roster of the period",
        ),
        (
            Coverage(left=1_000 * WAN),
            "short of target",
            "People who left, or are not in the roster of the period",
        ),
        (Coverage(left=None), "short of target", "too few to state how much"),
    ],
)
def test_what_is_missing_or_doubted_decides_what_the_first_page_says(
    coverage: Coverage, headline: str, told: str
) -> None:
    page = page_of(of(coverage))
    assert headline in page.headline.en
    assert told in counted(page)
    assert bool(told) is bool(counted(page))
    assert ("attainment" in labels(page)) is coverage.shortfall_can_be_said


def test_who_is_left_out_of_comparisons_is_said_until_somebody_confirms() -> None:
    money, days = "leave the units concerned out", "leaves out the deals with such days"
    old = replace(OVER, code="old_cycle", moves=0.0)
    for doubts, said, other in (((OVER,), money, days), ((old,), days, money)):
        told = counted(page_of(of(Coverage(doubts=doubts))))
        assert said in told
        assert other not in told
        assert said not in counted(page_of(of(Coverage(doubts=doubts, confirmed_by="Wang Li"))))


@pytest.mark.parametrize("coverage", [Coverage(no_result=0.21), Coverage(doubts=(OVER,))])
def test_where_no_shortfall_is_said_none_is_drawn_split_or_worth_anything(coverage: Coverage) -> None:
    document = compose(of(coverage))
    assert not {"by_unit", "by_factor"} & {chart.key for chart in document.charts()}
    said = "\n".join(section.headline.en for section in document.sections)
    assert "short" not in said.replace("shortfall", "")
    assert "a target problem first" not in document.sections[0].headline.en
    tables = [block for block in document.sections[0].blocks if isinstance(block, Table)]
    worth = [row.cells[2].text for t in tables if t.columns[0].heading.en == "Decision" for row in t.rows]
    assert all(text is not None and text.en == "too little is known to put it in money" for text in worth)


def test_where_the_company_has_a_target_of_its_own_both_bases_are_named() -> None:
    """People were given 1,200 million and sold 1,036; the company's own target is 1,220: 85 % of it, 86 % of theirs."""
    whole = factories.full()
    assert whole.figures is not None
    first = whole.figures.tree[0]
    assert first.actual is not None
    own = replace(first, own_target=122_000 * WAN, own_attainment=first.actual / (122_000 * WAN))
    made = replace(whole, figures=replace(whole.figures, tree=(own, *whole.figures.tree[1:])))
    page = page_of(made)
    assert page.headline.en.startswith(
        "2025: CNY 184 million short of the company's target (85% of the company's own target, 86% of the targets "
        "people were given)."
    )
    assert page.headline.zh.startswith(
        "2025年比公司目标少 1.84亿元（对公司下达的目标 85%，对下达到人的目标 86%）。"
    )
    assert values(page) == {
        "short of target": "CNY 184 million",
        "attainment of the targets people were given": "86%",
        "attainment of the company's own target": "85%",
        "anonymous answers": "322",
    }
    tree = next(c for c in compose(made).charts() if c.key == "attainment").table
    assert "Own target" in [column.heading.en for column in tree.columns]
    assert str(tree.rows[0].cells[5].text and tree.rows[0].cells[5].text.en) == "CNY 1,220 million (85%)"


def test_a_company_target_stated_beside_another_in_the_figures_is_told() -> None:
    whole = of(Coverage(asked="2025", has="2025"))
    assert whole.figures is not None
    own = replace(whole.figures.tree[0], own_target=100_000 * WAN, own_attainment=1.0)
    made = replace(whole, figures=replace(whole.figures, tree=(own, *whole.figures.tree[1:])))
    assert "The assessment states a company target of CNY 1,220 million" in counted(page_of(made))


@pytest.mark.parametrize(
    ("unread", "share", "accepted", "told"),
    [
        (4, "1.0%", None, ""),  # 4 of 400: one in a hundred is not above it
        (5, "1.3%", None, "1% of the actuals could not be read."),
        (378, "94.5%", "Wang Li", "95% of the actuals could not be read; this was accepted by Wang Li."),
    ],
)
def test_what_could_not_be_read_stands_on_the_first_page_and_in_the_appendix(
    unread: int, share: str, accepted: str | None, told: str
) -> None:
    line = InputLine(
        "actuals", True, 402, 400 - unread, unread, unread=unread, no_data=2, accepted_by=accepted
    )
    made = replace(factories.full(), inputs=(line,))
    document = compose(made)
    assert counted(document.sections[0]) == told
    table = next(block for block in document.sections[-1].blocks if isinstance(block, Table))
    cells = [cell.text.en for cell in table.rows[0].cells if cell.text]
    assert cells[2:] == ["402", str(400 - unread), str(unread), "2", share, accepted or "–"]


def test_units_whose_target_has_no_result_yet_are_named_under_the_tree() -> None:
    chart: Chart = next(
        c for c in compose(of(Coverage(by_group={"region:north": 0.4}))).charts() if c.key == "attainment"
    )
    assert chart.table.note is not None
    assert chart.table.note.en == "Targets without a result yet, and not counted: North 40%."


@pytest.mark.parametrize("code", ["closing_far", "money_scale"])
def test_without_an_attainment_a_doubt_is_said_and_moves_none(code: str) -> None:
    """Deals without targets: there is no attainment of the company to be moved, and no headline to hold back."""
    doubt = replace(OVER, code=code, moves=1.0 if code == "money_scale" else 0.0)
    page = page_of(replace(factories.deals_only(), coverage=Coverage(doubts=(doubt,))))
    assert "1 value can hardly be right" in counted(page)
    assert "attainment" not in counted(page)


def test_the_headline_names_the_months_the_figures_are_of() -> None:
    """A year that is not over has the target and the results of seven months."""
    whole = factories.full()
    assert whole.figures is not None
    made = replace(whole, figures=replace(whole.figures, period="2025-01/2025-07"))
    page = page_of(made)
    assert page.headline.en.startswith("January to July 2025: CNY 164 million short of target")
    assert page.headline.zh.startswith("2025年1月至")
