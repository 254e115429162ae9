"""Which comparisons of figures are judged together: those of declared scopes, and apart from them single teams.

Single teams truly differ here and there. In one family their true differences lower the bar for every other
comparison, so that regions and tenures without any difference were claimed more often (docs/adr/0031).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.diagnosis.model.verdict import judge_family

SINGLE = "team:"  # how the id of a single team begins


def judge(compared: Sequence[Result]) -> list[Result]:
    """Every comparison with its adjusted p, in the order given: one Benjamini-Hochberg for each family and, where
    results name what they were adjusted within, for each of those."""
    placed = [_of_its_family(result) for result in compared]
    judged = list(placed)
    for pot in dict.fromkeys((result.family, result.within) for result in placed):
        places = [at for at, result in enumerate(placed) if (result.family, result.within) == pot]
        for at, result in zip(places, judge_family([placed[at] for at in places], "bh"), strict=True):
            judged[at] = result
    return judged


def _of_its_family(result: Result) -> Result:
    single = result.family == "figures" and result.group.startswith(SINGLE)
    return replace(result, family="teams") if single else result
