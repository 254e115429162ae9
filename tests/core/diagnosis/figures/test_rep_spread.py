"""The funnel shows pools of reps: no rep's own numbers can be read off it, whatever the company."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnostic.core.diagnosis.figures.rep_spread import spread_of_win_rates
from diagnostic.core.diagnosis.model.diagnosis import RepSpread
from diagnostic.core.report.charts.funnel import funnel_chart
from tests.made.counted import deals, people_of, rep, table

Reps = list[tuple[int, int]]  # won, lost


def spread_of(reps: Reps) -> RepSpread | None:
    staff = [rep(f"R{place}", "Co/N/N1") for place in range(len(reps))]
    closed = [
        deal for person, (won, lost) in zip(staff, reps, strict=True) for deal in deals(person.id, won, lost)
    ]
    return spread_of_win_rates(people_of(table(staff, opportunities=closed)))


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=10, max_size=45))
def test_every_pool_holds_three_reps_and_the_pools_hold_everybody(reps: Reps) -> None:
    found = spread_of(reps)
    if found is None:  # all deals ended alike
        assert sum(won for won, _ in reps) == 0
        return
    assert sum(pool.reps for pool in found.bins) == found.reps == len(reps)
    assert min(pool.reps for pool in found.bins) >= 3
    assert sum(pool.reps * pool.closed for pool in found.bins) == pytest.approx(found.closed)
    assert sum(pool.reps * pool.closed * pool.rate for pool in found.bins) == pytest.approx(found.won)


def test_no_rep_s_own_pair_of_numbers_is_drawn() -> None:
    """Thirteen different reps: no dot has the deals and the rate of any of them."""
    reps = [(7 * place % 11 + 1, place * place + 1) for place in range(13)]
    found = spread_of(reps)
    assert found is not None
    dots = funnel_chart(found)["layer"][-1]["data"]["values"]  # type: ignore[call-overload, index]
    own = {(won + lost, round(won / (won + lost), 6)) for won, lost in reps}
    assert len(dots) == 4
    assert not own & {(dot["closed"], round(dot["rate"], 6)) for dot in dots}


@pytest.mark.parametrize(("reps", "pools"), [(2, None), (9, 0), (10, 3)])
def test_few_reps_are_no_cloud(reps: int, pools: int | None) -> None:
    found = spread_of([(1, 1)] * reps)
    assert (None if found is None else len(found.bins)) == pools
