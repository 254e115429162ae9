"""Compares every value a case expects with what the product found, within its tolerance.

For `run_reference`. Which tolerance a value has follows from its name and its neighbours, never from the case it
stands in: what was drawn at random is held to the width it has, a number of groups only where chance did not choose it.
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
    (r"^(random_q\d+|random_mean|E_logW|gap|s_k|tibs_margin)$", "sim_abs", "sim_rel"),
    (r"^tot_withinss$", "inertia_abs", "inertia_rel"),
    (
        r"^logW$",
        "inertia_rel",
        "inertia_abs",
    ),  # a share of the sum of squares is a difference of its logarithm
)
_OF_DRAWS = r"^(bias|se|percentile|basic|bca)$"  # with an "se", where the case gives "ci_in_se"
_CHOSEN = r"^k_(?!is_robust)"  # with "k_is_robust"


@dataclass(frozen=True, slots=True)
class Disputed:
    """A value on which another program is shown to be wrong: `ours`, and `theirs` found by repeating its slip.

    A reference that says `theirs` is disputed and does not fail; any other difference from `ours` does.
    """

    ours: Any
    theirs: Any
    why: str


@dataclass(slots=True)
class Comparison:
    """What came of one case; `failures` and `disputed` say value, expected and found."""

    compared: int = 0
    failures: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)


def compare(expected: Any, found: Any, tolerance: Mapping[str, float]) -> Comparison:
    """Walk through everything expected; a value that was not computed is a failure too."""
    result = Comparison()
    _walk(result, (), expected, found, tolerance)
    return result


def _walk(
    result: Comparison,
    path: tuple[str, ...],
    expected: Any,
    found: Any,
    tolerance: Mapping[str, float],
) -> None:
    if isinstance(found, Disputed):
        _dispute(result, path, expected, found, tolerance)
    elif isinstance(expected, Mapping):
        tolerance = _of_neighbours(expected, tolerance)
        for key, value in expected.items():
            if expected.get("k_is_robust") is False and re.search(_CHOSEN, key):
                continue
            inner = found.get(key, _NOTHING) if isinstance(found, Mapping) else _NOTHING
            _walk(result, (*path, key), value, inner, tolerance)
    elif isinstance(expected, list) and (items := _items(found, len(expected))) is not None:
        for at, (value, inner) in enumerate(zip(expected, items, strict=True)):
            _walk(result, (*path, str(at)), value, inner, tolerance)
    else:
        _leaf(result, path, expected, found, tolerance)


def _of_neighbours(expected: Mapping[str, Any], tolerance: Mapping[str, float]) -> Mapping[str, float]:
    """Adds the width of what was drawn at random, where the case gives it in standard errors."""
    se = expected.get("se")
    if "ci_in_se" not in tolerance or not isinstance(se, (int, float)):
        return tolerance
    return {**tolerance, "draws_abs": tolerance["ci_in_se"] * se}


def _dispute(
    result: Comparison,
    path: tuple[str, ...],
    expected: Any,
    found: Disputed,
    tolerance: Mapping[str, float],
) -> None:
    ours, theirs = Comparison(), Comparison()
    _walk(ours, path, expected, found.ours, tolerance)
    _walk(theirs, path, expected, found.theirs, tolerance)
    result.compared += ours.compared
    if ours.failures and not theirs.failures:
        result.disputed += [f"{text} ({found.why})" for text in ours.failures]
    else:
        result.failures += ours.failures


_NOTHING = object()


def _items(found: Any, length: int) -> list[Any] | None:
    """What was found as a list of this length; a scalar is a list of one."""
    if isinstance(found, np.ndarray):
        found = found.tolist()
    items = list(found) if isinstance(found, Sequence) and not isinstance(found, str) else [found]
    return items if len(items) == length else None


def _leaf(
    result: Comparison,
    path: tuple[str, ...],
    expected: Any,
    found: Any,
    tolerance: Mapping[str, float],
) -> None:
    result.compared += 1
    single = _items(found, 1)
    if same(expected, single[0] if single else found, *_margins(path, tolerance)):
        return
    shown = "not computed" if found is _NOTHING else f"found {found!r}"
    result.failures.append(f"{'.'.join(path)}: expected {expected!r}, {shown}")


def _margins(path: tuple[str, ...], tolerance: Mapping[str, float]) -> tuple[float, float]:
    if "draws_abs" in tolerance and any(re.search(_OF_DRAWS, part) for part in path):
        return tolerance["draws_abs"], 0.0
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
