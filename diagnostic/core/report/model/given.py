"""The inventory of a diagnosis; for a run stored before inventories existed, one rebuilt from its results."""

from __future__ import annotations

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis, InputLine
from diagnostic.core.diagnosis.model.inventory import InputFacts, Inventory, ModuleFacts

FIGURE_INPUTS = ("roster", "targets", "actuals", "opportunities")
# For a run without an inventory: if this measure or this adjustment was computed, the roster had this column.
LEVELS = {"potential": "territory_potential", "inherited_share": "inherited_share", "new_share": "start"}
ADJUSTED = {"potential": "territory_potential", "ramp": "start"}


def inventory_of(diagnosis: Diagnosis) -> Inventory:
    return diagnosis.inventory if diagnosis.inventory is not None else old_inventory(diagnosis)


def old_inventory(diagnosis: Diagnosis) -> Inventory:
    """An inventory rebuilt from the lines of the inputs and the published results.

    How answers were collected is not known: the "files" of a module is no statement about it.
    """
    lines = {line.name: line for line in diagnosis.inputs}
    columns = dict.fromkeys(_columns(diagnosis), 1.0)
    inputs = [
        InputFacts(
            name, line.given, line.rows, line.used, line.used, 0.0, columns if name == "roster" else {}
        )
        for name in FIGURE_INPUTS
        for line in [lines.get(name, InputLine(name, False))]
    ]
    modules = [
        _module(diagnosis, line)
        for line in diagnosis.inputs
        if line.given and line.name.startswith(("answers:", "managers"))
    ]
    before = any(r.estimate is not None for r in diagnosis.results.of("figure_change"))
    return Inventory(tuple(inputs), tuple(modules), before=before)


def _columns(diagnosis: Diagnosis) -> set[str]:
    results = {result.measure for result in diagnosis.results.of("figure")}
    tree = diagnosis.figures.tree if diagnosis.figures else ()
    adjusted = {name for row in tree if row.adjusted is not None for name in row.adjusted_for}
    return {LEVELS[m] for m in results & LEVELS.keys()} | {ADJUSTED[name] for name in adjusted}


def _module(diagnosis: Diagnosis, line: InputLine) -> ModuleFacts:
    name = line.name.partition(":")[2] or "manager"
    response = next((r for r in diagnosis.response if r.group == f"{name}/company"), None)
    shown = {
        r.measure
        for r in diagnosis.results.of("mean")
        if r.estimate is not None and r.group.startswith(f"{name}/")
    }
    return ModuleFacts(
        name,
        response.invited if response else None,
        response.answered if response else None,
        "files",
        bool(shown),
        scales_shown=len(shown),
        managers=name == "manager",
    )
