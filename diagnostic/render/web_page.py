"""The report document as pages for a browser: the same content as on paper, cut into files that need no analysis.

What is made here is stored with the run or report and only served later (`render.fragments`). Nothing in it is
styled or scripted in place, since the content security policy of every page forbids that.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from jinja2 import Environment

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.report.model.document import (
    Block,
    Chart,
    Heading,
    ReportDocument,
    Section,
    Table,
    TableCell,
    TableRow,
)
from diagnostic.core.report.prose.punctuation import said
from diagnostic.core.report.sections.result_lines import ResultLine, result_lines
from diagnostic.render.charts import render_chart
from diagnostic.render.fragments import RESULTS, page_name
from diagnostic.render.html import HTML_LANG, environment_of
from diagnostic.render.words import CHROME
from diagnostic.text import LANGS, Lang, Text

SHADES = 9  # steps of a heat map's colour, s0 (low) to s8 (high)
_SIZE = re.compile(r'<svg[^>]* width="(\d+(?:\.\d+)?)" height="(\d+(?:\.\d+)?)"')


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A chart as a file; the hash in its name lets browsers keep it for good."""

    name: str
    width: int
    height: int
    svg: str


def render_web_files(
    document: ReportDocument, diagnosis: Diagnosis, chart_cache: Path | None, go_on: Callable[[], None]
) -> dict[str, bytes]:
    """Every file of the web form by name. `go_on` is called between charts and may raise to stop the work."""
    go_on()
    lines = result_lines(diagnosis)
    places = {line.key: place for place, line in enumerate(lines)}
    files = {
        RESULTS: json.dumps([_as_json(line) for line in lines], ensure_ascii=False, allow_nan=False).encode()
    }
    for lang in LANGS:
        drawn = {chart.key: _draw(chart, lang, chart_cache, go_on) for chart in document.charts()}
        files |= {each.name: each.svg.encode() for each in drawn.values()}
        go_on()
        files[page_name(lang)] = render_web_page(document, lang, drawn, places).encode()
    return files


def render_web_page(
    document: ReportDocument, lang: Lang, charts: Mapping[str, _Drawn], places: Mapping[str, int]
) -> str:
    """The body of the page. `places` says where in the list of results each key stands."""
    environment = environment_of(lang)
    _add_filters(environment, document, places)
    return environment.get_template("web/page.html.jinja").render(
        document=document,
        html_lang=HTML_LANG[lang],
        lang=lang,
        charts=charts,
        places=places,
        words={key: said(text, lang) for key, text in CHROME.items()},
    )


def _as_json(line: ResultLine) -> dict[str, object]:
    """Both languages of every word as they stand on a page."""
    values = ((each.name, getattr(line, each.name)) for each in fields(line))
    return {
        name: [said(value, lang) for lang in LANGS] if isinstance(value, Text) else value
        for name, value in values
    }


def _draw(chart: Chart, lang: Lang, cache: Path | None, go_on: Callable[[], None]) -> _Drawn:
    go_on()
    svg = render_chart(chart.spec, lang, cache)
    mark = hashlib.sha256(svg.encode()).hexdigest()[:10]
    found = _SIZE.search(svg)
    width, height = (round(float(each)) for each in found.groups()) if found else (645, 400)
    return _Drawn(f"{chart.key}.{lang}.{mark}.svg", width, height, svg)


def _add_filters(environment: Environment, document: ReportDocument, places: Mapping[str, int]) -> None:
    behind = {chart.anchor for chart in document.charts()}

    def links(row: TableRow, cell: TableCell) -> bool:
        """One way to a result in a row is enough: the first of the cells that show it."""
        key = cell.key
        return key in places and next(each for each in row.cells if each.key == key) is cell

    environment.filters["webbed"] = lambda section: list(_webbed(section, behind))
    environment.filters["shade_step"] = lambda shade: round(shade * (SHADES - 1))
    environment.filters["row_key"] = lambda row: next((each.key for each in row.cells if each.key), None)
    environment.filters["links"] = links


def _webbed(section: Section, behind: set[str]) -> Iterator[Block]:
    """A section without the tables that stand behind their charts on the web, and without a heading over nothing."""
    kept = [block for block in section.blocks if not (isinstance(block, Table) and block.anchor in behind)]
    for place, block in enumerate(kept):
        after = kept[place + 1] if place + 1 < len(kept) else None
        empty = isinstance(after, Heading) and isinstance(block, Heading) and after.level <= block.level
        if not (isinstance(block, Heading) and (empty or after is None)):
            yield block
