"""The floor a sitting is measured against: Flask and one insert, and nothing else.

The same requests get answers of the same sizes, from memory. The last one writes a row as long as an envelope and a
receipt, in one transaction, into SQLite set up as the product's. `gunicorn "bench.floor:app()"` serves it.
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading

from flask import Flask, Response, request

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "busy_timeout=15000")
TABLES = """
CREATE TABLE receipt (id TEXT PRIMARY KEY, sitting BLOB) WITHOUT ROWID;
CREATE TABLE envelope (id TEXT PRIMARY KEY, sealed BLOB) WITHOUT ROWID;
"""


def app() -> Flask:
    """`FLOOR` in the environment names a JSON file: database, pages (steps in order, each a length), envelope."""
    with open(os.environ["FLOOR"], encoding="utf-8") as file:
        given = json.load(file)
    pages = [b"x" * length for length in given["pages"]]
    made = Flask("floor", static_folder=None)
    own = threading.local()

    @made.route("/r/<token>", methods=["GET", "POST"])
    def page(token: str) -> Response:
        if request.method == "GET":
            return Response(pages[0], content_type="text/html; charset=utf-8")
        step = int(request.form["step"])
        if step == len(pages) - 1:
            _insert(_connection(own, given["database"]), token, given["envelope"])
        return Response(pages[step], content_type="text/html; charset=utf-8")

    return made


def _connection(own: threading.local, path: str) -> sqlite3.Connection:
    if not hasattr(own, "connection"):
        own.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in PRAGMAS:
            own.connection.execute(f"PRAGMA {pragma}")
    return own.connection  # type: ignore[no-any-return]


def _insert(connection: sqlite3.Connection, token: str, size: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO receipt VALUES (?, ?)", (token, secrets.token_bytes(32)))
    connection.execute(
        "INSERT INTO envelope VALUES (?, ?)", (secrets.token_hex(16), secrets.token_bytes(size))
    )
    connection.execute("COMMIT")
