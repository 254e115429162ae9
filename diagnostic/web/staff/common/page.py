"""Draws a page of staff: its language, words and place in the site; numbers and days as the reader writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_time, get_datetime_format, get_month_names
from babel.numbers import format_decimal
from flask import Flask, Response, flash, get_flashed_messages, render_template, request, session
from flask_babel import Babel
from markupsafe import Markup, escape

from diagnostic.faults import Fault
from diagnostic.shipped import PROGRAM
from diagnostic.text import LANGS, Lang, Text
from diagnostic.web.languages import HTML_LANG, LOCALE, OTHER, browser_language
from diagnostic.web.phrase import phrase
from diagnostic.web.staff.auth.session import signed_in
from diagnostic.web.staff.common import labels
from diagnostic.web.static_files import READING, files_in, read_static_files

FILES = read_static_files("/staff/static", (*READING, *files_in(Path(__file__).parents[1] / "static")))
"""Of these only `job.js` is a script of the staff pages: it keeps the page of a job fresh, which works without it."""
Trail = Sequence[tuple[str, str]]  # (what it is called, where it lies); the last one is the page itself
KEPT = 5_000  # dates and times as words: lists show the same ones again and again
TEN_THOUSAND, HUNDRED_MILLION = 10_000, 100_000_000


def language() -> Lang:
    """What was chosen in this session, else the browser's; Chinese where it names neither."""
    for lang in LANGS:
        if session.get("lang") == lang:
            return lang
    return browser_language()


def _(message: str, /, **values: object) -> Markup:
    """The message in the language of this request."""
    return phrase(message, language(), **values)


def page(template: str, status: int = 200, *, trail: Trail = (), **values: Any) -> Response:
    """The page of `template` in the language of this request."""
    lang = language()
    body = render_template(
        template,
        lang=lang,
        html_lang=HTML_LANG[lang],
        other=HTML_LANG[OTHER[lang]],
        other_lang=OTHER[lang],
        account=signed_in(),
        trail=trail,
        address=FILES.addresses,
        said=said(),
        current_path=request.script_root + request.path,
        current_address=current_address(),
        **values,
    )
    return Response(body, status, content_type="text/html; charset=utf-8")


def current_address() -> str:
    """Where a link or a form can come back to: the address of a page that was read, with what it asks for."""
    path = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return request.script_root + path


def flash_message(message: str, **values: object) -> None:
    """Show on the next page what has been done."""
    flash([message, values])  # type: ignore[arg-type]


def said() -> list[Markup]:
    messages: Sequence[Any] = get_flashed_messages()
    return [_(message, **values) for message, values in messages]


def number(value: int | float) -> str:
    """12,345 in either language."""
    return format_decimal(value, locale=LOCALE[language()])


def money(value: int | float) -> str:
    """Whole units as the reader counts them: 1.2亿, 35万; in English 120 million stays 120,000,000."""
    if language() == "zh":
        for unit, name in ((HUNDRED_MILLION, "亿"), (TEN_THOUSAND, "万")):
            if abs(value) >= unit:
                return format_decimal(value / unit, format="#,##0.##", locale="zh_Hans_CN") + name
    return number(value)


def day(value: date) -> str:
    return _day(value, language())


def date_time(value: datetime) -> str:
    return _date_time(value, language())


@lru_cache(KEPT)
def _day(value: date, lang: Lang) -> str:
    return format_date(value, format="long", locale=LOCALE[lang])


@lru_cache(KEPT)
def _date_time(value: datetime, lang: Lang) -> str:
    """With the month named: 1/2/26 is another day for half of those who read English."""
    locale = LOCALE[lang]
    day, hour = (
        format_date(value, format="medium", locale=locale),
        format_time(value, format="short", locale=locale),
    )
    return str(get_datetime_format("medium", locale=locale)).format(hour, day)


def months() -> list[tuple[str, str]]:
    names = get_month_names("wide", context="stand-alone", locale=LOCALE[language()])
    return [(str(number), names[number]) for number in range(1, 13)]


def client_text(text: Text) -> Markup:
    """A client's own words; marked with their language, for screen readers, where they exist in the other one only."""
    lang = language()
    if text.lacks(lang):
        return Markup('<span lang="{}">{}</span>').format(HTML_LANG[OTHER[lang]], text[lang])
    return escape(text[lang])


def email(address: str) -> Markup:
    """The address as HTML that breaks after its @, and elsewhere only where there is no room."""
    return escape(address).replace("@", Markup("@<wbr>"))


def reason(fault: Fault) -> str:
    """What is wrong, in words for a page: a few faults mention files that only the command line has."""
    if fault.code in labels.PAGE_FAULTS:
        return _(labels.PAGE_FAULTS[fault.code], **fault.values)
    return fault.message(language())


def add_rendering(app: Flask) -> None:
    Babel(app, locale_selector=lambda: LOCALE[language()])
    app.jinja_env.globals.update(_=_, labels=labels, program=PROGRAM)
    app.jinja_env.filters.update(
        number=number,
        money=money,
        day=day,
        date_time=date_time,
        client_text=client_text,
        reason=reason,
        email=email,
    )
