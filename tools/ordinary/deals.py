"""Single deals of two years and the open ones: who opened them, who closed them, how they ended.

Closing days follow the season, and a deal is there only if somebody was in post to open it, less often so in the
first months. A leaver's open deals go to the person who follows, or to a colleague while the seat is vacant.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ordinary.business import Trade
from ordinary.parameters import KINDS, Parameters
from ordinary.seats import NEVER, SLOTS, Seats
from ordinary.structure import FIRST, LAST, YEAR_START, Flags, Floats, Ints, Structure

MONTHS = 30  # of closing: two years and the half-year after, whose deals are still open
_FIRST_DAYS = np.array(
    [(np.datetime64(FIRST, "M") + each).astype("datetime64[D]").astype(int) for each in range(MONTHS + 1)]
)
STARTS = _FIRST_DAYS - _FIRST_DAYS[0]
LENGTHS = np.diff(STARTS)
WON, LOST, OPEN = 0, 1, 2
STAGES = ("won", "lost", "open")
LOST_SIZE = 1.05
PRODUCTS = 4


@dataclass(frozen=True, slots=True)
class Deals:
    """One row a deal; `number` stays the same whatever is planted. Amounts in yuan, `closed` NEVER while open."""

    number: Ints
    seat: Ints
    slot: Ints  # of the owner: who closed it, or has it now
    stage: Ints
    created: Ints
    closed: Ints
    amount: Ints
    customer: Ints  # of the seat the deal began in
    origin: Ints  # that seat
    product: Ints
    partner: Flags
    reason: Floats  # a uniform number, from which the reason of a loss is read

    @property
    def month(self) -> Ints:
        """Of closing, 0 to 23; later ones are open."""
        return np.searchsorted(STARTS, self.closed, side="right") - 1

    def sales(self, seats: int) -> Ints:
        """(s, 3, 24) won amounts by owner and month."""
        won = self.stage == WON
        place = (self.seat[won] * SLOTS + self.slot[won]) * 24 + self.month[won]
        found = np.bincount(place, self.amount[won], minlength=seats * SLOTS * 24)
        return np.rint(found).astype(np.int64).reshape(seats, SLOTS, 24)


def draw_deals(
    rng: np.random.Generator, p: Parameters, structure: Structure, trade: Trade, seats: Seats, factor: Floats
) -> Deals:
    """`factor` (s, 3) is on the chance to win what closes in the assessed year."""
    weight = np.tile(trade.season, 3)[:MONTHS] * (1 + trade.growth) ** np.repeat([0, 1, 2], 12)[:MONTHS]
    territory = trade.of(structure, "closed") * trade.potential**p.potential_on_deals
    count = rng.poisson((territory[:, None] * trade.activity * weight.sum() / 12).ravel())
    place = np.repeat(np.arange(count.size), count)
    n, seat, slot = len(place), place // SLOTS, place % SLOTS
    month = rng.choice(MONTHS, n, p=weight / weight.sum())
    closed = STARTS[month] + (rng.random(n) ** p.to_month_end * LENGTHS[month]).astype(np.int64)
    cycle = trade.of(structure, "cycle")[seat] * np.exp(p.cycle_spread * rng.standard_normal(n))
    created = closed - np.clip(np.rint(cycle), 3, 700).astype(np.int64)
    opened = rng.random(n) < _opens(p, seats, seat, slot, created)
    luck, size, client, product, partner, reason = rng.random(n), rng.standard_normal(n), *rng.random((4, n))
    year = np.clip((closed >= YEAR_START).astype(np.int64), 0, 1)
    chance = np.clip(trade.win[seat, slot] + trade.win_year[seat, year], 0.05, 0.85)
    chance = chance * np.where(year == 1, factor[seat, slot], 1.0)
    stage = np.where(closed > LAST, OPEN, np.where(luck < chance, WON, LOST))
    amounts = _amounts(p, structure, trade, place, size) * np.where(stage == WON, 1.0, LOST_SIZE)
    owner = _owners(structure, seats, seat, np.minimum(closed, LAST))
    deals = Deals(
        np.arange(n),
        owner[0],
        owner[1],
        stage,
        created,
        np.where(closed > LAST, NEVER, closed),
        np.maximum(np.rint(amounts), 1000).astype(np.int64),
        (client**1.6 * trade.of(structure, "customers")[seat]).astype(np.int64),
        seat,
        (product * PRODUCTS).astype(np.int64),
        partner < trade.of(structure, "partner")[seat],
        reason,
    )
    return keep(deals, opened & (created <= LAST) & (owner[1] >= 0))


def keep(deals: Deals, which: Flags) -> Deals:
    return Deals(*(getattr(deals, name)[which] for name in Deals.__slots__))


def _opens(p: Parameters, seats: Seats, seat: Ints, slot: Ints, created: Ints) -> Floats:
    """The chance that the deal was opened: nobody opens one before or after being in post.

    What those in post from the beginning inherited counts as theirs.
    """
    start, end = seats.start[seat, slot], seats.end[seat, slot]
    months = (created - start) / 30.4
    ramp = np.minimum(1.0, p.ramp_start + (1 - p.ramp_start) * months / p.ramp_months)
    there = ((created >= start) | (slot == 0)) & (created <= end)
    return np.where(there, np.where(slot == 0, 1.0, ramp), 0.0)


def _amounts(p: Parameters, structure: Structure, trade: Trade, place: Ints, size: Floats) -> Floats:
    seat = place // SLOTS
    spread = np.array([p.business[kind].amount_spread for kind in KINDS])[structure.kind_of][seat]
    middle = trade.of(structure, "amount")[seat] * trade.potential[seat] ** (1 - p.potential_on_deals)
    found: Floats = middle * trade.amount.ravel()[place] * np.exp(spread * size - spread**2 / 2)
    return found


def _owners(structure: Structure, seats: Seats, seat: Ints, when: Ints) -> tuple[Ints, Ints]:
    """Seat and slot of the person in post on the day: of the same seat, else of the next seat of the team."""
    first = np.searchsorted(structure.team_of, structure.team_of)
    size = np.bincount(structure.team_of)[structure.team_of]
    found, slot = seat.copy(), np.full(len(seat), -1)
    for step in range(int(size.max())):
        missing = slot < 0
        base = first[seat[missing]]
        trial = base + (seat[missing] - base + step) % size[seat[missing]]
        day = when[missing, None]
        there = (seats.start[trial] <= day) & (seats.end[trial] >= day)
        found[missing] = trial
        slot[missing] = np.where(there.any(axis=1), there.argmax(axis=1), -1)
    return found, slot
