"""Turns a sealed wave into a `Study`: its answer sheets become modules, together with the client's figures.

Answers and figures are related only by unit and band; a sealed sheet identifies no person.
"""

from __future__ import annotations

from diagnostic.core.diagnosis.model.diagnosis import Assessment, InputLine
from diagnostic.core.diagnosis.model.study import Module, Study
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.survey.sheets.layout import SealedLeaf, sheet_of
from diagnostic.core.wave.model import WaveForm, joined_leaf
from diagnostic.faults import BadDataError, Fault
from diagnostic.storage.database.session import Session
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.sealed_answers import atoms_of, has_comments, load_rows, modules_of
from diagnostic.storage.waves.waves import certificate_of, read_wave, state_of
from diagnostic.usecases.analysis.sheet_modules import module_of, notes_of


def freeze_study(
    installation: Installation,
    wave_id: str,
    assessment: Assessment,
    figures: PerformanceTable | None,
    seed: int,
    resamples: int,
    earlier: str | None = None,
) -> Study:
    """The inputs of a diagnosis as they are now; `earlier` is the id of a sealed wave to compare with.

    Raises BadDataError unless the wave is sealed or void (too few people answered).
    """
    with installation.store.reading() as session:
        if state_of(session, wave_id) not in ("sealed", "void"):
            raise BadDataError([Fault("wave.not_sealed")])
        form = read_wave(session, wave_id)
        modules = _modules(session, form)
        before = _modules(session, read_wave(session, earlier)) if earlier else ()
        comments = has_comments(session, wave_id)
    lines = [InputLine(f"answers:{each.name}", True, each.sheet.n, each.sheet.n, 0) for each in modules]
    return Study(
        assessment=assessment,
        rules=form.rules,
        inputs=tuple(lines),
        figures=figures,
        instruments=form.instruments,
        modules=modules,
        notes=notes_of(each.sheet for each in modules),
        seed=seed,
        resamples=resamples,
        earlier=before,
        collected="wave",
        comments=comments,
    )


def _modules(session: Session, form: WaveForm) -> tuple[Module, ...]:
    sealing = certificate_of(session, form.id) or {}
    asked = {line["module"]: line["invited"] for line in sealing.get("modules", ())}
    return tuple(_module(session, form, name, asked.get(name)) for name in modules_of(session, form.id))


def _module(session: Session, form: WaveForm, name: str, asked: int | None) -> Module:
    """One module. Its atoms, each with at least k respondents, are the leaves of its sheet; `asked` is how many people
    were invited."""
    rows, atom_of = load_rows(session, form.id, name)
    atoms = atoms_of(session, form.id, name)
    leaves = []
    invited = {}
    for people, _, own in atoms:
        joined = joined_leaf(own)
        leaves.append(
            SealedLeaf(joined.values, joined.labels, tuple(leaf.values for leaf in own), joined.kind)
        )
        invited[joined.values] = people
    sheet = sheet_of(form.layouts[name], form.columns[name], leaves, atom_of, rows)
    return module_of(sheet, invited, asked)
