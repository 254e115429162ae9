"""Vega-Lite specs to SVG: the only module that knows vl-convert.

The font is registered before the first chart, so that labels are measured with the letters the page prints.
Drawing costs 50-100 ms a chart: a chart already drawn is taken from the cache, found by the hash of its
spec, of the font file and of the converter's version.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from diagnostic.core.report.model.document import ReportDocument
from diagnostic.core.report.prose.punctuation import said
from diagnostic.faults import Fault, MachineLacksError
from diagnostic.text import Lang, Text

FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
)
FONT_FILES = ("NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf")
_CLIP = re.compile(r"\bclip\d+\b")
_INSTALL = "apt-get install fonts-noto-cjk"


def render_charts(document: ReportDocument, lang: Lang, cache_folder: Path | None = None) -> dict[str, str]:
    """The SVG of every chart of the document in one language, by key."""
    return {chart.key: render_chart(chart.spec, lang, cache_folder) for chart in document.charts()}


def render_chart(spec: Mapping[str, object], lang: Lang, cache_folder: Path | None = None) -> str:
    """One chart as SVG. The same spec, font and converter always give the same text."""
    words = json.dumps(in_language(spec, lang), ensure_ascii=False, sort_keys=True)
    if cache_folder is None:
        return _draw(words)
    kept = cache_folder / f"{_mark(words)}.svg"
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    svg = _draw(words)
    cache_folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # they show a client's figures
    # Written to a temporary file and moved, so that a run that is stopped never leaves half a chart behind; under a
    # name of this process, so that two runs at once do not move each other's.
    beside = kept.with_suffix(f".{os.getpid()}.part")
    beside.write_text(svg, encoding="utf-8")
    beside.replace(kept)
    return svg


def in_language(value: object, lang: Lang, key: str = "") -> object:
    """The spec with every `Text` replaced by the words of one language; expressions are code and left alone."""
    if isinstance(value, Text):
        return value[lang] if key.endswith(("Expr", "test")) else said(value, lang)
    if isinstance(value, Mapping):
        return {name: in_language(inner, lang, name) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [in_language(inner, lang, key) for inner in value]
    return value


def find_font() -> Path:
    """The Chinese font file in the places where systems keep fonts."""
    for folder in FONT_FOLDERS:
        for name in FONT_FILES:
            found = next(iter(sorted(Path(folder).expanduser().rglob(name))), None)
            if found is not None:
                return found
    raise MachineLacksError(
        [Fault("machine.lacks", values={"what": "Noto Sans CJK SC", "command": _INSTALL})]
    )


def _draw(spec: str) -> str:
    import vl_convert

    _register_font()
    svg: str = vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])
    return _own_ids(svg, hashlib.sha256(spec.encode()).hexdigest()[:8])


def _own_ids(svg: str, mark: str) -> str:
    """Vega numbers its clips through all charts a process ever drew. Here they are numbered within the chart, under
    its own mark: the same bytes each time, and several charts may stand in one page."""
    found = dict.fromkeys(_CLIP.findall(svg))
    numbers = {name: f"clip-{mark}-{place}" for place, name in enumerate(found, start=1)}
    return _CLIP.sub(lambda each: numbers[each.group()], svg)


@cache
def _register_font() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(find_font().parent))


def _mark(spec: str) -> str:
    return hashlib.sha256(f"{_converter()}\n{spec}".encode()).hexdigest()[:32]


@cache
def _converter() -> str:
    font = find_font()
    return f"own ids, vl-convert {version('vl-convert-python')} {font.name} {font.stat().st_size}"
