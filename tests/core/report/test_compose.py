"""Every example becomes a report: sections in order, both languages complete, the same numbers, none invented."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

import pytest

from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import Callout, Chart, KeyFigures, ReportDocument, Section, Table
from diagnostic.core.report.prose import numbers
from diagnostic.core.report.prose.tables import SIGNED
from diagnostic.text import Text
from tests.made.factories import EXAMPLES, many_teams
from tests.made.factories_plan import material

ORDER = ["answer", "shortfall", "causes", "risks", "plan", "review", "survey", "gaps", "appendix"]
FORBIDDEN = re.compile(r"\b(None|nan|null|inf)\b|[{}]|抑郁|焦虑|depress|anxi|burn-?out|\bcauses the\b")


@cache
def document(name: str) -> ReportDocument:
    made = material(name)
    return compose(made.diagnosis, made.cause_map, made.playbook, made.plan)


def texts(thing: object) -> Iterator[Text]:
    """Every `Text` of a document, specs of charts left out (their words are expressions)."""
    if isinstance(thing, Text):
        yield thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            if field.name != "spec":
                yield from texts(getattr(thing, field.name))
    elif isinstance(thing, (tuple, list)):
        for part in thing:
            yield from texts(part)


def section(name: str, key: str) -> Section:
    return next(part for part in document(name).sections if part.key == key)


@pytest.mark.parametrize("name", EXAMPLES)
def test_sections_stand_in_order(name: str) -> None:
    made = document(name)
    assert [part.key for part in made.sections] == ORDER
    assert [part.number for part in made.sections] == [*"12345678", "A"]
    assert all(part.blocks for part in made.sections)


@pytest.mark.parametrize("name", EXAMPLES)
def test_both_languages_are_complete(name: str) -> None:
    for text in texts(document(name)):
        assert not text.lacks("zh"), text
        assert not text.lacks("en"), text
        assert not FORBIDDEN.search(text.zh), text
        assert not FORBIDDEN.search(text.en.replace("None.", "")), text


MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"


def sizes(words: str) -> Counter[float]:
    """The amounts in a sentence, 万 and 亿, thousands and millions brought to one scale.

    Dates and counting words differ by habit and are taken out first.
    """
    words = re.sub(r"\d{4}年(\d+月(\d+日)?|[一二三四]季度)?|\d{2}年\d+月|\d+月\d+日", "", words)
    words = re.sub(
        r"(\d{1,2} )?[A-Z][a-z]+ \d{4}|Q\d \d{4}|[A-Z][a-z]{2} \d{2}\b|\b(19|20)\d{2}\b", "", words
    )
    words = re.sub(rf"\d{{1,2}}\s({MONTHS})\b", "", words)
    scale = {"万": 1e4, "亿": 1e8, "million": 1e6, "m": 1e6, "thousand": 1e3, "k": 1e3}
    found: Counter[float] = Counter()
    for digits, unit in re.findall(r"(\d[\d,]*(?:\.\d+)?)\s?(万|亿|million|thousand|m\b|k\b)?", words):
        found[round(float(digits.replace(",", "")) * scale.get(unit, 1.0), 4)] += 1
    return found


@pytest.mark.parametrize("name", ["full", "figures_only", "survey_only", "extreme"])
def test_both_languages_print_the_same_numbers(name: str) -> None:
    """Cells, key figures and headlines, where a slip would show; a shared unit is written once, so sets of digits are
    compared."""
    made = document(name)
    cells = [
        cell.text
        for block in made.blocks()
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]
    keys = [
        figure.value for block in made.blocks() if isinstance(block, KeyFigures) for figure in block.figures
    ]
    checked = 0
    for text in (*cells, *keys, *(part.headline for part in made.sections)):
        if text is None or " 至 " in text.zh or "DOI" in text.en or "doi" in text.en:
            continue
        assert sizes(text.zh) == sizes(text.en), text
        checked += bool(sizes(text.en))
    assert checked > 50


def printable(result: Result, currency: str | None) -> set[str]:
    """Every way the report may print the numbers of a result."""
    signed = result.kind in SIGNED
    values = [
        v
        for v in (result.estimate, result.low, result.high, result.reference, result.detectable)
        if v is not None
    ]
    forms = {
        numbers.amount(value, result.unit, currency, plus).en for value in values for plus in (signed, False)
    }
    return {form.lstrip("+±") for form in forms} | {
        numbers.short(numbers.amount(v, result.unit, currency, True)).en for v in values
    }


def test_every_survey_score_comes_from_a_result() -> None:
    made = material("survey_only")
    allowed: set[str] = set()
    for result in made.diagnosis.results:
        allowed |= {re.sub(r"[^\d.]", "", form) for form in printable(result, None)}
        for p in (result.p, result.p_adjusted):
            allowed |= {re.sub(r"[^\d.]", "", numbers.p_value(p).en)} if p is not None else set()
    for line in made.diagnosis.scales:
        values = (line.alpha, line.low, line.high, line.icc1, line.icc2)
        allowed |= {numbers.decimal(value).en.lstrip("−") for value in values if value is not None}
    signs = [sign for cause in made.diagnosis.causes for sign in cause.signs]
    allowed |= {
        numbers.decimal(v).en for sign in signs for v in (sign.value, sign.reference) if v is not None
    }
    allowed |= {"0.05", "0.10", "0.80", "0.70"}  # conventions named in the methods
    for part in document("survey_only").sections:
        for text in texts(part):
            if "doi" in text.en:
                continue
            for number in re.findall(r"(?<![\d.])\d\.\d{2,3}(?!\d)", text.en):
                assert number in allowed, (part.key, text)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_chart_has_words_and_a_table_in_the_appendix(name: str) -> None:
    made = document(name)
    anchors = {block.anchor for block in section(name, "appendix").blocks if isinstance(block, Table)}
    for chart in made.charts():
        assert chart.anchor in anchors
        assert chart.alt.zh
        assert chart.table.rows


def test_figures_only_says_that_the_survey_is_missing() -> None:
    for key in ("answer", "survey"):
        assert any(
            isinstance(b, Callout) and b.tone == "missing" and "survey" in b.body[0].en + b.title.en
            for b in section("figures_only", key).blocks
        )


def test_survey_only_makes_no_claim_about_performance() -> None:
    made = document("survey_only")
    assert "no claim about performance" in section("survey_only", "answer").headline.en
    words = " ".join(text.en for part in made.sections[:2] for text in texts(part))
    assert "short of target" not in words
    assert any(
        isinstance(b, Callout) and b.tone == "missing" for b in section("survey_only", "shortfall").blocks
    )


@pytest.mark.parametrize("name", ["all_hidden", "nobody_answered"])
def test_nothing_of_the_survey_is_shown_where_nothing_may_be(name: str) -> None:
    survey = section(name, "survey")
    assert [type(block) for block in survey.blocks] == [Callout]
    assert not any(
        chart.key.startswith(("required", "importance", "priority")) for chart in document(name).charts()
    )


def test_one_unit_says_that_units_cannot_be_compared() -> None:
    assert any("single unit" in text.en for text in texts(section("one_unit", "shortfall")))


def test_nobody_is_ranked_on_the_survey() -> None:
    """Units of the unit table stand in tree order, and none of them on a well-being scale."""
    appendix = section("full", "appendix")
    wellbeing = {m.name.en for m in material("full").diagnosis.measures.values() if m.kind == "wellbeing"}
    atoms = [g.label.en for g in material("full").diagnosis.groups.values() if g.kind == "atom"]
    unit_table = next(
        block
        for block in appendix.blocks
        if isinstance(block, Table)
        and block.anchor is None
        and block.rows
        and block.rows[0].cells[0].text
        and block.rows[0].cells[0].text.en in atoms
    )
    listed = [row.cells[0].text.en for row in unit_table.rows if row.cells[0].text]
    assert listed == [name for name in atoms if name in set(listed)]
    assert not wellbeing & {column.heading.en for column in unit_table.columns}
    for block in document("full").blocks():
        if isinstance(block, Table):
            heads = {column.heading.en for column in block.columns} | {
                row.cells[0].text.en for row in block.rows if row.cells[0].text
            }
            assert not (wellbeing & heads and set(atoms) & heads), block.caption


def test_what_is_not_shown_is_hatched_and_explained_once() -> None:
    survey = section("full", "survey")
    hidden = [
        cell
        for block in survey.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if cell.hidden
    ]
    assert len(hidden) == 1
    assert sum("Hatched cells" in text.en for text in texts(survey)) == 1


def test_two_hundred_teams_are_strokes_and_not_two_hundred_bars() -> None:
    charts = {chart.key: chart for chart in document("many_teams").charts()}
    assert isinstance(charts["spread"], Chart)
    table = charts["attainment"].table
    assert len(table.rows) == 1 + 3 + len([g for g in many_teams().groups.values() if g.kind == "team"])


def test_decisions_follow_the_causes_and_name_their_worth() -> None:
    table = next(
        b
        for b in section("full", "answer").blocks
        if isinstance(b, Table) and b.columns[0].heading.en == "Decision"
    )
    assert len(table.rows) == 3
    assert "if the link is causal" in str(table.rows[0].cells[2].text)
