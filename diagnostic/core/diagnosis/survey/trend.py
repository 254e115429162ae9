"""The trend of a skill over the performance bands, next to top against rest: a description, never a claim.

Gated like every comparison: each band is a union of published atoms and has the people a test takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.diagnosis.survey.groups import COMPANY, Attribute, ScaleView, group_id
from diagnostic.core.diagnosis.survey.results import LEVEL, not_said
from diagnostic.core.privacy.groups import attribute_groups, cells_of
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import Partition
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.relations.linking import ordered_trend

BANDS = ("bottom", "middle", "top")  # lowest first, fixed before any score is read


def trend_over_bands(
    module: str,
    scale: str,
    view: ScaleView,
    base: Partition,
    attributes: Sequence[Attribute],
    rules: PublishingRules,
) -> Iterator[Result]:
    """Kendall's tau over the bands with its interval, Jonckheere-Terpstra's p, for the company as a whole."""
    partition = view.tests.partition
    for attribute in (each for each in attributes if each.kind == "band"):
        groups = attribute_groups(base, "band", attribute.value_of, partition).groups
        named = {str(group.value): group for group in groups}
        bands = [band for band in BANDS if band in named]
        if len(bands) < len(BANDS):
            continue  # two bands are what top against rest says already
        blank = Result(
            "band_trend",
            group_id(module, COMPANY),
            scale,
            "jonckheere",
            "exploratory",
            "ratio",
            cannot_say=CannotSay("too_few", None, rules.k_items),
            verdict="cannot_tell",
            against=tuple(group_id(module, "band", band) for band in bands),
        )
        cells = [cells_of(named[band], partition) for band in bands]
        place = np.full(view.scores.size, -1)
        for at, own in enumerate(cells):
            place[np.isin(view.tests.cell, own if own is not None else [])] = at
        sizes = np.bincount(place[place >= 0], minlength=len(bands))
        if sizes.min() < rules.k_items:
            yield blank
            continue
        try:
            trend = ordered_trend(view.scores[place >= 0], place[place >= 0], range(len(bands)), LEVEL)
        except CannotSayError as error:
            yield replace(blank, cannot_say=not_said(error))
            continue
        yield replace(
            blank,
            estimate=trend.tau,
            low=trend.low,
            high=trend.high,
            level=LEVEL,
            n=trend.n,
            p=trend.p,
            parts=tuple(named[band].parts for band in bands),
            cannot_say=None,
            verdict="described",
        )
