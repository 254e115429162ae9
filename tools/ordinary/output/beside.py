"""Files that the rivals of the planted causes need and the product can't read yet: they lie beside the other inputs.

Their forms follow the list of files the plan side asks for: panel, leads, posts, leavers, attendance, a sample of
working time, events of the market, and how many won deals have a logged visit.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ordinary.chance import poisson
from ordinary.company import Company
from ordinary.output.tables import Row, people
from ordinary.parameters import ROLES
from ordinary.seats import NEVER, SLOTS, person_id
from ordinary.structure import LAST, YEAR_START, day
from ordinary.survey.panel import ASKED, KINDS

PANEL = ("role", "scale", "item", "panellist", "panellist_kind", "round", "rating")
LEADS = ("lead_id", "owner_id", "source", "created", "assigned", "first_contact", "status", "converted")
POSTS = ("post", "unit_path", "role", "vacant_from", "filled")
LEAVERS = ("person_id", "unit_path", "start", "end", "leave_kind", "leave_reason")
ATTENDANCE = ("unit_path", "month", "headcount", "overtime_hours", "leave_untaken_share")
TIMELOG = ("rep", "day", "client_minutes", "travel_minutes", "admin_minutes", "other_minutes")
EVENTS = ("kind", "month", "size_percent", "source")
LOGGING = ("owner_id", "quarter", "won_deals", "won_with_logged_visit")
SOURCES = ("website", "fair", "referral", "marketing")
REASONS = ("pay", "career", "family", "other_offer", "work")
SAMPLED, SAMPLED_DAYS = 24, 10


def panel(company: Company) -> Iterator[Row]:
    """Round 2, of the scales each role is asked; a panellist's scale mean is the mean of their items."""
    found = company.answers.panel
    asked = found.form.asked(list(ASKED), np.array([0, *range(len(ROLES))]))
    for role in range(len(ASKED)):
        for item in np.flatnonzero(asked[role]).tolist():
            scale = found.form.scales[found.form.scale_of[item]]
            for place, kind in enumerate(KINDS):
                rating = int(found.ratings[role, place, item])
                yield (ASKED[role], scale, found.form.codes[item], f"P{place + 1}", kind, 2, rating)


def leads(company: Company) -> Iterator[Row]:
    """Both years; what becomes of a lead goes with the team and with nothing else."""
    rng, p, s, post = company.streams["records"], company.p, company.structure, company.activity.post
    mean, between = p.lead_conversion
    rate = np.clip(mean + rng.normal(0, between, s.teams), 0.05, 0.6)
    years = post.reshape(*post.shape[:2], 2, 12).mean(axis=3)
    count = poisson(rng.random(years.shape), p.leads * years)
    luck = rng.random((*years.shape, 40, 6))  # a lead's own numbers, whatever the others are
    for seat, slot in people(company):
        start = max(int(company.seats.start[seat, slot]), 0)
        for year in (0, 1):
            first = max(start, YEAR_START * year)
            last = min(int(company.seats.end[seat, slot]), LAST if year else YEAR_START - 1)
            for nth, each in enumerate(luck[seat, slot, year, : int(count[seat, slot, year])].tolist()):
                owner = person_id(seat, slot)
                number = f"L{owner[1:]}{year}{nth:02d}"
                yield _lead(number, owner, first, last, rate[s.team_of[seat]], each)


def _lead(number: str, owner: str, first: int, last: int, rate: float, luck: list[float]) -> Row:
    created = first + int(luck[0] * max(last - first, 1))
    contact = created + int(luck[1] ** 3 * 8)
    converted = contact + int(luck[2] * 45)
    ready = luck[3] < rate and converted <= LAST
    status = "converted" if ready else "disqualified" if luck[4] < 0.6 else "open"
    return (
        *(number, owner, SOURCES[int(luck[5] * len(SOURCES))], day(created), day(created)),
        *(day(contact) if contact <= LAST else "", status, day(converted) if ready else ""),
    )


def posts(company: Company) -> Iterator[Row]:
    """One row a vacancy, and one without days for a post that was never vacant."""
    s, seats = company.structure, company.seats
    for seat, team in enumerate(s.team_of.tolist()):
        gone = seats.end[seat][seats.end[seat] <= LAST]
        where = (f"S{seat + 1:04d}", s.path(team), ROLES[s.kind[team]])
        if not len(gone):
            yield (*where, "", "")
        for slot, end in enumerate(gone.tolist()):
            follows = seats.start[seat, slot + 1] if slot + 1 < SLOTS else NEVER
            yield (*where, day(end + 1), "" if follows == NEVER else day(follows))


def leavers(company: Company) -> Iterator[Row]:
    rng, seats = company.streams["records"], company.seats
    luck = rng.random((*seats.start.shape, 2))
    for seat, slot in people(company):
        if seats.end[seat, slot] <= LAST:
            kind = "voluntary" if luck[seat, slot, 0] < company.p.voluntary else "other"
            reason = REASONS[int(luck[seat, slot, 1] * len(REASONS))] if kind == "voluntary" else ""
            path = company.structure.path(int(company.structure.team_of[seat]))
            start, end = day(seats.start[seat, slot]), day(seats.end[seat, slot])
            yield (person_id(seat, slot), path, start, end, kind, reason)


def attendance(company: Company) -> Iterator[Row]:
    """Totals of teams by month of the assessed year."""
    rng, s, year = company.streams["records"], company.structure, company.p.year
    hours, teams, months = company.p.overtime
    usual = hours * np.exp(rng.normal(0, teams, s.teams))
    by_month = usual[:, None] * np.exp(rng.normal(0, months, (s.teams, 12)))
    untaken = np.clip(rng.beta(4, 8, s.teams), 0, 1)
    for team in range(s.teams):
        heads = int(company.activity.headcount[team, 1])
        for month in range(12):
            total = round(float(by_month[team, month]) * heads, 1)
            yield (s.path(team), f"{year}-{month + 1:02d}", heads, total, round(float(untaken[team]), 2))


def timelog(company: Company) -> Iterator[Row]:
    """Two weeks of a few reps under numbers that lead nowhere."""
    rng, p = company.streams["records"], company.p
    admin = rng.uniform(*p.admin_hours) * 12 * np.exp(rng.normal(0, 0.25, (SAMPLED, SAMPLED_DAYS)))
    client, travel = rng.normal(190, 40, admin.shape), rng.normal(95, 30, admin.shape)
    for rep in range(SAMPLED):
        for at in range(SAMPLED_DAYS):
            spent = [round(max(float(part[rep, at]), 0)) for part in (client, travel, admin)]
            yield (f"T{rep + 1:02d}", at + 1, *spent, max(490 - sum(spent), 0))


def events(company: Company) -> Iterator[Row]:
    """What happened outside: the market's growth as it was, price changes, and nothing else."""
    rng, year = company.streams["records"], company.p.year
    price = round(100 * float(rng.uniform(*company.p.price_rise)), 1)
    yield ("market_index", f"{year}", round(100 * company.trade.growth, 1), "industry association")
    yield ("price", f"{year}-03", price, "price list")


def logging(company: Company) -> Iterator[Row]:
    a, year = company.activity, company.p.year
    quarters = [f"{y}-Q{q}" for y in (year - 1, year) for q in (1, 2, 3, 4)]
    for seat, slot in people(company):
        for place, quarter in enumerate(quarters):
            if a.won[seat, slot, place]:
                won, logged = int(a.won[seat, slot, place]), int(a.logged[seat, slot, place])
                yield (person_id(seat, slot), quarter, won, logged)
