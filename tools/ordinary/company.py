"""One company, drawn part by part: the ordinary one, and what a plant changes of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ordinary.activity import Activity, draw_activity
from ordinary.business import Trade, draw_trade
from ordinary.chance import Streams, open_streams
from ordinary.deals import Deals, draw_deals
from ordinary.parameters import ORDINARY, Parameters
from ordinary.plants import Letter, Plant, place_plant, shifts, win_factor
from ordinary.seats import Seats, draw_seats
from ordinary.structure import Ints, Structure, draw_structure
from ordinary.survey.answers import Answers, draw_answers
from ordinary.survey.forms import load_forms
from ordinary.targets import set_targets

SURVEYS = Path(__file__).resolve().parents[2] / "surveys"


@dataclass(frozen=True, slots=True)
class Company:
    """`sales` (s, 3, 24) won amounts of people by month, `targets` (s, 3, 12) of the assessed year."""

    seed: int
    p: Parameters
    streams: Streams  # what is left of them: names and records
    structure: Structure
    plant: Plant
    seats: Seats
    trade: Trade
    deals: Deals
    sales: Ints
    targets: Ints
    activity: Activity
    answers: Answers


def draw_company(
    seed: int,
    letter: Letter | None = None,
    p: Parameters = ORDINARY,
    response: float | None = None,
    surveys: Path = SURVEYS,
) -> Company:
    streams = open_streams(seed)
    structure = draw_structure(streams["structure"], p)
    plant = place_plant(streams["scope"], letter, structure)
    leave = np.minimum(p.leave * plant.factor("b", p.coaching_leave, structure), 0.9)
    seats = draw_seats(streams["seats"], p, leave)
    trade = draw_trade(streams["business"], p, structure)
    deals = draw_deals(streams["deals"], p, structure, trade, seats, win_factor(p, plant, structure, seats))
    sales = deals.sales(len(leave))
    raised = plant.factor("a", p.raised, structure)
    visited = plant.factor("d", p.load_visits, structure)
    return Company(
        seed,
        p,
        streams,
        structure,
        plant,
        seats,
        trade,
        deals,
        sales,
        set_targets(p, structure, trade, seats, sales, raised),
        draw_activity(streams["activity"], p, structure, trade, seats, deals, visited),
        draw_answers(
            streams,
            p,
            load_forms(surveys),
            structure,
            seats,
            p.response if response is None else response,
            shifts(p, plant, structure),
            plant.scope.partition(":")[2] if letter == "c" else None,
        ),
    )
