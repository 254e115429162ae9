"""What a sitting costs on the wire, and what the web process loads."""

from __future__ import annotations

import gzip
import subprocess
import sys
from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.made.waves import OpenWave
from tests.support.folders import ROOT
from tests.support.reps import Given, Rep

HEAVY = (
    "numpy",
    "scipy",
    "statsmodels",
    "weasyprint",
    "vl_convert",
    "altair",
    "pandas",
    "pydantic",
    "python_calamine",
)
BUDGET, REQUESTS_BEYOND_PAGES = 60_000, 6


class Scale(Rep):
    """A rep whose browser takes gzip, and who weighs the bodies of all requests and responses."""

    weights: list[tuple[int, int]]

    def take(self, method: str, address: str, data: Given | None = None) -> TestResponse:
        headers = {"Accept-Encoding": "gzip", "Accept-Language": self.lang}
        response = self.client.open(address, method=method, data=data, headers=headers)
        self.weights.append((len(urlencode(data or {}, doseq=True)), len(response.data)))
        if response.headers.get("Content-Encoding") == "gzip":
            response.set_data(gzip.decompress(response.data))
        return response

    def open(self) -> Rep:
        self.weights = []
        return self._see(self.take("GET", self.url))

    def post(self, data: Given) -> Rep:
        return self._see(self.take("POST", self.url, data))


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_whole_sitting_stays_within_its_budget(app: Flask, wave: OpenWave, lang: str) -> None:
    """Promise, 22 pages, review, thanks, style, script and icon; bodies both ways; long comments."""
    rep = Scale(app, wave.tokens["P01"], lang)
    extra = rep.open().doc.xpath("//link/@href | //script/@src")
    rep.press("next", {"consent": "1"})
    while rep.at != "review":
        if rep.codes[0] == "COM-1":
            rep.press("next", dict.fromkeys(rep.codes, "我们需要少填两张表，多一天陪客户。" * 20))
        else:
            rep.answer_page()
    sending = rep.fields | {"go": "send"}
    assert rep.post(sending).is_thanked
    assert rep.post(sending).is_thanked  # the script tries the connection first
    for address in extra:
        rep.take("GET", address)
    total = sum(map(sum, rep.weights))
    print(f"{lang}: {total} bytes, {len(rep.weights)} requests, {len(extra) + 1} of them beyond pages")
    assert total < BUDGET
    assert len(extra) + 1 <= REQUESTS_BEYOND_PAGES


@pytest.mark.slow
def test_the_web_starts_without_anything_heavy() -> None:
    program = f"import sys, diagnostic.app; print([m for m in {HEAVY} if m in sys.modules])"
    shown = subprocess.run(
        [sys.executable, "-P", "-c", program], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert (shown.stdout, shown.stderr) == ("[]\n", "")
