"""The review as HTML: every page with its questions and answers in words, and a button that leads back to it.

Seventy rows are too many to render for each rep. A row with a point of a scale, or with none, is the same for everybody
who ticked it and is made once; only written words and sets of options are put together each time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from diagnostic.core.survey.instrument import Item
from diagnostic.core.survey.sittings.screen import Pages
from diagnostic.core.survey.sittings.sitting import CANNOT_JUDGE, Answer, Answers, shown_items
from diagnostic.text import Lang
from diagnostic.web.phrase import phrase
from diagnostic.web.respondent.questions import WRITING, points_of, values_of

ROW = Markup("<dt>{}</dt><dd{}>{}</dd>\n")
EMPTY = Markup(' class="empty"')


@dataclass(frozen=True, slots=True)
class ReviewShelf:
    """Rows drawn so far, by wave, language, question and answer."""

    rows: dict[tuple[str, Lang, str, int | None], str] = field(default_factory=dict)

    def parts(self, wave: str, pages: Pages, answers: Answers, lang: Lang) -> str:
        return "".join(
            self._part(wave, place, escape(page.title[lang]), shown_items(page, answers), answers, lang)
            for place, page in enumerate(pages)
        )

    def _part(
        self, wave: str, place: int, title: Markup, items: Sequence[Item], answers: Answers, lang: Lang
    ) -> str:
        """A page, or nothing where it shows nothing. Everything put in is escaped."""
        if not items:
            return ""
        rows = "".join([self._row(wave, item, answers.get(item.code), lang) for item in items])
        change = phrase("Change", lang)
        button = f'<button class="quiet" name="go" value="page:{place}" aria-describedby="p{place}">{change}</button>'
        head = f'<section class="card review">\n<h2 id="p{place}">{title}</h2>\n{button}'
        return f"{head}\n<dl>\n{rows}</dl>\n</section>\n"

    def _row(self, wave: str, item: Item, answer: Answer | None, lang: Lang) -> str:
        if not (answer is None or isinstance(answer, int)):
            return row(item, answer, lang)
        key = (wave, lang, item.code, answer)
        if key not in self.rows:
            self.rows[key] = row(item, answer, lang)
        return self.rows[key]


def row(item: Item, answer: Answer | None, lang: Lang) -> str:
    if answer is None:
        return ROW.format(item.text[lang], EMPTY, phrase("Left empty", lang))
    return ROW.format(item.text[lang], "", in_words(item, answer, lang))


def in_words(item: Item, answer: Answer, lang: Lang) -> str:
    if answer == CANNOT_JUDGE and item.cannot_judge is not None:
        return item.cannot_judge[lang]
    if item.type in WRITING:
        return values_of(answer)[0]
    label = dict(points_of(item, lang))
    return str(phrase(", ", lang)).join(label[int(value)] for value in values_of(answer))


def counts(pages: Pages, answers: Answers) -> dict[str, int]:
    """How many questions are shown, and how many of them are answered."""
    shown = [item.code for page in pages for item in shown_items(page, answers)]
    return {"all": len(shown), "given": sum(code in answers for code in shown)}
