"""Marks that a form carries, by which a use case sees whether what the form was filled from is still what is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from diagnostic.storage.clients.clients import AssessmentFacts, ClientFacts
from diagnostic.storage.clients.unit_names import UnitLine

LENGTH = 16


def mark_facts(facts: ClientFacts | AssessmentFacts) -> str:
    return _mark(facts)


def mark_units(lines: Iterable[UnitLine]) -> str:
    """Of the names of these units, in whatever order they come."""
    return _mark(sorted((line.id, line.zh, line.en) for line in lines))


def _mark(shown: object) -> str:
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:LENGTH]
