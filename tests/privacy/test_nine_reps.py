"""Nine reps are invited one after another; eight answer, each when it suits them. Who said what?

The attacker copies the whole database (and its log) after every completion, after closing and after sealing. The
attacker knows whose link is whose, so the receipts show who answered and in which order. Only the key is missing. Then
the attacker matches people with sheets in every way an order could have survived. A blind guess gets one of eight
right, with a standard deviation of one; over 200 waves (20 unless before a release) no way may get more than three
standard errors above one, which is 1.21 (1.67).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from diagnostic.core.survey.sittings.sitting import Answer
from diagnostic.storage.database import tables as t
from diagnostic.storage.waves import sealed_answers as answers_room
from diagnostic.storage.waves.sealed_answers import load_rows
from diagnostic.usecases.answers.submit_answers import Sent
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import OpenWave, close_wave, make_wave
from tests.support.one_postgres import DATABASES
from tests.support.places import Place, PostgresPlace, new_place
from tests.support.tiers import repeated

SEEDS = repeated(200)
REPS = 9
Rows = list[tuple[object, ...]]


@dataclass
class Loot:
    """What the attacker holds. `finished` are the people in the order they sent, `truth` who wrote which sheet."""

    finished: list[str] = field(default_factory=list)
    envelopes: list[Rows] = field(
        default_factory=list
    )  # the table after each completion, as it lies on the disk
    receipts: list[Rows] = field(default_factory=list)
    invitations: Rows = field(default_factory=list)
    sheets: list[bytes] = field(default_factory=list)  # as they lie on the disk after sealing
    truth: dict[str, bytes] = field(default_factory=dict)
    before: bytes = b""  # the files once the wave is closed
    after: bytes = b""  # and once it is sealed


def play(place: Place, seed: int) -> Loot:
    """One wave, from the first link to the certificate."""
    rng = random.Random(seed)
    wave = make_wave(place.installation(), people=REPS, teams=1, surveys=("wellbeing",))
    loot = Loot(invitations=_rows(wave, "SELECT id, token_hash FROM invitation WHERE wave_id = :wave"))
    order = list(wave.tokens)
    rng.shuffle(order)
    never, interrupted = order[-1], order[3]
    codes = [item.code for item in wave.found(never).sitting.items]
    for at, person in enumerate(order[:-1]):
        answers = _told_apart(codes, at)
        if (
            person == interrupted
        ):  # opens the link and loses the connection; what they send later is all there is
            wave.found(person)
        assert wave.answer(person, answers) is Sent.STORED
        loot.finished.append(person)
        loot.truth[person] = np.array([[answers[code] for code in codes]], dtype=np.int8).tobytes()
        loot.envelopes.append(_rows(wave, "SELECT id, sealed FROM envelope WHERE wave_id = :wave"))
        loot.receipts.append(
            _rows(
                wave,
                "SELECT invitation_id, sitting FROM receipt JOIN invitation ON id = invitation_id "
                "WHERE wave_id = :wave",
            )
        )
    close_wave(wave.installation, wave.id)
    loot.before = _files(place)
    seal_wave(wave.installation, wave.id)
    loot.after = _files(place)
    with wave.installation.store.reading() as session:
        rows, _ = load_rows(session, wave.id, "morale")
    loot.sheets = [row.astype(np.int8).tobytes() for row in rows]
    wave.installation.store.close()
    return loot


def _told_apart(codes: Sequence[str], at: int) -> dict[str, Answer]:
    """Answers different from all others, so that a right match can be counted."""
    return {code: 1 + ((at >> place % 4) & 1) + place % 3 for place, code in enumerate(codes)}


def _rows(wave: OpenWave, query: str) -> Rows:
    """A table without any order asked for: as the database meets its rows."""
    with wave.installation.store.reading() as session:
        return [tuple(row) for row in session.execute(text(query), {"wave": wave.id})]


def _files(place: Place) -> bytes:
    """Database and log as they lie in the folder, without the keys (of SQLite: a server's files are shared)."""
    return b"".join(path.read_bytes() for path in sorted(place.folder.glob("diagnostic.sqlite*")))


# ways to match people with sheets: each gives the people in some order and the sheets in some order


def by_disk(loot: Loot) -> Sequence[str]:
    """Who sent first lies first."""
    return loot.finished


def by_disk_backwards(loot: Loot) -> Sequence[str]:
    return loot.finished[::-1]


def by_envelope(loot: Loot) -> Sequence[str]:
    """The copies tell whose envelope is whose; the sheets may follow the envelopes' ids."""
    own = dict(zip(loot.finished, _new(loot.envelopes), strict=True))
    return sorted(own, key=lambda person: str(own[person][0]))


def by_envelope_on_disk(loot: Loot) -> Sequence[str]:
    own = {new[0]: person for person, new in zip(loot.finished, _new(loot.envelopes), strict=True)}
    return [own[row[0]] for row in loot.envelopes[-1]]


def by_ciphertext(loot: Loot) -> Sequence[str]:
    own = dict(zip(loot.finished, _new(loot.envelopes), strict=True))
    return sorted(own, key=lambda person: bytes(own[person][1]))  # type: ignore[call-overload,no-any-return]


def by_receipt(loot: Loot) -> Sequence[str]:
    own = dict(zip(loot.finished, _new(loot.receipts), strict=True))
    return sorted(own, key=lambda person: str(own[person][0]))


def by_roster(loot: Loot) -> Sequence[str]:
    return sorted(loot.finished)


def by_invitation_on_disk(loot: Loot) -> Sequence[str]:
    place = {row[0]: at for at, row in enumerate(loot.invitations)}
    own = dict(zip(loot.finished, _new(loot.receipts), strict=True))
    return sorted(own, key=lambda person: place[own[person][0]])


WAYS: tuple[Callable[[Loot], Sequence[str]], ...] = (
    by_disk,
    by_disk_backwards,
    by_envelope,
    by_envelope_on_disk,
    by_ciphertext,
    by_receipt,
    by_roster,
    by_invitation_on_disk,
)


def _new(copies: Sequence[Rows]) -> Iterator[tuple[object, ...]]:
    """What each copy holds that the one before did not: one row."""
    before: set[object] = set()
    for copy in copies:
        (new,) = [row for row in copy if row[0] not in before]
        before.add(new[0])
        yield new


def right(loot: Loot, way: Callable[[Loot], Sequence[str]]) -> int:
    return sum(loot.truth[person] == sheet for person, sheet in zip(way(loot), loot.sheets, strict=True))


@pytest.fixture(scope="module", params=DATABASES)
def games(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Loot]]:
    """The waves. Ids and order are drawn from a seed instead of the system's source, so that the count is the same
    every time."""
    folder = tmp_path_factory.mktemp("waves")
    shared = None
    if request.param == "postgresql":
        postgres = request.getfixturevalue("postgres")
        shared = PostgresPlace(folder, postgres, postgres.create(request.getfixturevalue("migrated")))
    with pytest.MonkeyPatch.context() as patch:
        made = []
        for seed in range(SEEDS):
            rng = random.Random(f"ids {seed}")
            patch.setattr(t, "new_id", lambda rng=rng: f"{rng.getrandbits(128):032x}")
            patch.setattr(answers_room.secrets, "token_bytes", rng.randbytes)
            made.append(play(shared or new_place(folder), seed))
        patch.undo()
        yield made
    if shared:
        shared.drop()


