"""The answers of earlier pages as one short word that travels in the form: no server keeps a half-finished sitting.

One token an item, in the order of the sitting, joined by dots: nothing, `x` for "cannot judge", a number, options
joined by `_`, or text in base64. All characters are unreserved, so a form sends them as they are. It comes back
from the phone, so it is read as anything foreign is.
"""

from __future__ import annotations

import base64
import binascii

from diagnostic.core.survey.instrument import Item
from diagnostic.core.survey.sittings.read_answer import NotAnAnswerError, read_answer
from diagnostic.core.survey.sittings.sitting import CANNOT_JUDGE, Answer, Answers, Sitting

NONE, CANNOT = "", "x"


def carry(sitting: Sitting, answers: Answers) -> str:
    """The answers as a word; `carried` reads it back.

    >>> from diagnostic.text import Text
    >>> from diagnostic.core.survey.sittings.sitting import SittingPage
    >>> item = Item("A", "comment", Text("说", "Say"))
    >>> carry(Sitting((SittingPage("P", "m", Text("页", "Page"), None, (item,), False),)), {"A": "好"})
    '5aW9'
    """
    word = ".".join(_token(item, answers.get(item.code)) for item in sitting.items)
    return word.rstrip(".")


def carried(sitting: Sitting, word: str) -> dict[str, Answer]:
    """The answers a word holds. Raises NotAnAnswerError where it holds what no page of this sitting can send."""
    tokens = word.split(".") if word else []
    if len(tokens) > len(sitting.items):
        raise NotAnAnswerError("sitting.unknown_item", "")
    answers = {}
    for item, usual, token in zip(sitting.items, sitting.usual, tokens, strict=False):
        found = usual[token] if token in usual else read_answer(item, _values(item, token))
        if found is not None:
            answers[item.code] = found
    return answers


def _token(item: Item, answer: Answer | None) -> str:
    if answer is None:
        return NONE
    if answer == CANNOT_JUDGE and item.type in ("rating", "frequency"):
        return CANNOT
    if isinstance(answer, tuple):
        return "_".join(map(str, answer))
    if isinstance(answer, str):
        return base64.urlsafe_b64encode(answer.encode("utf-8", "replace")).decode("ascii").rstrip("=")
    return (
        f"{answer:.4f}".rstrip("0").rstrip(".").replace(".", "p")
        if isinstance(answer, float)
        else str(answer)
    )


def _values(item: Item, token: str) -> list[str]:
    if token == NONE:
        return []
    if item.type in ("text", "comment"):
        return [_text(item, token)]
    if token == CANNOT:
        return [str(CANNOT_JUDGE)]
    if item.type in ("multiple", "best"):
        return token.split("_")
    return [token.replace("p", ".") if item.type == "number" else token]


def _text(item: Item, token: str) -> str:
    try:
        return base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True).decode(
            "utf-8"
        )
    except (binascii.Error, ValueError) as error:
        raise NotAnAnswerError("sitting.unknown_option", item.code) from error
