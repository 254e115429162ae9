"""Tests whether reps differ at all before a single rep is looked at, and gives their spreads in plain ratios.

The tests of the whole are a separate family ("spread", Holm): they are asked first, and their answer decides
whether any single rep is worth a look. Also what only the whole company can show: season, bunching of orders, one
target for all, the share of partners.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from diagnostic.core.diagnosis.figures.change import partner_share
from diagnostic.core.diagnosis.figures.groups import FEWEST, roles_of
from diagnostic.core.diagnosis.figures.people import Floats, RepArrays
from diagnostic.core.diagnosis.figures.results import Mask, level_of, refused
from diagnostic.core.diagnosis.figures.season import season_dip
from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.figures.analysis.fair_targets import typical_potential
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.figures.model.periods import month_number
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.proportions.proportion import binomial_against, chi_square

REPS = 10  # below it a spread of reps is a list of names
DEALS_A_REP = 5
LEAST_EXPECTED = 1.0  # expected won or lost deals of a rep like all others


def spread_of_reps(
    people: RepArrays, table: PerformanceTable, left_out: Mask | None = None
) -> Iterator[Result]:
    """Company-level spreads and whole-company signs, as plain figures. `left_out` are reps whose sales can hardly be
    right: how far reps lie apart is read without them."""
    yield from _ratios(people, ~_mask(people, left_out))
    yield from season_dip(people)
    yield from _bunching(people, table)
    yield from _one_target_for_all(people)
    yield from partner_share(people, table)


def compare_reps(people: RepArrays, table: PerformanceTable, left_out: Mask | None = None) -> list[Result]:
    """Whether reps differ at all, in win rate and in deal size, before their family is judged; in deal size without
    those whose sales can hardly be right."""
    return [*_win_rates(people), *_deal_values(people, table, _mask(people, left_out))]


def _mask(people: RepArrays, left_out: Mask | None) -> Mask:
    return np.zeros(people.n, dtype=np.bool_) if left_out is None else left_out


def _spread(measure: str, method: str) -> Result:
    return Result(
        "figure_spread",
        "company",
        measure,
        method,
        "spread",
        "ratio",
        cannot_say=CannotSay("too_few", None, DEALS_A_REP),
        verdict="cannot_tell",
    )


def _win_rates(people: RepArrays) -> Iterator[Result]:
    """Chi-square of won and lost over reps, Cramer's V as effect: has any rep a win rate that is not the pool's?

    Reps with less than one won or lost deal to be expected are pooled as one (Cochran 1954,
    10.2307/3001616): a rep with two deals says nothing about their win rate, and the chi-square would take them at
    their word. Where even together they are too few, they are left out.
    """
    table = pooled(people.won, people.won + people.lost)
    if table is None:
        return
    blank = _spread("win_rate", "proportion.chi_square")
    if len(table) < 2:
        yield blank
        return
    try:
        test = chi_square(table)
    except CannotSayError as error:
        yield refused(blank, error)
        return
    yield replace(
        blank,
        estimate=test.cramers_v,
        n=int(table.sum()),
        p=test.p,
        effect=test.statistic,
        effect_name=f"chi-square, df {test.df}",
        cannot_say=None,
        verdict="described",
    )


def pooled(won: Floats, closed: Floats) -> NDArray[np.int64] | None:
    """Won and lost of every rep with enough deals, then of all others as one row; None unless two reps closed any."""
    has = closed > 0
    if has.sum() < 2:
        return None
    rows = np.column_stack([won[has], (closed - won)[has]]).round().astype(np.int64)
    rarer = rows.sum(axis=0).min() / rows.sum()
    enough = rows.sum(axis=1) * rarer >= LEAST_EXPECTED
    others = rows[~enough].sum(axis=0, keepdims=True)
    together = others.sum() * rarer >= LEAST_EXPECTED and others.sum() > 0
    return np.concatenate([rows[enough], others]) if together else rows[enough]


def rep_p_values(people: RepArrays) -> tuple[Floats, Floats, Floats]:
    """Won, closed and the binomial p against the pool, of every rep with closed deals; none where all deals ended
    alike, for then no rep can differ."""
    closed = people.won + people.lost
    has = closed > 0
    pool = float(people.won.sum() / closed.sum()) if closed.sum() else 0.0
    if not 0 < pool < 1:
        return np.zeros(0), np.zeros(0), np.zeros(0)
    p = binomial_against(people.won[has].round().astype(int), closed[has].round().astype(int), pool)
    return people.won[has], closed[has], np.asarray(p, dtype=float)


def _deal_values(people: RepArrays, table: PerformanceTable, left_out: Mask) -> Iterator[Result]:
    """Kruskal-Wallis of won amounts over reps with at least five (tie-corrected); epsilon squared H / (n - 1)."""
    known = {person.id for person, out in zip(people.persons, left_out, strict=True) if not out}
    values: dict[str, list[float]] = {}
    for deal in table.opportunities:
        if deal.stage == "won" and deal.amount is not None and deal.owner_id in known:
            values.setdefault(deal.owner_id, []).append(float(deal.amount))
    groups = [amounts for amounts in values.values() if len(amounts) >= DEALS_A_REP]
    if len(groups) < 2 or len({amount for amounts in groups for amount in amounts}) < 2:
        return
    test, n = stats.kruskal(*groups), sum(len(amounts) for amounts in groups)
    yield replace(
        _spread("deal_size", "k_group.kruskal"),
        estimate=float(test.statistic) / (n - 1),
        n=n,
        p=float(test.pvalue),
        effect=float(test.statistic),
        effect_name=f"H, df {len(groups) - 1}",
        cannot_say=None,
        verdict="described",
    )


def _ratios(people: RepArrays, kept: Mask) -> Iterator[Result]:
    """Ninth decile over first decile of reps: attainment, and sales within a role; and how far territories differ in
    potential."""
    target, actual = people.target.sum(axis=1), people.actual.sum(axis=1)
    asked = (target > 0) & kept
    yield from _deciles("attainment_spread", actual[asked] / target[asked])
    yield from _deciles("sales_spread", _sales_within_roles(people, kept))
    index = people.potential / typical_potential(target, people.potential)
    potential = index[np.isfinite(index)]
    if len(potential) >= REPS:
        value = float(np.quantile(potential, 0.95) - np.quantile(potential, 0.05))
        yield from level_of("company", "potential_spread", "ratio", value, len(potential))


def _sales_within_roles(people: RepArrays, kept: Mask) -> Floats:
    """Sales of every rep a month in post, over those of all reps of their role: key accounts sell more everywhere, and
    who came in autumn sold less. Of roles of three or more."""
    sold, post = people.sales.sum(axis=1), people.post.sum(axis=1)
    has = (sold > 0) & (post > 0) & kept
    codes = np.array([f"{role}" for role in roles_of(people)])
    found = []
    for role in np.unique(codes[has]):
        own = has & (codes == role)
        if own.sum() >= FEWEST:
            found.append(sold[own] / post[own] / (sold[own].sum() / post[own].sum()))
    return np.concatenate(found) if found else np.empty(0)


def _deciles(measure: str, values: Floats) -> Iterator[Result]:
    """Of ten values 1, 2 ... 10: 9.1 / 1.9 = 4.79."""
    if len(values) >= REPS:
        low, high = np.quantile(values, [0.1, 0.9])
        if low > 0:
            yield from level_of("company", measure, "ratio", float(high / low), len(values))


def _bunching(people: RepArrays, table: PerformanceTable) -> Iterator[Result]:
    """Share of the won value that closed in the last month of a quarter; a third is even."""
    months, value, won = set(people.months), Counter[bool](), 0
    for deal in table.opportunities:
        if deal.stage == "won" and deal.closed and deal.amount and month_number(deal.closed) in months:
            value[deal.closed.month % 3 == 0] += deal.amount
            won += 1
    if sum(value.values()) and len(months) >= 3:
        share = value[True] / sum(value.values())
        yield from level_of("company", "period_end_share", "share", share, won)


def _one_target_for_all(people: RepArrays) -> Iterator[Result]:
    """Whether people with unlike territories carry the very same target."""
    totals = people.asked.sum(axis=1)
    asked = (totals > 0) & np.isfinite(people.potential)
    if asked.sum() >= REPS and len(set(people.potential[asked])) > 1:
        common = Counter(np.round(totals[asked]).tolist())
        shared = sum(count for count in common.values() if count >= 3) / int(asked.sum())
        yield from level_of("company", "same_target_share", "share", shared, int(asked.sum()))
