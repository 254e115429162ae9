"""One report document onto paper: its charts as SVG files, and the PDF, in one language."""

from __future__ import annotations

from pathlib import Path

from diagnostic.core.report.document import ReportDocument
from diagnostic.render.charts import render_charts
from diagnostic.render.html import Page, render_html
from diagnostic.render.pdf import render_pdf
from diagnostic.text import Lang


def build_report(
    document: ReportDocument, lang: Lang, folder: Path, cache: Path | None = None, page: Page = "A4"
) -> Path:
    """Write `report.<lang>.pdf` and `charts/<key>.<lang>.svg` into `folder`; `cache` keeps drawn charts."""
    charts = render_charts(document, lang, cache)
    (folder / "charts").mkdir(exist_ok=True)
    for key, svg in charts.items():
        (folder / "charts" / f"{key}.{lang}.svg").write_text(svg, encoding="utf-8")
    path = folder / f"report.{lang}.pdf"
    path.write_bytes(render_pdf(render_html(document, lang, charts, page)))
    return path
