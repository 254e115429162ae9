"""Pages of a report as pictures for the README: a stranger sees what comes out before installing anything.

    python tools/readme_pictures.py instance/demo/report docs/pages [page ...]

Takes report.zh.pdf and report.en.pdf of a folder (`./run demo` makes them) and writes pictures such as
docs/pages/page-zh-1.png. Needs poppler's pdftoppm.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

LANGS = ("zh", "en")
PAGES = (1, 2, 3, 5)  # cover, contents, the answer, where the shortfall sits
LIMIT = 250_000  # bytes a picture; everybody who clones pays for them
RESOLUTIONS = (75, 65, 55, 45)  # dots per inch, the largest that stays within the limit is taken


def draw(reports: Path, out: Path, pages: Sequence[int] = PAGES) -> Iterator[Path]:
    """The pictures, one by one as they are written."""
    out.mkdir(parents=True, exist_ok=True)
    for lang in LANGS:
        for page in pages:
            target = out / f"page-{lang}-{page}.png"
            target.write_bytes(_small_enough(reports / f"report.{lang}.pdf", page))
            yield target


def _small_enough(pdf: Path, page: int) -> bytes:
    for dpi in RESOLUTIONS:
        picture = _page(pdf, page, dpi)
        if len(picture) < LIMIT:
            return picture
    raise ValueError(f"page {page} of {pdf.name} takes more than {LIMIT} bytes at {RESOLUTIONS[-1]} dpi")


def _page(pdf: Path, page: int, dpi: int) -> bytes:
    command = ["pdftoppm", "-png", "-r", str(dpi), "-f", str(page), "-l", str(page), "-singlefile", str(pdf)]
    return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 - fixed command


if __name__ == "__main__":
    chosen = tuple(int(page) for page in sys.argv[3:]) or PAGES
    for written in draw(Path(sys.argv[1]), Path(sys.argv[2]), chosen):
        print(written, written.stat().st_size)
