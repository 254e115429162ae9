"""Which columns hold scored items, and how their cells are read: by the instrument, by the map, or by both.

An instrument's own wording and ends hold for the items it knows; a map may give a heading to such an item and
codes for "no answer". For items the instrument does not know the map must say everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagnostic.core.survey.answer_files.answer_map import AnswerMap, MappedItem
from diagnostic.core.survey.answer_files.cells import Coding, coding
from diagnostic.core.survey.instrument import Item
from diagnostic.core.survey.sheets.answers import AnswerItem
from diagnostic.faults import Fault
from diagnostic.text import Text, same


@dataclass(frozen=True, slots=True)
class ItemColumn:
    """A scored item, the column that holds it, and how its cells are read."""

    column: str
    item: AnswerItem
    coding: Coding
    whole: bool = True


def find_item_columns(
    headings: Sequence[str], answer_map: AnswerMap, known: Mapping[str, Item], source: str
) -> tuple[tuple[ItemColumn, ...], list[Fault]]:
    """The columns of scored items in the order of the file, and what the map says wrongly about them.

    `known` are the items of the instruments by code. Open texts and choices are passed over.
    """
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
    """An instrument's own ends hold; the map gives them only for items the instrument does not know."""
    return (entry.minimum, entry.maximum) if item is None else (item.minimum, item.maximum)


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


def _once(found: list[ItemColumn], faults: list[Fault], source: str) -> tuple[ItemColumn, ...]:
    first: dict[str, ItemColumn] = {}
    for each in found:
        if each.item.code in first:
            faults.append(
                Fault("answers.item_twice", source, column=each.column, values={"item": each.item.code})
            )
        first.setdefault(each.item.code, each)
    return tuple(first.values())
