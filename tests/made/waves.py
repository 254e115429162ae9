"""Waves for tests: a small company with an open wave, people who answer, and whatever a test needs of both."""

from __future__ import annotations

import random
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from diagnostic.core.survey.instrument import Item
from diagnostic.core.survey.sittings.sitting import Answer, Sitting, WaveChoice
from diagnostic.core.wave.model import Leaf
from diagnostic.core.wave.plan import Invitee, ModulePlan
from diagnostic.core.wave.wave_plan import WavePlan
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.migrate import migrate
from diagnostic.storage.database.session import open_store
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.envelope import open_envelope
from diagnostic.storage.waves.keys import KeyRing
from diagnostic.storage.waves.opening import OpenedWave
from diagnostic.storage.waves.sittings import envelopes_of
from diagnostic.text import Text, same
from diagnostic.usecases.answers.find_sitting import FoundSitting, WaveShelf, find_sitting
from diagnostic.usecases.answers.submit_answers import Sent, submit_answers
from diagnostic.usecases.waves import close_wave as usecase
from diagnostic.usecases.waves.open_wave import open_wave
from tests.support.folders import ROOT

TODAY = date(2026, 3, 2)
BY, AT = "alice@example.com", datetime(2026, 3, 2, 9)
CLOSES = date(2026, 3, 31)
SURVEYS = ("skills", "morale", "wellbeing", "comments")
BANDS = ("bottom", "middle", "top")


def sqlite_installation(folder: Path) -> Installation:
    """A new installation with its tables, on SQLite; the tables are made once in a process, and copied."""
    path = folder / "diagnostic.sqlite"
    path.write_bytes(_empty_database())
    return Installation(open_store(f"sqlite:///{path}"), KeyRing(folder / "keys"), folder)


@cache
def _empty_database() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "empty.sqlite")
        store = open_store(f"sqlite:///{path}")
        migrate(store)
        store.close()
        return path.read_bytes()


def survey(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "surveys" / f"{name}.toml").read_text("utf-8"))


def close_wave(installation: Installation, wave_id: str) -> None:
    """As a consultant closes it."""
    usecase.close_wave(installation, wave_id, by=BY, at=AT)


def add_assessment(installation: Installation) -> str:
    with installation.store.writing() as session:
        client = t.Client(
            name_zh="甲公司", name_en="Company A", time_zone="Asia/Shanghai", fiscal_year_start=1
        )
        session.add(client)
        session.flush()
        assessment = t.Assessment(
            client_id=client.id,
            title_zh="销售诊断",
            title_en="Sales diagnosis",
            first=date(2025, 1, 1),
            last=date(2025, 12, 31),
            simulated=True,
        )
        session.add(assessment)
        session.flush()
        return assessment.id


@dataclass(frozen=True)
class OpenWave:
    """An open wave and everything needed to answer it."""

    installation: Installation
    id: str
    tokens: Mapping[str, str]
    shelf: WaveShelf

    def found(self, person: str) -> FoundSitting:
        found = find_sitting(self.installation, self.shelf, self.tokens[person], TODAY)
        assert found is not None
        return found

    def answer(self, person: str, answers: Mapping[str, Answer] | None = None, word: str = "") -> Sent:
        """`person` answers everything (the same each time), or just `answers`."""
        given = full_answers(self.found(person).sitting, person) if answers is None else answers
        return submit_answers(
            self.installation, self.shelf, self.tokens[person], word or f"word-{person}", given, TODAY
        )


def make_wave(
    installation: Installation,
    people: int = 48,
    teams: int = 4,
    surveys: Sequence[str] = SURVEYS,
    closes: date = CLOSES,
    **plan: Any,
) -> OpenWave:
    """Reps P00, P01 ... spread over teams of two regions, two roles and three bands."""
    units = [("东区" if at % 2 else "西区", f"T{at}") for at in range(teams)]
    kinds = [(role, band) for role in "RK" for band in BANDS]
    modules = [
        ModulePlan(
            "skills", ("role", "band"), tuple(Leaf(p, tuple(map(same, p)), None, p[0]) for p in kinds)
        ),
        ModulePlan("morale", ("region", "team"), tuple(Leaf(p, tuple(map(same, p)), "field") for p in units)),
        ModulePlan("comments", (), (Leaf((), ()),)),
    ]
    there = {survey(name)["module"] for name in surveys}
    invitees = [
        Invitee(
            f"P{at:02}",
            {
                module: leaf
                for module, leaf in (
                    ("skills", kinds[at % len(kinds)]),
                    ("morale", units[at % teams]),
                    ("comments", ()),
                )
                if module in there
            },
        )
        for at in range(people)
    ]
    opened = open_wave(
        installation,
        WavePlan(
            add_assessment(installation),
            [survey(name) for name in surveys],
            [module for module in modules if module.module in there],
            invitees,
            Text("找出目标完不成的原因", "to find out why targets are missed"),
            closes,
            **plan,
        ),
    )
    return of(installation, opened)


def make_trial_wave(installation: Installation, people: int = 12, **plan: Any) -> OpenWave:
    """One survey with every type of item and conditions between them, asked of two channel teams."""
    content = tomllib.loads((ROOT / "tests/data/surveys/all_types.toml").read_text("utf-8"))
    leaves = tuple(Leaf((team,), (same(team),), "channel") for team in ("T0", "T1"))
    opened = open_wave(
        installation,
        WavePlan(
            add_assessment(installation),
            [content],
            [ModulePlan("trial", ("team",), leaves)],
            [Invitee(f"P{at:02}", {"trial": leaves[at % 2].values}) for at in range(people)],
            Text("试一试每种题", "to try every type of item"),
            CLOSES,
            choice=WaveChoice(importance=True),
            **plan,
        ),
    )
    return of(installation, opened)


def of(installation: Installation, opened: OpenedWave) -> OpenWave:
    return OpenWave(installation, opened.id, opened.tokens, WaveShelf({}))


def full_answers(sitting: Sitting, seed: str) -> dict[str, Answer]:
    """Something for every item, drawn from the seed."""
    rng = random.Random(seed)
    return {item.code: _something(item, rng) for item in sitting.items}


def stored_answers(wave: OpenWave) -> list[dict[str, Answer]]:
    """What was sent so far, item by item and in no order. The key is at hand in tests only."""
    with wave.installation.store.reading() as session:
        sealed = [each for _, each in envelopes_of(session, wave.id)]
    key = wave.installation.keys.private(wave.id)
    opened = [open_envelope(each, wave.id, key) for each in sealed]
    return [
        {code: answer for sheet in sheets.values() for code, answer in sheet.answers.items()}
        for sheets in opened
    ]


def _something(item: Item, rng: random.Random) -> Answer:
    if item.type in ("rating", "frequency"):
        return rng.randint(int(item.minimum or 1), int(item.maximum or 5))
    if item.type == "number":
        return float(rng.randint(int(item.minimum or 0), int(item.maximum or 9)))
    if item.type == "single":
        return rng.choice(item.options).value
    if item.type in ("multiple", "best"):
        return tuple(sorted(option.value for option in rng.sample(item.options, item.choose or 1)))
    return f"words of {rng.random()}"
