"""Which group each person's figures count for: his unit at some level, his manager, his role, the whole company.

A grouping is a mapping from person id to the name of a group; persons it leaves out are in none of its groups.
"""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.core.figures.model.performance import PerformanceTable, Roster

Grouping = Mapping[str, str]


def by_company(table: PerformanceTable, name: str = "") -> Grouping:
    return dict.fromkeys(table.persons, name)


def by_person(table: PerformanceTable) -> Grouping:
    return {person: person for person in table.persons}


def by_unit(roster: Roster, depth: int) -> Grouping:
    """Units `depth` levels below the company as a whole: 1 is regions, 2 their parts; keys are full paths.

    The company is what all paths share; where they share nothing, the first level is already depth 1.
    """
    level = roster.root_depth + depth
    return {person.id: "/".join(person.path[:level]) for person in roster.people if len(person.path) >= level}


def by_team(roster: Roster) -> Grouping:
    """Innermost units."""
    return {person.id: person.unit for person in roster.people if person.path}


def by_manager(roster: Roster) -> Grouping:
    return {person.id: person.manager_id for person in roster.people if person.manager_id}


def by_role(roster: Roster) -> Grouping:
    return {person.id: person.role for person in roster.people if person.role}


def by_team_type(roster: Roster) -> Grouping:
    return {person.id: person.team_type for person in roster.people if person.team_type}
