"""A client whose assessment can be analysed: a small company with figures, and a wave that is answered and sealed.

Built on the house of `tests.support.staff`, so that pages and executives find their client; draws are few, to be quick.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from diagnostic.core.figures.model.performance import (
    Amount,
    Opportunity,
    PerformanceTable,
    Period,
    Person,
    Roster,
)
from diagnostic.core.wave.model import Leaf
from diagnostic.core.wave.plan import Invitee, ModulePlan
from diagnostic.core.wave.wave_plan import WavePlan
from diagnostic.settings import Settings
from diagnostic.storage.imports.figures import save_figures
from diagnostic.storage.installation import Installation
from diagnostic.text import Text, same
from diagnostic.usecases.analysis.analyse_assessment import analyse_assessment
from diagnostic.usecases.waves.open_wave import open_wave
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import CLOSES, OpenWave, close_wave, of, survey

SETTINGS = replace(Settings(), resamples=100)
AT = datetime(2026, 3, 2, 9, 30)
TEAMS = (("甲公司", "华东", "东一部"), ("甲公司", "华东", "东二部"), ("甲公司", "华北", "北一部"))
MONTHS = [Period(date(2025, month, 1), date(2025, month, 28)) for month in range(1, 13)]


def quiet(*_: object) -> None:
    """For use cases that tell what they are doing."""


def company(people: int = 36) -> PerformanceTable:
    """Reps R00, R01 ... over three teams, with a year of targets, sales and deals."""
    roster = tuple(
        Person(f"R{at:02}", f"销售{at:02}", TEAMS[at % 3], "R", start=date(2020, 1, 1))
        for at in range(people)
    )
    reach = (0.7, 0.95, 1.05)
    targets = [Amount("person", p.id, "sales", month, 1_000_000, "CNY") for p in roster for month in MONTHS]
    actuals = [
        Amount("person", p.id, "sales", month, round(1_000_000 * (reach[at % 3] + at % 7 / 50)), "CNY")
        for at, p in enumerate(roster)
        for month in MONTHS
    ]
    deals = [
        Opportunity(
            f"D{at}-{nth}",
            p.id,
            "won" if (at + nth) % 3 else "lost",
            date(2025, 1 + nth, 1),
            date(2025, 2 + nth, 20),
            90_000 + 1000 * at,
            "CNY",
        )
        for at, p in enumerate(roster)
        for nth in range(8)
    ]
    return PerformanceTable(Roster(roster), tuple(targets), tuple(actuals), tuple(deals), "CNY")


def give_figures(installation: Installation, client_id: str, people: int = 36) -> None:
    with installation.store.writing() as session:
        save_figures(session, client_id, company(people))


def open_small_wave(
    installation: Installation, assessment_id: str, people: int = 36, closes: date = CLOSES, **plan: Any
) -> OpenWave:
    """Morale of three teams under their own names, not answered yet."""
    leaves = [Leaf(team[1:], tuple(map(same, team[1:])), "field") for team in TEAMS]
    opened = open_wave(
        installation,
        WavePlan(
            assessment_id,
            [survey("morale")],
            [ModulePlan("morale", ("region", "team"), tuple(leaves))],
            [Invitee(f"R{at:02}", {"morale": leaves[at % 3].values}) for at in range(people)],
            Text("找出目标完不成的原因", "to find out why targets are missed"),
            closes,
            **plan,
        ),
    )
    return of(installation, opened)


def seal(wave: OpenWave, answers: int) -> OpenWave:
    for person in list(wave.tokens)[:answers]:
        wave.answer(person)
    close_wave(wave.installation, wave.id)
    seal_wave(wave.installation, wave.id)
    return wave


def analyse(installation: Installation, client_id: str, assessment_id: str, at: datetime = AT) -> str:
    return analyse_assessment(
        installation, SETTINGS, client_id, assessment_id, "alice@example.com", at, quiet
    )
