"""The report in a browser: the same content as on paper, from the same document, with nothing styled in place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import Cards, Chart, KeyFigures, ReportDocument, Table
from diagnostic.core.report.prose.punctuation import said
from diagnostic.render.fragments import (
    CHART,
    RESULTS,
    ResultFragment,
    list_results,
    page_name,
    placed,
)
from diagnostic.render.html import render_html
from diagnostic.render.web_page import SHADES, render_web_files
from diagnostic.text import LANGS, Lang
from tests.made.factories_plan import material

pytestmark = pytest.mark.slow

CASES = ("full", "survey_only", "figures_only", "all_hidden", "long_names")


@pytest.fixture(scope="module")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("charts")


@cache
def document_of(case: str) -> ReportDocument:
    made = material(case)
    return compose(made.diagnosis, made.cause_map, made.playbook, made.plan)


@cache
def files_of(case: str, folder: Path) -> dict[str, bytes]:
    return render_web_files(document_of(case), material(case).diagnosis, folder, lambda: None)


def page_of(case: str, lang: Lang, folder: Path) -> html.HtmlElement:
    return html.fromstring(files_of(case, folder)[page_name(lang)].decode())


def tables(document: ReportDocument) -> Iterator[Table]:
    for block in document.blocks():
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Chart) and block.behind is None:
            yield block.table


def plain(words: str) -> str:
    return re.sub(r"\s+", "", words)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_of_the_document_is_on_the_page(case: str, lang: Lang, cache_folder: Path) -> None:
    page = page_of(case, lang, cache_folder)
    rows = {plain(row.text_content()) for row in page.xpath("//tbody/tr")}
    hidden = {"zh": "不显示", "en": "notshown"}[lang]
    for table in tables(document_of(case)):
        for row in table.rows:
            cells = [
                hidden if cell.hidden else plain(said(cell.text, lang))
                for cell in row.cells
                if cell.hidden or cell.text
            ]
            assert any(all(cell in found for cell in cells) for found in rows), cells
    words = plain(page.text_content())
    for block in document_of(case).blocks():
        if isinstance(block, KeyFigures):
            assert all(plain(said(figure.value, lang)) in words for figure in block.figures)
        if isinstance(block, Cards):
            assert all(plain(said(text, lang)) in words for card in block.cards for _, text in card.lines)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_says_what_the_paper_says(lang: Lang, cache_folder: Path) -> None:
    """Sentence by sentence; tables behind charts stand in the paper's appendix, on the page with their charts."""
    blank = {chart.key: "<svg/>" for chart in document_of("full").charts()}
    paper = html.fromstring(render_html(document_of("full"), lang, blank))
    words = plain(page_of("full", lang, cache_folder).text_content())
    for element in paper.xpath('//section//p[not(@class="below") and not(ancestor::div[@class="card"])]'):
        assert plain(element.text_content().lstrip("▲○◇●◆△■ ")) in words
    for element in paper.xpath("//section//h2[following-sibling::*[1][not(self::h2)]]"):
        title = plain(element.text_content())
        assert title in words or title in ("图表背后的数据", "Databehindthecharts")


@pytest.mark.parametrize("case", CASES)
def test_nothing_is_styled_or_scripted_in_place(case: str, cache_folder: Path) -> None:
    for lang in LANGS:
        page = page_of(case, lang, cache_folder)
        assert page.xpath("//@style | //style | //script | //@onclick | //@onload") == []
        shades = {
            name for names in page.xpath("//td/@class") for name in names.split() if re.match(r"s\d", name)
        }
        assert shades <= {f"s{step}" for step in range(SHADES)}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("lang", LANGS)
def test_headings_come_in_order_and_links_lead_somewhere(case: str, lang: Lang, cache_folder: Path) -> None:
    page = page_of(case, lang, cache_folder)
    levels = [int(element.tag[1]) for element in page.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {to[1:] for to in page.xpath("//a/@href") if to.startswith("#")} <= set(ids)
    assert page.xpath("//section[1]/@id") == ["answer"]  # answers first
    for image in page.xpath("//img"):
        name = image.get("src").removeprefix("@/")
        assert CHART.fullmatch(name)
        assert name in files_of(case, cache_folder)
        assert image.get("alt")


def test_every_number_with_a_key_leads_to_its_result(cache_folder: Path) -> None:
    files = files_of("full", cache_folder)
    lines = [ResultFragment(**each) for each in json.loads(files[RESULTS])]
    diagnosis = material("full").diagnosis
    assert [line.key for line in lines] == [result.key for result in diagnosis.results]
    page = page_of("full", "en", cache_folder)
    links = page.xpath('//a[@class="why"]')
    assert len(links) > 300
    for link in links[::25]:
        place = int(link.get("href").rpartition("at=")[2])
        (one,) = list_results(files[RESULTS], {"at": str(place)}).lines
        assert one[1] == lines[place]
    for line in lines:
        assert (line.value is None) == (line.why is not None)
        assert line.how or line.method in ("sum", "mean"), line.method


def test_results_are_found_by_words_of_either_language(cache_folder: Path) -> None:
    content = files_of("full", cache_folder)[RESULTS]
    everything = list_results(content, {})
    assert everything.more
    zh, en = (list_results(content, {"search": word}) for word in ("华北", "north"))
    assert 0 < zh.all < everything.all
    assert en.all >= zh.all
    assert list_results(content, {"search": "no such thing"}).all == 0
    assert list_results(content, {"at": "999999"}).lines == []
    assert list_results(content, {"page": "nonsense"}).lines == everything.lines


def test_a_fragment_lies_wherever_it_is_put(cache_folder: Path) -> None:
    fragment = files_of("full", cache_folder)[page_name("en")]
    shown = placed(fragment, "/somewhere/else")
    assert '"@/' not in shown
    page = html.fromstring(shown)
    assert all(to.startswith("/somewhere/else/") for to in page.xpath("//img/@src"))


def test_drawing_can_be_stopped(tmp_path: Path) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_web_files(document_of("full"), material("full").diagnosis, tmp_path, stop)
