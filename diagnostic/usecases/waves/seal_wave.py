"""Seals a closed wave: envelopes are opened once, in memory, re-grouped on respondents and stored without a trace
of whose they were; then the key is destroyed.

Every step can be repeated. What was stored and what was deleted is one transaction; a process that finds it done
goes straight on to the destruction of the key. Between any two lines of this file the process may be killed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from diagnostic.core.privacy.sealing import Rows, SealedAtom, seal_module
from diagnostic.core.survey.sheets.answers import Values
from diagnostic.core.survey.sheets.layout import asked_columns, row_of
from diagnostic.core.wave.model import Tag, WaveForm, joined_leaf
from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import both
from diagnostic.progress import Progress, no_progress
from diagnostic.storage.database.session import Session
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.compact import BusyError, compact
from diagnostic.storage.waves.envelope import Sheets, open_envelope
from diagnostic.storage.waves.sealed_answers import add_atoms, add_comments, load_rows
from diagnostic.storage.waves.sittings import count_envelopes, envelopes_of, remove_envelopes
from diagnostic.storage.waves.waves import (
    certificate_of,
    forget_invitations,
    has_recovery_copy,
    read_wave,
    set_state,
    state_of,
    state_to_change,
)

TEXTS = ("text", "comment")
OPENING = both("Opening the envelopes, in memory only")
REGROUPING = both("Re-grouping the answers")
STORING = both("Storing the shuffled answers, then destroying the key")


@dataclass(frozen=True, slots=True)
class _Sealed:
    atoms: Mapping[str, tuple[SealedAtom, ...]]
    comments: Mapping[str, tuple[str, ...]]


def seal_wave(
    installation: Installation, wave_id: str, progress: Progress = no_progress
) -> Mapping[str, Any]:
    """Seal a closed wave and give its certificate. Raises BadDataError if it is still open, or its key is not here.

    `progress` is called with how far it is and may raise to stop the work. It is not called once something is stored:
    from there on the way leads only to the destruction of the key.
    """
    with installation.store.reading() as session:
        state = state_of(session, wave_id)
        if state is None:
            raise BadDataError([Fault("wave.unknown")])
        form = read_wave(session, wave_id)
    if state == "open":
        raise BadDataError([Fault("wave.still_open")])
    if state == "closed":
        _seal(installation, form, progress)
    installation.keys.destroy(wave_id)
    try:
        compact(installation.store)
    except BusyError as error:
        raise BadDataError([Fault("wave.not_compacted")]) from error
    with installation.store.reading() as session:
        certificate = certificate_of(session, wave_id) or {}
    return {**certificate, "key_destroyed": not installation.keys.has(wave_id)}


def _seal(installation: Installation, form: WaveForm, progress: Progress) -> None:
    with installation.store.reading() as session:
        count = count_envelopes(session, form.id)
    if count < form.rules.k:
        _store(installation, form, count, None)
    elif not installation.keys.has(form.id):
        raise BadDataError([Fault("wave.key_missing")])
    elif (opened := _opened(installation, form, count, progress)) is not None:
        progress(STORING)
        _store(installation, form, count, opened)


def _opened(installation: Installation, form: WaveForm, count: int, progress: Progress) -> _Sealed | None:
    """Everything that will be stored, made in memory from all envelopes; None if another process was first and
    destroyed the key meanwhile."""
    try:
        private = installation.keys.private(form.id)
    except FileNotFoundError:
        return None
    opened = _Opened(form)
    with installation.store.reading() as session:
        for at, (_, sealed) in enumerate(envelopes_of(session, form.id)):
            progress(OPENING, 100 * at // count, 100)  # only the certificate shows the count itself
            opened.take(open_envelope(sealed, form.id, private))
    progress(REGROUPING)
    return _Sealed(
        {module: _atoms(form, module, *opened.rows[module]) for module in form.layouts}, opened.written()
    )


class _Opened:
    """What the envelopes hold, gathered one by one: rows of numbers, since a hundred thousand sittings as they came
    would not fit into the memory of a small machine."""

    def __init__(self, form: WaveForm) -> None:
        self.form = form
        self.count = 0
        self.rows: dict[str, tuple[list[str], list[Values]]] = {module: ([], []) for module in form.layouts}
        texts = [item.code for each in form.instruments for item in each.items if item.type in TEXTS]
        self.words: dict[str, list[str]] = {code: [] for code in texts}

    def take(self, sitting: Sheets) -> None:
        """A module whose numbered items were all left out was not answered."""
        self.count += 1
        for module, sheet in sitting.items():
            row = row_of(self.form.layouts[module], sheet.answers)
            if np.isfinite(row).any():
                self.rows[module][0].append(sheet.tag)
                self.rows[module][1].append(row)
            for code in self.words.keys() & sheet.answers.keys():
                if isinstance(words := sheet.answers[code], str) and words:
                    self.words[code].append(words)

    def written(self) -> dict[str, tuple[str, ...]]:
        """Written answers, each on its own; none where too few are in the wave for any of them to be read, ever."""
        if self.count < self.form.rules.comments:
            return {}
        return {code: tuple(words) for code, words in self.words.items() if words}


def _atoms(
    form: WaveForm, module: str, tag_of: Sequence[str], rows: Sequence[Values]
) -> tuple[SealedAtom, ...]:
    """The atoms of a module, of those who answered any of its numbered items."""
    if not rows:
        return ()
    tags = {tag.id: tag for tag in form.tags.values() if tag.module == module}
    return seal_module(
        tag_of,
        np.array(rows),
        {id: (*joined_leaf(tag.leaves).values, id) for id, tag in tags.items()},
        {id: tag.invited for id, tag in tags.items()},
        {id: joined_leaf(tag.leaves).kind or "" for id, tag in tags.items()},
        {id: asked_columns(form.layouts[module], form.sitting({module: id}).items) for id in tags},
        form.rules.k,
    )


def _store(installation: Installation, form: WaveForm, count: int, sealed: _Sealed | None) -> None:
    """One transaction: sheets in; links, receipts, tags and envelopes out. `sealed` is None where nothing is opened."""
    with installation.store.writing() as session:
        if state_to_change(session, form.id) != "closed":
            return  # another process was first
        if count_envelopes(session, form.id) != count:
            raise RuntimeError("envelopes came or went after the wave was closed")
        if sealed is not None:
            for module, atoms in sealed.atoms.items():
                leaves = [[leaf for tag in atom.tags for leaf in form.tags[tag].leaves] for atom in atoms]
                add_atoms(session, form.id, module, atoms, leaves)
            for item, words in sealed.comments.items():
                add_comments(session, form.id, item, words)
        _verify(session, form.id, sealed)
        copy = has_recovery_copy(session, form.id)
        remove_envelopes(session, form.id)
        forget_invitations(session, form.id)
        set_state(session, form.id, "void" if sealed is None else "sealed", _certificate(form, sealed, copy))


def _verify(session: Session, wave_id: str, sealed: _Sealed | None) -> None:
    """What can be loaded from the database is what was made, before anything is deleted."""
    for module, atoms in sealed.atoms.items() if sealed else ():
        if not atoms:
            continue
        rows, _ = load_rows(session, wave_id, module)
        ends = np.cumsum([atom.answered for atom in atoms])
        if len(rows) != ends[-1]:
            raise RuntimeError("not every sheet was stored")
        for stored, atom in zip(np.split(rows, ends[:-1]), atoms, strict=True):
            if not _alike(stored, atom.rows):
                raise RuntimeError("what was stored is not what was made")


def _alike(stored: Rows, made: Rows) -> bool:
    """The same answers to each item, in whatever order."""
    return np.array_equal(np.sort(stored, axis=0), np.sort(made, axis=0), equal_nan=True)


def _certificate(form: WaveForm, sealed: _Sealed | None, copy: bool) -> dict[str, Any]:
    """What an outsider may know of the sealing. Counts below k are given as "below k"."""
    atoms = sealed.atoms if sealed else {}
    return {
        "format": 1,
        "wave": form.id,
        "fingerprint": form.fingerprint,
        "k": form.rules.k,
        "opened": sealed is not None,
        "modules": [_line(form, module, atoms.get(module, ())) for module in form.layouts],
        "recovery_copy": copy,
    }


def _line(form: WaveForm, module: str, atoms: Sequence[SealedAtom]) -> dict[str, Any]:
    tags: list[Tag] = [tag for tag in form.tags.values() if tag.module == module]
    return {
        "module": module,
        "invited": sum(tag.invited for tag in tags),
        "answered": sum(atom.answered for atom in atoms) or None,
        "tags": len(tags),
        "atoms": len(atoms),
        "smallest": min((atom.answered for atom in atoms), default=None),
        "merged": sum(len(atom.tags) > 1 for atom in atoms),
    }
