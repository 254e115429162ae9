"""Whole organisations with small units, down to 30 % response: how few sheets can anybody's answers be among?

The attacker knows from copies of the database who answered and which tags everybody has. The sealed store is searched
for the smallest set of sheets that a person's must be in: by its group, and within the group by which questions were
answered (a question only key-account reps get would split a group again). The worst person of all counts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from diagnostic.core.privacy import sealing
from diagnostic.core.privacy.regroup import regroup
from diagnostic.core.wave.model import Leaf
from diagnostic.core.wave.plan import Invitee, ModulePlan
from diagnostic.core.wave.wave_plan import WavePlan
from diagnostic.storage.database import tables as t
from diagnostic.storage.waves.sealed_answers import load_rows
from diagnostic.text import Text, same
from diagnostic.usecases.waves import seal_wave as seal_wave_room
from diagnostic.usecases.waves.open_wave import open_wave
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import CLOSES, OpenWave, add_assessment, close_wave, of, survey
from tests.support.places import Place, new_place

K = 5
ROLES = ("N", "R", "K", "C")
BANDS = ("bottom", "middle", "top")
SURVEYS = ("skills", "morale")


def organisation(place: Place, seed: int) -> OpenWave:
    """Some 150 people in units of 3 to 14 of two types, in four roles and three bands."""
    rng = random.Random(seed)
    installation = place.installation()
    units = [(f"R{at % 3}", f"T{at}") for at in range(18)]
    kinds = {unit: rng.choice(["field", "field", "channel"]) for unit in units}
    people = [unit for unit in units for _ in range(rng.randint(3, 14))]
    skills = [(rng.choice("NRRRRK") if kinds[unit] == "field" else "C", rng.choice(BANDS)) for unit in people]
    kinds_of_people = [
        _leaf((role, band), "channel" if role == "C" else "field", role) for role in ROLES for band in BANDS
    ]
    modules = [
        ModulePlan("skills", ("role", "band"), tuple(kinds_of_people)),
        ModulePlan("morale", ("region", "team"), tuple(_leaf(unit, kinds[unit]) for unit in units)),
    ]
    invitees = [
        Invitee(f"P{at:03}", {"skills": skill, "morale": unit})
        for at, (unit, skill) in enumerate(zip(people, skills, strict=True))
    ]
    plan = WavePlan(
        add_assessment(installation),
        [survey(name) for name in SURVEYS],
        modules,
        invitees,
        Text("原因", "causes"),
        CLOSES,
    )
    return of(installation, open_wave(installation, plan))


def _leaf(values: tuple[str, str], kind: str, role: str | None = None) -> Leaf:
    return Leaf(values, (same(values[0]), same(values[1])), kind, role)


def sealed(place: Place, seed: int, response: float) -> tuple[dict[str, dict[str, Leaf]], OpenWave]:
    """The wave after sealing, and for every respondent the leaves of their tags, as the attacker's copies show."""
    wave, rng = organisation(place, seed), random.Random(seed)
    answered = [person for person in wave.tokens if rng.random() < response]
    for person in answered:
        wave.answer(person)
    with wave.installation.store.reading() as session:
        tags = {tag.id: tag.leaves for tag in session.scalars(select(t.Tag))}
        known = {
            row.person_key: {module: tags[tag] for module, tag in row.tags.items()}
            for row in session.scalars(select(t.Invitation))
            if row.person_key in answered
        }
    close_wave(wave.installation, wave.id)
    seal_wave(wave.installation, wave.id)
    return known, wave  # type: ignore[return-value]


def candidates(known: dict[str, dict[str, Leaf]], wave: OpenWave) -> Iterator[int]:
    """For every respondent and module: among how many sheets at least theirs must be sought."""
    with wave.installation.store.reading() as session:
        atoms = [(atom.module, atom.number, atom.leaves) for atom in session.scalars(select(t.Atom))]
        sheets = {module: load_rows(session, wave.id, module) for module in SURVEYS}
    for tags in known.values():
        for module, leaves in tags.items():
            own = [number for name, number, made_of in atoms if name == module and leaves[0] in made_of]  # type: ignore[index]
            rows, atom_of = sheets[module]
            patterns = [np.isfinite(row).tobytes() for row in rows[np.isin(atom_of, own)]]
            if patterns:
                yield min(patterns.count(pattern) for pattern in patterns)


@pytest.mark.slow
@pytest.mark.parametrize("response", [0.3, 0.6, 1.0])
@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_sought_among_fewer_than_k(place: Place, seed: int, response: float) -> None:
    known, wave = sealed(place, seed, response)
    worst = min(candidates(known, wave), default=K)
    wave.installation.store.close()
    assert worst >= K


def test_the_attack_sees_tags_counted_on_invitees(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual rule, thresholds on those who were asked: at 30 % response somebody stands nearly alone."""
    monkeypatch.setattr(sealing, "regroup", lambda paths, counts, _k, kinds: regroup(paths, counts, 1, kinds))
    known, wave = sealed(place, 1, 0.3)
    worst = min(candidates(known, wave))
    wave.installation.store.close()
    assert worst < K


@pytest.mark.slow
def test_the_attack_sees_a_question_of_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If an atom kept what only some of its people were asked, their answers to it would identify them."""
    ordinary = seal_wave_room.asked_columns
    monkeypatch.setattr(seal_wave_room, "asked_columns", lambda *given: np.ones_like(ordinary(*given)))
    worst = []
    for seed in range(3):
        known, wave = sealed(new_place(tmp_path), seed, 0.3)
        worst.append(min(candidates(known, wave)))
        wave.installation.store.close()
    assert min(worst) < K
