"""All pages of a PDF on one picture, so that somebody looks at every page before a change is called done.

    python tools/contact_sheet.py report.zh.pdf docs/contact_sheet.zh.png [dots per inch] [pages a row]

Needs poppler's pdftoppm; the picture is put together here, with numpy and zlib, to need nothing else.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
GAP = 8
GROUND = 205


def read_pages(pdf: Path, dpi: int) -> list[Picture]:
    """Every page as (height, width, 3) bytes."""
    command = ["pdftoppm", "-r", str(dpi), str(pdf)]
    stream = subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 - fixed command
    pages = []
    while stream:
        page, stream = _split_page(stream)
        pages.append(page)
    return pages


def _split_page(stream: bytes) -> tuple[Picture, bytes]:
    """The first picture of a row of PPM files (P6), and what follows it."""
    kind, size, depth, rest = stream.split(b"\n", 3)
    if kind != b"P6" or depth != b"255":
        raise ValueError(f"not a picture of pdftoppm: {kind!r} {depth!r}")
    width, height = (int(side) for side in size.split())
    length = width * height * 3
    return np.frombuffer(rest[:length], dtype=np.uint8).reshape(height, width, 3), rest[length:]


def montage(pages: Sequence[Picture], across: int) -> Picture:
    """The pages in rows on a grey ground; pages may differ in size."""
    height, width = (max(page.shape[side] for page in pages) for side in (0, 1))
    down = -(-len(pages) // across)
    sheet = np.full((down * (height + GAP) + GAP, across * (width + GAP) + GAP, 3), GROUND, dtype=np.uint8)
    for place, page in enumerate(pages):
        top, left = GAP + place // across * (height + GAP), GAP + place % across * (width + GAP)
        sheet[top : top + page.shape[0], left : left + page.shape[1]] = page
    return sheet


def png(picture: Picture) -> bytes:
    """A PNG of 8-bit colours without filters (PNG specification, W3C)."""
    height, width, _ = picture.shape
    lines = np.concatenate([np.zeros((height, 1), np.uint8), picture.reshape(height, width * 3)], axis=1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(lines.tobytes(), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def main(pdf: str, out: str, dpi: str = "34", across: str = "6") -> None:
    Path(out).write_bytes(png(montage(read_pages(Path(pdf), int(dpi)), int(across))))


if __name__ == "__main__":
    main(*sys.argv[1:])
