"""The truth file: what was planted where, which cause is right, and in which file each sign of its rows can be read."""

from __future__ import annotations

from collections.abc import Mapping

from ordinary.company import Company
from ordinary.plants import ANSWERS, Letter

Place = tuple[str, tuple[str, ...]]  # a file and its columns

MORALE, SKILLS, MANAGERS = "answers_morale.csv", "answers_skills.csv", "answers_managers.csv"
DEALS, ACTUALS, TARGETS, ROSTER = "opportunities.csv", "actuals.csv", "targets.csv", "roster.csv"
AMOUNT = ("owner_id", "metric", "period", "value")
CLOSED = ("owner_id", "stage", "closed", "amount", "created")

FIGURES: Mapping[str, tuple[Place, ...]] = {
    "accounts_per_rep_high": ((ROSTER, ("accounts",)),),
    "activity_falling": ((DEALS, CLOSED),),
    "activity_ordinary": ((DEALS, CLOSED),),
    "admin_hours_high": ((ROSTER, ("admin_hours",)), ("timelog.csv", ("admin_minutes",))),
    "attainment_high": ((TARGETS, AMOUNT), (ACTUALS, AMOUNT)),
    "attainment_low": ((TARGETS, AMOUNT), (ACTUALS, AMOUNT)),
    "attainment_spread_wide": ((TARGETS, AMOUNT), (ACTUALS, AMOUNT)),
    "band_equivalent": ((SKILLS, ("band", "SK-DIS-1")),),
    "conversion_low": ((ACTUALS, AMOUNT),),
    "deal_size_ordinary": ((DEALS, CLOSED),),
    "late_losses_price": ((DEALS, ("loss_reason", "last_stage")),),
    "lead_conversion_low": (("leads.csv", ("created", "source", "converted")),),
    "leavers_high": ((ACTUALS, AMOUNT), (ROSTER, ("end",)), ("leavers.csv", ("leave_kind",))),
    "managers_new": ((ROSTER, ("manager_since",)),),
    "market_growth": (("events.csv", ("kind", "size_percent")),),
    "overtime_high": (("attendance.csv", ("overtime_hours", "headcount")),),
    "price_raised": (("events.csv", ("kind", "size_percent")),),
    "ramp_slow": ((ROSTER, ("start",)), (ACTUALS, AMOUNT)),
    "required_level": (("panel.csv", ("role", "scale", "panellist", "rating")),),
    "season_dip": ((ACTUALS, AMOUNT),),
    "span_wide": ((ROSTER, ("manager_id",)),),
    "target_sum_mismatch": ((TARGETS, AMOUNT),),
    "targets_raised": ((TARGETS, AMOUNT), (ACTUALS, AMOUNT), ("events.csv", ("kind", "size_percent"))),
    "vacancies_high": (("posts.csv", ("vacant_from", "filled")),),
    "visits_falling": ((ACTUALS, AMOUNT), ("logging.csv", ("won_deals", "won_with_logged_visit"))),
    "win_rate_low": ((DEALS, CLOSED),),
    "win_rate_ordinary": ((DEALS, CLOSED),),
}

# What each row's `needs` and `unless` read, and what the plan side adds as evidence against.
SIGNS: Mapping[int, tuple[str, ...]] = {
    1: (
        *("attainment_low", "low:MO-TGT", "low_everywhere:MO-TGT", "low:MV-TGT", "targets_raised"),
        *("win_rate_ordinary", "activity_ordinary", "deal_size_ordinary"),
        *("season_dip", "price_raised", "market_growth"),
    ),
    3: ("target_sum_mismatch", "attainment_spread_wide", "low:MO-TGT", "low_everywhere:MO-TGT", "low:MV-TGT"),
    9: (
        *("below_required:SK-DIS@R", "below_required:SK-DIS@N", "below_required:SK-DIS@K", "low:SK-DIS"),
        *("conversion_low", "win_rate_low", "lead_conversion_low"),
        *("late_losses_price", "band_equivalent", "required_level"),
    ),
    18: (
        *("low:MO-COA", "low_everywhere:MO-COA", "win_rate_low", "leavers_high", "ramp_slow"),
        *("span_wide", "vacancies_high"),
    ),
    19: (
        *("low:MO-COA", "managers_new", "win_rate_low", "leavers_high", "ramp_slow", "high:MV-COA"),
        "span_wide",
    ),
    28: (
        *("low:WB-ENE", "low:WB-BAL", "low:WB-LOA", "attainment_high", "season_dip"),
        *("visits_falling", "activity_falling", "leavers_high", "overtime_high"),
    ),
    29: (
        *("low:WB-ENE", "low_everywhere:WB-ENE", "activity_falling", "visits_falling"),
        *("leavers_high", "attainment_low", "season_dip", "overtime_high"),
    ),
    30: (
        *("low:WB-LOA", "low_everywhere:WB-LOA", "accounts_per_rep_high", "admin_hours_high"),
        *("vacancies_high", "overtime_high"),
    ),
}
NOT_ASKED = ("low:WB-REC",)  # a scale that only one wave in six asks


def places(sign: str) -> tuple[Place, ...]:
    """Where a sign can be read; a survey sign has the items of its scale, and the grouping beside them."""
    kind, _, scale = sign.partition(":")
    scale = scale.partition("@")[0]
    if not scale:
        return FIGURES[kind]
    file = SKILLS if scale.startswith("SK") else MANAGERS if scale.startswith("MV") else MORALE
    own: Place = (file, (f"{scale}-1", f"{scale}-2"))
    return (own, *FIGURES["required_level"]) if kind == "below_required" else (own,)


def truth(company: Company) -> dict[str, object]:
    letter, p = company.plant.letter, company.p
    found: dict[str, object] = {
        "simulated": True,
        "seed": company.seed,
        "reps": int(company.seats.filled.sum()),
        "teams": company.structure.teams,
        "plant": letter,
        "causes": [],
    }
    if letter is None:
        return found
    answer = ANSWERS[letter]
    strength: dict[Letter, dict[str, object]] = {
        "a": {"target": p.raised, "MO-TGT": p.raised_tgt},
        "b": {"MO-COA": p.coaching, "win_rate": p.coaching_win, "leavers": p.coaching_leave},
        "c": {"SK-DIS below the panel": p.discovery, "win_rate": p.discovery_win},
        "d": {"WB-LOA": p.load, "visits": p.load_visits},
    }
    if letter == "c":
        role = company.plant.scope.partition(":")[2]
        found["required"] = {"role": role, "SK-DIS": round(company.answers.panel.required(role, "SK-DIS"), 3)}
    teams = [name for name, here in zip(company.structure.team, company.plant.teams, strict=True) if here]
    cause = {
        "what": answer.what,
        "scope": company.plant.scope,
        "teams": teams,
        "strength": strength[letter],  # factors, and standard deviations of the scale's scores
        "row": answer.main,
        "rows": answer.rows,
        "actions": answer.actions,
        "families": answer.families,
        "people_action": answer.people,
        "signs": {str(row): {sign: places(sign) for sign in SIGNS[row]} for row in answer.rows},
    }
    return {**found, "causes": [cause]}
