"""What each column of a file of answers is: an item, an option, a grouping column, its kind, or not read.

Decided for the whole file before a single answer is looked at, from the headings, the map and the
instruments; everything wrong is raised at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from diagnostic.core.survey.answer_files.answer_map import AnswerMap
from diagnostic.core.survey.answer_files.column_faults import (
    missing_faults,
    module_faults,
    person_faults,
    unknown_faults,
)
from diagnostic.core.survey.answer_files.item_columns import ItemColumn, find_item_columns
from diagnostic.core.survey.instrument import Instrument, Item, Scale, option_heading
from diagnostic.faults import BadDataError, Fault
from diagnostic.text import same

GROUP_COLUMNS = ("role", "band", "region", "unit", "department", "team", "tenure")  # known without a map
KIND_COLUMN = "team_type"
CHOICES = frozenset({"single", "multiple", "best"})


@dataclass(frozen=True, slots=True)
class ChoiceColumns:
    """A choice item and its columns: one with a list, or one for each option."""

    columns: tuple[str, ...]
    item: Item


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What is read, from where; `scales` still name all their items, asked or not."""

    module: str
    items: tuple[ItemColumn, ...]
    choices: tuple[ChoiceColumns, ...]
    group: tuple[str, ...]
    kind: str | None
    scales: tuple[Scale, ...]
    other: tuple[str, ...]


def plan_columns(
    headings: Sequence[str], answer_map: AnswerMap, instruments: Sequence[Instrument], source: str = ""
) -> ColumnPlan:
    """Say what each heading is. Raises BadDataError with every fault of the headings and the map."""
    heard = [each for each in instruments if _mentioned(each, headings, answer_map)]
    known = {item.code: item for each in heard for item in each.items}
    items, faults = find_item_columns(headings, answer_map, known, source)
    choices = tuple(_choice_columns(headings, known.values()))
    group, kind = _grouping(headings, answer_map)
    read = {each.column for each in items} | {*group, kind or ""}
    read |= {column for each in choices for column in each.columns}
    other = tuple(heading for heading in headings if heading not in read)
    looked_at = [heading for heading in headings if heading in read or not answer_map.selective]
    faults += _scale_faults(answer_map, items, known, source)
    faults += _shared_faults(_scales(answer_map, heard), source)
    faults += person_faults(looked_at, answer_map, source)
    faults += module_faults(answer_map, heard, source)
    faults += missing_faults(headings, answer_map, source)
    faults += [] if answer_map.selective else unknown_faults(other, answer_map, heard, source)
    if not items and not choices and not faults:
        faults.append(Fault("answers.no_items", source))
    if faults:
        raise BadDataError(faults)
    module = heard[0].module if heard else answer_map.module or "survey"
    return ColumnPlan(module, items, choices, group, kind, _scales(answer_map, heard), other)


def _mentioned(instrument: Instrument, headings: Sequence[str], answer_map: AnswerMap) -> bool:
    codes = {item.code for item in instrument.items}
    found = codes & ({*headings} | {mapped.code for mapped in answer_map.items})
    return bool(found) or any(heading.split("[")[0] in codes for heading in headings)


def _choice_columns(headings: Sequence[str], items: Iterable[Item]) -> Iterator[ChoiceColumns]:
    for item in items:
        if item.type not in CHOICES:
            continue
        spread = tuple(option_heading(item, option.value) for option in item.options)
        if item.code in headings:
            yield ChoiceColumns((item.code,), item)
        elif set(spread) <= set(headings):
            yield ChoiceColumns(spread, item)


def _grouping(headings: Sequence[str], answer_map: AnswerMap) -> tuple[tuple[str, ...], str | None]:
    """Grouping columns, outermost first, and the column with the kind of the innermost that has one."""
    if answer_map.group:
        group = tuple(name for name in answer_map.group if name in headings)
        return group, next(
            (answer_map.kinds[name] for name in reversed(group) if name in answer_map.kinds), None
        )
    group = tuple(heading for heading in headings if heading in GROUP_COLUMNS)
    return group, KIND_COLUMN if group and KIND_COLUMN in headings else None


def _scales(answer_map: AnswerMap, instruments: Sequence[Instrument]) -> tuple[Scale, ...]:
    own = (
        Scale(each.code, "condition", name, name, each.items, minimum_share=each.minimum_share)
        for each in answer_map.scales
        for name in [each.name or same(each.code)]
    )
    return (*(scale for each in instruments for scale in each.scales), *own)


def _scale_faults(
    answer_map: AnswerMap, items: Sequence[ItemColumn], known: Mapping[str, Item], source: str
) -> list[Fault]:
    """Scales of the map that name unknown items, or whose items do not share their ends."""
    faults = []
    ends = {each.item.code: (each.item.minimum, each.item.maximum) for each in items}
    codes = {mapped.code for mapped in answer_map.items} | known.keys()
    for scale in answer_map.scales:
        path = f"scales.{scale.code}.items"
        strange = sorted(set(scale.items) - codes)
        if strange:
            values = {"scale": scale.code, "items": ", ".join(strange)}
            faults.append(Fault("answers.scale_item_unknown", source, path=path, values=values))
        elif len({ends[code] for code in scale.items if code in ends}) > 1:
            values = {"scale": scale.code}
            faults.append(Fault("answers.scale_mixed_ends", source, path=path, values=values))
    return faults


def _shared_faults(scales: Iterable[Scale], source: str) -> Iterator[Fault]:
    """Items in two scales. The threat: two means of nearly the same items and people, subtracted."""
    owner: dict[str, str] = {}
    for scale in scales:
        for item in scale.items:
            first = owner.setdefault(item, scale.code)
            if first != scale.code:
                values = {"item": item, "first": first, "scale": scale.code}
                yield Fault(
                    "answers.item_two_scales", source, path=f"scales.{scale.code}.items", values=values
                )
