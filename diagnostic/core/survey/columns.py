"""What each column of a file of answers is: an item, an option, a grouping column, its kind, or nothing we
read.

Decided for the whole file before a single answer is looked at, from the headings, the map and the
instruments; everything wrong is raised at once. A person column, two modules side by side and an unknown
column stop the file: the first two would break what respondents were promised, the third is usually a
misspelt item.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from diagnostic.core.survey.answer_map import AnswerMap, MappedItem
from diagnostic.core.survey.answers import AnswerItem
from diagnostic.core.survey.cells import Coding, coding
from diagnostic.core.survey.choices import option_heading
from diagnostic.core.survey.instrument import Instrument, Item, Scale
from diagnostic.core.survey.person_columns import names_a_person
from diagnostic.errors import BadDataError, Fault
from diagnostic.text import Text, same

GROUP_COLUMNS = ("role", "band", "region", "unit", "department", "team", "tenure")  # known without a map
KIND_COLUMN = "team_type"
_CHOICES = frozenset({"single", "multiple", "best"})


@dataclass(frozen=True, slots=True)
class ItemColumn:
    """A scored item, the column that holds it, and how its cells are read."""

    column: str
    item: AnswerItem
    coding: Coding
    whole: bool = True


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
    items, faults = _item_columns(headings, answer_map, heard, source)
    choices = tuple(_choice_columns(headings, heard))
    group, kind = _grouping(headings, answer_map)
    used = {each.column for each in items} | {*group, kind or ""}
    used |= {column for each in choices for column in each.columns}
    other = tuple(heading for heading in headings if heading not in used)
    scales, scale_faults = _scales(items, answer_map, heard, source)
    faults += scale_faults
    faults += _person_faults(headings if not answer_map.selective else used, answer_map, source)
    faults += _module_faults(answer_map, heard, source)
    faults += _missing_faults(headings, answer_map, source)
    faults += [] if answer_map.selective else _unknown_faults(other, answer_map, heard, source)
    if not items and not choices and not faults:
        faults.append(Fault("answers.no_items", source))
    if faults:
        raise BadDataError(faults)
    module = heard[0].module if heard else answer_map.module or "survey"
    return ColumnPlan(module, items, choices, group, kind, scales, other)


def _mentioned(instrument: Instrument, headings: Sequence[str], answer_map: AnswerMap) -> bool:
    codes = {item.code for item in instrument.items}
    found = codes & ({*headings} | {mapped.code for mapped in answer_map.items})
    return bool(found) or any(heading.split("[")[0] in codes for heading in headings)


def _item_columns(
    headings: Sequence[str], answer_map: AnswerMap, instruments: Sequence[Instrument], source: str
) -> tuple[tuple[ItemColumn, ...], list[Fault]]:
    known = {item.code: item for each in instruments for item in each.items}
    mapped = {each.column: each for each in answer_map.items}
    found: list[ItemColumn] = []
    faults: list[Fault] = []
    for heading in headings:
        entry = mapped.get(heading) or MappedItem(heading, heading)
        item = known.get(entry.code)
        if (item is None and heading not in mapped) or (item is not None and not item.scored):
            continue
        minimum, maximum = _ends(entry, item)
        fault = _ends_fault(entry, item, source)
        if fault is None and minimum is not None and maximum is not None:
            found.append(_item_column(entry, item, minimum, maximum))
        elif fault is not None:
            faults.append(fault)
    return _once(found, faults, source), faults


def _ends(entry: MappedItem, item: Item | None) -> tuple[float | None, float | None]:
    """An instrument's own ends hold; the map gives them only for items nobody else knows."""
    return (entry.minimum, entry.maximum) if item is None else (item.minimum, item.maximum)


def _once(found: list[ItemColumn], faults: list[Fault], source: str) -> tuple[ItemColumn, ...]:
    first: dict[str, ItemColumn] = {}
    for each in found:
        if each.item.code in first:
            faults.append(
                Fault("answers.item_twice", source, column=each.column, values={"item": each.item.code})
            )
        first.setdefault(each.item.code, each)
    return tuple(first.values())


def _ends_fault(entry: MappedItem, item: Item | None, source: str) -> Fault | None:
    path = f'items."{entry.column}"'
    minimum, maximum = _ends(entry, item)
    if minimum is None or maximum is None or minimum >= maximum:
        return Fault("answers.item_without_ends", source, column=entry.column, path=path)
    given = (entry.minimum, entry.maximum)
    if any(ours is not None and ours != end for ours, end in zip(given, (minimum, maximum), strict=True)):
        values = {"item": entry.code, "minimum": f"{minimum:g}", "maximum": f"{maximum:g}"}
        return Fault("answers.ends_differ", source, column=entry.column, path=path, values=values)
    return None


