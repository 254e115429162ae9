import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.tags import form_tags

UNITS = [("N", "1"), ("N", "2"), ("S", "1"), ("S", "2")]


@pytest.mark.parametrize(
    ("invited", "k", "wish", "tags"),
    [
        ([12, 10, 11, 14], 5, 2, [12, 10, 11, 14]),
        ([12, 9, 11, 14], 5, 2, [21, 11, 14]),
        ([12, 9, 11, 14], 5, 1, [12, 9, 11, 14]),
        ([12, 9, 11, 14], 8, 2, [21, 25]),
        ([3, 2, 2, 1], 5, 2, [8]),
        ([2, 1, 1, 0], 5, 2, []),
    ],
)
def test_tags_have_enough_invitees(invited, k, wish, tags):
    formed = form_tags(UNITS, invited, PublishingRules(k), wish=wish)
    assert [tag.answered for tag in formed.atoms] == tags


@given(st.lists(st.integers(0, 20), min_size=4, max_size=4), st.integers(1, 3))
@settings(max_examples=50, deadline=None)
def test_no_tag_has_fewer_than_k_invitees(invited, wish):
    formed = form_tags(UNITS, invited, PublishingRules(), wish=wish)
    assert all(tag.answered >= 5 for tag in formed.atoms)
    assert formed.answered == (sum(invited) if sum(invited) >= 5 else 0)


def test_a_wish_below_k_is_refused():
    with pytest.raises(ValueError, match="never"):
        form_tags(UNITS, [9, 9, 9, 9], PublishingRules(), wish=0)
