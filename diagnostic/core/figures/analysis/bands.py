"""Assigns performance bands: the third of attainment within a role, fixed before a wave is published.

Bands relate anonymous answers to performance without identifying people: a skills sheet carries a role and a band,
nothing else.

- Within a role, people are ranked by attainment (actual over target, in the months that have both) and divided into
  thirds. Each role separately, because quotas of new reps and of key-account reps are not comparable.
- People with equal attainment share a band, the one at the middle of their ranks, so the order of a file never
  separates equal people. If all are equal, all are in the middle band.
- People without attainment (no target or no result) are in the middle band. A fourth band, made up mostly of recent
  joiners, would be easy to recognise, and the publishing rules do not allow it; an answer with a role and no band
  could be recognised by that alone. In the middle band they dilute only the middle and change neither end, so the
  comparison of the top band with the rest keeps its meaning. Their number is shown before publishing.
- If no one has an attainment there are no bands, and the caller tags by role only.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import Literal

Band = Literal["bottom", "middle", "top"]
BANDS: tuple[Band, Band, Band] = ("bottom", "middle", "top")


def form_bands(role_of: Mapping[str, str], attained: Mapping[str, float]) -> dict[str, Band]:
    """Person -> band, for everyone in `role_of`; empty if none of them has an attainment.

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
        places = bisect_left(ranked, value) + bisect_right(
            ranked, value
        )  # twice the middle rank of equal values'
        found[person] = BANDS[3 * places // (2 * len(ranked))]
    return found
