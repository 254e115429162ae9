"""Rows of the simulated targets and actuals: who, which metric, which period, how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from diagnostic.demo.company.deals import WON, Deals, month_of, quarter_of
from diagnostic.demo.company.people import (
    APPROVAL_DAYS,
    CONVERSION,
    FLAT_APPROVAL_DAYS,
    STAGE2_ENTERED,
    count_entered,
    count_open,
    draw_duplicates,
    draw_leavers,
    draw_new_customers,
    draw_visits,
    draw_without_next_step,
)
from diagnostic.demo.company.plan import (
    BOARD_TARGET,
    COMPANY,
    RAMP_TARGET,
    REGION_TARGETS,
    REGIONS,
    TARGET,
    YEAR,
    Ints,
    Structure,
)
from diagnostic.demo.company.roster import RosterRow, rep_id, unit_path

COLUMNS = ("owner_type", "owner_id", "metric", "period", "value", "unit", "currency")
MONTHLY_TARGET = (187_500, 237_500, 250_000, 325_000)  # yuan, by quarter: 3,000,000 a year
RAISE_FROM_JULY = (0, 0, 61_000, 79_000)  # yuan a month: 420,000 more a year
QUARTERS = [f"{year}-Q{quarter}" for year in (YEAR - 1, YEAR) for quarter in (1, 2, 3, 4)]
MONTHS = [f"{year}-{month:02d}" for year in (YEAR - 1, YEAR) for month in range(1, 13)]


def _money(owner: tuple[str, str], metric: str, period: str, value: int) -> RosterRow:
    return (*owner, metric, period, value, "money", "CNY")


def _count(
    owner: tuple[str, str], metric: str, period: object, value: object, unit: str = "count"
) -> RosterRow:
    return (*owner, metric, period, value, unit, "")


def target_rows(structure: Structure) -> Iterable[RosterRow]:
    """Monthly targets of reps, yearly ones of teams, regions and the board; ramp targets of new reps."""
    target = structure.target
    for rep in range(len(target)):
        raised = target[rep] > TARGET
        for month in range(12):
            value = MONTHLY_TARGET[month // 3] + raised * RAISE_FROM_JULY[month // 3]
            yield _money(("person", rep_id(rep)), "sales", MONTHS[12 + month], int(value))
    for rep in np.flatnonzero(structure.new).tolist():
        yield _money(("person", rep_id(rep)), "ramp_sales", str(YEAR), int(RAMP_TARGET * 10_000))
    for team, total in enumerate(np.bincount(structure.team_of, target).tolist()):
        yield _money(("unit", unit_path(structure, team)), "sales", str(YEAR), round(total * 10_000))
    for region, value in enumerate(_region_targets(structure)):
        yield _money(("unit", f"{COMPANY}/{REGIONS[region]}"), "sales", str(YEAR), round(value * 10_000))
    board = BOARD_TARGET if structure.plants else float(target.sum())
    yield _money(("unit", COMPANY), "sales", str(YEAR), round(board * 10_000))


def _region_targets(structure: Structure) -> Sequence[float]:
    if structure.plants:
        return REGION_TARGETS
    return list(np.bincount(structure.region_of, structure.target).tolist())


def actual_rows(rng: np.random.Generator, structure: Structure, deals: Deals) -> Iterable[RosterRow]:
    """Sales by month, activity by quarter, metrics of teams by year and of the company."""
    yield from _sales(structure, deals)
    yield from _activity(structure, "visits", draw_visits(rng, structure))
    yield from _activity(structure, "new_customers", draw_new_customers(rng, structure))
    yield from _unit_metrics(rng, structure, deals)
    yield from _company_metrics(structure, deals)


def _activity(structure: Structure, metric: str, table: Ints) -> Iterable[RosterRow]:
    for rep, values in enumerate(table.tolist()):
        for place in range(4 if structure.new[rep] else 0, 8):
            yield _count(("person", rep_id(rep)), metric, QUARTERS[place], values[place])


def _company_metrics(structure: Structure, deals: Deals) -> Iterable[RosterRow]:
    company = ("unit", COMPANY)
    partner = (deals.stage == WON) & deals.partner
    sums = np.bincount(quarter_of(deals)[partner], deals.amount[partner], minlength=8)
    for period, value in zip(QUARTERS, sums.tolist(), strict=True):
        yield _money(company, "channel_sales", period, int(value))
    for year, entered in STAGE2_ENTERED.items():
        share = CONVERSION[year] if structure.plants else CONVERSION[YEAR - 1]
        yield _count(company, "stage2_entered", year, entered)
        yield _count(company, "stage3_reached", year, round(share * entered))
    days = APPROVAL_DAYS if structure.plants else FLAT_APPROVAL_DAYS
    yield _count(company, "approval_days", YEAR, days, "days")


def _sales(structure: Structure, deals: Deals) -> Iterable[RosterRow]:
    """Each rep's won amounts by month of closing; months without any are rows too, months before the rep joined are
    not."""
    won = deals.stage == WON
    place = deals.owner[won] * 24 + month_of(deals)[won]
    table = np.bincount(place, deals.amount[won], minlength=24 * len(structure.team_of)).reshape(-1, 24)
    for rep, values in enumerate(table.tolist()):
        for month in range(12 if structure.new[rep] else 0, 24):
            yield _money(("person", rep_id(rep)), "sales", MONTHS[month], int(values[month]))


def _unit_metrics(rng: np.random.Generator, structure: Structure, deals: Deals) -> Iterable[RosterRow]:
    leavers = draw_leavers(rng, structure)
    opened = count_open(structure, deals)
    idle = draw_without_next_step(rng, structure, opened)
    double = draw_duplicates(rng, structure, count_entered(structure, deals))
    for team in range(len(structure.team)):
        owner = ("unit", unit_path(structure, team))
        for year, left in leavers.items():
            yield _count(owner, "headcount", year, structure.size[team])
            yield _count(owner, "leavers", year, left[team])
        yield _count(owner, "open_deals", YEAR, opened[team])
        yield _count(owner, "deals_without_next_step", YEAR, idle[team])
        yield _count(owner, "duplicate_deals", YEAR, double[team])