def _item_column(entry: MappedItem, item: Item | None, minimum: float, maximum: float) -> ItemColumn:
    if item is None:
        answer = AnswerItem(entry.code, entry.name or same(entry.column), minimum, maximum, entry.reversed)
        return ItemColumn(entry.column, answer, coding({}, entry.missing))
    labels = {label: float(option.value) for option in item.options for label in _sides(option.label)}
    missing = (*entry.missing, *(_sides(item.cannot_judge) if item.cannot_judge else ()))
    answer = AnswerItem(item.code, item.text, minimum, maximum, item.reversed)
    return ItemColumn(entry.column, answer, coding(labels, missing), whole=item.type != "number")


def _sides(text: Text) -> tuple[str, ...]:
    return tuple(side for side in (text.zh, text.en) if side)


def _choice_columns(headings: Sequence[str], instruments: Sequence[Instrument]) -> Iterable[ChoiceColumns]:
    for item in (item for each in instruments for item in each.items if item.type in _CHOICES):
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


def _scales(
    items: Sequence[ItemColumn], answer_map: AnswerMap, instruments: Sequence[Instrument], source: str
) -> tuple[tuple[Scale, ...], list[Fault]]:
    faults = []
    ends = {each.item.code: (each.item.minimum, each.item.maximum) for each in items}
    codes = {mapped.code for mapped in answer_map.items} | {
        i.code for each in instruments for i in each.items
    }
    for scale in answer_map.scales:
        strange = sorted(set(scale.items) - codes)
        path = f"scales.{scale.code}.items"
        if strange:
            values = {"scale": scale.code, "items": ", ".join(strange)}
            faults.append(Fault("answers.scale_item_unknown", source, path=path, values=values))
        elif len({ends[code] for code in scale.items if code in ends}) > 1:
            faults.append(Fault("answers.scale_mixed_ends", source, path=path, values={"scale": scale.code}))
    own = (
        Scale(each.code, "condition", name, name, each.items, minimum_share=each.minimum_share)
        for each in answer_map.scales
        for name in [each.name or same(each.code)]
    )
    return (*(scale for each in instruments for scale in each.scales), *own), faults


def _person_faults(used: Iterable[str], answer_map: AnswerMap, source: str) -> list[Fault]:
    """The threat: a personal number renamed to something harmless by the map, so both names are looked at."""
    return [
        Fault("answers.person_column", source, column=next(filter(names_a_person, (*origins, column))))
        for column in used
        for origins in [answer_map.origins.get(column, ())]
        if any(map(names_a_person, (*origins, column)))
    ]


def _module_faults(answer_map: AnswerMap, instruments: Sequence[Instrument], source: str) -> list[Fault]:
    modules = {each.module for each in instruments}
    if instruments and answer_map.module:
        modules.add(answer_map.module)
    if len(modules) < 2:
        return []
    return [Fault("answers.modules_mixed", source, values={"modules": ", ".join(sorted(modules))})]


def _missing_faults(headings: Sequence[str], answer_map: AnswerMap, source: str) -> list[Fault]:
    named = {
        **{each.column: f'items."{each.column}"' for each in answer_map.items},
        **dict.fromkeys(answer_map.group, "group.columns"),
        **{kind: f"group.kinds.{name}" for name, kind in answer_map.kinds.items()},
    }
    return [
        Fault("answers.missing_column", source, column=column, path=path)
        for column, path in named.items()
        if column not in headings
    ]


def _unknown_faults(
    other: Iterable[str], answer_map: AnswerMap, instruments: Sequence[Instrument], source: str
) -> list[Fault]:
    """Columns nobody knows. Open texts and columns the map only looks up are known, though not read here."""
    known = {item.code for each in instruments for item in each.items} | answer_map.helpers
    known |= {mapped.column for mapped in answer_map.items}
    return [
        Fault("answers.unknown_column", source, column=heading)
        for heading in other
        if heading not in known and not names_a_person(heading)
    ]


def with_scale(item: AnswerItem, scales: Iterable[Scale]) -> AnswerItem:
    """The item, told which scale it belongs to (the first that lists it)."""
    return replace(item, scale=next((scale.code for scale in scales if item.code in scale.items), None))
