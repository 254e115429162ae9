"""What makes the columns of a file of answers unfit as a whole, each with its heading.

A person column and two modules side by side would break what respondents were promised; an unknown column
is usually a misspelt item, whose answers would otherwise be lost in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diagnostic.core.survey.answer_files.answer_map import AnswerMap
from diagnostic.core.survey.answer_files.person_columns import names_a_person
from diagnostic.core.survey.instrument import Instrument
from diagnostic.faults import Fault


def person_faults(used: Iterable[str], answer_map: AnswerMap, source: str) -> list[Fault]:
    """Columns that identify people among those that are read.

    The threat: a personal number the map renames to something harmless, so both names are looked at.
    """
    return [
        Fault("answers.person_column", source, column=next(filter(names_a_person, (*origins, column))))
        for column in used
        for origins in [answer_map.origins.get(column, ())]
        if any(map(names_a_person, (*origins, column)))
    ]


def module_faults(answer_map: AnswerMap, instruments: Sequence[Instrument], source: str) -> list[Fault]:
    """More than one module in the file: its rows would join answers that are stored apart."""
    modules = {each.module for each in instruments}
    if instruments and answer_map.module:
        modules.add(answer_map.module)
    if len(modules) < 2:
        return []
    return [Fault("answers.modules_mixed", source, values={"modules": ", ".join(sorted(modules))})]


def missing_faults(headings: Sequence[str], answer_map: AnswerMap, source: str) -> list[Fault]:
    """Columns the map names and the file lacks."""
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


def unknown_faults(
    other: Iterable[str], answer_map: AnswerMap, instruments: Sequence[Instrument], source: str
) -> list[Fault]:
    """Unknown columns. Open texts and columns the map only looks up are known, though not read here."""
    known = {item.code for each in instruments for item in each.items} | answer_map.helpers
    known |= {mapped.column for mapped in answer_map.items}
    return [
        Fault("answers.unknown_column", source, column=heading)
        for heading in other
        if heading not in known and not names_a_person(heading)
    ]
