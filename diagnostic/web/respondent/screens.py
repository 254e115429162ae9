"""The screens of a sitting as HTML: what each of them needs is gathered here, how it looks stands in templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from markupsafe import Markup

from diagnostic.core.survey.instrument import Item
from diagnostic.core.survey.sittings.carry import carry
from diagnostic.core.survey.sittings.length import rounded_minutes
from diagnostic.core.survey.sittings.navigation import shows_any
from diagnostic.core.survey.sittings.screen import Screen
from diagnostic.core.survey.sittings.sitting import Sitting, SittingPage, shown_items
from diagnostic.core.wave.model import Tag
from diagnostic.i18n import N_, translate
from diagnostic.text import Lang, Text
from diagnostic.usecases.answers.find_sitting import FoundSitting
from diagnostic.web.languages import HTML_LANG, OTHER
from diagnostic.web.phrase import phrase
from diagnostic.web.respondent.environment import TEMPLATES
from diagnostic.web.respondent.questions import CardShelf, values_of
from diagnostic.web.respondent.review import ReviewShelf, counts
from diagnostic.web.respondent.shells import SLOTS, ShellShelf
from diagnostic.web.respondent.support_lines import Support

GROUP = Markup("<div><dt>{}</dt><dd>{} <span>{}</span></dd></div>\n")
LIMITS = (
    N_("While the survey is open, whoever controls the server and its key can read what arrives."),
    N_(
        "Whoever has your link, also whoever hands links out, could send answers with it, and what "
        "arrives first counts. Please do not pass it on."
    ),
    N_("A member of a group knows their own answer: a mean of {k} hides you among {others} others."),
    N_(
        "To a manager, teams and performance bands are lists of named people: a mean about them is a "
        "mean about them."
    ),
    N_("After sending, your answers can't be found again and erased, since we do not know which are yours."),
    N_("Your own words can give you away: please name no person, no client and nothing only you know."),
)
OVER: Mapping[str, Mapping[str, str]] = {
    "done": {
        "title": N_("Thank you, your answers have arrived"),
        "note": N_(
            "There is nothing more to do, and you may close this page. If you open the link again it "
            "looks as if it had never been used, so that opening it tells nobody whether you have "
            "answered. Nothing sent again is stored."
        ),
        "next_head": N_("What happens next"),
        "next": N_(
            "When the survey closes, all answers are shuffled and sealed, and the key is destroyed. "
            "Results are put together for groups only, to improve targets, processes, training and "
            "support."
        ),
    },
    "used": {
        "title": N_("This link had been used before"),
        "note": N_("What you filled in just now was not stored; what was sent first stays."),
        "next_head": N_("Who sent the first answers"),
        "next": N_(
            "If it was you, there is nothing more to do. If it was not, somebody else has used your link. "
            "We do not know which answers came with it, so they can't be found and taken out; whether you "
            "tell the person who gave you the link is your choice."
        ),
    },
}
"""What is said when a sitting is over: sent just now, or with a link that was used before."""


@dataclass(frozen=True, slots=True)
class Views:
    """Makes the pages; `support` is the place's."""

    support: Support
    cards: CardShelf = field(default_factory=CardShelf)
    rows: ReviewShelf = field(default_factory=ReviewShelf)
    shells: ShellShelf = field(default_factory=ShellShelf)

    def screen(self, found: FoundSitting, screen: Screen, strange: bool = False) -> str:
        step = screen.position.step
        if step == "promise":
            return self._promise(found, screen, strange)
        if step == "review":
            return self._review(found, screen)
        return self._page(found, screen, step)

    def thanks(self, lang: Lang) -> str:
        return self._over("done", lang)

    def used_before(self, lang: Lang) -> str:
        """The page for a rep who sent a whole sitting with a link that another sitting had already used."""
        return self._over("used", lang)

    def _over(self, how: str, lang: Lang) -> str:
        def draw() -> str:
            said = {name: phrase(message, lang) for name, message in OVER[how].items()}
            return _render("over.html", lang, support=self.support.text[lang], **said)

        return self.shells.filled((how, lang), draw, {})

    def _promise(self, found: FoundSitting, screen: Screen, strange: bool) -> str:
        lang, ticked, faulty = screen.position.lang, screen.position.consent, bool(screen.faults)

        def draw() -> str:
            return _render(
                "promise.html",
                lang,
                **SLOTS,
                **promise_words(found, lang),
                title=phrase("Tell us how your work really goes", lang),
                position=screen.position,
                strange=strange,
                ticked=ticked,
                faults=faulty,
            )

        key = (
            "promise",
            found.form.id,
            _minutes(found.sitting),
            _writes(found.sitting),
            lang,
            strange,
            ticked,
            faulty,
        )
        groups = "".join(_group(found, tag, lang) for tag in found.tags)
        return self.shells.filled(key, draw, {**_travelling(found.sitting, screen), "groups": groups})

    def _page(self, found: FoundSitting, screen: Screen, step: int) -> str:
        """One screen of questions. A page that must be looked at again is drawn again, every other one filled in."""
        position, page = screen.position, screen.pages[step]
        ends_part = page.skippable and page.survey not in {each.survey for each in screen.pages[step + 1 :]}
        faulty = [(code, found.sitting.item_of[code].text[position.lang]) for code in screen.faults]

        def draw() -> str:
            return self._drawn(page, screen, ends_part, faulty)

        key = (
            "page",
            found.form.id,
            page.code,
            page.intro is None,
            position.lang,
            position.changing,
            position.consent,
            ends_part,
        )
        shelf = ShellShelf() if faulty else self.shells
        places = _places(found.sitting, screen)
        values = {
            **_travelling(found.sitting, screen),
            "at": 1 + places.index(step) if step in places else 1,
            "all": len(places),
            "cards": self._cards(found.form.id, page, screen),
        }
        return shelf.filled(key, draw, values)

    def _drawn(
        self, page: SittingPage, screen: Screen, ends_part: bool, faulty: list[tuple[str, str]]
    ) -> str:
        lang = screen.position.lang
        writes = any(item.type == "comment" for item in page.items)
        return _render(
            "page.html",
            lang,
            **SLOTS,
            position=screen.position,
            faults=faulty,
            page=page,
            title=page.title[lang],
            stem=page.stem and page.stem[lang],
            intro=page.intro and page.intro[lang],
            support=self.support.text[lang] if ends_part or writes else None,
        )

    def _cards(self, wave: str, page: SittingPage, screen: Screen) -> str:
        lang, faults = screen.position.lang, screen.faults
        return "".join(
            self.cards.card(wave, page, item, lang, _values(screen, item), faults.get(item.code))
            for item in shown_items(page, screen.answers)
        )

    def _review(self, found: FoundSitting, screen: Screen) -> str:
        position, lang = screen.position, screen.position.lang

        def draw() -> str:
            title = phrase("One last look before you send", lang)
            return _render("review.html", lang, **SLOTS, position=position, faults=(), title=title)

        values = {
            **_travelling(found.sitting, screen),
            "cards": self.rows.parts(found.form.id, screen.pages, screen.answers, lang),
            "note": phrase(
                "You have answered {given} of {all} {all:question|questions}. You may fill in the rest, or "
                "send it as it is.",
                lang,
                **counts(screen.pages, screen.answers),
            ),
        }
        return self.shells.filled(("review", lang, position.consent), draw, values)


