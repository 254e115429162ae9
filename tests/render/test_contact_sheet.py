"""The contact sheet is a picture of all pages: size, order and colours survive."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from contact_sheet import GAP, GROUND, _split_page, montage, png


def page(height: int, width: int, colour: int) -> np.ndarray:
    return np.full((height, width, 3), colour, dtype=np.uint8)


def test_pages_stand_in_rows() -> None:
    sheet = montage([page(20, 10, 1), page(20, 10, 2), page(10, 10, 3)], 2)
    assert sheet.shape == (2 * (20 + GAP) + GAP, 2 * (10 + GAP) + GAP, 3)
    assert sheet[GAP, GAP, 0] == 1
    assert sheet[GAP, GAP + 10 + GAP, 0] == 2
    assert sheet[GAP + 20 + GAP, GAP, 0] == 3
    assert sheet[-1, -1, 0] == GROUND


def test_the_picture_can_be_read_back() -> None:
    picture = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    data = png(picture)
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (3, 2)
    start = data.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", data[start - 8 : start - 4])
    lines = np.frombuffer(zlib.decompress(data[start : start + length]), dtype=np.uint8).reshape(2, 10)
    assert (lines[:, 1:].reshape(2, 3, 3) == picture).all()


def test_only_what_pdftoppm_writes_is_read() -> None:
    first, rest = _split_page(b"P6\n1 1\n255\nabcP6\n")
    assert first.tolist() == [[[97, 98, 99]]]
    assert rest == b"P6\n"
    with pytest.raises(ValueError, match="not a picture"):
        _split_page(b"P5\n1 1\n255\na")
