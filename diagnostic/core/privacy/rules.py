"""The thresholds of one published version of the publishing rules, apart from the figures they hold back.

Code that collects answers needs them and publishes no figure; so this file imports nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

LOWEST_K = 5
LOWEST_K_ITEMS = 10


@dataclass(frozen=True, slots=True)
class PublishingRules:
    """The thresholds of one published version: `k` for means, `k_items` for what reveals more, `comments`.

    They can be raised, never lowered. `k_items` left out is max(10, k).
    """

    k: int = LOWEST_K
    k_items: int = 0
    comments: int = 30

    def __post_init__(self) -> None:
        if self.k < LOWEST_K:
            raise ValueError(f"k is never below {LOWEST_K}")
        lowest = max(LOWEST_K_ITEMS, self.k)
        if self.k_items == 0:
            object.__setattr__(self, "k_items", lowest)
        if self.k_items < lowest:
            raise ValueError(f"items need at least {lowest} people")
        if self.comments < 30:
            raise ValueError("comments need at least 30 respondents in the wave")
