"""Plays a curious manager: what follows from a `release.json` that is not in it, found by algebra alone.

The attacker knows the atoms, their head counts and every published number, and no answer. Sums over people are
determined where they lie in the row space of the published sums; an attack succeeds with a sum about too few people, a
spread about too few, a total so near the end of its scale that it gives away single answers, or the mean of a group
marked "not shown". Nothing here is used for publishing: it shares no rule with what it attacks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Release = Mapping[str, Any]
MEANS = ("mean", "gap")
SPREADS = ("low", "high", "p", "effect")  # each gives away the spread of its own people
ROOM = 2.0  # points within which no member may be known
NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Published:
    """All that is published of one measure: `sums` are the groups (as atoms) whose sum over people follows, `counts`
    those of them whose n is published (`n`), and `spreads` those whose squares follow. Rows are entries, columns
    atoms."""

    name: str
    atoms: tuple[str, ...]
    answered: Matrix
    sums: Matrix
    counts: Matrix
    n: Matrix
    totals: Matrix
    spreads: Matrix
    ends: tuple[float, float] | None


def measures_of(release: Release, welch: Collection[tuple[str, str]] = ()) -> Iterator[Published]:
    """What is published of each measure of each module. `welch` are group and measure of the comparisons that rest on
    the spread of each side's people; the others are made of unit means."""
    module_of = {group["id"]: group["module"] for group in release["groups"]}
    figures: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for figure in release["figures"]:
        for module in sorted({module_of[id] for id in groups_of(figure)}):
            figures.setdefault((module, figure["measure"]), []).append(figure)
    for (module, measure), own in figures.items():
        yield _published(release, module, measure, own, welch)


def groups_of(figure: Mapping[str, Any]) -> Sequence[str]:
    return figure.get("groups") or [figure["group"]]


def _published(
    release: Release,
    module: str,
    measure: str,
    figures: Sequence[Mapping[str, Any]],
    welch: Collection[tuple[str, str]],
) -> Published:
    atoms = [atom for atom in release["atoms"] if atom["module"] == module]
    masks = {
        group["id"]: np.array([float(atom["id"] in group["atoms"]) for atom in atoms])
        for group in release["groups"]
        if group["module"] == module
    }
    own = [(figure, [masks[id] for id in groups_of(figure) if id in masks]) for figure in figures]
    means = [(figure, rows) for figure, rows in own if figure["statistic"] in MEANS]
    alone = [(figure, rows[0]) for figure, rows in means if figure["statistic"] == "mean" and len(rows) == 1]
    pooled = [np.clip(sum(row for _, row in alone), 0, 1)] if alone else []  # an interval of all together
    spreads = [
        row
        for figure, rows in own
        if figure["statistic"] in SPREADS
        and (len(groups_of(figure)) == 1 or (groups_of(figure)[0].partition("@")[0], measure) in welch)
        for row in rows
    ]
    ends = next(((f["min"], f["max"]) for f in figures if f["min"] is not None), None)
    return Published(
        f"{module}/{measure}",
        tuple(atom["id"] for atom in atoms),
        np.array([float(atom["answered"]) for atom in atoms]),
        _rows([row for _, rows in means for row in rows], len(atoms)),
        _rows([row for _, row in alone], len(atoms)),
        np.array([float(figure["n"]) for figure, _ in alone]),
        np.array([float(figure["n"] * figure["value"]) for figure, _ in alone]),
        _rows([*spreads, *pooled], len(atoms)),
        ends,
    )


def _rows(rows: Sequence[Matrix], width: int) -> Matrix:
    return np.array(rows, dtype=float).reshape(-1, width)


def determined(rows: Matrix) -> Matrix:
    """The smallest sets of atoms, as masks, whose sum follows from sums over `rows`: of one or two classes of atoms
    that no row tells apart."""
    rows = np.unique(rows, axis=0)
    if not rows.any():
        return rows[:0]
    _, classes = np.unique(np.round(rows, 9), axis=1, return_inverse=True)
    classes = classes.ravel()
    singles = [np.asarray(classes == each, dtype=float) for each in np.unique(classes)]
    singles = [mask for mask in singles if rows[:, mask > 0].any()]
    masks: Matrix = np.array([*singles, *(one + other for one, other in combinations(singles, 2))])
    apart = np.abs(masks @ (np.linalg.pinv(rows) @ rows) - masks).max(axis=1)
    found: Matrix = masks[apart < NEAR]
    return found


def people_in(published: Published, masks: Matrix) -> Matrix:
    """How many people with a score each set has: what the published n say, else all who answered."""
    return np.where(
        np.isnan(n := _follow(published.counts, published.n, masks)), masks @ published.answered, n
    )


def _follow(rows: Matrix, values: Matrix, masks: Matrix) -> Matrix:
    """The sum over each set, where it follows from the sums over `rows`; else no number."""
    if not rows.size or not masks.size:
        return np.full(len(masks), np.nan)
    inverse = np.linalg.pinv(rows)
    apart = np.abs(masks @ (inverse @ rows) - masks).max(axis=1)
    return np.where(apart < NEAR, masks @ inverse @ values, np.nan)


def few_people(published: Published, k: int) -> Iterator[str]:
    """Sums about fewer than k people."""
    yield from _too_few(published, determined(published.sums), k, "the sum of")


def few_in_a_spread(published: Published, k_items: int) -> Iterator[str]:
    """Spreads of fewer people than a spread needs."""
    yield from _too_few(published, determined(published.spreads), k_items, "the spread of")


def _too_few(published: Published, masks: Matrix, least: int, what: str) -> Iterator[str]:
    for mask, n in zip(masks, people_in(published, masks), strict=True):
        if NEAR < n < least - NEAR:
            yield f"{published.name}: {what} {round(n)} people in {_named(published, mask)}"


def near_an_end(published: Published) -> Iterator[str]:
    """Totals, published or derived, that leave a member less than two points of room."""
    if published.ends is None:
        return
    low, high = published.ends
    masks = np.vstack([published.counts, determined(published.counts)])
    people, totals = (_follow(published.counts, values, masks) for values in (published.n, published.totals))
    for mask, n, total in zip(masks, people, totals, strict=True):
        room = min(high, total - (n - 1) * low) - max(low, total - (n - 1) * high)
        if n > 1 - NEAR and room < ROOM - NEAR:
            yield f"{published.name}: each of {round(n)} people in {_named(published, mask)} to within two points"


def hidden_means(release: Release) -> Iterator[str]:
    """Derivable means of groups marked "not shown". A group in which no one was asked has none."""
    atoms_of = {group["id"]: (group["module"], set(group["atoms"])) for group in release["groups"]}
    published = {each.name: each for each in measures_of(release)}
    for line in release["not_shown"]:
        module, atoms = atoms_of[line["group"]]
        known = published.get(f"{module}/{line['measure']}")
        if known is None:
            continue
        mask = np.array([[float(atom in atoms) for atom in known.atoms]])
        if (_follow(known.counts, known.n, mask) > NEAR).all():
            yield f"{known.name}: the mean of {line['group']}, which is not shown"


def _named(published: Published, mask: Matrix) -> str:
    return ", ".join(atom for atom, inside in zip(published.atoms, mask, strict=True) if inside)
