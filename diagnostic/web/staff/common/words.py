"""Every word of the staff pages, in both languages, gathered from `wording`. Names of forms' fields begin with `f_`,
what is wrong with one with its fault's name, what has just been done with `done_`."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from diagnostic.text import Lang, Text
from diagnostic.web import report_words
from diagnostic.web.phrase import by_language
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
    report_words,
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

IN: Mapping[Lang, Mapping[str, Markup]] = by_language(WORDS)
