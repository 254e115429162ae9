"""Reports for readers who have a link and no account: `/reports/<token>` shows one report, and nothing else.

These pages can only be read. Links that never existed, have expired or were revoked all get the same page.
"""

from __future__ import annotations

from babel.dates import format_date
from flask import Blueprint, Response, abort, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from diagnostic.i18n import N_
from diagnostic.render.fragments import PDF, RESULTS, list_results, page_name, placed
from diagnostic.storage.database.session import Session
from diagnostic.storage.results.reports import ReportLine, find_report, report_file
from diagnostic.storage.results.share_links import shared_report
from diagnostic.text import LANGS, Lang
from diagnostic.web.languages import HTML_LANG, LOCALE, OTHER, browser_language
from diagnostic.web.phrase import phrase
from diagnostic.web.public_context import context
from diagnostic.web.static_files import READING, read_static_files
from diagnostic.web.stored_files import chart, paper

FILES = read_static_files("/reports/static", READING)

bp = Blueprint("shared", __name__, url_prefix="/reports", template_folder="templates")

GONE = (
    N_("This link does not work"),
    N_(
        "It may have expired or been revoked, or it was not copied in full. Ask whoever sent it for a new one."
    ),
)
LATER = (
    N_("Please try again later"),
    N_("Too many links failed just now. Please try again in a minute."),
)


@bp.get("/<token>", provide_automatic_options=False)
def report(token: str) -> Response:
    lang = asked_language()
    with context().installation.store.reading() as session:
        found = _find(session, token)
        fragment = report_file(session, found.id, page_name(lang)) or abort(404)
    body = Markup(placed(fragment, url_for("shared.report", token=token)))  # noqa: S704
    made_on = format_date(found.made_at, format="long", locale=LOCALE[lang])
    return page("shared/report.html", lang, report=found, fragment=body, token=token, made_on=made_on)


@bp.get("/<token>/results", provide_automatic_options=False)
def results(token: str) -> Response:
    """The list of results, or the one a number of the report leads to."""
    lang, given = asked_language(), request.args
    with context().installation.store.reading() as session:
        found = _find(session, token)
        content = report_file(session, found.id, RESULTS) or abort(404)
    return page(
        "shared/results.html",
        lang,
        report=found,
        token=token,
        search=given.get("search", ""),
        one="at" in given,
        found=list_results(content, given),
        here=request.script_root + request.path,
        side=LANGS.index(lang),
    )


@bp.get("/<token>/<name>", provide_automatic_options=False)
def file(token: str, name: str) -> Response:
    """A chart or a paper of the report."""
    with context().installation.store.reading() as session:
        found = _find(session, token)

        def read(name: str) -> bytes | None:
            return report_file(session, found.id, name)

        return paper(name, read, found.number) if PDF.fullmatch(name) else chart(name, read, keep=False)


@bp.get("/static/<name>", provide_automatic_options=False)
def asset(name: str) -> Response:
    return FILES.respond(name) or abort(404)


def _find(session: Session, token: str) -> ReportLine:
    """The report of the token. Tokens are 128 random bits, so the limit only keeps noise off; a link that works never
    meets it."""
    here = context()
    report_id = shared_report(session, here.installation.keys, token, here.today())
    found = find_report(session, report_id) if report_id else None
    if found is None:
        abort(404 if here.failed_reports.take() else 429)
    return found


def asked_language() -> Lang:
    """What the address says, else what the browser asks for."""
    asked = request.args.get("lang")
    return next((lang for lang in LANGS if lang == asked), None) or browser_language()


def page(template: str, lang: Lang, status: int = 200, **values: object) -> Response:
    other = OTHER[lang]
    body = render_template(
        template,
        lang=lang,
        html_lang=HTML_LANG[lang],
        other_lang=other,
        other=HTML_LANG[other],
        address=FILES.addresses,
        **values,
    )
    return Response(body, status, content_type="text/html; charset=utf-8")


def gone(error: HTTPException) -> Response:
    """The same page for every link that leads nowhere."""
    lang, later = asked_language(), error.code == 429
    title, note = LATER if later else GONE
    said = {"title": phrase(title, lang), "note": phrase(note, lang)}
    return page("shared/gone.html", lang, error.code or 404, **said)


def say_asked(message: str, /, **values: object) -> Markup:
    """The message in the language of this request, for the templates of shared reports."""
    return phrase(message, asked_language(), **values)
