"""Did a scale change since an earlier sealed wave: units asked both times, other people each time, units the n.

A declared comparison like the others, in their family. Only units that were published alone in both waves on this scale
are compared, so that nothing follows that the two waves do not show by themselves; and no unit is named or picked for
its value. How far the lowest units come back by themselves is given for any such unit, from ICC(2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from diagnostic.core.diagnosis.model.diagnosis import Note
from diagnostic.core.diagnosis.model.method_limits import UNITS_MEAN
from diagnostic.core.diagnosis.model.result import CannotSay, Result
from diagnostic.core.diagnosis.model.study import Module
from diagnostic.core.diagnosis.survey.groups import (
    COMPANY,
    Attribute,
    LeafPath,
    ScaleView,
    base_partition,
    group_id,
    view_scale,
)
from diagnostic.core.diagnosis.survey.module import ModuleOutcome
from diagnostic.core.diagnosis.survey.results import ALPHA, LEVEL, MARGIN_SD, Tested, not_said
from diagnostic.core.diagnosis.survey.tags import leaf_kinds, made_of_units
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import Atom
from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.core.stats.differences.follow_up import WaveChange, change_of_units
from diagnostic.core.stats.differences.t_test import half_width
from diagnostic.core.survey.instrument import Scale
from diagnostic.text import Text, same

BACK = Text(
    "与上一轮相比：{module}问卷中，上一轮恰好最低（或最高）的单位，即使什么也没变，平均也会向全公司平均回摆其距离的约 "
    "{share}%（按各量表 ICC（2）的中位数）；只看这些单位的回升，不能说明改进。",
    "Compared with the wave before: units of the {module} survey that happened to stand lowest (or highest) come back "
    "by about {share}% of their distance from the company mean even if nothing changed (median ICC(2) of the scales); "
    "their rise alone shows no improvement.",
)


@dataclass(frozen=True, slots=True)
class _Both:
    """One scale in both waves: the views, and the units that stand alone in both, by their leaves."""

    before: ScaleView
    after: ScaleView
    shared: tuple[frozenset[LeafPath], ...]

    def people(self, view: ScaleView) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
        """Scores of the people of the shared units, and the place of each one's unit."""
        atoms = view.means.partition.atoms
        units = [unit_of(atom) for atom in atoms]
        place = {at: self.shared.index(unit) for at, unit in enumerate(units) if unit in self.shared}
        unit = np.array([place.get(int(cell), -1) for cell in view.means.cell], dtype=np.intp)
        return view.scores[unit >= 0], unit[unit >= 0]


def unit_of(atom: Atom) -> frozenset[LeafPath]:
    return frozenset(atom.leaves)


def changes_since(
    earlier: Sequence[Module],
    modules: Sequence[tuple[Module, ModuleOutcome]],
    attributes: Sequence[Attribute],
    rules: PublishingRules,
) -> Iterator[Tested]:
    """Every scale both waves asked in the same items, module by module; nothing for modules without units."""
    then = {module.name: module for module in earlier}
    for now, outcome in modules:
        before = then.get(now.name)
        if before is None or not (made_of_units(now.sheet) and made_of_units(before.sheet)):
            continue
        base = base_partition(before.sheet, rules, leaf_kinds(before.sheet, attributes))
        asked = {scale.code: scale for scale in before.scores.scales}
        for scale in now.scores.scales:
            old, after = asked.get(scale.code), outcome.views.get(scale.code)
            if old is None or after is None or not _same_questions(before, old, now, scale):
                continue
            ends = before.sheet.ends(old)
            view = view_scale(before.sheet, before.scores.of(old.code), ends, base, rules)
            if view is not None:
                yield _change(now.name, scale.code, view, after, rules)


def _same_questions(before: Module, old: Scale, now: Module, scale: Scale) -> bool:
    return old.items == scale.items and before.sheet.ends(old) == now.sheet.ends(scale)


def _change(module: str, scale: str, before: ScaleView, after: ScaleView, rules: PublishingRules) -> Tested:
    then = {unit_of(atom) for atom in before.means.partition.atoms}
    atoms = [atom for atom in after.means.partition.atoms if unit_of(atom) in then]
    both = _Both(before, after, tuple(unit_of(atom) for atom in atoms))
    blank = Result(
        "wave_change",
        group_id(module, COMPANY),
        scale,
        "follow_up.units",
        "confirmatory",
        "points",
        cannot_say=CannotSay("few_groups", len(atoms), UNITS_MEAN),
        verdict="cannot_tell",
    )
    if len(atoms) < UNITS_MEAN:
        return Tested(blank)
    one, two = both.people(before), both.people(after)
    if min(one[0].size, two[0].size) < rules.k_items:
        return Tested(replace(blank, cannot_say=CannotSay("too_few", None, rules.k_items)))
    try:
        found = change_of_units(*one, *two, LEVEL)
    except CannotSayError as error:
        return Tested(replace(blank, cannot_say=not_said(error)))
    parts = tuple(sorted(part for atom in atoms for part in atom.parts))
    return _as_result(blank, found, after.pooled_sd, parts)


def _as_result(blank: Result, found: WaveChange, sd: float, parts: tuple[str, ...]) -> Tested:
    """n: the people of now; `reference`: the same units' mean then."""
    result = replace(
        blank,
        estimate=found.change,
        low=found.low,
        high=found.high,
        level=LEVEL,
        n=found.n_after,
        p=found.p,
        effect=found.change / sd if sd > 0 else None,
        effect_name="sd",
        detectable=found.detectable,
        reference=found.before,
        parts=(parts,),
        cannot_say=None,
        verdict="described",
    )
    half, margin = half_width(found.se, found.df, 1 - 2 * ALPHA), MARGIN_SD * sd
    return Tested(result, bool(found.change - half > -margin and found.change + half < margin))


def coming_back(changes: Sequence[Result], modules: Sequence[ModuleOutcome]) -> Iterator[Note]:
    """The regression to the mean of units picked for their value, from the ICC(2) printed next to it."""
    for module in modules:
        compared = {
            r.measure for r in changes if r.estimate is not None and r.group.startswith(f"{module.module}/")
        }
        reliable = [r.estimate for r in module.results if r.kind == "icc2" and r.measure in compared]
        known = [min(max(value, 0.0), 1.0) for value in reliable if value is not None]
        if known:
            share = f"{100 * (1 - float(np.median(known))):.0f}"
            yield Note("regression_to_mean", BACK.format(module=same(module.module), share=same(share)))
