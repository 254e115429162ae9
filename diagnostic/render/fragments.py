"""What the web needs to serve stored pages: names of files, and the links inside a page. Nothing here makes one.

A fragment does not depend on where it will be served: its links begin with `@/`, which is replaced by an address when
a page is served.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagnostic.text import Lang

BASE = '"@/'  # how a link of a fragment begins; a quote in any other place is written otherwise
RESULTS = "results.json"
CHART = re.compile(r"[a-z0-9_]+\.(?:zh|en)\.[0-9a-f]{10}\.svg")
PDF = re.compile(r"report\.(?:zh|en)\.pdf")
DATA = ("diagnosis.json", "release.json")
SHOWN = 50  # results on a page of the list

Pair = Sequence[str]  # the words in Chinese and in English


@dataclass(frozen=True, slots=True)
class ResultFragment:
    """A result to be looked up, ready for either language. `how` describes the method; `why` stands where there is no
    `value`."""

    key: str
    group: Pair
    measure: Pair
    kind: Pair
    value: Pair | None
    interval: Pair | None
    n: int | None
    method: str
    how: Pair | None
    p: Pair | None
    verdict: Pair
    why: Pair | None

    def says(self, words: Sequence[str]) -> bool:
        """Whether every word occurs in what the line is about, in either language."""
        about = " ".join((*self.group, *self.measure, *self.kind, self.method, *self.verdict)).casefold()
        return all(word in about for word in words)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, the `page`th: `lines` with their places; `all` is how many there are of the kind that was
    sought."""

    lines: Sequence[tuple[int, ResultFragment]]
    all: int
    more: bool
    page: int = 1


def page_name(lang: Lang) -> str:
    return f"page.{lang}.html"


def pdf_name(lang: Lang) -> str:
    return f"report.{lang}.pdf"


def placed(fragment: bytes, address: str) -> str:
    """The fragment with its links under `address`."""
    return fragment.decode().replace(BASE, f'"{address}/')


def list_results(content: bytes, given: Mapping[str, str]) -> Listed:
    """The one result asked for by its place (`at`), or those that hold every word of `search`, page by page."""
    lines = [ResultFragment(**each) for each in json.loads(content)]
    asked = _number(given.get("at", ""))
    if asked is not None:
        one = [(asked, lines[asked])] if asked < len(lines) else []
        return Listed(one, len(one), False)
    words = given.get("search", "").casefold().split()
    found = [(place, line) for place, line in enumerate(lines) if line.says(words)]
    page = _number(given.get("page", "")) or 1
    first = (page - 1) * SHOWN
    return Listed(found[first : first + SHOWN], len(found), len(found) > first + SHOWN, page)


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else None
