"""Where a rep is in a sitting, what a form of it sent, and what is shown next.

The values are the web's and the core's alike: `navigation` goes from a `Post` to a `Screen` without knowing of HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from diagnostic.core.survey.sittings.sitting import Answers, SittingPage
from diagnostic.text import Lang

Pages = Sequence[SittingPage]
SittingStep = int | Literal["promise", "review"]
"""Where a rep is: the number of a page in the order of their sitting, or before or after them."""


class StrangePostError(ValueError):
    """A form that no page of ours sends."""


@dataclass(frozen=True, slots=True)
class Position:
    """What travels with the answers in every form. `changing`: this page was opened from the review."""

    step: SittingStep
    lang: Lang
    sitting_token: str
    consent: bool = False
    changing: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """One form. `sent` gives the values of a field of this page, `carried` the word of all earlier answers."""

    position: Position
    go: str
    carried: str
    sent: Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Screen:
    """What is shown next, of the `pages` in the order of this sitting.

    `sent` and `faults` (item code -> fault code) are of a page that must be looked at again.
    """

    pages: Pages
    position: Position
    answers: Answers
    sent: dict[str, Sequence[str]]
    faults: dict[str, str]

    @property
    def is_fine(self) -> bool:
        return not self.faults
