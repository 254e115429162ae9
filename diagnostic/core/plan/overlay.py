"""The plan a consultant sees: what the analysis proposes, with the consultant's changes laid over it.

An edit applies to its field only; the rest of the line follows the next analysis. Where that now proposes
something else than the edit was made on, the edit still stands, and both are shown. A locked line follows nothing. A
line whose finding is gone stays if it was edited or locked, and is marked; untouched it goes with its finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, cast

from diagnostic.core.plan import schedule
from diagnostic.core.plan.choose import executive_steps
from diagnostic.core.plan.edits import FIELDS, WHOLE_PLAN, Edit, EditValue, Lock
from diagnostic.core.plan.goals import with_target
from diagnostic.core.plan.improvement_plan import (
    ExecutiveStep,
    Goal,
    ImprovementPlan,
    LineStatus,
    Load,
    NotChosen,
    PlanLine,
)
from diagnostic.core.plan.playbook import Playbook

LineOrigin = Literal["proposed", "gone", "added"]
LOAD = frozenset(each.name for each in fields(Load))


@dataclass(frozen=True, slots=True)
class Conflict:
    """The analysis proposes `now`, but `mine` has replaced `base`. Of a goal, base and now are whole
    goals, since a target is judged by its baseline."""

    field: str
    mine: EditValue
    base: EditValue
    now: EditValue


@dataclass(frozen=True, slots=True)
class LineView:
    """A line with what its reader must know. `base` is the line without edits: as the analysis proposes it now, or
    where it does not, as it was last proposed or added. `edits` are those of its fields that differ from it."""

    line: PlanLine
    origin: LineOrigin
    base: PlanLine
    edits: Mapping[str, Edit]
    conflicts: tuple[Conflict, ...]
    lock: Lock | None

    @property
    def key(self) -> str:
        return str(self.line.key)

    @property
    def edited(self) -> tuple[str, ...]:
        """In the order of a form."""
        return tuple(self.edits)


@dataclass(frozen=True, slots=True)
class Overlaid:
    """The plan as it stands, its lines with what is to be known of each, and the lines taken out of it."""

    plan: ImprovementPlan
    lines: tuple[LineView, ...]
    removed: tuple[LineView, ...]
    reordered: bool


def overlay(
    proposed: ImprovementPlan, edits: Iterable[Edit], locks: Mapping[str, Lock], playbook: Playbook
) -> Overlaid:
    """Lay edits and locks over a proposed plan. `playbook` has the words of the executive's own steps."""
    by_line: dict[str, dict[str, Edit]] = {}
    for edit in edits:
        by_line.setdefault(edit.line, {})[edit.field] = edit
    plan_edits = by_line.pop(WHOLE_PLAN, {})
    proposals = {str(line.key): line for line in proposed.lines}
    touched = {key: by_line.get(key, {}) for key in (*proposals, *sorted(locks), *sorted(by_line))}
    views = [_view(proposals.get(key), own, locks.get(key)) for key, own in touched.items()]
    seen = {view.key: view for view in views if view is not None}
    taken_out = [key for key in seen if "removed" in touched[key] and key not in locks]
    order = cast("tuple[str, ...]", plan_edits["order"].value) if "order" in plan_edits else ()
    kept = [seen[key] for key in _in_order(_default_order(seen), order) if key not in taken_out]
    lines = tuple(_placed(view, place) for place, view in enumerate(kept, start=1))
    removed = tuple(seen[key] for key in taken_out)
    plan = proposed
    if by_line or plan_edits or locks:
        plan = _plan(proposed, tuple(view.line for view in lines), removed, playbook)
    return Overlaid(plan, lines, removed, bool(order))


def value_of(line: PlanLine, field: str) -> EditValue:
    """What stands in a field of the line; of a goal its target."""
    if field in LOAD:
        return cast(EditValue, getattr(line.load, field))
    found = getattr(line, field)
    return found.target if isinstance(found, Goal) else cast(EditValue, found)


def base_of(line: PlanLine, field: str) -> EditValue:
    """What an edit of this field is made on; of a goal the whole."""
    return cast(EditValue, getattr(line, field)) if FIELDS[field] == "target" else value_of(line, field)


def with_value(line: PlanLine, field: str, value: EditValue) -> PlanLine:
    given: dict[str, Any] = {field: value}
    if field in LOAD:
        return replace(line, load=replace(line.load, **given))
    if FIELDS[field] == "target":
        given = {field: with_target(getattr(line, field), cast("float | None", value))}
    return replace(line, **given)


