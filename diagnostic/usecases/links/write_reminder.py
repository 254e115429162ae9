"""The words of an invitation and of a reminder, for those who send them by mail or WeChat.

The product sends nothing itself, and the words name no unit, no score and no person's state: a reminder goes to
everybody alike, since the product never shows who has answered.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from babel.dates import format_date

from diagnostic.i18n import both
from diagnostic.text import LANGS, Text

Occasion = Literal["invitation", "reminder"]
LOCALE = {"zh": "zh_Hans_CN", "en": "en"}
MESSAGES: dict[Occasion, Text] = {
    "invitation": both(
        "Hello! Please take part in the anonymous survey “{title}”. It is open until {closes}, takes about "
        "{minutes} {minutes:minute|minutes} and works on a phone. The link is yours alone, please don't pass it on:\n\n"
        "(paste the link here)\n\n"
        "Answers are encrypted as they arrive and shown for groups only; they are not used for appraisal, promotion, "
        "pay or dismissal. Taking part is your choice."
    ),
    "reminder": both(
        "Hello! The anonymous survey “{title}” closes on {closes}. This reminder goes to everybody, since we do not "
        "know who has answered; if you have sent your answers, there is nothing more to do. If you would still like "
        "to take part, please open the link you were given."
    ),
}


def write_reminder(occasion: Occasion, title: Text, closes_on: date, minutes: int) -> Text:
    """The message in both languages. `minutes` are those of the longest sitting, as a rep's page says them."""
    closes = Text(*(format_date(closes_on, format="long", locale=LOCALE[lang]) for lang in LANGS))
    return MESSAGES[occasion].format(title=title, closes=closes, minutes=minutes)
