"""Every word of the staff pages, in both languages, gathered from `wording`. Names of forms' fields begin with `f_`,
what is wrong with one with its fault's name, what has just been done with `done_`."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from diagnostic.text import LANGS, Lang, Text
from diagnostic.web.phrase import Phrase
from diagnostic.web.staff.wording import (
    accounts,
    clients,
    figures,
    frame,
    jobs,
    lost_key,
    plan,
    reports,
    roster,
    states,
    surveys,
    wave,
)

PARTS = (
    figures,
    frame,
    accounts,
    clients,
    roster,
    surveys,
    wave,
    lost_key,
    jobs,
    plan,
    reports,
    states,
)
WORDS: Mapping[str, Text] = {name: text for part in PARTS for name, text in part.WORDS.items()}

IN: Mapping[Lang, Mapping[str, Markup]] = {
    lang: {name: Phrase(escape(text[lang])) for name, text in WORDS.items()} for lang in LANGS
}
"""Escaped once; whatever is filled into them is escaped when it is."""
HTML_LANG: Mapping[Lang, str] = {"zh": "zh-CN", "en": "en"}
LOCALE: Mapping[Lang, str] = {"zh": "zh_Hans_CN", "en": "en"}
