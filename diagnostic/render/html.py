"""The report document as one self-contained HTML page in one language.

It goes on paper through render.pdf and into a browser as it is. Style sheet and charts
are inside the page, so that its hash is the hash of everything shown.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from diagnostic.core.report.model.document import Mark, ReportDocument
from diagnostic.core.report.prose.punctuation import said
from diagnostic.render.words import CHROME, SHAPES
from diagnostic.shipped import REPORT_TEMPLATES
from diagnostic.text import Lang, Text

PaperSize = Literal["A4", "Letter"]
HTML_LANG: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
# A number and its unit stay on one line.
_KEEP: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"[−+]?\d[\d,.]*(?:%|亿|万|元|美元|天|人|个百分点|年|月|日|条|个)*"),
    "en": re.compile(r"(?:[A-Z]{3} )?[−+]?\d[\d,.]*(?:%| million| thousand| SD| days?)?"),
}
# Brown - near white - teal: distinguishable with every kind of colour vision, light enough for dark figures.
_SHADES = ((214, 162, 98), (246, 243, 236), (92, 173, 163))


def render_html(
    document: ReportDocument, lang: Lang, charts: Mapping[str, str] | None = None, page: PaperSize = "A4"
) -> str:
    """`charts` maps the key of each chart of the document to its SVG in the same language."""
    template = environment_of(lang).get_template("report.html.jinja")
    return template.render(
        document=document,
        html_lang=HTML_LANG[lang],
        page=page,
        css=(REPORT_TEMPLATES / "report.css").read_text(encoding="utf-8"),
        charts={key: _data_uri(svg) for key, svg in (charts or {}).items()},
        words={key: said(text, lang) for key, text in CHROME.items()},
        imprint=_imprint(document, lang),
    )


def shade(place: float) -> str:
    """The colour of a place between the ends of the answer scale: 0 brown, 0.5 near white, 1 teal.

    >>> shade(0.5)
    '#f6f3ec'
    """
    low, high = (_SHADES[0], _SHADES[1]) if place <= 0.5 else (_SHADES[1], _SHADES[2])
    part = place * 2 if place <= 0.5 else place * 2 - 1
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(low, high, strict=True))


def _imprint(document: ReportDocument, lang: Lang) -> str:
    return " · ".join(
        [said(document.title, lang), *(f"{name} {value[:12]}" for name, value in document.provenance.items())]
    )


def _data_uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode("utf-8")).decode("ascii")


def environment_of(lang: Lang) -> Environment:
    """The templates of the report with the filters every form of it needs."""
    environment = Environment(
        loader=FileSystemLoader(REPORT_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def prose(text: Text | None) -> Markup:
        return Markup() if text is None else _keep_together(said(text, lang), _KEEP[lang])

    environment.filters["t"] = prose
    environment.filters["plain"] = lambda text: "" if text is None else said(text, lang)
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["shade"] = shade
    environment.filters["mark_shape"] = lambda mark: SHAPES[mark][0]
    environment.filters["mark_tone"] = _tone
    return environment


def _keep_together(words: str, numbers: re.Pattern[str]) -> Markup:
    """The words with every number and its unit in a span that does not break."""
    found, place = Markup(), 0
    for number in numbers.finditer(words):
        found += Markup('%s<span class="n">%s</span>') % (words[place : number.start()], number.group())
        place = number.end()
    return found + words[place:]


def _tone(mark: Mark) -> str:
    return SHAPES[mark][1]
