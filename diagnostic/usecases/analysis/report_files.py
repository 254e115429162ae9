"""Makes every file of a report from a stored diagnosis and a plan: PDFs, pages and charts in both languages, and data.

`make_report` stores them and `rebuild_report` makes them again; the same diagnosis, plan, code, fonts and paper give
the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.core.report.compose import compose
from diagnostic.i18n import both
from diagnostic.progress import Progress
from diagnostic.readers.knowledge import read_playbook
from diagnostic.render.charts import render_charts
from diagnostic.render.fragments import pdf_name
from diagnostic.render.html import PaperSize, render_html
from diagnostic.render.pdf import render_pdf
from diagnostic.render.web_page import render_web_files
from diagnostic.text import LANGS, Lang, Text
from diagnostic.usecases.analysis.code_version import code_version

MADE = "made.json"  # states the code version and paper size the files were made with
TOTAL = 5
DRAW = both("drawing charts and pages")
SET: Mapping[Lang, Text] = {
    "zh": both("typesetting the Chinese report"),
    "en": both("typesetting the English report"),
}


def report_files(
    diagnosis: Diagnosis,
    plan: ImprovementPlan,
    release: bytes,
    paper: PaperSize,
    cache: Path | None,
    progress: Progress,
) -> dict[str, bytes]:
    """File name -> content. `progress` is called for every part and may raise to stop the work."""
    knowledge = read_playbook()
    document = compose(diagnosis, knowledge.cause_map, knowledge.playbook, plan)
    files = render_web_files(document, diagnosis, cache, lambda: progress(DRAW, 1, TOTAL))
    for place, lang in enumerate(LANGS, start=2):
        progress(SET[lang], place, TOTAL)
        html = render_html(document, lang, render_charts(document, lang, cache), paper)
        files[pdf_name(lang)] = render_pdf(html)
    files["release.json"] = release
    files["diagnosis.json"] = as_lines([result.as_json() for result in diagnosis.results])
    files[MADE] = as_lines({"code": code_version(), "paper": paper})
    return files


def as_lines(content: object) -> bytes:
    """JSON in UTF-8, indented for human readers. Raises ValueError for nan and infinity."""
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"