@pytest.mark.slow
def test_no_way_of_matching_beats_a_blind_guess(games: list[Loot]) -> None:
    for loot in games:
        assert len(loot.sheets) == len(loot.finished) == REPS - 1
        assert sorted(loot.sheets) == sorted(loot.truth.values())
    matches = {way.__name__: float(np.mean([right(loot, way) for loot in games])) for way in WAYS}
    assert max(matches.values()) <= 1 + 3 / SEEDS**0.5, matches


@pytest.mark.slow
def test_envelopes_are_all_of_one_size(games: list[Loot]) -> None:
    for loot in games:
        assert len({len(bytes(row[1])) for row in loot.envelopes[-1]}) == 1  # type: ignore[call-overload]


def test_the_attack_finds_a_planted_order(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids that count up, and sheets left in the order of their envelopes: the same attacker then gets all of them."""
    numbers = count()
    monkeypatch.setattr(t, "new_id", lambda: f"{next(numbers):032x}")
    monkeypatch.setattr(answers_room, "_random_order", lambda n: list(range(n)))
    loot = play(place, 1)
    assert {way.__name__: right(loot, way) for way in (by_disk, by_envelope)} == {
        "by_disk": REPS - 1,
        "by_envelope": REPS - 1,
    }


def test_ids_come_from_the_systems_random_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_hex", lambda size: "ab" * size)
    assert t.new_id() == "ab" * 16


def test_what_was_deleted_is_gone_from_the_files(tmp_path: Path) -> None:
    """No answer stands in a file before it is sealed. Links, receipts and envelopes are overwritten then; copies made
    before hold envelopes that can't be opened any more."""
    place = new_place(tmp_path)
    loot = play(place, 2)
    gone = [bytes(row[1]) for row in (*loot.invitations, *loot.envelopes[-1], *loot.receipts[-1])]  # type: ignore[call-overload]
    assert all(each in loot.before for each in gone)
    assert not any(each in loot.after for each in gone)
    assert not any(sheet in loot.before for sheet in loot.truth.values())
    assert all(sheet in loot.after for sheet in loot.truth.values())
    assert [path.name for path in (place.folder / "keys").iterdir()] == ["links.key"]
