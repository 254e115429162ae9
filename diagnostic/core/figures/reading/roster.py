"""Reads the roster from raw rows, each person once."""

from __future__ import annotations

from decimal import Decimal

from diagnostic.core.figures.model.performance import InputRead, Person, Roster
from diagnostic.core.figures.reading.rows import FileRow, check_columns, read_rows, refuse_if_none_good
from diagnostic.core.table import RawTable
from diagnostic.faults import Fault

NEEDED = ("person_id",)
KNOWN = (
    *("person_id", "name", "unit_path", "role", "level", "manager_id", "start", "end", "email", "lang"),
    *("team_type", "manager_since", "territory_potential", "inherited_share", "accounts", "admin_hours"),
)


def clean_roster(table: RawTable) -> tuple[Roster, tuple[Fault, ...], InputRead]:
    """The people of a roster, the faults of its rows, and how much was read; of a person listed twice the first row
    counts.

    Raises BadDataError for missing or unknown columns, and if there are rows but none is good. Email and language
    are not read here; only invitations need them.
    """
    check_columns(table, NEEDED, KNOWN)
    read = read_rows(table, NEEDED, _person)
    rows, faults = read.good, read.faults
    refuse_if_none_good(table, rows, faults)
    first: dict[str, int] = {}
    for number, person in rows:
        if person.id in first:
            values = {"value": person.id, "first": first[person.id]}
            faults.append(Fault("figures.duplicate_person", table.source, number, "person_id", values=values))
        first.setdefault(person.id, number)
    people = tuple(person for number, person in rows if first[person.id] == number)
    return Roster(people), tuple(faults), read.of("roster", table)


def _person(row: FileRow) -> Person | None:
    person_id = row.text("person_id", needed=True)
    start, end = row.day("start"), row.day("end")
    if start and end and end < start:
        row.fault("figures.end_before_start", "end")
    share = row.number_in("inherited_share")
    if share is not None and share > 1:
        row.fault("figures.share_wrong", "inherited_share", value=row.cells["inherited_share"])
    since, potential = row.day("manager_since"), row.number_in("territory_potential")
    accounts, hours = row.number_in("accounts"), row.number_in("admin_hours")
    if row.faults or person_id is None:
        return None
    return Person(
        person_id,
        row.text("name") or person_id,
        unit_parts(row.text("unit_path")),
        role=row.text("role"),
        level=row.text("level"),
        manager_id=row.text("manager_id"),
        start=start,
        end=end,
        team_type=row.text("team_type"),
        manager_since=since,
        territory_potential=_float(potential),
        inherited_share=_float(share),
        accounts=_float(accounts),
        admin_hours=_float(hours),
    )


def unit_parts(path: str | None) -> tuple[str, ...]:
    """The parts of "公司/ 华东 /一部" without blanks around them; () without a path."""
    return tuple(part.strip() for part in (path or "").split("/") if part.strip())


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
