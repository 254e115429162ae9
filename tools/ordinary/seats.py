"""Who sits where and when: leavers, vacancies and new reps over two years, seat by seat.

A seat has up to three people one after the other, since one may leave in each year. All random numbers belong to the
seat, so that more leavers in one team change nobody elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from ordinary.parameters import NEW, ROLES, Parameters
from ordinary.structure import LAST, YEAR_START, Flags, Floats, Ints, Structure

NEVER = 100_000  # a day beyond every other
SLOTS = 3
NEW_DAYS = 365
Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Seats:
    """(s, 3): first and last day of each person; `start` is NEVER where nobody came, `end` where nobody left."""

    start: Ints
    end: Ints

    @property
    def exists(self) -> Flags:
        return self.start <= LAST

    @property
    def current(self) -> Ints:
        """(s,) who is in post on the last day; -1 for a vacant seat."""
        there = self.in_post(LAST)
        return np.where(there.any(axis=1), there.argmax(axis=1), -1)

    @property
    def filled(self) -> Flags:
        return self.current >= 0

    @property
    def new(self) -> Flags:
        """(s, 3) who came less than a year before the last day."""
        return self.exists & (LAST - self.start < NEW_DAYS)

    def in_post(self, when: int) -> Flags:
        return (self.start <= when) & (self.end >= when)

    def of_current(self, values: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """(s,) of (s, 3): the value of the person in post; a vacant seat has that of its first one."""
        place = np.where(self.filled, self.current, 0)
        found: npt.NDArray[Kind] = values[np.arange(len(values)), place]
        return found

    def months(self, first: int, days: Ints) -> Floats:
        """(s, 3, m) share of each month in post; `days` are the lengths of the months that begin at day `first`."""
        begins = first + np.concatenate([[0], np.cumsum(days)[:-1]])
        last = np.minimum(self.end[..., None], begins + days - 1)
        share: Floats = np.clip(last - np.maximum(self.start[..., None], begins) + 1, 0, None) / days
        return share


def draw_seats(rng: np.random.Generator, p: Parameters, leave: Floats) -> Seats:
    """`leave` is the chance of each seat (s,) to lose its person in the assessed year."""
    seats = len(leave)
    start = np.full((seats, SLOTS), NEVER)
    end = np.full((seats, SLOTS), NEVER)
    start[:, 0] = -np.ceil(rng.exponential(p.tenure_years * 365, seats)).astype(np.int64) - 1
    chance, when = rng.random((2, seats)), rng.random((2, seats))
    middle, spread = p.vacancy_days
    vacant = np.clip(middle * np.exp(spread * rng.standard_normal((2, seats))), 5, 200).astype(np.int64)
    years = ((0, YEAR_START - 1, np.full(seats, p.leave)), (YEAR_START, LAST, leave))
    for year, (first, last, share) in enumerate(years):
        out = (first + when[year] * (last - first + 1)).astype(np.int64)
        there = (start <= out[:, None]) & (end > out[:, None])
        leaves = (chance[year] < share) & there.any(axis=1)
        seat, slot = np.flatnonzero(leaves), there.argmax(axis=1)[leaves]
        end[seat, slot] = out[seat]
        start[seat, slot + 1] = out[seat] + vacant[year][seat]
    return Seats(np.where(start > LAST, NEVER, start), np.where(start > LAST, NEVER, end))


def roles(structure: Structure, seats: Seats) -> list[str]:
    """(s,) of the current people, as the surveys ask for it: a rep in the first year is new whatever the team."""
    usual = np.array(ROLES)[structure.kind_of]
    return [
        NEW if new else role for new, role in zip(seats.of_current(seats.new), usual.tolist(), strict=True)
    ]


def person_id(seat: int, slot: int) -> str:
    return f"P{seat + 1:04d}{'ABC'[slot]}"
