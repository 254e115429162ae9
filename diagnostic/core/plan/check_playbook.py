"""Finds the faults of a playbook, by itself and against its cause map, for editors of
report_templates/playbook.toml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping

from diagnostic.core.diagnosis.causes.cause_map import AREAS, CauseMap, CauseRow
from diagnostic.core.diagnosis.causes.check_cause_map import sign_fault
from diagnostic.core.plan.playbook import Action, Playbook
from diagnostic.faults import Fault

PEOPLE = frozenset({"rep", "team"})


def playbook_faults(playbook: Playbook, source: str) -> list[Fault]:
    """Every fault that shows without the cause map; `source` is the file's name."""
    faults: list[Fault] = []
    counts = Counter(action.code for action in playbook.actions)
    rows = {action.code: set(action.rows) for action in playbook.actions}
    for index, action in enumerate(playbook.actions):
        path = f"actions[{index}]"
        if counts[action.code] > 1:
            values = {"action": action.code}
            faults.append(Fault("playbook.action_twice", source, path=f"{path}.code", values=values))
        faults += _names(playbook, action, path, source)
        faults += _others(action, counts, path, source)
        faults += _needed_rows(action, rows, path, source)
        faults += _sense(action, path, source)
    return faults


def joint_faults(cause_map: CauseMap, playbook: Playbook, map_source: str, source: str) -> list[Fault]:
    """Every fault between the two: rows and actions that do not point to each other, areas left without
    an action."""
    faults = [*_vetoes(cause_map, playbook, source), *_uncovered(cause_map, playbook, source)]
    for index, row in enumerate(cause_map.rows):
        faults += _row_actions(row, playbook, f"rows[{index}]", map_source)
    for index, action in enumerate(playbook.actions):
        faults += _action_rows(action, cause_map, f"actions[{index}]", source)
    return faults


def _unknown(
    code: str, name: str, given: Iterable[object], known: Container[object], path: str, source: str
) -> Iterator[Fault]:
    for index, each in enumerate(given):
        if each not in known:
            yield Fault(code, source, path=f"{path}[{index}]", values={name: each})


def _names(playbook: Playbook, action: Action, path: str, source: str) -> Iterator[Fault]:
    if action.owner_role not in playbook.owners:
        values = {"owner": action.owner_role}
        yield Fault("playbook.owner_unknown", source, path=f"{path}.owner", values=values)
    yield from _unknown(
        "playbook.role_unknown", "role", action.roles, playbook.roles, f"{path}.roles", source
    )
    yield from _unknown(
        "playbook.veto_unknown", "veto", action.not_when, playbook.vetoes, f"{path}.not_when", source
    )


def _others(action: Action, known: Container[object], path: str, source: str) -> Iterator[Fault]:
    for key, codes in (("conflicts", action.conflicts), ("needs", action.needs)):
        yield from _unknown("playbook.action_unknown", "action", codes, known, f"{path}.{key}", source)
        if action.code in codes or set(action.conflicts) & set(action.needs):
            yield Fault("playbook.action_against_itself", source, path=f"{path}.{key}")


def _needed_rows(action: Action, rows: Mapping[str, set[int]], path: str, source: str) -> Iterator[Fault]:
    """What an action rests on is taken for the same cause, so it must answer one of the same rows."""
    for index, code in enumerate(action.needs):
        if code in rows and not rows[code] & set(action.rows):
            values = {"action": code}
            yield Fault("playbook.need_other_row", source, path=f"{path}.needs[{index}]", values=values)


def _sense(action: Action, path: str, source: str) -> Iterator[Fault]:
    if action.level == "company" and action.decision is None:
        yield Fault("playbook.decision_missing", source, path=f"{path}.decision")
    if action.lead_weeks.leading > action.lead_weeks.kpi:
        yield Fault("playbook.lead_weeks", source, path=f"{path}.lead_weeks")


def _vetoes(cause_map: CauseMap, playbook: Playbook, source: str) -> Iterator[Fault]:
    numbers = {row.number for row in cause_map.rows}
    for code, veto in playbook.vetoes.items():
        path = f"vetoes.{code}"
        yield from _unknown("playbook.row_unknown", "row", veto.rows, numbers, f"{path}.rows", source)
        yield from _sign_faults(cause_map, veto.signs, f"{path}.signs", source)


def _sign_faults(cause_map: CauseMap, codes: Iterable[str], path: str, source: str) -> Iterator[Fault]:
    for index, code in enumerate(codes):
        fault = sign_fault(cause_map, code)
        if fault:
            yield Fault(fault, source, path=f"{path}[{index}]", values={"sign": code})


def _row_actions(row: CauseRow, playbook: Playbook, path: str, source: str) -> Iterator[Fault]:
    actions = {action.code: action for action in playbook.actions}
    place = f"{path}.actions"
    yield from _unknown("playbook.action_unknown", "action", row.actions, actions, place, source)
    levels = {actions[code].level for code in row.actions if code in actions}
    for wanted in ({"company"}, PEOPLE):
        if wanted & set(row.families) and not wanted & levels:
            values = {"row": row.number, "level": ", ".join(sorted(wanted & set(row.families)))}
            yield Fault("playbook.level_missing", source, path=place, values=values)
    for index, code in enumerate(row.actions):
        if code in actions and row.number not in actions[code].rows:
            values = {"row": row.number, "action": code}
            yield Fault("playbook.not_mutual", source, path=f"{place}[{index}]", values=values)


def _action_rows(action: Action, cause_map: CauseMap, path: str, source: str) -> Iterator[Fault]:
    rows = {row.number: row for row in cause_map.rows}
    yield from _unknown("playbook.row_unknown", "row", action.rows, rows, f"{path}.rows", source)
    yield from _unknown(
        "playbook.area_unknown", "area", action.areas, cause_map.areas, f"{path}.areas", source
    )
    yield from _sign_faults(cause_map, action.helps_signs, f"{path}.helps_signs", source)
    for index, number in enumerate(action.rows):
        if number in rows and action.code not in rows[number].actions:
            values = {"row": number, "action": action.code}
            yield Fault("playbook.not_mutual", source, path=f"{path}.rows[{index}]", values=values)


def _uncovered(cause_map: CauseMap, playbook: Playbook, source: str) -> Iterator[Fault]:
    """An area whose rows name a family of actions needs an action that says it answers that area."""
    asked = {area for row in cause_map.rows if row.families for area in row.areas}
    covered = {area for action in playbook.actions for area in action.areas}
    for area in AREAS:
        if area in asked - covered:
            yield Fault("playbook.area_without_action", source, path="actions", values={"area": area})
