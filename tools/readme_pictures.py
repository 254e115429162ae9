"""Pages of a report as pictures for the README: a newcomer sees what comes out before installing anything.

    python tools/readme_pictures.py instance/demo/report docs/pages

Takes report.zh.pdf and report.en.pdf of a folder (`./run demo` makes them) and writes docs/pages/zh-answer.png and
its like. A section's page is found by its running head, since the two languages break their pages differently.
Needs poppler's pdftoppm and pdftotext.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LANGS = ("zh", "en")
SECTIONS = {"answer": "1", "shortfall": "2", "plan": "5"}  # picture -> number of the section it opens
FIRST = 3  # cover and contents stand before it
LIMIT = 250_000  # bytes a picture; everybody who clones pays for them
RESOLUTIONS = (75, 65, 55, 45)  # dots per inch; the largest that stays within the limit is taken


def draw(reports: Path, out: Path) -> Iterator[Path]:
    """The pictures, one by one as they are written."""
    out.mkdir(parents=True, exist_ok=True)
    for lang in LANGS:
        pdf = reports / f"report.{lang}.pdf"
        pages = {"cover": 1} | {name: page_of(pdf, number) for name, number in SECTIONS.items()}
        for name, page in pages.items():
            target = out / f"{lang}-{name}.png"
            target.write_bytes(_small_enough(pdf, page))
            yield target


def page_of(pdf: Path, number: str) -> int:
    """The first page whose running head names the section."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout  # noqa: S603, S607
    for page, words in enumerate(text.decode("utf-8").split("\f"), start=1):
        head = next((line for line in words.splitlines() if line.strip()), "")
        if page >= FIRST and re.search(rf"\s\s{number} +\D", head):
            return page
    raise ValueError(f"no page of {pdf.name} opens section {number}")


def _small_enough(pdf: Path, page: int) -> bytes:
    for dpi in RESOLUTIONS:
        picture = _page(pdf, page, dpi)
        if len(picture) < LIMIT:
            return picture
    raise ValueError(f"page {page} of {pdf.name} takes more than {LIMIT} bytes at {RESOLUTIONS[-1]} dpi")


def _page(pdf: Path, page: int, dpi: int) -> bytes:
    command = ["pdftoppm", "-png", "-r", str(dpi), "-f", str(page), "-l", str(page), "-singlefile", str(pdf)]
    return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603


if __name__ == "__main__":
    for written in draw(Path(sys.argv[1]), Path(sys.argv[2])):
        print(written, written.stat().st_size)
