"""Rows of the files the product reads: roster, targets, actuals, deals, answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ordinary.company import Company
from ordinary.deals import LOST, STAGES
from ordinary.parameters import KINDS, ROLES
from ordinary.seats import NEVER, SLOTS, person_id
from ordinary.structure import COMPANY, Flags, Ints, day
from ordinary.survey.answers import Sheets
from ordinary.survey.forms import BEST_THREE

Row = Sequence[object]
ROSTER = (
    *("person_id", "name", "unit_path", "role", "level", "manager_id", "start", "end", "email", "lang"),
    *("team_type", "manager_since", "territory_potential", "inherited_share", "accounts", "admin_hours"),
)
AMOUNTS = ("owner_type", "owner_id", "metric", "period", "value", "unit", "currency")
DEALS = (
    *("opportunity_id", "owner_id", "stage", "created", "closed", "amount", "currency"),
    *("customer", "product", "channel", "last_stage", "loss_reason"),
)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
GIVEN = "子志文建国海晓雨思佳明宇俊浩嘉欣梦雅静丽燕春秋立永振德光新长"
LATE_STAGES = ("quotation", "negotiation")
EARLY_STAGES = ("contact", "needs")
BANDS = ("bottom", "middle", "top")


def people(company: Company) -> Iterator[tuple[int, int]]:
    """Seat and slot of everybody who ever was in post."""
    seats, slots = np.nonzero(company.seats.exists)
    return zip(seats.tolist(), slots.tolist(), strict=True)


def manager_id(team: int) -> str:
    return f"M{team + 1:03d}"


def roster(company: Company) -> Iterator[Row]:
    rng, s, p = company.streams["names"], company.structure, company.p
    count = len(s.team_of)
    names = rng.integers(0, len(SURNAMES), (count + s.teams, SLOTS, 3)) % 30
    hours = np.clip(rng.uniform(*p.admin_hours) + rng.normal(0, 1.5, (count, SLOTS)), 0.5, None)
    accounts = np.maximum(company.trade.of(s, "accounts") * np.exp(rng.normal(0, 0.2, (SLOTS, count))), 3).T
    share, level = rng.beta(*p.inherited, (count, SLOTS)), rng.integers(1, 4, (count, SLOTS))
    share = np.where(company.seats.new, np.maximum(share, 1 - share), share)
    joined = s.manager_since - rng.integers(300, 2500, s.teams)
    for team in range(s.teams):
        name = _name(names[count + team, 0])
        yield (
            *(manager_id(team), name, s.path(team), "M", "L4", "", day(joined[team]), ""),
            *(
                f"{manager_id(team).lower()}@example.com",
                "zh",
                KINDS[s.kind[team]],
                day(s.manager_since[team]),
            ),
            *("", "", "", ""),
        )
    for seat, slot in people(company):
        number, team = person_id(seat, slot), int(s.team_of[seat])
        end = company.seats.end[seat, slot]
        yield (
            *(number, _name(names[seat, slot]), s.path(team), ROLES[s.kind[team]]),
            *(f"L{1 if company.seats.new[seat, slot] else level[seat, slot]}", manager_id(team)),
            *(day(company.seats.start[seat, slot]), "" if end == NEVER else day(end)),
            *(f"{number.lower()}@example.com", "zh", KINDS[s.kind[team]], day(s.manager_since[team])),
            *(company.trade.known[seat], round(float(share[seat, slot]), 2)),
            *(round(float(accounts[seat, slot])), round(float(hours[seat, slot]), 1)),
        )


def _name(parts: Ints) -> str:
    return SURNAMES[parts[0]] + GIVEN[parts[1]] + GIVEN[parts[2]]


def _money(kind: str, owner: str, metric: str, period: str, value: int) -> Row:
    return (kind, owner, metric, period, value, "money", "CNY")


def _count(kind: str, owner: str, metric: str, period: str, value: float, unit: str = "count") -> Row:
    return (kind, owner, metric, period, value, unit, "")


def targets(company: Company) -> Iterator[Row]:
    """Of people by month; those of units are their sums, to the yuan."""
    s, year = company.structure, company.p.year
    for seat, slot in people(company):
        for month, value in enumerate(company.targets[seat, slot].tolist()):
            if value > 0:
                yield _money("person", person_id(seat, slot), "sales", f"{year}-{month + 1:02d}", value)
    team = np.zeros(s.teams, dtype=np.int64)
    np.add.at(team, s.team_of, company.targets.sum(axis=(1, 2)))
    for place in range(s.teams):
        yield _money("unit", s.path(place), "sales", str(year), int(team[place]))
    for region, name in enumerate(s.regions):
        yield _money("unit", f"{COMPANY}/{name}", "sales", str(year), int(team[s.region == region].sum()))
    yield _money("unit", COMPANY, "sales", str(year), int(team.sum()))


def actuals(company: Company) -> Iterator[Row]:
    """Of people by month or quarter while they were in post, of teams by year."""
    a, year = company.activity, company.p.year
    months = [f"{y}-{m:02d}" for y in (year - 1, year) for m in range(1, 13)]
    quarters = [f"{y}-Q{q}" for y in (year - 1, year) for q in (1, 2, 3, 4)]
    there = a.post > 0
    for seat, slot in people(company):
        number, own = person_id(seat, slot), there[seat, slot]
        for metric, unit, values in (("sales", "money", company.sales), ("visits", "count", a.visits)):
            currency = "CNY" if unit == "money" else ""
            for month in np.flatnonzero(own).tolist():
                yield (
                    "person",
                    number,
                    metric,
                    months[month],
                    int(values[seat, slot, month]),
                    unit,
                    currency,
                )
        for quarter in np.flatnonzero(own.reshape(8, 3).any(axis=1)).tolist():
            new = int(a.new_customers[seat, slot, quarter])
            yield _count("person", number, "new_customers", quarters[quarter], new)
    yield from _of_units(company, quarters)


def _of_units(company: Company, quarters: list[str]) -> Iterator[Row]:
    a, s, year = company.activity, company.structure, company.p.year
    both = {
        "headcount": a.headcount,
        "leavers": a.leavers,
        "stage2_entered": a.entered,
        "stage3_reached": a.reached,
    }
    now = {
        "open_deals": a.open_deals,
        "deals_without_next_step": a.no_next_step,
        "duplicate_deals": a.duplicates,
    }
    for team in range(s.teams):
        for metric, values in both.items():
            for place in (0, 1):
                yield _count("unit", s.path(team), metric, str(year - 1 + place), int(values[team, place]))
        for metric, each in now.items():
            yield _count("unit", s.path(team), metric, str(year), int(each[team]))
    won = (company.deals.stage == 0) & company.deals.partner
    partner = np.bincount(company.deals.month[won] // 3, company.deals.amount[won], minlength=8)
    for quarter, value in zip(quarters, partner.tolist(), strict=True):
        yield _money("unit", COMPANY, "channel_sales", quarter, int(value))
    days = company.streams["names"].uniform(*company.p.approval_days)
    yield _count("unit", COMPANY, "approval_days", str(year), round(float(days), 1), "days")


def deals(company: Company) -> Iterator[Row]:
    d = company.deals
    reasons, shares = zip(*company.p.loss_reasons.items(), strict=True)
    place = np.searchsorted(np.cumsum(shares), (d.reason * 7919) % 1)
    coded = d.reason < company.p.reasons_coded
    for row in np.argsort(d.created, kind="stable").tolist():
        lost = d.stage[row] == LOST
        late = (d.reason[row] * 104_729) % 1
        stages = LATE_STAGES if late < 0.55 else EARLY_STAGES
        open_ended = d.closed[row] == NEVER
        yield (
            *(
                f"D{d.number[row] + 1:06d}",
                person_id(int(d.seat[row]), int(d.slot[row])),
                STAGES[d.stage[row]],
            ),
            *(day(d.created[row]), "" if open_ended else day(d.closed[row]), d.amount[row], "CNY"),
            *(f"客户{d.origin[row] + 1:04d}-{d.customer[row] + 1:02d}", f"产品{d.product[row] + 1}"),
            "partner" if d.partner[row] else "direct",
            stages[int(late * 1000) % 2] if lost else "",
            reasons[min(place[row], len(reasons) - 1)] if lost and coded[row] else "",
        )


def answers(
    sheets: Sheets, groups: dict[str, list[str]], chosen: Ints | None = None
) -> tuple[Row, Iterator[Row]]:
    """Heading and rows, in an order that says nothing; groups by person of the sheets."""
    heading = (*groups, *sheets.form.codes, *((BEST_THREE,) if chosen is not None else ()))
    return heading, _sheet_rows(sheets, groups, chosen)


def _sheet_rows(sheets: Sheets, groups: dict[str, list[str]], chosen: Ints | None) -> Iterator[Row]:
    for who in sheets.rows.tolist():
        ticked = ["" if value != value else int(value) for value in sheets.values[who].tolist()]
        three = [] if chosen is None else [";".join(map(str, chosen[who].tolist()))]
        yield [*(column[who] for column in groups.values()), *ticked, *three]


def bands(company: Company) -> list[str]:
    """(s,) thirds of the year's attainment within roles; who has no target is in the middle."""
    target = company.seats.of_current(company.targets.sum(axis=2))
    sold = company.seats.of_current(company.sales[:, :, 12:].sum(axis=2))
    role, band = np.array(company.answers.role), np.ones(len(target), dtype=np.int64)
    asked: Flags = (target > 0) & company.seats.filled
    for each in np.unique(role):
        own = np.flatnonzero((role == each) & asked)
        rank = np.argsort(np.argsort(sold[own] / target[own]))
        band[own] = 3 * rank // max(len(own), 1)
    return [BANDS[place] for place in band]
