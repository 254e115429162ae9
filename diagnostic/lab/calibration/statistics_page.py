"""Writes `docs/calibration_statistics.md`: whether intervals cover as claimed, and how often tests claim too much.

For readers who doubt a method. The page names seed, draws and command; `--draws` makes it short or long.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from diagnostic.i18n import both
from diagnostic.lab.calibration.claims import CLAIMS, Rate, rate
from diagnostic.lab.calibration.coverage import METHODS, SIZES, CoveredRuns, IntervalMethod, cover
from diagnostic.progress import Progress

PAGE = "calibration_statistics.md"
SEED = 20_261_125
DRAWS = 5_000
# Method keys of the report that carry neither interval nor p, so that there is nothing to calibrate.
PLAIN = {
    "icc.icc2_anova": "a share without interval",
    "omega": "a share without interval, beside alpha",
    "careless": "a count of sheets without interval",
    "rwg": "mean agreement without interval or test",
    "k_group.kruskal": "one test of a known chi-square law, counted in the family of spread",
}


def write_statistics_page(docs: Path, draws: int, progress: Progress) -> Path:
    """Simulate every row and write the page; about five minutes at 5,000 draws."""
    rows: list[tuple[IntervalMethod, list[CoveredRuns]]] = []
    for place, method in enumerate(METHODS):
        progress(both("intervals: {key} ({data})", key=method.key, data=method.data))
        rows.append(
            (method, [cover(method, n, draws, np.random.default_rng((SEED, place, n))) for n in SIZES])
        )
    rates = []
    for place, claim in enumerate(CLAIMS):
        progress(both("claims: {key} ({what})", key=claim.key, what=claim.what))
        rates.append(rate(claim, draws, np.random.default_rng((SEED, 1000 + place))))
    docs.mkdir(parents=True, exist_ok=True)
    page = docs / PAGE
    page.write_text(
        "\n".join([*_head(draws), *_coverage(rows), *_claims(rates), *_cost(rates), *_plain()]) + "\n",
        encoding="utf-8",
    )
    return page


def _head(draws: int) -> Iterator[str]:
    yield "# Calibration of the statistics"
    yield ""
    yield f"Command: `./run calibrate --statistics --draws {draws}`. Seed: {SEED}. Everything is SIMULATED."
    yield ""
    yield "Every number is computed by the function the report uses, on people drawn from populations whose true"
    yield "values are known (`diagnostic/lab/calibration/populations.py`). Slow rows make a part of the draws."


def _coverage(rows: list[tuple[IntervalMethod, list[CoveredRuns]]]) -> Iterator[str]:
    yield ""
    yield "## Share of 95 % intervals that hold the truth"
    yield ""
    yield "`n` counts what the method counts: people, units, reps. Bound: 93 to 97 %, and three Monte Carlo errors"
    yield "where draws are few. In brackets: not judged, the limit beside it holds there."
    yield ""
    yield "| method | data | " + " | ".join(f"n = {n}" for n in SIZES) + " | draws | limit | holds |"
    yield "|---|---|" + "--:|" * (len(SIZES) + 1) + "---|---|"
    for method, cells in rows:
        shown = " | ".join(f"{c.value:.3f}" if c.judged else f"({c.value:.3f})" for c in cells)
        limited = not all(c.judged for c in cells)
        judged = [c.holds for c in cells if c.judged]
        holds = "–" if not judged else "yes" if all(judged) else "**no**"
        most = max(c.draws + c.refused for c in cells)
        yield f"| {method.key} | {method.data} | {shown} | {most} | {method.limit.en if limited else '–'} | {holds} |"


def _claims(rates: list[Rate]) -> Iterator[str]:
    yield ""
    yield "## Claims for nothing, and what is found"
    yield ""
    yield "| method | what | share | error | draws | bound | limit | holds |"
    yield "|---|---|--:|--:|--:|---|---|---|"
    for found in rates:
        claim = found.claim
        bound = f"{claim.low:g} to {claim.high:g}" if found.judged else "–"
        holds = "–" if not found.judged else "yes" if found.holds else "**no**"
        limit = claim.limit.en if claim.limit else "–"
        yield (
            f"| {claim.key} | {claim.what} | {found.value:.3f} | {found.error:.3f} | {found.draws} | {bound} "
            f"| {limit} | {holds} |"
        )


def _cost(rates: list[Rate]) -> Iterator[str]:
    """The part of the power that is lost because answers are not linked to people."""
    found = {(rate.claim.key, rate.claim.what): rate.value for rate in rates}
    if not any(key.startswith("link.") for key, _ in found):
        return
    names = [(key, what) for key, what in found if what.startswith("the same, ")]
    yield ""
    yield "## What anonymity costs"
    yield ""
    yield "The same relation looked for with and without knowing who said what:"
    yield ""
    for key, what in names:
        whole = "conditions" if key == "link.units" else "skill"
        full = next(value for (k, w), value in found.items() if k == "link.persons" and w.startswith(whole))
        way = what.removeprefix("the same, ").removesuffix(": found")
        share, cost = found[key, what], 1 - found[key, what] / full
        lost = (
            f"a loss of {cost:.0%}"
            if cost > 0
            else "no loss: the relation lies between units, persons dilute it"
        )
        yield f"- {way} (`{key}`): power {share:.2f} beside {full:.2f} with persons linked, {lost}."


def _plain() -> Iterator[str]:
    yield ""
    yield "## Method keys without a row"
    yield ""
    yield from (f"- `{key}`: {why}." for key, why in PLAIN.items())


def keys_on_the_page() -> set[str]:
    """Every method key on the page."""
    return {method.key for method in METHODS} | {claim.key for claim in CLAIMS} | set(PLAIN)