def alike(one: EditValue, other: EditValue) -> bool:
    """Whether two bases say the same; goals do where target and baseline are the same number."""
    if isinstance(one, Goal) and isinstance(other, Goal):
        return (one.target, _level(one)) == (other.target, _level(other))
    return one == other


def _level(goal: Goal) -> float | None:
    return None if goal.baseline is None else goal.baseline.value


def _placed(view: LineView, place: int) -> LineView:
    standing: LineStatus = "edited" if view.edits and view.origin == "proposed" else view.origin
    return replace(view, line=replace(view.line, priority=place, standing=standing))


def _view(proposed: PlanLine | None, own: Mapping[str, Edit], lock: Lock | None) -> LineView | None:
    """None: nothing is left of the line, since its finding went and it was never edited."""
    origin: LineOrigin = "proposed" if proposed is not None else "added" if "added" in own else "gone"
    edits = {name: own[name] for name in FIELDS if name in own}
    base = proposed or _remembered(own, lock)
    if base is None or (origin == "gone" and not (edits or lock or "removed" in own)):
        return None
    edits = {name: edit for name, edit in edits.items() if edit.value != value_of(base, name)}
    if lock is not None:
        return LineView(lock.line, origin, base, edits, _locked_out(lock.line, proposed), lock)
    line = base
    for name, edit in edits.items():
        line = with_value(line, name, edit.value)
    return LineView(line, origin, base, edits, _conflicts(edits, proposed), None)


def _remembered(own: Mapping[str, Edit], lock: Lock | None) -> PlanLine | None:
    """The line where the analysis proposes none: as it was added, locked, or last edited."""
    values = [own[name].value for name in ("added", "kept") if name in own]
    return cast(PlanLine, values[0]) if values else lock.line if lock else None


def _conflicts(edits: Mapping[str, Edit], proposed: PlanLine | None) -> tuple[Conflict, ...]:
    if proposed is None:
        return ()
    return tuple(
        Conflict(name, edit.value, edit.base, base_of(proposed, name))
        for name, edit in edits.items()
        if not alike(edit.base, base_of(proposed, name))
    )


def _locked_out(locked: PlanLine, proposed: PlanLine | None) -> tuple[Conflict, ...]:
    """What the analysis would change in a locked line."""
    if proposed is None:
        return ()
    return tuple(
        Conflict(name, value_of(locked, name), base_of(locked, name), base_of(proposed, name))
        for name in FIELDS
        if not alike(base_of(locked, name), base_of(proposed, name))
    )


def _default_order(seen: Mapping[str, LineView]) -> list[str]:
    """As proposed; then what is no longer shown by the data; then what was added."""
    ranks: dict[LineOrigin, int] = {"proposed": 0, "gone": 1, "added": 2}
    return sorted(seen, key=lambda key: ranks[seen[key].origin])


def _in_order(default: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The wanted order; a line it does not know comes behind the one it follows by default."""
    found = [key for key in wanted if key in default]
    for place, key in enumerate(default):
        if key not in found:
            found.insert(found.index(default[place - 1]) + 1 if place else 0, key)
    return found


def _plan(
    proposed: ImprovementPlan, lines: tuple[PlanLine, ...], removed: Sequence[LineView], playbook: Playbook
) -> ImprovementPlan:
    executive = _executive(proposed, lines, playbook)
    return replace(
        proposed,
        lines=lines,
        executive=executive,
        not_chosen=_not_chosen(proposed, lines, removed, playbook),
        calendar=schedule.calendar(proposed.start, lines, proposed.talks, executive),
    )


def _executive(
    proposed: ImprovementPlan, lines: tuple[PlanLine, ...], playbook: Playbook
) -> tuple[ExecutiveStep, ...]:
    """The executive's decisions follow the lines as they are now; the other steps are as proposed, or begin with the
    first line."""
    fresh = executive_steps(
        lines, any(step.code == "answer" for step in proposed.executive), playbook, proposed.start
    )
    decisions = [step for step in fresh if step.line is not None]
    others = [step for step in proposed.executive or fresh if step.line is None] if lines else []
    opening = [step for step in others if step.code == "open"]
    return (*opening, *decisions, *(step for step in others if step.code != "open"))


def _not_chosen(
    proposed: ImprovementPlan, lines: Sequence[PlanLine], removed: Sequence[LineView], playbook: Playbook
) -> tuple[NotChosen, ...]:
    there = {(line.action, line.row, line.scope.id) for line in lines}
    words = playbook.reasons["taken_out"]
    return (
        *(
            NotChosen(view.line.action, view.line.name, view.line.row, view.line.scope.id, "taken_out", words)
            for view in removed
            if view.origin == "proposed"
        ),
        *(each for each in proposed.not_chosen if (each.action, each.row, each.scope) not in there),
    )
