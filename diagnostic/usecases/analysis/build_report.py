"""Writes a composed report in one language: the PDF, and its charts as SVG files."""

from __future__ import annotations

from pathlib import Path

from diagnostic.core.report.model.document import ReportDocument
from diagnostic.render.charts import render_charts
from diagnostic.render.html import PaperSize, render_html
from diagnostic.render.pdf import render_pdf
from diagnostic.text import Lang


def build_report(
    document: ReportDocument,
    lang: Lang,
    folder: Path,
    chart_cache: Path | None = None,
    page: PaperSize = "A4",
) -> tuple[Path, ...]:
    """Writes `report.<lang>.pdf` and `charts/<lang>/<key>.svg` into `folder`; returns the files written.

    `chart_cache` is a folder that keeps charts for later runs.
    """
    charts = render_charts(document, lang, chart_cache)
    pdf = folder / f"report.{lang}.pdf"
    pdf.write_bytes(render_pdf(render_html(document, lang, charts, page)))
    pictures = folder / "charts" / lang
    pictures.mkdir(parents=True, exist_ok=True)
    for key, svg in charts.items():
        (pictures / f"{key}.svg").write_text(svg, encoding="utf-8")
    return (pdf, *(pictures / f"{key}.svg" for key in charts))
