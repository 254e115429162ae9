"""What may be said about a group, once it is a union of atoms: the thresholds for every figure, in one place.

Each function takes how many people carry a figure and gives it back as `Shown`, or `HIDDEN`. There is one
reason only, "not shown": separate reasons for small groups, extreme answers or missing scores would give away
which it was. The groups themselves come from `regroup` and `levels`; a threshold alone would not stop
subtraction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from diagnostic.core.privacy.rules import LOWEST_K as LOWEST_K
from diagnostic.core.privacy.rules import LOWEST_K_ITEMS as LOWEST_K_ITEMS
from diagnostic.core.privacy.rules import PublishingRules as PublishingRules
from diagnostic.text import Text

T = TypeVar("T")

END = 2  # how near to none or all of the people a total or count may come


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """A figure that may leave the core."""

    value: T


@dataclass(frozen=True, slots=True)
class Hidden:
    """A figure that may not be shown. It holds no reason, so none can be printed."""


HIDDEN = Hidden()


@dataclass(frozen=True, slots=True)
class Share:
    """How many of n: exact where low = high, else a range at one of the ends."""

    low: int
    high: int
    n: int

    @property
    def text(self) -> Text:
        if self.low == self.high:
            return Text(f"{self.n} 人中 {self.low} 人", f"{self.low} of {self.n}")
        return Text(f"{self.n} 人中 {self.low} 至 {self.high} 人", f"{self.low} to {self.high} of {self.n}")


def publish_mean(n: int, value: T, rules: PublishingRules) -> Shown[T] | Hidden:
    """The mean of a scale, or what follows from it and public numbers alone (a gap to a required level).

    >>> publish_mean(5, 3.2, PublishingRules()), publish_mean(4, 3.2, PublishingRules())
    (Shown(value=3.2), Hidden())
    """
    return Shown(value) if n >= rules.k else HIDDEN


def publish_detail(n: int, value: T, rules: PublishingRules) -> Shown[T] | Hidden:
    """What reveals more than a mean of a scale: items, sd, median, distribution, test, effect size, rank."""
    return Shown(value) if n >= rules.k_items else HIDDEN


def publish_contrast(n_one: int, n_other: int, value: T, rules: PublishingRules) -> Shown[T] | Hidden:
    """What compares two groups: each of them needs `k_items` people, together is not enough."""
    return publish_detail(min(n_one, n_other), value, rules)


def share_range(count: int, n: int) -> Share:
    """A count near none or all of the people, as a range. Nested groups take theirs from `levels.share_level`.

    >>> share_range(1, 12).text["en"], share_range(7, 12).text["en"], share_range(12, 12).text["en"]
    ('0 to 2 of 12', '7 of 12', '10 to 12 of 12')
    """
    if not 0 <= count <= n:
        raise ValueError("a count lies between nobody and everybody")
    if count <= END:
        return Share(0, min(END, n), n)
    if count >= n - END:
        return Share(n - END, n, n)
    return Share(count, count, n)


def publish_alpha(n: int, value: T, whole_company: bool, rules: PublishingRules) -> Shown[T] | Hidden:
    """Reliability is listwise, on people no other figure is about, so it is for the whole company only."""
    return publish_detail(n, value, rules) if whole_company else HIDDEN


def total_tells(total: float, n: int, minimum: float, maximum: float, margin: float = END) -> bool:
    """Whether a total is so near the end of the answer scale that it reveals what each single person answered.

    With a total of n * minimum + 1 everybody is known to within one step of the lowest answer.

    >>> total_tells(11, 10, 1, 5), total_tells(12, 10, 1, 5), total_tells(49, 10, 1, 5)
    (True, False, True)
    """
    tolerance = 1e-9 * max(1, n)
    return total < n * minimum + margin - tolerance or total > n * maximum - margin + tolerance
