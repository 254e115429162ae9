"""Adapters for figures of the report that no reference file has: means of people in units, differences of ratios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np

from diagnostic.core.diagnosis.figures.results import gap_of_ratios
from diagnostic.core.stats.differences.mean_interval import mean_of_units
from diagnostic.core.stats.differences.standardised import permuted_ratios
from diagnostic.lab.reference.case import SEED, ReferenceCase, as_name
from diagnostic.lab.statistics.differences.mean_of_people import mean_of_people


def mean_case(case: ReferenceCase) -> Mapping[str, object]:
    """A group's mean by both rules of docs/adr/0012; `nested` counts the units, `pooled_sd` the people within them."""
    values, groups = case.numbers(case.scalar("var")), case.labels(case.scalar("group"))
    here = np.asarray(~np.isnan(values))
    names, codes = np.unique(groups[here], return_inverse=True)
    sizes = np.bincount(codes, minlength=names.size)
    means = np.bincount(codes, values[here], minlength=names.size) / sizes
    return {
        "group": [as_name(name) for name in names.tolist()],
        "size": sizes,
        "unit_mean": means,
        "nested": asdict(mean_of_units(means, sizes)),
        "pooled_sd": asdict(mean_of_people(values, groups)),
    }


def ratio_difference_case(case: ReferenceCase) -> Mapping[str, object]:
    """Ratio of sums of the group `first` minus that of `second`, one row a rep: by jackknife and by permutation."""
    group = case.scalar("group")

    def sums(name: object) -> tuple[np.ndarray, np.ndarray]:
        top, bottom = (case.of_group(case.scalar(part), group, name) for part in ("numerator", "denominator"))
        known = ~(np.isnan(top) | np.isnan(bottom))
        return top[known], bottom[known]

    first, second = sums(case.scalar("first")), sums(case.scalar("second"))
    dealt = permuted_ratios(first, second, np.random.default_rng(SEED))
    return {**asdict(gap_of_ratios(first, second)), "permutation": asdict(dealt)}
