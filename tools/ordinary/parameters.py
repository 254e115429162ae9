"""All numbers of the generator in one place: what an ordinary company is like, and how large the plants are.

Committed before the rules that are judged by them. A later change is listed in docs/calibration_causes.md with its
reason, and both tables are printed before and after.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

SEEDS = range(1, 201)  # the ordinary companies of the bound; a plant is judged on the first hundred

FIELD, KEY_ACCOUNT, CHANNEL = "field", "key_account", "channel"
KINDS = (FIELD, KEY_ACCOUNT, CHANNEL)
ROLES = ("R", "K", "C")  # of an experienced rep in a team of each kind
NEW = "N"


@dataclass(frozen=True, slots=True)
class Business:
    """What a full territory of one kind does in a year: numbers of the middle rep, before territory and person."""

    closed: float  # deals won or lost
    win_rate: float
    amount: float  # yuan, mean of a deal
    amount_spread: float  # standard deviation of the log
    cycle: float  # days, median
    visits: float  # a month
    accounts: float
    new_customers: float
    customers: int  # names among which the deals of a seat are spread
    partner: float  # share of deals that come through a partner


@dataclass(frozen=True, slots=True)
class Parameters:
    """Standard deviations of figures are of logs unless they say points or "pp"; of answers, points of 1..5."""

    # the company
    year: int = 2025
    as_of: date = date(2026, 1, 15)
    reps: int = 230
    team_size: float = 9.6
    smallest_team: int = 6
    vacant: float = 0.015  # of seats on an average day
    region_shares: tuple[tuple[float, ...], ...] = ((0.42, 0.33, 0.25), (0.35, 0.28, 0.21, 0.16))
    region_sharpness: float = 60.0  # of the Dirichlet draw around them
    special_teams: tuple[float, float] = (0.17, 0.29)  # share of teams, each of key account and channel
    new_managers: float = 0.25  # of teams: 6 of 24
    # people
    tenure_years: float = 5.5  # mean, of those in post at the start
    leave: float = 0.15  # of seats, a year; the person who follows is a new rep for a year
    voluntary: float = 0.85
    vacancy_days: tuple[float, float] = (35.0, 0.6)  # median and spread
    ramp_start: float = 0.3  # share of deals a new rep opens in the first days
    ramp_months: float = 6.0
    # territories and sales
    business: Mapping[str, Business] = field(
        default_factory=lambda: {
            FIELD: Business(40, 0.30, 230_000, 0.80, 75, 16, 38, 3.0, 30, 0.12),
            KEY_ACCOUNT: Business(24, 0.24, 700_000, 0.85, 140, 9, 10, 1.0, 8, 0.05),
            CHANNEL: Business(44, 0.36, 150_000, 0.70, 50, 12, 25, 4.0, 25, 0.90),
        }
    )
    business_spread: float = 0.08  # from company to company
    potential_team: float = 0.12
    potential_seat: float = 0.18
    potential_known: float = 0.05  # error of the index in the roster
    potential_on_deals: float = 0.7  # exponent; the rest goes into the amounts
    activity_team: float = 0.08
    activity_rep: float = 0.20
    amount_team: float = 0.06
    amount_rep: float = 0.15
    win_team_pp: tuple[float, float] = (2.0, 3.0)  # standard deviation, drawn per company
    win_rep_pp: float = 3.5
    win_team_year_pp: float = 1.0  # what changes from one year to the next
    win_role_year_pp: float = 0.5
    cycle_spread: float = 0.55
    season: tuple[float, ...] = (0.70, 0.55, 1.05, 0.85, 0.90, 1.15, 0.85, 0.90, 1.15, 0.90, 1.10, 1.90)
    season_spread: float = 0.06
    to_month_end: float = 0.8  # exponent of the place in the month; below 1 more deals close late
    growth: tuple[float, float] = (0.02, 0.03)  # of the market, mean and standard deviation
    # targets
    on_last_year: float = 0.5  # the other half follows potential
    ambition: tuple[float, float] = (0.04, 0.10)  # what targets grow beyond the market
    ramp_targets: tuple[float, ...] = (0.40, 0.45, 0.50, 0.60, 0.75, 0.85, 0.95)  # of a new rep, by month
    # records
    visits_rep: float = 0.25
    visits_team: float = 0.08
    visits_year: tuple[float, float] = (0.04, 0.08)  # of teams and of reps, from one year to the next
    visits_month: tuple[float, ...] = (0.9, 0.6, 1.1, 1.05, 1.0, 1.05, 1.0, 1.0, 1.1, 0.9, 1.1, 1.1)
    logging: tuple[float, float] = (8.0, 2.0)  # Beta: share of visits that a rep enters
    conversion: tuple[float, float, float] = (0.47, 0.03, 0.01)  # mean; between teams; between years
    no_next_step: tuple[float, float] = (0.15, 0.45)  # of open deals, drawn per company
    habit_spread: float = 0.5  # of logits, between teams
    duplicates: tuple[float, float] = (0.01, 0.07)
    admin_hours: tuple[float, float] = (5.5, 11.0)  # a week, mean of the company
    approval_days: tuple[float, float] = (2.0, 7.0)
    inherited: tuple[float, float] = (1.2, 4.8)  # Beta, of experienced reps; new ones have the rest
    leads: float = 10.0  # a rep and year
    lead_conversion: tuple[float, float] = (0.22, 0.03)  # mean; between teams
    loss_reasons: Mapping[str, float] = field(
        default_factory=lambda: {
            "price": 0.26,
            "rival": 0.24,
            "no_budget": 0.22,
            "product": 0.16,
            "delivery": 0.12,
        }
    )
    reasons_coded: float = 0.75
    price_rise: tuple[float, float] = (0.0, 0.02)
    overtime: tuple[float, float, float] = (16.0, 0.30, 0.15)  # hours a month and head; teams; months
    # answers
    response: float = 0.80
    response_spread: float = 0.05  # between teams, by chance
    one_module_only: float = 0.03
    skills: tuple[float, float] = (3.4, 3.8)  # means of scales, drawn per company
    others: tuple[float, float] = (3.2, 3.8)
    low_means: Mapping[str, float] = field(
        default_factory=lambda: {"MO-PAY": 2.8, "MO-TOO": 2.9, "WB-LOA": 2.9, "MV-LOA": 2.9}
    )
    low_spread: float = 0.08
    role_spread: float = 0.06  # of skills
    new_rep_skills: float = -0.20
    icc: tuple[float, float] = (0.05, 0.15)  # drawn per scale and company
    climate: float = 0.3  # share of a unit's effect that all scales have in common
    true_sd: float = 0.61
    method: float = 0.65  # loading on what all scales of a person share
    item_sd: float = 0.55
    item_offset: float = 0.20
    acquiescence: float = 0.25
    careless: float = 0.03
    item_missing: tuple[float, float] = (0.01, 0.03)
    cannot_judge: tuple[float, float] = (0.01, 0.05)
    clipped: float = 0.97  # of the spread of scale scores is left by the ends of the answer scale
    drop_out: float = 0.02  # of sheets, unanswered from some item on
    importance: float = 0.7  # spread of the pull of options
    # managers and the panel
    manager_response: float = 0.85
    managers_see_less: tuple[float, float] = (0.20, 0.10)  # of skills, points below the reps' own view
    panel: int = 6
    panel_wish: tuple[float, float] = (0.15, 0.15)  # above the role's mean
    panel_sd: float = 0.30  # of panellists, after the second round
    panel_item_sd: float = 0.30
    # plants
    raised: float = 1.25
    raised_tgt: float = -0.8
    coaching: float = -0.95
    coaching_win: float = 0.72
    coaching_leave: float = 2.0
    discovery: float = -0.6  # below the panel's requirement
    discovery_win: float = 0.75
    discovery_role: int = 60  # reps at least, in a company of the usual size
    load: float = -0.8
    load_visits: float = 0.8


ORDINARY = Parameters()
