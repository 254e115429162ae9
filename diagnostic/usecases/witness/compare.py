"""Are two answers the same? Every value a case expects, held against what the product found, within its tolerance.

For `run_witness`. Which tolerance a value has follows from its name alone, never from the case it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

# name of a value -> the tolerances that hold for it, where the case gives them; otherwise "abs" and "rel"
_SPECIAL = (
    (r"reml", "reml_abs", "reml_rel"),
    (r"noncentral", "noncentral_ci_abs", "noncentral_ci_rel"),
    (r"^(tukey_hsd|games_howell)$", "tukey_abs", "tukey_rel"),
    (r"^hl$", "hl_abs", "hl_rel"),
    (r"^(p_top\d*|p_first)$", "p_abs", "p_rel"),
    (r"^(mean_rank|rank_q\d+)$", "rank_abs", "rank_rel"),
)

# (statistic, value) -> why a difference from the witness is no fault of ours
DISPUTED = {
    ("two_group", "cliffs_delta_ci95"): (
        "effsize 0.8.1 miscounts values of one group that lie above the whole other group; ours is the same formula "
        "on the full dominance matrix"
    ),
}


@dataclass(slots=True)
class Comparison:
    """What came of one case; `failures` and `disputed` say value, expected and found."""

    compared: int = 0
    failures: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)


def compare(stat: str, expected: Any, found: Any, tolerance: Mapping[str, float]) -> Comparison:
    """Walk through everything expected; a value that was not computed is a failure too."""
    result = Comparison()
    _walk(result, stat, (), expected, found, tolerance)
    return result


def _walk(
    result: Comparison,
    stat: str,
    path: tuple[str, ...],
    expected: Any,
    found: Any,
    tolerance: Mapping[str, float],
) -> None:
    if isinstance(expected, Mapping):
        for key, value in expected.items():
            inner = found.get(key, _NOTHING) if isinstance(found, Mapping) else _NOTHING
            _walk(result, stat, (*path, key), value, inner, tolerance)
    elif isinstance(expected, list) and (items := _items(found, len(expected))) is not None:
        for at, (value, inner) in enumerate(zip(expected, items, strict=True)):
            _walk(result, stat, (*path, str(at)), value, inner, tolerance)
    else:
        _leaf(result, stat, path, expected, found, tolerance)


_NOTHING = object()


def _items(found: Any, length: int) -> list[Any] | None:
    """What was found as a list of this length; a scalar is a list of one."""
    if isinstance(found, np.ndarray):
        found = found.tolist()
    items = list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]
    return items if len(items) == length else None


def _leaf(
    result: Comparison,
    stat: str,
    path: tuple[str, ...],
    expected: Any,
    found: Any,
    tolerance: Mapping[str, float],
) -> None:
    result.compared += 1
    single = _items(found, 1)
    name = next(part for part in reversed(path) if not part.isdigit())
    if same(expected, single[0] if single else found, *_margins(path, tolerance)):
        return
    shown = "not computed" if found is _NOTHING else f"found {found!r}"
    text = f"{'.'.join(path)}: expected {expected!r}, {shown}"
    disputed = (stat, name) in DISPUTED and found is not _NOTHING
    (result.disputed if disputed else result.failures).append(text)


def _margins(path: tuple[str, ...], tolerance: Mapping[str, float]) -> tuple[float, float]:
    for pattern, absolute, relative in _SPECIAL:
        named = any(re.search(pattern, part) for part in path)
        if named and (absolute in tolerance or relative in tolerance):
            return tolerance.get(absolute, 0.0), tolerance.get(relative, 0.0)
    return tolerance.get("abs", 0.0), tolerance.get("rel", 0.0)


def same(expected: Any, found: Any, absolute: float, relative: float) -> bool:
    """Numbers within |difference| <= max(absolute, relative |expected|); null means: must not be a number."""
    if expected is None:
        return found is None
    if isinstance(expected, bool) or isinstance(found, (bool, np.bool_)):
        return isinstance(found, (bool, np.bool_)) and bool(found) == expected
    if isinstance(expected, str):
        return isinstance(found, str) and found == expected
    numeric = isinstance(expected, (int, float)) and isinstance(found, (int, float, np.integer, np.floating))
    if not numeric:
        return False
    return bool(abs(float(found) - expected) <= max(absolute, relative * abs(expected)))
