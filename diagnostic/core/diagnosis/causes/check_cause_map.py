"""Lists every fault of a cause map at once, for the editors of report_templates/cause_map.toml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from diagnostic.core.diagnosis.causes.cause_map import AREAS, CauseMap, CauseRow, parse_sign
from diagnostic.core.diagnosis.model.cause import STAGES
from diagnostic.faults import Fault

PLACEHOLDERS = frozenset({"scale", "level"})


def cause_map_faults(cause_map: CauseMap, source: str) -> list[Fault]:
    """Every fault with its key path; `source` is the file's name."""
    faults = [
        *_row_numbers(cause_map, source),
        *_reading_order(cause_map, source),
        *_areas(cause_map, source),
    ]
    for index, row in enumerate(cause_map.rows):
        path = f"rows[{index}]"
        faults += _signs(cause_map, row, path, source)
        faults += _needs(row, path, source)
        faults += _vetoes(cause_map, row, path, source)
        faults += _row_areas(cause_map, row, path, source)
        faults += _team_scope(row, path, source)
    return faults


def _row_numbers(cause_map: CauseMap, source: str) -> Iterator[Fault]:
    counts = Counter(row.number for row in cause_map.rows)
    for index, row in enumerate(cause_map.rows):
        if counts[row.number] > 1:
            path = f"rows[{index}].number"
            yield Fault("playbook.row_twice", source, path=path, values={"row": row.number})


def _reading_order(cause_map: CauseMap, source: str) -> Iterator[Fault]:
    """Rows are in reading order, and no stage begins before the previous one has ended."""
    for index, (before, row) in enumerate(zip(cause_map.rows, cause_map.rows[1:], strict=False), start=1):
        if row.order <= before.order or STAGES.index(row.stage) < STAGES.index(before.stage):
            path = f"rows[{index}].order"
            yield Fault("playbook.order", source, path=path, values={"row": row.number})


def _signs(cause_map: CauseMap, row: CauseRow, path: str, source: str) -> Iterator[Fault]:
    listed = {"survey_signs": row.survey_signs, "figure_signs": row.figure_signs, "unless": row.unless}
    for key, codes in listed.items():
        for index, code in enumerate(codes):
            place, values = f"{path}.{key}[{index}]", {"sign": code}
            fault = sign_fault(cause_map, code)
            if fault:
                yield Fault(fault, source, path=place, values=values)
            elif key != "unless" and cause_map.source(code) != key.removesuffix("_signs").replace(
                "figure", "figures"
            ):
                yield Fault("playbook.sign_source", source, path=place, values=values)


def sign_fault(cause_map: CauseMap, code: str) -> str | None:
    """The fault code of a sign that can't be read or that the map doesn't know; None if it is right."""
    try:
        parts = parse_sign(code)
    except ValueError:
        return "playbook.sign_unknown"
    if parts.kind not in cause_map.signs:
        return "playbook.sign_unknown"
    words = cause_map.signs[parts.kind].words
    given = {name for name in PLACEHOLDERS if getattr(parts, name)}
    asked = {name for name in PLACEHOLDERS if f"{{{name}}}" in words.zh}
    return None if given == asked else "playbook.sign_form"


def _needs(row: CauseRow, path: str, source: str) -> Iterator[Fault]:
    for outer, one_of in enumerate(row.needs):
        for inner, code in enumerate(one_of):
            if code not in row.signs:
                place = f"{path}.needs[{outer}][{inner}]"
                yield Fault("playbook.need_unlisted", source, path=place, values={"sign": code})


def _vetoes(cause_map: CauseMap, row: CauseRow, path: str, source: str) -> Iterator[Fault]:
    stages = {other.number: other.stage for other in cause_map.rows}
    for index, number in enumerate(row.vetoes):
        place, values = f"{path}.vetoes[{index}]", {"row": number}
        if number not in stages:
            yield Fault("playbook.row_unknown", source, path=place, values=values)
        elif row.stage != "fair" or stages[number] == "fair":
            yield Fault("playbook.veto_stage", source, path=place, values=values)


def _areas(cause_map: CauseMap, source: str) -> Iterator[Fault]:
    covered = {area for row in cause_map.rows for area in row.areas}
    for area in AREAS:
        if area not in cause_map.areas:
            yield Fault("playbook.area_unnamed", source, path=f"areas.{area}", values={"area": area})
        if area not in covered:
            yield Fault("playbook.area_without_row", source, path="rows", values={"area": area})


def _row_areas(cause_map: CauseMap, row: CauseRow, path: str, source: str) -> Iterator[Fault]:
    for index, area in enumerate(row.areas):
        if area not in cause_map.areas:
            place = f"{path}.areas[{index}]"
            yield Fault("playbook.area_unknown", source, path=place, values={"area": area})


def _team_scope(row: CauseRow, path: str, source: str) -> Iterator[Fault]:
    """A row for single teams must hold by figures alone: no team is ever judged by its survey."""
    if "team" not in row.scope:
        return
    for index, one_of in enumerate(row.needs):
        if not set(one_of) & set(row.figure_signs):
            yield Fault("playbook.team_by_survey", source, path=f"{path}.needs[{index}]")
