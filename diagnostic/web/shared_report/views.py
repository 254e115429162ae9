"""The app of readers who have a link and no account: `/reports/<token>` shows one report, and nothing else.

It knows no session, no account, no cookie and no form; all it can do is read. What is not to be found, has expired or
was revoked looks the same, whatever it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from flask import Blueprint, Flask, Response, abort, render_template, request
from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from diagnostic.render.fragments import PDF, RESULTS, list_results, page_name, placed
from diagnostic.storage.database.session import Session
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.reports import ReportLine, find_report, report_file
from diagnostic.storage.results.share_links import shared_report
from diagnostic.text import LANGS, Lang
from diagnostic.web.headers import add_headers
from diagnostic.web.quiet_flask import QuietFlask
from diagnostic.web.rate_limit import FailureLimit
from diagnostic.web.shared_report.assets import ADDRESS, ASSETS, TEMPLATES
from diagnostic.web.staff.common.words import HTML_LANG, IN, LOCALE
from diagnostic.web.stored_files import chart, paper


class ReaderFlask(QuietFlask):
    jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}  # noqa: RUF012


@dataclass(frozen=True, slots=True)
class Lectern:
    """All that reading needs; one of it in a process."""

    installation: Installation
    today: Callable[[], date]
    failures: FailureLimit

    def report(self, token: str) -> Response:
        lang = asked_language()
        with self.installation.store.reading() as session:
            found = self._find(session, token)
            fragment = report_file(session, found.id, page_name(lang)) or abort(404)
        body = Markup(placed(fragment, f"/reports/{token}"))  # noqa: S704
        return page("shared_report.html", lang, report=found, fragment=body, token=token)

    def results(self, token: str) -> Response:
        lang = asked_language()
        with self.installation.store.reading() as session:
            found = self._find(session, token)
            content = report_file(session, found.id, RESULTS) or abort(404)
        given = request.args
        return page(
            "shared_results.html",
            lang,
            report=found,
            token=token,
            search=given.get("search", ""),
            one="at" in given,
            found=list_results(content, given),
            here=request.script_root + request.path,
            side=LANGS.index(lang),
        )

    def file(self, token: str, name: str) -> Response:
        with self.installation.store.reading() as session:
            found = self._find(session, token)

            def read(name: str) -> bytes | None:
                return report_file(session, found.id, name)

            return paper(name, read, found.number) if PDF.fullmatch(name) else chart(name, read, keep=False)

    def _find(self, session: Session, token: str) -> ReportLine:
        """The report of the token. Tokens are 128 random bits, so the limit only keeps noise off; a link that works
        never meets it."""
        report_id = shared_report(session, self.installation.keys, token, self.today())
        found = find_report(session, report_id) if report_id else None
        if found is None:
            abort(404 if self.failures.take() else 429)
        return found


def executive_face(
    installation: Installation, *, today: Callable[[], date], clock: Callable[[], float]
) -> Flask:
    """The app. `clock` (seconds) only counts links that lead nowhere."""
    app = ReaderFlask("diagnostic.web.executive", static_folder=None)
    app.jinja_loader = FileSystemLoader(TEMPLATES)
    app.jinja_env.filters["day"] = lambda value, lang: format_date(value, format="long", locale=LOCALE[lang])
    app.register_blueprint(_pages(Lectern(installation, today, FailureLimit(clock))))
    app.register_error_handler(HTTPException, _gone)
    add_headers(app)
    return app


def _pages(lectern: Lectern) -> Blueprint:
    pages = Blueprint("shared", __name__)
    for rule, endpoint, view in (
        ("/static/<name>", "asset", asset),
        ("/<token>", "report", lectern.report),
        ("/<token>/results", "results", lectern.results),
        ("/<token>/<name>", "file", lectern.file),
    ):
        pages.add_url_rule(rule, endpoint, view, methods=["GET"], provide_automatic_options=False)
    return pages


def asset(name: str) -> Response:
    return ASSETS[name].respond() if name in ASSETS else abort(404)


def asked_language() -> Lang:
    """What the address says, else the browser's; Chinese where neither names one of the two."""
    for lang in LANGS:
        if request.args.get("lang") == lang:
            return lang
    return "en" if request.accept_languages.best_match(["zh", "en"]) == "en" else "zh"


def page(template: str, lang: Lang, status: int = 200, **values: object) -> Response:
    other: Lang = "en" if lang == "zh" else "zh"
    body = render_template(
        template,
        words=IN[lang],
        lang=lang,
        html_lang=HTML_LANG[lang],
        other_lang=other,
        other=HTML_LANG[other],
        address=ADDRESS,
        **values,
    )
    return Response(body, status, content_type="text/html; charset=utf-8")


def _gone(error: HTTPException) -> Response:
    """One page for all that is not to be had."""
    kind = "shared_later" if error.code == 429 else "shared_gone"
    return page("shared_gone.html", asked_language(), error.code or 404, kind=kind)
