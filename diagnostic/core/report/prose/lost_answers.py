"""Says what the mark behind a scale's name means, in every section that shows one.

More than a tenth of the answers to one of its questions could not be read, so every mean of the scale rests on the
others: it is printed, and never without the mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import LOST_MARK
from diagnostic.core.plan.improvement_plan import Goal, ImprovementPlan
from diagnostic.core.report.model.document import Paragraph, Section
from diagnostic.text import Text

NOTE = Text(
    "†：这个量表或主管对它的看法，至少有一道题超过十分之一的回答没有读出来；平均分只依据读出来的回答。",
    "†: more than a tenth of the answers to a question of this scale, or of the managers' view of it, could not be "
    "read; means rest on the answers that could.",
)


def with_note(section: Section) -> Section:
    """The section, and what the mark means if it shows one."""
    if not _shows_mark(section.headline) and not _shows_mark(section.blocks):
        return section
    return replace(section, blocks=(*section.blocks, Paragraph(NOTE, "small")))


def with_marked_goals(plan: ImprovementPlan, diagnosis: Diagnosis) -> ImprovementPlan:
    """Goals have names of their own; where today's level is a mean of such a scale, they carry the mark too."""

    def marked(goal: Goal) -> Goal:
        measure = diagnosis.measures.get(goal.metric)
        if measure is None or not measure.lost_many or goal.baseline is None:
            return goal
        return replace(goal, name=Text(goal.name.zh + LOST_MARK, goal.name.en + LOST_MARK))

    lines = (replace(line, leading=marked(line.leading), lagging=marked(line.lagging)) for line in plan.lines)
    return replace(plan, lines=tuple(lines))


def _shows_mark(thing: object) -> bool:
    """In any text, also in the spec of a chart."""
    if isinstance(thing, Text):
        return LOST_MARK in thing.en
    if isinstance(thing, str):
        return LOST_MARK in thing
    if is_dataclass(thing) and not isinstance(thing, type):
        return any(_shows_mark(getattr(thing, field.name)) for field in fields(thing))
    parts = (
        thing.values() if isinstance(thing, Mapping) else thing if isinstance(thing, (tuple, list)) else ()
    )
    return any(map(_shows_mark, parts))
