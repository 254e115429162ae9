"""Where a button leads: from a form to the screen that comes next. Pure, so that every way can be tried as a table.

Every button keeps what reps have answered: a page with a value that is no answer is shown again as they left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from diagnostic.core.survey.sittings.carry import carried
from diagnostic.core.survey.sittings.read_answer import NotAnAnswerError, read_answer
from diagnostic.core.survey.sittings.screen import (
    Pages,
    Position,
    Post,
    Screen,
    SittingStep,
    StrangePostError,
)
from diagnostic.core.survey.sittings.sitting import (
    Answer,
    Answers,
    Sitting,
    SittingPage,
    is_shown,
    kept_answers,
    shown_items,
)
from diagnostic.text import Lang

CONSENT = "consent"


def next_screen(sitting: Sitting, post: Post) -> Screen:
    """The screen after `post`. Raises StrangePostError where no page of this sitting can have sent it."""
    try:
        answers = carried(sitting, post.carried)
    except NotAnAnswerError as error:
        raise StrangePostError from error
    pages = sitting.ordered(post.position.sitting_token)
    step = post.position.step
    if isinstance(step, int):
        if step >= len(pages):
            raise StrangePostError
        return _from_page(sitting, pages, post, step, answers)
    return _moved(pages, post, answers)


def _from_page(sitting: Sitting, pages: Pages, post: Post, step: int, answers: dict[str, Answer]) -> Screen:
    page = pages[step]
    if post.go == "clear":
        return _at(pages, post.position, step, _without(answers, [page]))
    if post.go == "skip" and page.skippable:
        return _past_part(pages, post, page.survey, answers)
    read = _read(pages, page, post, answers)
    if not read.is_fine:
        return replace(read, position=replace(read.position, lang=_lang(post)))
    return _moved(pages, post, kept_answers(sitting, read.answers))


def _past_part(pages: Pages, post: Post, survey: str, answers: Mapping[str, Answer]) -> Screen:
    left = _without(answers, [each for each in pages if each.survey == survey])
    last = max(place for place, each in enumerate(pages) if each.survey == survey)
    return _at(
        pages, post.position, "review" if post.position.changing else _following(pages, last, left), left
    )


def _read(pages: Pages, page: SittingPage, post: Post, answers: dict[str, Answer]) -> Screen:
    """What this page sent, put to the answers of the others."""
    found, faults, sent = dict(answers), {}, {}
    for item in shown_items(page, answers):
        given = sent[item.code] = post.sent(item.code)
        found.pop(item.code, None)
        try:
            answer = read_answer(item, given)
        except NotAnAnswerError as error:
            faults[item.code] = error.code
        else:
            if answer is not None:
                found[item.code] = answer
    return Screen(pages, post.position, found, sent, faults)


def _moved(pages: Pages, post: Post, answers: Answers) -> Screen:
    position = replace(post.position, lang=_lang(post))
    if not position.consent and not post.go.startswith("lang:"):
        faults = {CONSENT: CONSENT}
        return Screen(pages, replace(position, step="promise", changing=False), answers, {}, faults)
    return _at(pages, position, _target(pages, post, answers), answers, changing=_is_changing(post))


def _target(pages: Pages, post: Post, answers: Answers) -> SittingStep:
    step, go = post.position.step, post.go
    if go.startswith("lang:"):
        return step
    if go in ("review", "send"):
        return "review"
    if go.startswith("page:"):
        return _following(pages, int(go[5:]) - 1, answers)
    if go == "back":
        return _preceding(pages, len(pages) if step == "review" else step, answers)
    return _following(
        pages, step if isinstance(step, int) else len(pages) if step == "review" else -1, answers
    )


def _following(pages: Pages, after: int, answers: Answers) -> SittingStep:
    """The next page that shows anything; past the last one comes the review."""
    return _first(pages, range(after + 1, len(pages)), answers, "review")


def _preceding(pages: Pages, before: SittingStep, answers: Answers) -> SittingStep:
    places = range(before - 1, -1, -1) if isinstance(before, int) else range(0)
    return _first(pages, places, answers, "promise")


def _first(pages: Pages, places: Iterable[int], answers: Answers, otherwise: SittingStep) -> SittingStep:
    return next((place for place in places if shows_any(pages[place], answers)), otherwise)


def shows_any(page: SittingPage, answers: Answers) -> bool:
    return any(item.shown_if is None or is_shown(item, answers) for item in page.items)


def _is_changing(post: Post) -> bool:
    """Pages opened from the review lead back to it, also after a change of language."""
    if post.go.startswith("page:"):
        return post.position.step == "review"
    return post.position.changing and post.go.startswith("lang:")


def _at(
    pages: Pages, position: Position, step: SittingStep, answers: Answers, changing: bool | None = None
) -> Screen:
    stays = position.changing if changing is None else changing
    return Screen(
        pages, replace(position, step=step, changing=stays and isinstance(step, int)), answers, {}, {}
    )


def _without(answers: Mapping[str, Answer], pages: Iterable[SittingPage]) -> dict[str, Answer]:
    gone = {item.code for page in pages for item in page.items}
    return {code: answer for code, answer in answers.items() if code not in gone}


def _lang(post: Post) -> Lang:
    return cast(Lang, post.go[5:]) if post.go.startswith("lang:") else post.position.lang
