"""Who is new: a rep in their first year, and a manager not yet nine months in post. Forms and figures ask the same."""

from __future__ import annotations

from datetime import date

from diagnostic.core.figures.model.performance import Person

NEW_REP_DAYS = 365
NEW_MANAGER_MONTHS = 9.0
"""Cause map row 19, and the split of the managers' own view."""
DAYS_A_MONTH = 30.4375


def is_new_rep(person: Person, as_of: date) -> bool:
    """Whether they came less than a year ago; False where the roster does not say when."""
    return person.start is not None and (as_of - person.start).days < NEW_REP_DAYS


def months_in_post(since: date, as_of: date) -> float:
    return (as_of - since).days / DAYS_A_MONTH


def manager_tenure(person: Person, as_of: date) -> str | None:
    """ "new" while the team's manager has been in post for less than nine months."""
    if person.manager_since is None:
        return None
    return "new" if months_in_post(person.manager_since, as_of) < NEW_MANAGER_MONTHS else "experienced"
