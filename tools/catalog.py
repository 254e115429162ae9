"""Brings the messages of the code and the templates into the catalogs: `python tools/catalog.py [--check]`.

A new message gets an empty translation to be filled in with a text editor; one that is gone from the code leaves the
catalog, a translation that stays is never touched. With `--check` nothing is written, and what is wrong is printed: a
message that is missing or not used, an empty or doubtful translation, values that are not those of the English.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "diagnostic"
LANGUAGES = ("zh",)
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "both": None,
    "say": None,
    "phrase": None,
    "translate": None,
    "_p": ((1, "c"), 2),
    "N_p": ((1, "c"), 2),
}
WIDTH = 110


def catalog_path(language: str) -> Path:
    return PACKAGE / "translations" / language / "LC_MESSAGES" / "messages.po"


def extract() -> Catalog:
    """Every message of the package with the files it stands in."""
    catalog = Catalog(project="Sales Diagnostic", charset="utf-8")
    found = extract_from_dir(PACKAGE, METHODS, {"**.html": {"silent": "false"}}, KEYWORDS)
    for file, _line, message, comments, context in found:
        catalog.add(message, None, [(f"diagnostic/{file}", 0)], auto_comments=comments, context=context)
    return catalog


def load(language: str) -> Catalog:
    with catalog_path(language).open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> Catalog:
    """The catalog with today's messages: what is translated stays, nothing is guessed."""
    path, today = catalog_path(language), extract()
    known = load(language) if path.exists() else Catalog(locale=language)
    fresh = Catalog(locale=language, project="Sales Diagnostic", charset="utf-8", fuzzy=False)
    for message in today:
        if message.id:
            there = known.get(message.id, message.context)
            said = there.string if there is not None else ""
            fresh.add(message.id, said, _files(message), context=message.context)
    return fresh


def _files(message: Message) -> list[tuple[str, int]]:
    """Files only: line numbers would change the catalog with every edit of the code."""
    return [(file, 0) for file in sorted({file for file, _ in message.locations})]


def as_text(catalog: Catalog) -> bytes:
    written = BytesIO()
    write_po(written, catalog, width=WIDTH, sort_by_file=True, omit_header=False, include_lineno=False)
    kept = (
        line
        for line in written.getvalue().splitlines(keepends=True)
        if not line.startswith(
            (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator')
        )
    )
    return b"".join(kept)


def faults(language: str) -> Iterator[str]:
    """What is wrong with a catalog, a line each."""
    known, today = load(language), extract()
    ours = {(m.context, m.id) for m in today if m.id}
    theirs = {(m.context, m.id) for m in known if m.id}
    yield from (f"missing: {message}" for _, message in sorted(ours - theirs, key=str))
    yield from (f"no longer used: {message}" for _, message in sorted(theirs - ours, key=str))
    for message in known:
        if message.id:
            yield from _faults_of(message)


def _faults_of(message: Message) -> Iterator[str]:
    said = str(message.string or "")
    if not said.strip():
        yield f"not translated: {message.id}"
    elif message.fuzzy:
        yield f"doubtful (fuzzy): {message.id}"
    elif values_of(said) - values_of(str(message.id)):
        yield f"other values than the English has: {message.id}"


def values_of(message: str) -> set[str]:
    """Names of the values filled into a message."""
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def main(arguments: list[str]) -> int:
    wrong = 0
    for language in LANGUAGES:
        path = catalog_path(language)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(as_text(update(language)))
        for line in faults(language):
            wrong += 1
            print(f"{language}: {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
