"""Each sign on a small diagnosis: seen, seen otherwise, or not observable."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagnostic.core.diagnosis.causes.sign_reading import turned
from diagnostic.core.diagnosis.causes.signs import read_sign
from diagnostic.core.diagnosis.model.coverage import Coverage
from diagnostic.core.diagnosis.model.limits import SignLimits
from diagnostic.core.diagnosis.model.result import CannotSay, Result
from tests.made.signed import MAP, contrast, diagnosis, figure, mean, result

NORTH, SOUTH = "region:N", "region:S"


def state(code: str, scope: str, *results: Result) -> str:
    return read_sign(code, scope, diagnosis(*results), MAP)[0]


def driver(measure: str, share: float, low: float) -> Result:
    return result("driver", "m/company", measure, share, "described", low=low)


def stated(theme: str, share: float) -> Result:
    return result("stated_importance", "m/company", theme, share, "described")


def own_view(gap: float) -> Result:
    return result("self_manager", "s/company", "SK-DIS", gap, "clear")


SHORT_R = result("required_current", "s/role:R", "SK-DIS", -0.5, "clear")
SHORT_ALL = result("required_current", "s/company", "SK-DIS", -0.5, "clear")
LOW = contrast("m/region:N", "MO-TGT", -0.5, "clear")


def of_kind(scope: str, value: float, company: float = 0.9) -> tuple[Result, ...]:
    """What others of its kind reached, and the company as a whole."""
    return figure(scope, "attainment_of_kind", value), figure("company", "attainment", company)


@pytest.mark.parametrize(
    ("code", "scope", "results", "expected"),
    [
        ("low:MO-TGT", NORTH, (LOW,), "seen"),
        ("high:MO-TGT", NORTH, (LOW,), "otherwise"),
        ("ordinary:MO-TGT", NORTH, (LOW,), "otherwise"),
        ("low:MO-TGT", NORTH, (contrast("m/region:N", "MO-TGT", -0.5, "likely"),), "seen"),
        ("low:MO-TGT", NORTH, (contrast("m/region:N", "MO-TGT", -0.5, "cannot_tell"),), "otherwise"),
        ("ordinary:MO-TGT", NORTH, (contrast("m/region:N", "MO-TGT", -0.1, "cannot_tell"),), "seen"),
        ("low:MO-TGT", NORTH, (), "unknown"),
        ("low:MO-TGT", NORTH, (contrast("m/region:N", "MO-TGT", None, "cannot_tell"),), "unknown"),
        # of two groups one is tested and the other read from its other side
        ("high:MO-TGT", SOUTH, (contrast("m/region:N", "MO-TGT", -0.5, "clear", ("m/region:S",)),), "seen"),
        (
            "low:MO-TGT",
            SOUTH,
            (contrast("m/region:N", "MO-TGT", -0.5, "clear", ("m/region:S",)),),
            "otherwise",
        ),
        (
            "low:MO-TGT",
            SOUTH,
            (contrast("m/region:N", "MO-TGT", -0.5, "clear", ("m/region:S", "m/region:W")),),
            "unknown",
        ),
        # the company: its interval against the middle of the scale, skills against what is required
        ("low:MO-TGT", "company", (mean("MO-TGT", 2.5, 0.2),), "seen"),
        ("low:MO-TGT", "company", (mean("MO-TGT", 2.9, 0.2),), "otherwise"),
        ("high:MO-TGT", "company", (mean("MO-TGT", 3.4, 0.2),), "seen"),
        ("low:MO-TGT", "company", (mean("MO-TGT", 2.5, None),), "unknown"),
        ("low:SK-DIS", "company", (SHORT_R,), "seen"),
        ("below_required:SK-DIS@R", "role:R", (SHORT_R,), "seen"),
        ("below_required:SK-DIS@R", "company", (SHORT_ALL,), "seen"),
        ("below_required:SK-DIS@N", "role:R", (SHORT_R,), "unknown"),
        ("below_required:SK-DIS@R", NORTH, (), "unknown"),
        ("low_everywhere:MO-TGT", "company", (mean("MO-TGT", 2.5, 0.2),), "seen"),
        ("low_everywhere:MO-TGT", "company", (mean("MO-TGT", 2.5, 0.2), LOW), "otherwise"),
        ("low_everywhere:MO-TGT", NORTH, (mean("MO-TGT", 2.5, 0.2),), "unknown"),
        (
            "differs:MO-TGT",
            "company",
            (result("icc", "m/company", "MO-TGT", 0.12, "described", p=0.001),),
            "seen",
        ),
        (
            "differs:MO-TGT",
            "company",
            (result("icc", "m/company", "MO-TGT", 0.04, "described", p=0.001),),
            "otherwise",
        ),
        (
            "differs:MO-TGT",
            "company",
            (
                result("icc", "m/company", "MO-TGT", 0.12, "described", p=0.02),
                *(result("icc", "m/company", code, 0.0, "described", p=0.5) for code in ("MO-REC", "MO-PAY")),
            ),
            "otherwise",
        ),
        ("stated_top:MO-TGT", "company", (stated("MO-TGT", 0.4),), "seen"),
        (
            "stated_top:MO-TGT",
            "company",
            (stated("MO-TGT", 0.4), *(stated(c, 0.5) for c in ("A", "B", "C"))),
            "otherwise",
        ),
        ("driver:MO-TGT", "company", (driver("MO-TGT>MO-ENG", 0.1, 0.03),), "seen"),
        ("driver:MO-TGT", "company", (driver("MO-TGT>MO-ENG", 0.1, 0.02),), "otherwise"),
        (
            "driver:MO-TGT",
            "company",
            (driver("MO-TGT>MO-ENG", 0.1, 0.03), *(driver(f"{c}>MO-ENG", 0.2, 0.1) for c in ("A", "B"))),
            "otherwise",
        ),
        (
            "driver:MO-TGT",
            "company",
            (result("driver", "m/company", "A>MO-ENG", 0.2, "described"),),
            "unknown",
        ),
        ("driver:SK-DIS", "company", (result("top_rest", "s/band:top", "SK-DIS", 0.4, "clear"),), "seen"),
        ("self_above_manager:SK-DIS", "company", (own_view(0.4),), "seen"),
        ("self_above_manager:SK-DIS", "company", (own_view(-0.4),), "otherwise"),
        (
            "all_scales_differ",
            "company",
            tuple(contrast("m/region:N", f"MO-A{c}", -0.5, "clear") for c in "BCDE"),
            "seen",
        ),
        (
            "all_scales_differ",
            "company",
            (LOW, *(contrast("m/region:N", f"MO-A{c}", 0.1, "cannot_tell") for c in "BC")),
            "otherwise",
        ),
        ("all_scales_differ", NORTH, (LOW,), "unknown"),
    ],
)
def test_survey_signs(code: str, scope: str, results: tuple[Result, ...], expected: str) -> None:
    assert state(code, scope, *results) == expected


GAP = result("figure_contrast", NORTH, "win_rate", -0.05, "clear", reference=0.3)


@pytest.mark.parametrize(
    ("code", "scope", "results", "expected"),
    [
        ("win_rate_low", NORTH, (GAP,), "seen"),
        ("win_rate_ordinary", NORTH, (GAP,), "otherwise"),
        ("win_rate_low", "company", (GAP,), "unknown"),
        (
            "win_rate_low",
            "company",
            (result("figure_change", "company", "win_rate", -0.05, "clear"),),
            "seen",
        ),
        (
            "attainment_low",
            NORTH,
            (figure(NORTH, "attainment", 0.79, 0.05), figure("company", "attainment", 0.87)),
            "seen",
        ),
        (
            "attainment_low",  # short, but no shorter than the company
            NORTH,
            (figure(NORTH, "attainment", 0.90, 0.05), figure("company", "attainment", 0.87)),
            "otherwise",
        ),
        (
            "attainment_low",
            NORTH,
            (result("figure_contrast", NORTH, "attainment", -0.1, "clear"),),
            "unknown",
        ),
        ("attainment_low", "role:K", (figure("role:K", "attainment", 0.9, 0.05),), "seen"),
        ("attainment_low", "team:N/N1", (figure("team:N/N1", "attainment", 0.7, 0.05),), "unknown"),
        ("attainment_low", "company", (figure("company", "attainment", 0.9),), "unknown"),
        ("attainment_low", "company", (figure("company", "attainment", 0.9, 0.05),), "seen"),
        ("attainment_low", "company", (figure("company", "attainment", 0.97, 0.05),), "otherwise"),
        (
            "attainment_below",
            NORTH,
            (figure(NORTH, "attainment", 0.80, 0.3), *of_kind(NORTH, 0.9)),
            "seen",
        ),
        (
            "attainment_below",
            NORTH,
            (figure(NORTH, "attainment", 0.82, 0.01), *of_kind(NORTH, 0.9)),
            "otherwise",
        ),
        ("attainment_below", NORTH, (figure(NORTH, "attainment", 0.80),), "unknown"),
        # what the company as a whole reached is no reference for a part of it
        (
            "attainment_below",
            NORTH,
            (figure(NORTH, "attainment", 0.80), figure("company", "attainment", 0.9)),
            "unknown",
        ),
        ("attainment_below", "company", (figure("company", "attainment", 0.5),), "unknown"),
        ("attainment_high", NORTH, (figure(NORTH, "attainment", 1.0, 0.2),), "seen"),
        ("attainment_high", NORTH, (figure(NORTH, "attainment", 0.999, 0.2),), "otherwise"),
        (
            "adjusted_attainment_ordinary",
            NORTH,
            (figure(NORTH, "adjusted_attainment", 0.85), *of_kind(NORTH, 0.9)),
            "seen",
        ),
        (
            "adjusted_attainment_ordinary",
            NORTH,
            (figure(NORTH, "adjusted_attainment", 0.80), *of_kind(NORTH, 0.9)),
            "otherwise",
        ),
        ("adjusted_attainment_ordinary", NORTH, (figure(NORTH, "adjusted_attainment", 0.85),), "unknown"),
        ("potential_low", NORTH, (figure(NORTH, "potential", 0.80),), "seen"),
        ("potential_low", NORTH, (figure(NORTH, "potential", 0.81),), "otherwise"),
        ("duplicates_high", NORTH, (figure(NORTH, "duplicate_share", 0.08, 0.04),), "otherwise"),
        ("duplicates_high", NORTH, (figure(NORTH, "duplicate_share", 0.09, 0.04),), "seen"),
        ("kpis_results_only", "company", (), "unknown"),
        ("visits_falling", NORTH, (result("figure_change", NORTH, "visits", -3.0, "likely"),), "seen"),
        (
            "channel_share_falling",
            "team_type:channel",
            (result("figure_change", "company", "channel_share", -0.07, "clear"),),
            "seen",
        ),
        (
            "channel_share_falling",
            "team_type:field",
            (result("figure_change", "company", "channel_share", -0.07, "clear"),),
            "unknown",
        ),
        ("leads_fall", "company", (), "unknown"),
    ],
)
def test_figure_signs(code: str, scope: str, results: tuple[Result, ...], expected: str) -> None:
    assert state(code, scope, *results) == expected


COMPARED = {  # sign -> measure, side
    "win_rate_low": ("win_rate", -1),
    "deal_size_low": ("deal_size", -1),
    "activity_low": ("created_deals", -1),
    "cycle_long": ("cycle_days", 1),
    "accounts_per_rep_high": ("accounts_per_rep", 1),
    "new_customers_low": ("new_customers", -1),
    "leavers_high": ("leaver_rate", 1),
}
ORDINARY = {
    "win_rate_ordinary": "win_rate",
    "activity_ordinary": "created_deals",
    "deal_size_ordinary": "deal_size",
    "visits_many": "visits",
}


def near(
    kind: str, scope: str, measure: str, gap: float, half: float, verdict: str = "cannot_tell"
) -> Result:
    """A gap with its 90 % interval, of a reference of 1; the 95 % interval is so wide that nothing may read it."""
    plain = result(kind, scope, measure, gap, verdict, reference=1.0, low=-9.0)  # type: ignore[arg-type]
    return replace(plain, high=9.0, low90=gap - half, high90=gap + half)


@pytest.mark.parametrize(
    ("gap", "half", "verdict", "expected"),
    [
        (-0.10, 0.14, "cannot_tell", "seen"),
        (0.10, 0.14, "cannot_tell", "seen"),
        (-0.14, 0.10, "cannot_tell", "seen"),
        (-0.16, 0.05, "cannot_tell", "unknown"),  # too far away
        (-0.10, 0.16, "cannot_tell", "unknown"),  # may be too far away
        (0.10, 0.16, "cannot_tell", "unknown"),
        (0.00, 0.26, "cannot_tell", "unknown"),  # no claim, and nothing known
        (-0.12, 0.08, "clear", "otherwise"),  # near, and surely not the same
        (-0.12, 0.08, "likely", "otherwise"),
    ],
)
def test_as_elsewhere_is_shown_and_not_the_absence_of_a_claim(
    gap: float, half: float, verdict: str, expected: str
) -> None:
    found = near("figure_contrast", NORTH, "win_rate", gap, half, verdict)
    assert state("win_rate_ordinary", NORTH, found) == expected


def test_of_people_the_95_percent_interval_is_read() -> None:
    narrow = replace(near("figure_contrast", NORTH, "win_rate", 0.05, 0.1), low90=None, high90=None)
    assert state("win_rate_ordinary", NORTH, narrow) == "unknown"
    assert state("win_rate_ordinary", NORTH, replace(narrow, low=-0.15, high=0.2)) == "seen"
    assert state("win_rate_ordinary", NORTH, replace(narrow, low=None, high=None)) == "unknown"


BY_OTHERS, BY_PAST = (NORTH, "team:N/N1", "manager_tenure:new"), ("company", "role:K", "team_type:channel")


@pytest.mark.parametrize("scope", [*BY_OTHERS, *BY_PAST])
@pytest.mark.parametrize("code", [*COMPARED, *ORDINARY])
def test_like_is_held_against_like(code: str, scope: str) -> None:
    """A part of the company against others of its kind, a business of its own against its own past; never otherwise."""
    right, wrong = "figure_contrast", "figure_change"
    if scope in BY_PAST:
        right, wrong = wrong, right
    measure, side = COMPARED[code] if code in COMPARED else (ORDINARY[code], 0)
    for kind, seen in ((right, "seen"), (wrong, "unknown")):
        gap = (
            result(kind, scope, measure, side * 0.05, "clear", reference=0.3)  # type: ignore[arg-type]
            if side
            else near(kind, scope, measure, 0.03, 0.1)
        )
        assert state(code, scope, gap) == seen
    assert state(code, scope) == "unknown"


@pytest.mark.parametrize("scope", ["role:K", "team_type:channel"])
def test_what_only_stands_beside_others_is_no_sign(scope: str) -> None:
    """Key accounts win less often than field reps everywhere."""
    beside = result("figure_contrast", scope, "win_rate", -0.1, "described", reference=0.3)
    assert {state(code, scope, beside) for code in ("win_rate_low", "win_rate_ordinary")} == {"unknown"}


@pytest.mark.parametrize(("scope", "expected"), [(NORTH, "seen"), ("team:N/N1", "seen")])
def test_targets_are_raised_beyond_those_of_others_of_their_kind(scope: str, expected: str) -> None:
    assert state("targets_raised", scope, figure(scope, "target_raise", 0.06)) == expected
    for business in ("role:K", "team_type:channel"):  # whose targets follow a season of their own
        assert state("targets_raised", business, figure(business, "target_raise", 0.06)) == "unknown"


def of_team(value: float) -> tuple[Result, ...]:
    """Of a company at 70 %, whose other teams of its type reached 90 %."""
    return figure("team:N/N1", "attainment", value), *of_kind("team:N/N1", 0.9, 0.7)


@pytest.mark.parametrize(
    ("code", "scope", "results", "expected"),
    [
        # a team against the other teams of its type
        ("attainment_below", "team:N/N1", of_team(0.82), "otherwise"),
        ("attainment_below", "team:N/N1", of_team(0.80), "seen"),
        # a role against its own target
        ("attainment_below", "role:N", (figure("role:N", "attainment", 0.89),), "seen"),
        ("attainment_below", "role:N", (figure("role:N", "attainment", 0.91),), "otherwise"),
        ("ramp_adjusted_ordinary", "role:N", (figure("role:N", "ramp_attainment", 0.91),), "seen"),
        ("ramp_adjusted_ordinary", "role:N", (figure("role:N", "ramp_attainment", 0.89),), "otherwise"),
        (
            "ramp_adjusted_ordinary",
            "company",
            (figure("company", "ramp_attainment", 0.9), figure("company", "attainment", 0.9)),
            "unknown",
        ),
    ],
)
def test_attainment_is_held_to_what_is_fair(
    code: str, scope: str, results: tuple[Result, ...], expected: str
) -> None:
    assert state(code, scope, *results) == expected


@pytest.mark.parametrize(
    "code", ["attainment_low", "attainment_below", "attainment_high", "adjusted_attainment_ordinary"]
)
def test_attainment_of_a_group_that_has_hardly_any_results_is_unknown(code: str) -> None:
    own = diagnosis(
        figure(NORTH, "attainment", 0.7, 0.05),
        figure(NORTH, "adjusted_attainment", 0.7),
        *of_kind(NORTH, 0.9),
    )
    assert read_sign(code, NORTH, own, MAP)[0] != "unknown"
    for missing, known in ((0.20, True), (0.21, False)):
        lacking = replace(own, coverage=Coverage(by_group={NORTH: missing}))
        assert (read_sign(code, NORTH, lacking, MAP)[0] != "unknown") is known
    unlikely = replace(own, coverage=Coverage(doubted=(NORTH,)))  # until somebody confirms its values
    assert read_sign(code, NORTH, unlikely, MAP)[0] == "unknown"


def test_a_sign_shows_the_groups_own_value_beside_its_reference() -> None:
    _, sign = read_sign("win_rate_low", NORTH, diagnosis(GAP), MAP)
    assert sign is not None
    assert (sign.value, sign.reference) == (pytest.approx(0.25), 0.3)
    assert sign.result_keys == ("figure_contrast|region:N|win_rate",)


def test_a_comparison_from_its_other_side() -> None:
    """North 2.5 against South's 3.0 is South's 3.0 against North's 2.5."""
    other = turned(contrast("m/region:N", "MO-TGT", -0.5, "clear"))
    assert (other.estimate, other.reference, other.sign) == (0.5, 2.5, 1)
    assert (other.low, other.high) == (pytest.approx(0.3), pytest.approx(0.7))
    silent = result("contrast", "m/region:N", "MO-TGT", None, "cannot_tell")
    assert turned(silent).cannot_say == CannotSay("too_few")


def test_a_limit_is_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        SignLimits(duplicates=0.0)


def test_a_sign_shows_the_level_that_is_printed_elsewhere() -> None:
    """Teams weigh alike in the test (2.5 against 3.0), people in the mean that is printed (2.4 against 3.1)."""
    tested = replace(
        contrast("m/region:N", "MO-TGT", -0.5, "clear", ("m/region:S",)), reference=3.1, basis="comparable"
    )
    means = [
        result("mean", group, "MO-TGT", value, "described")
        for group, value in (("m/region:N", 2.4), ("m/region:S", 3.1))
    ]
    _, low = read_sign("low:MO-TGT", NORTH, diagnosis(tested, *means), MAP)
    assert low is not None
    assert (low.value, low.reference, low.basis) == (2.4, 3.1, "plain")
    _, high = read_sign("high:MO-TGT", SOUTH, diagnosis(tested, *means), MAP)
    assert high is not None
    assert (high.value, high.reference) == (3.1, 2.4)
