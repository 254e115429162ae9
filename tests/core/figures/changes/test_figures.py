"""What a file changes in figures that are there: nothing twice, nothing by an empty cell, nothing by being absent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from diagnostic.core.figures.changes.figures import amount_changes, deal_changes
from diagnostic.core.figures.model.performance import Amount, Opportunity, Period

JANUARY, YEAR = Period(date(2025, 1, 1), date(2025, 1, 31)), Period(date(2025, 1, 1), date(2025, 12, 31))
AMOUNTS = st.lists(
    st.builds(
        Amount,
        st.sampled_from(["person", "unit"]),
        st.sampled_from(["A", "B"]),
        st.just("sales"),
        st.sampled_from([JANUARY, YEAR]),
        st.integers(0, 3),
        st.just("CNY"),
    ),
    max_size=8,
)
DEALS = st.lists(
    st.builds(
        Opportunity, st.sampled_from("123456"), st.just("A"), st.just("lost"), amount=st.none() | st.just(5)
    ),
    max_size=6,
    unique_by=lambda deal: deal.id,
)


@given(AMOUNTS, AMOUNTS)
def test_amounts_of_a_file_come_in_once(there: list[Amount], file: list[Amount]) -> None:
    changes = amount_changes(there, file)
    assert len(changes.added) + len(changes.changed) + changes.same == len(file)
    assert len(changes.changed) + changes.same + changes.absent == len(there)
    after = list(there)
    for change in changes.changed:
        after[change.place] = change.after
    again = amount_changes([*after, *changes.added], file)
    assert not again.any
    assert again.same == len(file)


@given(DEALS, DEALS)
def test_deals_of_a_file_come_in_once(there: list[Opportunity], file: list[Opportunity]) -> None:
    changes = deal_changes(there, file)
    after = list(there)
    for change in changes.changed:
        assert change.after.amount is not None
        after[change.place] = change.after
    again = deal_changes([*after, *changes.added], file)
    assert (again.any, again.same) == (False, len(file))


def test_a_deal_keeps_what_the_file_does_not_say_and_an_open_one_has_no_end() -> None:
    old = Opportunity("1", "A", "won", date(2025, 1, 1), date(2025, 2, 1), 500, "CNY", "Acme")
    won, opened = Opportunity("1", "B", "won", amount=700), Opportunity("1", "A", "open")
    (change,) = deal_changes([old], [won]).changed
    assert change.after == replace(old, owner_id="B", amount=700)
    assert change.differs == {"owner_id": ("A", "B"), "amount": (500, 700)}
    assert deal_changes([old], [opened]).changed[0].after.closed is None


def test_days_that_contradict_what_is_there_are_told_and_the_mark_knows_every_change() -> None:
    old = Opportunity("1", "A", "lost", created=date(2025, 3, 1))
    early = Opportunity("1", "A", "lost", closed=date(2025, 1, 1))
    assert deal_changes([old], [Opportunity("2", "A", "open"), early]).impossible == (1,)
    one, two = (amount_changes([], [Amount("person", "A", "sales", YEAR, value)]) for value in (1, 2))
    assert one.mark != two.mark