def promise_words(found: FoundSitting, lang: Lang) -> dict[str, object]:
    """The promise of the wave, filled in: every number in it is the one the answers are kept by."""
    values = _settings(found, lang)
    writes = any(item.type == "comment" for item in found.sitting.items)
    promises = [
        N_("It is not used for appraisal, promotion, pay or dismissal."),
        N_(
            "Each answer is encrypted as it arrives. After the survey closes on {closes}, answers are "
            "shuffled and sealed, and the key is destroyed. After sealing we hold no data from which we "
            "or anyone can reasonably find out who answered what."
        ),
        N_(
            "Results are shown for groups only: a mean needs at least {k} people who answered, a single "
            "question at least {k_items}. Groups that are too small are merged first."
        ),
        *(
            [
                N_(
                    "Comments are shown from {comments} respondents on, for the whole company only, shuffled, and "
                    "with the names of the roster masked."
                )
            ]
            if writes
            else []
        ),
        N_("Taking part is your choice. Who has answered and who has not is never listed to anyone."),
        N_("Sealed answers are kept for {months} {months:month|months}."),
    ]
    return {
        "about": phrase(
            "The purpose of this anonymous survey: {purpose}. It takes about {minutes} "
            "{minutes:minute|minutes}. Apart from your consent below, every question may be left empty.",
            lang,
            **values,
        ),
        "promises": [phrase(message, lang, **values) for message in promises],
        "limits": [phrase(message, lang, **values) for message in LIMITS],
        "fingerprint": _in_fours(found.form.fingerprint),
    }


def _settings(found: FoundSitting, lang: Lang) -> dict[str, object]:
    promise, rules = found.form.promise, found.form.rules
    return {
        "k": rules.k,
        "k_items": rules.k_items,
        "others": rules.k - 1,
        "comments": rules.comments,
        "closes": _day(found.form.closes_on, lang),
        "months": promise["retention_months"],
        "purpose": Text(*promise["purpose"])[lang].rstrip("。. "),
        "minutes": _minutes(found.sitting),
    }


def _group(found: FoundSitting, tag: Tag, lang: Lang) -> str:
    """What a tag holds of this rep, the tag's name, and how many people carry it."""
    asked = found.sitting.surveys
    titles = [
        each.title[lang]
        for each in found.form.instruments
        if each.module == tag.module and each.code in asked
    ]
    invited = phrase("{n} {n:person|people} invited", lang, n=tag.invited)
    return GROUP.format(translate(", ", lang).join(titles), tag.label[lang], invited)


def _writes(sitting: Sitting) -> bool:
    return any(item.type == "comment" for item in sitting.items)


def _in_fours(fingerprint: str) -> str:
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _minutes(sitting: Sitting) -> int:
    return rounded_minutes(len(sitting.items))


def _day(day: date, lang: Lang) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else f"{day.day} {day:%B %Y}"


def _values(screen: Screen, item: Item) -> tuple[str, ...]:
    """What the rep sent, where the page must be looked at again; else their answer."""
    if screen.faults:
        return tuple(screen.sent.get(item.code, ()))
    return values_of(screen.answers.get(item.code))


def _places(sitting: Sitting, screen: Screen) -> Sequence[int]:
    """The pages that show anything, as the rep answered so far."""
    if not sitting.conditional:
        return range(len(screen.pages))
    return [place for place, page in enumerate(screen.pages) if shows_any(page, screen.answers)]


def _travelling(sitting: Sitting, screen: Screen) -> dict[str, object]:
    """What goes from form to form."""
    position = screen.position
    return {
        "sitting_token": position.sitting_token,
        "step": position.step,
        "carried": carry(sitting, screen.answers),
    }


def _render(template: str, lang: Lang, **values: object) -> str:
    return TEMPLATES.get_template(template).render(
        lang=HTML_LANG[lang],
        _=partial(_say, lang),
        other=OTHER[lang],
        other_lang=HTML_LANG[OTHER[lang]],
        **values,
    )


def _say(lang: Lang, message: str, /, **values: object) -> Markup:
    return phrase(message, lang, **values)
