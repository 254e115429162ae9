"""Whole reports as files: contents with the right pages, bookmarks, alt texts, nothing to complain about."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import ReportDocument
from diagnostic.render.charts import render_charts
from diagnostic.render.html import render_html
from diagnostic.render.pdf import render_pdf
from diagnostic.text import Lang
from diagnostic.usecases.analysis.build_report import build_report
from tests.made.factories_plan import material

pytestmark = pytest.mark.slow

# An example with every section filled, in Chinese; a bare one in English.
REPORTS: dict[str, Lang] = {"extreme": "zh", "deals_only": "en"}


def composed(name: str) -> ReportDocument:
    made = material(name)
    return compose(made.diagnosis, made.cause_map, made.playbook, made.plan)


@pytest.fixture(scope="module", params=list(REPORTS))
def report(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, ReportDocument, Lang, list[str]]:
    """The finished file, its document and language, and what the renderer complained about."""
    heard: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    for logger in loggers:
        logger.addHandler(listener)
    lang, made = REPORTS[request.param], composed(request.param)
    folder = tmp_path_factory.mktemp("report")
    build_report(made, lang, folder, folder / "cache")
    for logger in loggers:
        logger.removeHandler(listener)
    return folder / f"report.{lang}.pdf", made, lang, heard


def pages_of(pdf: Path) -> list[str]:
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.rstrip("\f").split("\f")


def test_the_renderer_has_nothing_to_complain_about(
    report: tuple[Path, ReportDocument, Lang, list[str]],
) -> None:
    assert report[3] == []


def test_the_contents_name_the_right_pages(report: tuple[Path, ReportDocument, Lang, list[str]]) -> None:
    pdf, made, lang, _ = report
    pages = pages_of(pdf)
    for section in made.sections:
        title = section.title[lang]
        entry = re.search(rf"^\s*{section.number}\s+{re.escape(title)}\s+(\d+)\s*$", pages[1], re.MULTILINE)
        assert entry, (title, pages[1])
        assert re.search(
            rf"^\s*{section.number}\s+{re.escape(title)}\s*$", pages[int(entry[1]) - 1], re.MULTILINE
        )


def test_every_page_counts_itself_and_says_where_the_data_come_from(
    report: tuple[Path, ReportDocument, Lang, list[str]],
) -> None:
    pdf, made, lang, _ = report
    pages = pages_of(pdf)
    for place, page in enumerate(pages[1:], start=2):
        assert re.search(
            {"zh": f"第 {place} 页.*共 {len(pages)} 页", "en": f"Page {place} of {len(pages)}"}[lang], page
        )
        assert ("模拟数据" in page) == made.simulated


def test_bookmarks_and_alt_texts(report: tuple[Path, ReportDocument, Lang, list[str]]) -> None:
    pdf, made, _, _ = report
    with pikepdf.open(pdf) as document:
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert len([title for title in titles if title[:1] in "12345678A"]) >= len(made.sections)
        figures = [
            e for e in document.objects if isinstance(e, pikepdf.Dictionary) and e.get("/S") == "/Figure"
        ]
        assert len(figures) == len(made.charts())
        assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_charts_lie_beside_the_report(report: tuple[Path, ReportDocument, Lang, list[str]]) -> None:
    pdf, made, lang, _ = report
    assert {path.stem for path in (pdf.parent / "charts" / lang).iterdir()} == {
        chart.key for chart in made.charts()
    }


def test_the_same_report_has_the_same_bytes(tmp_path: Path) -> None:
    made = composed("deals_only")
    files = [render_pdf(render_html(made, "en", render_charts(made, "en", tmp_path))) for _ in range(2)]
    assert files[0] == files[1]


def test_no_other_command_pays_for_the_renderers() -> None:
    code = (
        "import sys, diagnostic.core.report.compose, diagnostic.render.html, diagnostic.render.charts, "
        "diagnostic.render.pdf; print(sorted({'weasyprint', 'vl_convert'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"
