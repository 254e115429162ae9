"""The rep's address, `/r/<token>`: opening it changes nothing, and everything else is a deliberate POST to it.

Between two requests the server knows nothing of a sitting: where the rep is and what they answered travels in the
form.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from diagnostic.core.survey.sittings.navigation import next_screen
from diagnostic.core.survey.sittings.screen import Position, Post, Screen, StrangePostError
from diagnostic.text import Lang
from diagnostic.usecases.answers.find_sitting import FoundSitting, find_sitting, has_arrived
from diagnostic.usecases.answers.submit_answers import Sent, submit_answers
from diagnostic.web.languages import browser_language
from diagnostic.web.public_context import context
from diagnostic.web.respondent.environment import FILES
from diagnostic.web.respondent.error_pages import error_page
from diagnostic.web.respondent.form_data import new_sitting_token, read_post, read_sending

bp = Blueprint("respondent", __name__, url_prefix="/r")


@bp.get("/<token>", endpoint="open", provide_automatic_options=False)
def open_link(token: str) -> Response:
    """The promise. Crawlers and previews open links too, so nothing begins here."""
    found = _find(token)
    return _cannot_be_used() if found is None else _begin(found)


@bp.post("/<token>", provide_automatic_options=False)
def take(token: str) -> Response:
    """One form, from the promise to the sending."""
    found = _find(token)
    if found is None:
        return _sent_before(token)
    try:
        post = read_post(request.form)
        screen = next_screen(found.sitting, post)
    except StrangePostError:
        return _begin(found, strange=True)
    if is_sending(post, screen):
        return _send(token, screen)
    return page(context().views.screen(found, screen), 200 if screen.is_fine else 422)


@bp.get("/static/<name>", provide_automatic_options=False)
def asset(name: str) -> Response:
    return FILES.respond(name) or error_page("missing")


def _find(token: str) -> FoundSitting | None:
    return find_sitting(context().installation, context().shelf, token, context().today())


def _begin(found: FoundSitting, strange: bool = False) -> Response:
    screen = first_screen(browser_language())
    return page(context().views.screen(found, screen, strange), 400 if strange else 200)


def _send(token: str, screen: Screen) -> Response:
    here, lang = context(), screen.position.lang
    sitting_token = screen.position.sitting_token
    sent = submit_answers(here.installation, here.shelf, token, sitting_token, screen.answers, here.today())
    if sent is Sent.REFUSED:
        return _cannot_be_used()
    if sent is Sent.USED_BEFORE:
        return page(here.views.used_before(lang), 409)
    return page(here.views.thanks(lang))


def _sent_before(token: str) -> Response:
    """A sitting that is sent again gets the thanks again, also when its wave has closed since: after a lost connection
    the rep can make sure."""
    sending = read_sending(request.form)
    if sending is not None and has_arrived(context().installation, token, sending[1]):
        return page(context().views.thanks(sending[0]))
    return _cannot_be_used()


def _cannot_be_used() -> Response:
    return error_page("gone" if context().failed_links.take() else "later")


def first_screen(lang: Lang) -> Screen:
    """The promise, before anything was answered."""
    return Screen((), Position("promise", lang, new_sitting_token()), {}, {}, {})


def is_sending(post: Post, screen: Screen) -> bool:
    """Sent is what the rep saw in the review, and nothing without their consent."""
    return post.go == "send" and post.position.step == "review" and screen.position.step == "review"


def page(html: str, status: int = 200) -> Response:
    return Response(html, status, content_type="text/html; charset=utf-8")
