"""The languages of the web: how a page declares its own, and which one a browser asks for."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from diagnostic.text import Lang

HTML_LANG: Mapping[Lang, str] = {"zh": "zh-CN", "en": "en"}
LOCALE: Mapping[Lang, str] = {"zh": "zh_Hans_CN", "en": "en"}
OTHER: Mapping[Lang, Lang] = {"zh": "en", "en": "zh"}
"""The language that a page offers beside its own."""


def browser_language() -> Lang:
    """What the browser asks for; Chinese where it names neither."""
    return "en" if request.accept_languages.best_match(["zh", "en"]) == "en" else "zh"
