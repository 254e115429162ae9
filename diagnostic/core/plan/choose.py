"""From causes to the improvement plan: who does what by when, what the executive does, what was left
out and why.

Reads only what the publishing rules have released: causes, their signs, and baselines. Same causes,
same plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.model.cause import Cause
from diagnostic.core.plan import schedule
from diagnostic.core.plan.goals import set_goal
from diagnostic.core.plan.improvement_plan import (
    Baseline,
    ExecutiveStep,
    ImprovementPlan,
    LineKey,
    Load,
    NotChosen,
    PlanLine,
    Scope,
    Talk,
)
from diagnostic.core.plan.playbook import Action, Playbook
from diagnostic.core.plan.rules import PlanRules
from diagnostic.core.plan.select import FAIR_COMPARISON, ActionChoice, Selection, in_order
from diagnostic.text import Text

COMPANY = "company"
TALK = "talk"
TALK_OWNER = "consultant"
TALK_DAYS = 14
OPEN_DAYS = 7
REVIEW_DAYS = (30, 60, 90)


def choose_plan(
    causes: Sequence[Cause],
    playbook: Playbook,
    cause_map: CauseMap,
    baselines: Mapping[str, Baseline],
    rules: PlanRules,
    start: date,
    facts: Mapping[str, frozenset[str]] | None = None,
    settled: frozenset[str] = frozenset(),
) -> ImprovementPlan:
    """The plan for these causes, beginning on `start`.

    `baselines` are found by `Baseline.key(scope, metric)`. `facts` are sign codes known per scope
    beyond those the causes rest on (a span that is wide, leads that fall); a veto of an action may
    stand on them. `settled` are the questions that what was given answers already.
    """
    selection = Selection(causes, playbook, cause_map, rules, facts or {})
    selection.run()
    waits = schedule.slots([choice.action for choice in selection.choices])
    lines = tuple(
        _line(
            choice,
            priority,
            schedule.dates(choice.action, slot, start),
            playbook,
            cause_map,
            baselines,
            settled,
        )
        for priority, (choice, slot) in enumerate(zip(selection.choices, waits, strict=True), start=1)
    )
    talks = _talks(selection, playbook, cause_map, rules, start)
    heard = any(sign.source == "survey" for cause in causes for sign in cause.signs)
    executive = executive_steps(lines, heard, playbook, start)
    return ImprovementPlan(
        start=start,
        lines=lines,
        talks=talks,
        executive=executive,
        not_chosen=_not_chosen(selection, playbook, cause_map, baselines, start, settled),
        calendar=schedule.calendar(start, lines, talks, executive),
    )


def line_key(cause: Cause, action: str, cause_map: CauseMap) -> LineKey:
    """Row, its measure, scope and action: what stays the same when the data are analysed again."""
    return LineKey(f"row-{cause.row}", cause_map.row(cause.row).measure, cause.scope, action)


def _line(
    choice: ActionChoice,
    priority: int,
    when: schedule.Dates,
    playbook: Playbook,
    cause_map: CauseMap,
    baselines: Mapping[str, Baseline],
    settled: frozenset[str] = frozenset(),
) -> PlanLine:
    action, cause = choice.action, choice.cause
    measured = COMPANY if action.audience == "everyone" else cause.scope
    return PlanLine(
        key=line_key(cause, action.code, cause_map),
        priority=priority,
        row=cause.row,
        certainty=cause.certainty,
        action=action.code,
        name=action.name,
        scope=_scope(choice),
        owner=action.owner_role,
        owner_label=playbook.owners[action.owner_role],
        first_step=action.first_step.words,
        first_step_by=when.first_step_by,
        begins=when.begins,
        leading_by=when.leading_by,
        kpi_by=when.kpi_by,
        leading=set_goal(action.leading, measured, baselines),
        lagging=set_goal(action.lagging, measured, baselines),
        load=_load(action),
        check=action.check,
        risk=action.risk,
        ask=tuple(_questions(action, playbook, settled)),
        decision=action.decision,
        also_for=tuple(other.key for other in choice.also_for),
    )


def _questions(action: Action, playbook: Playbook, settled: frozenset[str]) -> Iterator[Text]:
    """What has to be ruled out before the start and nothing that was given answers."""
    vetoes = (playbook.vetoes[code] for code in action.not_when)
    return (veto.words for veto in vetoes if veto.asked and veto.settled_by not in settled)


def _scope(choice: ActionChoice) -> Scope:
    cause = choice.cause
    return Scope(
        cause.scope,
        cause.scope_kind,
        cause.scope_label,
        choice.action.audience,
        tuple(fair.scope for fair in choice.without),
        tuple(fair.scope_label for fair in choice.without),
    )


def _load(action: Action) -> Load:
    effort = action.effort
    return Load(
        action.capacity.needs_hours_per_week,
        effort.rep_hours,
        effort.manager_hours,
        effort.company_days,
        effort.money,
    )


def _talks(
    selection: Selection, playbook: Playbook, cause_map: CauseMap, rules: PlanRules, start: date
) -> tuple[Talk, ...]:
    """The worst causes that are only to be checked, as many as can be talked over in two weeks."""
    open_causes = [
        cause
        for cause in in_order(selection.causes, cause_map)
        if cause.certainty == "to_check" and not selection.vetoed(cause)
    ]
    return tuple(_talk(cause, playbook, cause_map, start) for cause in open_causes[: rules.talks])


def _talk(cause: Cause, playbook: Playbook, cause_map: CauseMap, start: date) -> Talk:
    row = cause_map.row(cause.row)
    return Talk(
        key=line_key(cause, TALK, cause_map),
        row=cause.row,
        scope=Scope(cause.scope, cause.scope_kind, cause.scope_label),
        owner=TALK_OWNER,
        owner_label=playbook.owners[TALK_OWNER],
        first_step=playbook.talk,
        by=schedule.after(start, TALK_DAYS),
        questions=row.questions,
        check=row.check,
        disproof=row.disproof,
    )


def executive_steps(
    lines: Sequence[PlanLine], heard: bool, playbook: Playbook, start: date
) -> tuple[ExecutiveStep, ...]:
    """The opening statement, a decision for each line that needs one, an answer to the survey (where there was one:
    `heard`), monthly reviews."""
    if not lines:
        return ()
    words = playbook.executive
    steps = [ExecutiveStep("open", words["open"], schedule.after(start, OPEN_DAYS))]
    steps += [
        ExecutiveStep("decide", _decide(words["decide"], line, line.decision), line.begins, line.key)
        for line in lines
        if line.decision is not None
    ]
    if heard:
        steps.append(ExecutiveStep("answer", words["answer"], schedule.after(start, REVIEW_DAYS[0])))
    steps += [ExecutiveStep("review", words["review"], schedule.after(start, days)) for days in REVIEW_DAYS]
    return tuple(steps)


def _decide(words: Text, line: PlanLine, decision: Text) -> Text:
    return words.format(action=line.name, decision=decision)


def _not_chosen(
    selection: Selection,
    playbook: Playbook,
    cause_map: CauseMap,
    baselines: Mapping[str, Baseline],
    start: date,
    settled: frozenset[str],
) -> tuple[NotChosen, ...]:
    """Every action that fits a found cause and does not answer it, each with its reason.

    An action that is in the plan for others is listed only where the fair comparison keeps it from a group.
    """
    taken = {choice.action.code for choice in selection.choices}
    causes = {cause.key: cause for cause in selection.causes}
    found = []
    for (row, scope, code), (reason, detail) in selection.refused.items():
        if code not in taken or reason == FAIR_COMPARISON:
            action = playbook.action(code)
            choice = ActionChoice(action, causes[row, scope])
            line = _line(choice, 0, schedule.dates(action, 0, start), playbook, cause_map, baselines, settled)
            words = playbook.reasons[reason]
            found.append(NotChosen(code, action.name, row, scope, reason, words, detail, line))
    return tuple(found)
