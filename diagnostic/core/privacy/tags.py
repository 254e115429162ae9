"""The tags of a wave, formed from the frozen roster before anything is sent, by the same rule as after sealing.

A tag is what is stored with an answer, so it is shared by at least k invitees, better by 2k: not everybody
answers. Tags decide nothing about publishing. That is decided again, on respondents, when the wave is sealed.
"""

from __future__ import annotations

from collections.abc import Sequence

from diagnostic.core.privacy.regroup import Partition, UnitPath, regroup
from diagnostic.core.privacy.rules import PublishingRules


def form_tags(
    paths: Sequence[UnitPath],
    invited: Sequence[int],
    rules: PublishingRules,
    kinds: Sequence[str] | None = None,
    wish: int = 2,
    prefix: str = "t",
) -> Partition:
    """The tags of one module: leaves merged until each has `wish` * k invitees (at least k where all are fewer).

    Fewer than k invitees in all: no tag, the module can't be asked anonymously.

    >>> form_tags([("N", "1"), ("N", "2"), ("S", "1")], [7, 4, 11], PublishingRules()).atoms[0].leaves
    (('N', '1'), ('N', '2'))
    """
    if wish < 1:
        raise ValueError("a tag never has fewer than k invitees")
    total = int(sum(invited))
    return regroup(paths, invited, max(rules.k, min(wish * rules.k, total)), kinds, prefix)
