"""The audit names units and counts people."""

from __future__ import annotations

from diagnostic.core.diagnosis.figures.audit import audit_lines
from diagnostic.core.figures.model.periods import calendar_year
from diagnostic.text import Text
from tests.made.counted import amount, monthly, rep, table

STAFF = [rep("Wang Fang", "Co/N/N1"), rep("Li Na", "Co/N/N2"), rep("Zhang Wei", "Co/S/S1")]


def test_units_are_named_in_the_clients_words_people_never() -> None:
    targets = [
        amount("Co/N", calendar_year(2025), 300, kind="unit"),
        amount("Co/N/N1", calendar_year(2025), 210, kind="unit"),
        amount("Co/N/N2", calendar_year(2025), 120, kind="unit"),
        *monthly("Wang Fang", 2025, [10, 10, 10, 100, 10, 10, 10, 10, 10, 10, 10, 10]),
        *monthly("Li Na", 2025, [10] * 12),
    ]
    actuals = [*monthly("Wang Fang", 2025, [8] * 12), *monthly("Zhang Wei", 2025, [8] * 12)]
    lines = {
        line.code: line
        for line in audit_lines(table(STAFF, targets, actuals), {"N": Text("北区", "North")}, None)
    }
    assert lines["children_differ"].text.en == "The targets below North add up to 110.0% of its own target."
    assert lines["children_differ"].severity == "warning"
    assert lines["no_actuals"].text.en == "1 person has targets and not one sales figure."
    assert lines["no_target"].text.zh == "有1人有业绩，却没有目标。"
    assert "2025-04" in lines["outlier_cell"].text.en
    written = " ".join(line.text.zh + line.text.en for line in lines.values())
    assert not [person.id for person in STAFF if person.id in written]


def test_nothing_wrong_nothing_said() -> None:
    targets = [t for p in STAFF for t in monthly(p.id, 2025, [10] * 12)]
    actuals = [t for p in STAFF for t in monthly(p.id, 2025, [9] * 12)]
    assert audit_lines(table(STAFF, targets, actuals), {}, None) == ()
