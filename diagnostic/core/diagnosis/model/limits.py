"""How far a figure must go before it is a sign: labelled conventions, gathered for a consultant to argue with.

None of them makes a claim. A sign says that something is worth naming; a cause is likely only with two independent
ones (docs/adr/0013), and every sign is printed with its number and its limit.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from diagnostic.core.figures.analysis.tenure import NEW_MANAGER_MONTHS


@dataclass(frozen=True, slots=True)
class SignLimits:
    """Each limit in the unit of its metric, with the reason for it. Raises ValueError unless all are positive."""

    ordinary: float = (
        0.10  # share of the reference: within a tenth no sales leader would act on the difference
    )
    likeness: float = 0.15  # share of the reference: how far a figure "as elsewhere" may lie from it
    likeness_end: float = (
        0.25  # the same of the ends of its 90 % interval: else "as elsewhere" is only not known
    )
    # survey
    units_differ: float = (
        0.05  # ICC(1): half of what LeBreton & Senter 2008 call medium; below it, no unit effect
    )
    units_differ_p: float = 0.05  # of the F test, times the number of scales looked at (Bonferroni)
    driver_places: int = 2  # of one outcome: more than two "main" drivers are a list, not a lead
    driver_share: float = 0.02  # lower end of the interval: Cohen's 1988 small effect, f2 = .02 of variance
    stated_places: int = 3  # every respondent chose three
    alike_scales: float = (
        0.80  # of a region's scales apart in one direction: a style of answering, not a finding
    )
    # targets and season
    spread: float = 3.0  # ninth over first decile of attainment: the 0.3 to 3.0 of cause map row 3, inside
    raised: float = 0.05  # targets grown beyond the others': more than rounding and joiners explain
    mismatch: float = 0.01  # parts against the whole: a hundredth is more than rounding of yearly targets
    same_target: float = 0.80  # of the reps: four in five with one and the same number is one size for all
    season_dip: float = 0.15  # of a quarter's share of the year: beyond what a moved holiday does
    # people and territories
    potential_low: float = 0.80  # index, 1 is average: a fifth fewer sales to be had
    potential_spread: float = 0.50  # between the highest and lowest twentieth: half an average territory
    inherited: float = 0.50  # of sales: more than half is a predecessor's work
    new_reps: float = 0.40  # cause map row 6
    manager_months: float = NEW_MANAGER_MONTHS  # cause map row 19, and the split of the declared contrast
    span: float = 12.5  # reps a team: cause map row 18 says more than 12 on average
    admin_hours: float = 8.0  # a week: one working day of five
    sales_spread: float = 5.0  # ninth over first decile of sales: targets and territories explain less
    # deals and records
    one_client: float = 0.50  # of the value won: cause map row 5
    no_next_step: float = 0.30  # of open deals: a forecast then rests on hope for nearly a third
    duplicates: float = 0.05  # of deals: one in twenty registered twice is a rule missing, not a slip
    quarter_end: float = 0.50  # of the value won in the last month of a quarter; a third is even
    approval_days: float = 5.0  # a working week
    whole: float = 1.0  # attainment of 100 %

    def __post_init__(self) -> None:
        if min(getattr(self, each.name) for each in fields(self)) <= 0:
            raise ValueError("a limit is positive")


LIMITS = SignLimits()
EXACT = 1e-9  # a share of one that was summed from floats is still one
