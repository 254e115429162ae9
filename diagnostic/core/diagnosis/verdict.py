"""From statistics to words: the one table of rules behind "clear", "likely", "cannot tell" and "equivalent".

| the adjusted p        | the 90 % interval lies within the margin | verdict     |
|-----------------------|------------------------------------------|-------------|
| below .05             | -                                        | clear       |
| .05 to below .10      | -                                        | likely      |
| .10 or more           | yes                                      | equivalent  |
| .10 or more           | no                                       | cannot tell |

A claim needs the p of the whole family (Holm for declared contrasts, Benjamini-Hochberg for exploratory lists);
"no difference that matters" needs an equivalence test (two one-sided tests at 5 %, so the 90 % interval).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from diagnostic.core.diagnosis.result import Result, Verdict
from diagnostic.core.stats.adjust import adjust

CLEAR = 0.05
LIKELY = 0.10


def verdict_of(p_adjusted: float, equivalent: bool) -> Verdict:
    """The word for one adjusted p.

    >>> verdict_of(0.049, False), verdict_of(0.05, False), verdict_of(0.10, True), verdict_of(0.10, False)
    ('clear', 'likely', 'equivalent', 'cannot_tell')
    """
    if p_adjusted < CLEAR:
        return "clear"
    if p_adjusted < LIKELY:
        return "likely"
    return "equivalent" if equivalent else "cannot_tell"


def judge_family(
    results: Sequence[Result], method: Literal["holm", "bh"], equivalent: Sequence[bool] | None = None
) -> list[Result]:
    """Adjust the p values of one family together and put the verdict on each result.

    Results without a p (a "cannot say") keep their place and count for nothing in the family.
    """
    tested = {i: result.p for i, result in enumerate(results) if result.p is not None}
    adjusted = adjust(list(tested.values()), method) if tested else ()
    judged = list(results)
    for i, p_adjusted in zip(tested, adjusted, strict=True):
        word = verdict_of(float(p_adjusted), equivalent is not None and equivalent[i])
        judged[i] = replace(
            results[i], p_adjusted=float(p_adjusted), verdict=word, sign=_sign(results[i].estimate, word)
        )
    return judged


def _sign(estimate: float | None, word: Verdict) -> Literal[-1, 0, 1]:
    if word not in ("clear", "likely") or not estimate:
        return 0
    return -1 if estimate < 0 else 1
