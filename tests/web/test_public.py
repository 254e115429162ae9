"""The public app: respondents and readers of shared reports in one app, each with error pages of their own."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from flask import Flask

from diagnostic.app import build_app
from diagnostic.web.public_context import PublicContext
from tests.made.waves import sqlite_installation


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return build_app(sqlite_installation(tmp_path))


def test_its_context_is_one_and_frozen(app: Flask) -> None:
    context = app.extensions["diagnostic"]
    assert isinstance(context, PublicContext)
    assert context.failed_links is not context.failed_reports
    with pytest.raises(FrozenInstanceError):
        context.installation = None  # type: ignore[misc, assignment]


@pytest.mark.parametrize(
    ("path", "method", "status", "readers"),
    [
        ("/", "GET", 404, False),
        ("/reportsx", "GET", 404, False),
        ("/r/x", "PUT", 405, False),
        ("/r/static/none.css", "GET", 404, False),
        ("/reports", "GET", 404, True),
        ("/reports/", "GET", 404, True),
        ("/reports/x", "GET", 404, True),
        ("/reports/x", "POST", 405, True),
        ("/reports/x/y/z", "GET", 404, True),
        ("/reports/static/none.css", "GET", 404, True),
    ],
)
def test_what_is_not_there_has_the_page_of_those_who_ask(
    app: Flask, path: str, method: str, status: int, readers: bool
) -> None:
    response = app.test_client().open(path, method=method, headers={"Accept-Language": "en"})
    assert response.status_code == status
    assert ("This link does not work" in response.text) == readers
    assert ("/r/static/rep." in response.text) != readers
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
