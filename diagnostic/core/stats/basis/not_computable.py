"""What a statistic answers when its input is not fit for it: a name for the reason and what would mend it.

Never a nan, never another test quietly chosen. The report prints the reason in words in place of
the figure.
"""

from __future__ import annotations

from typing import Literal

Reason = Literal[
    "too_few",  # n is below the minimum of this statistic
    "constant",  # no variation to work with
    "all_missing",
    "one_group",  # a comparison needs two
    "few_groups",
    "off_scale",  # values outside the ends of the answer scale
    "not_finite",
    "collinear",  # predictors that say the same thing
    "not_a_scale",  # the items do not hang together
    "one_item",  # whether items hang together needs two of them
    "no_input",  # the file this needs was not given
    "not_shown",  # held back by the publishing rules
    "restricted_range",  # everybody answered alike, so nothing can go with it
    "mixed",  # a merged group that mixes the two sides of a contrast
    "censored",  # some of what is measured has not ended yet, and more so on one side
    "not_alike",  # the two sides share no kind (role, team type) that could be compared
    "no_result",  # there are targets, and no result is known yet
]


class CannotSayError(Exception):
    """Raised by a statistic; `n` is what there was, `needed` what it would take."""

    def __init__(self, reason: Reason, n: int | None = None, needed: int | None = None) -> None:
        super().__init__(f"{reason} (n={n}, needed={needed})")
        self.reason: Reason = reason
        self.n = n
        self.needed = needed
