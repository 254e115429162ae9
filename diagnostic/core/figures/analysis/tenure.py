"""Defines who is new: a rep in the first year, a manager in the first nine months. Surveys and figures share this."""

from __future__ import annotations

from datetime import date

from diagnostic.core.figures.model.performance import Person

NEW_REP_DAYS = 365
NEW_MANAGER_MONTHS = 9.0
"""For row 19 of the cause map, and to divide the managers' own view into new and experienced managers."""
DAYS_A_MONTH = 30.4375


def is_new_rep(person: Person, as_of: date) -> bool:
    """Whether the person started less than a year before `as_of`; False without a start day."""
    return person.start is not None and (as_of - person.start).days < NEW_REP_DAYS


def months_in_post(since: date, as_of: date) -> float:
    """Time between two days in months of average length."""
    return (as_of - since).days / DAYS_A_MONTH


def manager_tenure(person: Person, as_of: date) -> str | None:
    """ "new" if the team's manager has been in post for less than nine months, else "experienced"; None if unknown."""
    if person.manager_since is None:
        return None
    return "new" if months_in_post(person.manager_since, as_of) < NEW_MANAGER_MONTHS else "experienced"
