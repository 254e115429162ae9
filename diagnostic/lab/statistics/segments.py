"""Kinds of people with profiles of their own, or none: one group is an answer, and the usual one.

For the profiles page. A split counts as segments only if it passes every gate: both references of the gap statistic
name the same number above one, every segment has enough people, and redrawing the people keeps each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from diagnostic.core.stats.basis.checks import Floats, Ints, NumberTable, enough, fraction, numbers
from diagnostic.lab.statistics.gap_statistic import gap_statistic, splits, standardised
from diagnostic.lab.statistics.k_means import k_means

STABLE = 0.75  # Hennig 2007: a cluster below is not one to count on
Gate = Literal["one_group", "references_differ", "too_small", "unstable", "passed"]


@dataclass(frozen=True, slots=True)
class Segments:
    """`k` segments of n people (1: none); `gate` says what ended the search. `labels` are codes 0..k-1.

    `centres` (k, d) are in standard deviations from the mean of all; `jaccard` the mean overlap of each segment with
    its likest in resamples, () where no split came that far.
    """

    n: int
    k: int
    gate: Gate
    labels: tuple[int, ...]
    sizes: tuple[int, ...]
    centres: tuple[tuple[float, ...], ...]
    jaccard: tuple[float, ...]
    k_box: int
    k_pca: int


def segments(
    items: NumberTable,
    smallest: int,
    draws: int,
    rng: np.random.Generator,
    most: int = 6,
    needed: int = 30,
    stable: float = STABLE,
) -> Segments:
    """k-means on standardised columns, number of segments by the gap statistic, stability by bootstrap Jaccard.

    Tibshirani, Walther & Hastie 2001, 10.1111/1467-9868.00293; Hennig 2007, 10.1016/j.csda.2006.11.025. items: (n, d)
    scores, rows with a NaN left out; `smallest` people a segment; `draws` reference tables and resamples; up to `most`
    segments. Raises CannotSayError `too_few` (fewer than `needed` complete rows), `all_missing`, `not_finite`,
    `constant`.

    >>> rng = np.random.default_rng(1)
    >>> people = np.concatenate([rng.normal(0, 1, (40, 2)), rng.normal(7, 1, (40, 2))])
    >>> found = segments(people, 10, 60, rng)
    >>> found.k, found.gate, found.sizes, segments(rng.normal(size=(80, 2)), 10, 60, rng).k
    (2, 'passed', (40, 40), 1)
    """
    data = standardised(items)
    enough(data.shape[0], needed)
    found = splits(data, most, 40, rng)
    box = gap_statistic(found, draws, rng, "box").k
    pca = gap_statistic(found, draws, rng, "pca").k
    labels = found.labels[box - 1]
    sizes = np.bincount(labels, minlength=box)
    gate, overlap = _gate(data, labels, (box, pca), int(sizes.min()) >= smallest, draws, rng, stable)
    if gate != "passed":
        labels = np.zeros_like(labels)
    k = int(labels.max()) + 1
    centres = tuple(numbers(data[labels == at].mean(axis=0)) for at in range(k))
    counts = tuple(int(size) for size in np.bincount(labels))
    return Segments(data.shape[0], k, gate, tuple(labels.tolist()), counts, centres, overlap, box, pca)


def _gate(
    data: Floats,
    labels: Ints,
    named: tuple[int, int],
    large: bool,
    draws: int,
    rng: np.random.Generator,
    stable: float,
) -> tuple[Gate, tuple[float, ...]]:
    box, pca = named
    if box != pca:
        return "references_differ", ()
    if box == 1:
        return "one_group", ()
    if not large:
        return "too_small", ()
    overlap = jaccard_stability(data, labels, draws, rng)
    return ("passed" if min(overlap) >= fraction(stable) else "unstable"), overlap


def jaccard_stability(
    data: Floats, labels: Ints, draws: int, rng: np.random.Generator, starts: int = 12
) -> tuple[float, ...]:
    """Mean over resamples of each group's largest overlap |A and B| / |A or B| with a group of the redrawn people.

    Hennig 2007, 10.1016/j.csda.2006.11.025; a person drawn twice counts once. data: (n, d), labels: (n,) codes 0..k-1,
    k >= 2. Resamples with fewer different people than groups are left out. Raises nothing.

    >>> people = np.array([[0.0], [0.1], [0.2], [5.0], [5.1], [5.2]]).repeat(3, axis=0)
    >>> jaccard_stability(people, np.repeat([0, 1], 9), 20, np.random.default_rng(1))
    (1.0, 1.0)
    """
    k, n = int(labels.max()) + 1, labels.size
    drawn = rng.integers(n, size=(draws, n))
    split = k_means(data[drawn], k, starts, rng).labels
    overlaps = []
    for people, codes in zip(drawn, split, strict=True):
        here = np.zeros((k, n), dtype=bool)
        here[codes, people] = True
        own = np.zeros((k, n), dtype=bool)
        own[labels[people], people] = True
        shared = (own[:, None] & here[None]).sum(axis=2)
        either = (own[:, None] | here[None]).sum(axis=2)
        overlaps.append((shared / np.maximum(either, 1)).max(axis=1))
    return numbers(np.mean(overlaps, axis=0))
