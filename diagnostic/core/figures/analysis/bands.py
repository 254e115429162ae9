"""Performance bands: which third of attainment within their role people belong to, fixed before a wave is published.

Bands let anonymous answers meet performance without a person: a skills sheet carries a role and a band, nothing else.

- Within a role people are put in order of attainment (actual over target, in the months both sides have) and cut in
  thirds. Role by role, because a quota of a new rep and one of a key-account rep are different things.
- People with the same attainment share a band, the one in the middle of their places; nobody is told from his equal by
  the order of a file. Where all are alike, all are in the middle.
- Who has no attainment (no target, or no figure on the other side) is in the middle. A fourth band would be a group of
  its own that no rule allows, made of those who came last week: the easiest people to recognise. In the middle they
  thin out what is said of the middle and touch neither end, so that the top against the rest stays what it says; an
  answer that had a role and no band would be told apart by that alone. How many there are is said before publishing.
- Where nobody at all has an attainment there are no bands, and a caller tags by role only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Literal

Band = Literal["bottom", "middle", "top"]
BANDS: tuple[Band, Band, Band] = ("bottom", "middle", "top")


def form_bands(role_of: Mapping[str, str], attained: Mapping[str, float]) -> dict[str, Band]:
    """Person -> band, for everybody in `role_of`; empty where none of them has an attainment.

    >>> form_bands(dict.fromkeys("abcd", "R"), {"a": 0.4, "b": 0.9, "c": 1.3})
    {'a': 'bottom', 'b': 'middle', 'c': 'top', 'd': 'middle'}
    """
    if not role_of.keys() & attained.keys():
        return {}
    bands: dict[str, Band] = dict.fromkeys(role_of, "middle")
    for role in dict.fromkeys(role_of.values()):
        bands |= _thirds({p: attained[p] for p, own in role_of.items() if own == role and p in attained})
    return bands


def _thirds(attained: Mapping[str, float]) -> dict[str, Band]:
    ranked = sorted(attained.values())
    found: dict[str, Band] = {}
    for person, value in attained.items():
        places = bisect_left(ranked, value) + bisect_right(ranked, value)  # twice the middle of the equals'
        found[person] = BANDS[3 * places // (2 * len(ranked))]
    return found
