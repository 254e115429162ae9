"""A real PDF from three numbers: words found, fonts embedded, tags, language, identifier, ink, same bytes."""

from __future__ import annotations

import io
import logging
import subprocess
from datetime import date
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from diagnostic.core.report.model.document import (
    Cover,
    KeyFigure,
    KeyFigures,
    Paragraph,
    ReportDocument,
    Section,
)
from diagnostic.core.report.prose import numbers
from diagnostic.render.html import render_html
from diagnostic.render.pdf import render_pdf
from diagnostic.text import Lang, Text, same

WORDS: dict[Lang, tuple[str, ...]] = {
    "zh": (
        "12.46亿元",
        "10.83亿元",
        "达成率",
        "87%",
        "汀澜流体控制",
        "第 1 页,共 2 页".replace(",", "\uff0c"),
    ),
    "en": (
        "CNY 1,246 million",
        "CNY 1,083 million",
        "Attainment",
        "87%",
        "Tinglan Flow Control",
        "Page 2 of 2",
    ),
}


@pytest.fixture(scope="module")
def three_numbers() -> ReportDocument:
    figures = (
        KeyFigure(numbers.money(124_600_000_000, "CNY"), Text("目标", "Target")),
        KeyFigure(numbers.money(108_300_000_000, "CNY"), Text("实际", "Actual")),
        KeyFigure(numbers.percent(0.8692), Text("达成率", "Attainment")),
    )
    source = Text(
        "数字取自全年目标表与实际表。", "Figures are from the year's tables of targets and of actuals."
    )
    headline = Text("全年差 1.63 亿元,达成 87%。", "The year closed CNY 163 million short: 87% of target.")
    return ReportDocument(
        title=Text("销售诊断", "Sales diagnosis"),
        cover=Cover(
            Text("汀澜流体控制", "Tinglan Flow Control"),
            Text("销售诊断与改进方案", "Sales diagnosis and improvement plan"),
            ((Text("期间", "Period"), numbers.period("2025")), (same("Unit <b>&"), same("东区 & Söhne"))),
        ),
        sections=(
            Section(
                "answer", "1", Text("答案", "The answer"), headline, (KeyFigures(figures), Paragraph(source))
            ),
        ),
        as_of=date(2026, 1, 31),
        simulated=True,
    )


@pytest.fixture(scope="module", params=["zh", "en"])
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def pdf(three_numbers: ReportDocument, lang: Lang, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / f"report.{lang}.pdf"
    path.write_bytes(render_pdf(render_html(three_numbers, lang)))
    return path


def tool(*words: str | Path) -> str:
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True).stdout


@pytest.mark.slow
def test_words_are_real_text(pdf: Path, lang: Lang) -> None:
    text = tool("pdftotext", "-layout", pdf, "-")
    for words in (*(word for word in WORDS[lang] if "1 页" not in word), "Söhne"):
        assert words in text


def test_every_page_says_it_is_simulated(pdf: Path, lang: Lang) -> None:
    badge = {"zh": "模拟数据", "en": "SIMULATED DATA"}[lang]
    for page in tool("pdftotext", "-layout", pdf, "-").rstrip("\f").split("\f"):
        assert badge in page


def test_fonts_are_embedded_and_chinese(pdf: Path) -> None:
    rows = [line.split() for line in tool("pdffonts", pdf).splitlines()[2:]]
    assert rows
    for row in rows:
        assert row[-5:-2] == ["yes", "yes", "yes"], row  # embedded, subset, with unicode
        assert "CJK-SC" in row[0]


def test_it_is_tagged_pdf_ua(pdf: Path, lang: Lang) -> None:
    with pikepdf.open(pdf) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == {"zh": "zh-CN", "en": "en"}[lang]
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        meta = document.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == {"zh": "销售诊断", "en": "Sales diagnosis"}[lang]
        assert str(document.docinfo["/CreationDate"]).startswith("D:20260131")


def test_pages_carry_ink(pdf: Path) -> None:
    image = subprocess.run(
        ["pdftoppm", "-r", "40", "-gray", "-f", "2", "-l", "2", pdf], check=True, capture_output=True
    ).stdout
    header, body = image.split(b"\n255\n", 1)
    assert header.startswith(b"P5")
    pixels = np.frombuffer(body, dtype=np.uint8)
    assert 0.005 < float((pixels < 128).mean()) < 0.2


def test_same_input_same_bytes(three_numbers: ReportDocument, pdf: Path, lang: Lang) -> None:
    assert render_pdf(render_html(three_numbers, lang)) == pdf.read_bytes()


@pytest.mark.slow
def test_weasyprint_has_nothing_to_complain_about(
    three_numbers: ReportDocument, lang: Lang, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        render_pdf(render_html(three_numbers, lang))
    assert caplog.messages == []


def test_words_of_a_client_cannot_become_markup(three_numbers: ReportDocument) -> None:
    html = render_html(three_numbers, "en")
    assert "Unit &lt;b&gt;&amp;" in html
    assert "<b>" not in html


def test_letter_paper(three_numbers: ReportDocument) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(render_html(three_numbers, "en", page="Letter")))) as document:
        assert [float(side) for side in document.pages[1].MediaBox] == [0, 0, 612, 792]
