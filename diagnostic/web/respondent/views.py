"""The rep's address, `/r/<token>`: opening it changes nothing, and everything else is a deliberate POST to it.

Between two requests the server knows nothing of a sitting: where the rep is and what he answered travels in the form.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, request

from diagnostic.core.survey.sittings.navigation import next_screen
from diagnostic.core.survey.sittings.screen import Position, Post, Screen, StrangePostError
from diagnostic.storage.installation import Installation
from diagnostic.text import Lang
from diagnostic.usecases.answers.find_sitting import FoundSitting, WaveShelf, find_sitting, has_arrived
from diagnostic.usecases.answers.submit_answers import Sent, submit_answers
from diagnostic.web.rate_limit import FailureLimit
from diagnostic.web.respondent.assets import ASSETS
from diagnostic.web.respondent.error_pages import kind_page
from diagnostic.web.respondent.form_data import (
    new_word,
    read_post,
    read_sending,
)
from diagnostic.web.respondent.screens import Views


@dataclass(frozen=True, slots=True)
class Desk:
    """All that answering needs; one of it in a process."""

    installation: Installation
    shelf: WaveShelf
    views: Views
    failures: FailureLimit
    today: Callable[[], date]

    def open(self, token: str) -> Response:
        """The promise. Crawlers and previews open links too, so nothing begins here."""
        found = self._find(token)
        return self._cannot_be_used() if found is None else self._begin(found, asked_language())

    def take(self, token: str) -> Response:
        """One form, from the promise to the sending."""
        found = self._find(token)
        if found is None:
            return self._sent_before(token)
        try:
            post = read_post(request.form)
            screen = next_screen(found.sitting, post)
        except StrangePostError:
            return self._begin(found, asked_language(), strange=True)
        if is_sending(post, screen):
            return self._send(token, screen)
        return page(self.views.screen(found, screen), 200 if screen.is_fine else 422)

    def _find(self, token: str) -> FoundSitting | None:
        return find_sitting(self.installation, self.shelf, token, self.today())

    def _begin(self, found: FoundSitting, lang: Lang, strange: bool = False) -> Response:
        return page(self.views.screen(found, first_screen(lang), strange), 400 if strange else 200)

    def _send(self, token: str, screen: Screen) -> Response:
        word = screen.position.word
        sent = submit_answers(self.installation, self.shelf, token, word, screen.answers, self.today())
        if sent is Sent.REFUSED:
            return self._cannot_be_used()
        if sent is Sent.USED_BEFORE:
            return page(self.views.used_before(screen.position.lang), 409)
        return page(self.views.thanks(screen.position.lang))

    def _sent_before(self, token: str) -> Response:
        """A sitting that is sent again is thanked again, also when its wave has closed since, so that a lost
        connection leaves nobody in doubt."""
        sending = read_sending(request.form)
        if sending is not None and has_arrived(self.installation, token, sending[1]):
            return page(self.views.thanks(sending[0]))
        return self._cannot_be_used()

    def _cannot_be_used(self) -> Response:
        return kind_page("gone" if self.failures.take() else "later")


def first_screen(lang: Lang) -> Screen:
    """The promise, before anything was answered."""
    return Screen((), Position("promise", lang, new_word()), {}, {}, {})


def is_sending(post: Post, screen: Screen) -> bool:
    """Sent is what the rep saw in the review, and nothing without his consent."""
    return post.go == "send" and post.position.step == "review" and screen.position.step == "review"


def asked_language() -> Lang:
    """The browser's language; Chinese where it names neither."""
    return "en" if request.accept_languages.best_match(["zh", "en"]) == "en" else "zh"


def page(html: str, status: int = 200) -> Response:
    return Response(html, status, content_type="text/html; charset=utf-8")


def respondent_pages(desk: Desk) -> Blueprint:
    pages = Blueprint("respondent", __name__)
    pages.add_url_rule("/r/<token>", "open", desk.open, methods=["GET"], provide_automatic_options=False)
    pages.add_url_rule("/r/<token>", "take", desk.take, methods=["POST"], provide_automatic_options=False)
    pages.add_url_rule("/r/static/<name>", "asset", asset, provide_automatic_options=False)
    return pages


def asset(name: str) -> Response:
    return ASSETS[name].respond() if name in ASSETS else kind_page("missing")
