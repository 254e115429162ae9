"""Ends a wave and seals it: envelopes are opened once, in memory, re-grouped on respondents and stored without a trace
of whose they were; then the key is destroyed.

Every step can be repeated. What was stored and what was deleted is one transaction; whoever finds it done goes
straight on to the destruction of the key. Between any two lines of this file the process may be killed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from diagnostic.core.privacy.sealing import SealedAtom, seal_module
from diagnostic.core.survey.layout import row_of
from diagnostic.core.wave import Tag, WaveForm, WaveState, joined_leaf
from diagnostic.errors import BadDataError, Fault
from diagnostic.storage.answers import (
    add_atoms,
    add_comments,
    count_envelopes,
    count_sheets,
    envelopes_of,
    remove_envelopes,
)
from diagnostic.storage.compact import BusyError, compact
from diagnostic.storage.envelope import Sheets, open_envelope
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves import (
    certificate_of,
    forget_invitations,
    has_recovery_copy,
    read_wave,
    set_state,
    state_of,
    state_to_change,
)

TEXTS = ("text", "comment")


@dataclass(frozen=True, slots=True)
class _Sealed:
    atoms: Mapping[str, tuple[SealedAtom, ...]]
    comments: Mapping[str, tuple[str, ...]]


def close_wave(installation: Installation, wave_id: str) -> None:
    """No answer is taken any more. Harmless where the wave is closed already."""
    with installation.store.writing() as session:
        if _known(state_to_change(session, wave_id)) == "open":
            set_state(session, wave_id, "closed")


def seal_wave(installation: Installation, wave_id: str) -> Mapping[str, Any]:
    """Seal a closed wave and give its certificate. Raises BadDataError if it is still open, or its key is not here."""
    with installation.store.reading() as session:
        state = _known(state_of(session, wave_id))
        form = read_wave(session, wave_id)
    if state == "open":
        raise BadDataError([Fault("wave.still_open")])
    if state == "closed":
        _seal(installation, form)
    installation.keys.destroy(wave_id)
    try:
        compact(installation.store)
    except BusyError as error:
        raise BadDataError([Fault("wave.not_compacted")]) from error
    with installation.store.reading() as session:
        certificate = certificate_of(session, wave_id) or {}
    return {**certificate, "key_destroyed": not installation.keys.has(wave_id)}


def _known(state: WaveState | None) -> WaveState:
    if state is None:
        raise BadDataError([Fault("wave.unknown")])
    return state


def _seal(installation: Installation, form: WaveForm) -> None:
    with installation.store.reading() as session:
        count = count_envelopes(session, form.id)
    if count < form.rules.k:
        _store(installation, form, count, None)
    elif not installation.keys.has(form.id):
        raise BadDataError([Fault("wave.key_missing")])
    else:
        _store(installation, form, count, _opened(installation, form))


def _opened(installation: Installation, form: WaveForm) -> _Sealed:
    """Everything that will be stored, made in memory from all envelopes."""
    private = installation.keys.private(form.id)
    with installation.store.reading() as session:
        sittings = [open_envelope(sealed, form.id, private) for _, sealed in envelopes_of(session, form.id)]
    return _Sealed(
        {module: _atoms(form, module, sittings) for module in form.layouts}, _comments(form, sittings)
    )


def _atoms(form: WaveForm, module: str, sittings: Sequence[Sheets]) -> tuple[SealedAtom, ...]:
    """The atoms of a module, of those who answered any of its numbered items."""
    layout = form.layouts[module]
    sheets = [sitting[module] for sitting in sittings if module in sitting]
    rows = [(sheet.tag, row_of(layout, sheet.answers)) for sheet in sheets]
    answered = [(tag, row) for tag, row in rows if np.isfinite(row).any()]
    if not answered:
        return ()
    tags = {tag.id: tag for tag in form.tags.values() if tag.module == module}
    return seal_module(
        [tag for tag, _ in answered],
        np.array([row for _, row in answered]),
        {id: (*joined_leaf(tag.leaves).values, id) for id, tag in tags.items()},
        {id: tag.invited for id, tag in tags.items()},
        {id: joined_leaf(tag.leaves).kind or "" for id, tag in tags.items()},
        form.rules.k,
    )


def _comments(form: WaveForm, sittings: Sequence[Sheets]) -> dict[str, tuple[str, ...]]:
    """Written answers, each on its own; none where too few are in the wave for any of them to be read, ever."""
    if len(sittings) < form.rules.comments:
        return {}
    items = [item.code for each in form.instruments for item in each.items if item.type in TEXTS]
    written = {
        code: tuple(
            words
            for sitting in sittings
            for sheet in sitting.values()
            if isinstance(words := sheet.answers.get(code), str) and words
        )
        for code in items
    }
    return {code: words for code, words in written.items() if words}


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
        _verify(count_sheets(session, form.id), sealed)
        copy = has_recovery_copy(session, form.id)
        remove_envelopes(session, form.id)
        forget_invitations(session, form.id)
        set_state(session, form.id, "void" if sealed is None else "sealed", _certificate(form, sealed, copy))


def _verify(stored: Mapping[tuple[str, int], int], sealed: _Sealed | None) -> None:
    """What is in the database is what was made, before anything is deleted."""
    atoms = sealed.atoms if sealed else {}
    made = {(module, at): atom.answered for module, own in atoms.items() for at, atom in enumerate(own)}
    if stored != made:
        raise RuntimeError("not every sheet was stored")


def _certificate(form: WaveForm, sealed: _Sealed | None, copy: bool) -> dict[str, Any]:
    """What an outsider may know of the sealing. Counts below k are told as that."""
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
