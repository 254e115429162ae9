"""The publishing rules (anonymity.md, section 2) as small tables. K = 5, so items and the like need 10."""

import numpy as np
import pytest

from diagnostic.core.privacy.levels import item_levels, scale_levels, share_level
from diagnostic.core.privacy.publish import (
    HIDDEN,
    Hidden,
    PublishingRules,
    Shown,
    Spread,
    comments_may_be_shown,
    publish_alpha,
    publish_contrast,
    publish_detail,
    publish_interval,
    publish_mean,
    publish_share,
    share_range,
    total_tells,
)
from diagnostic.core.privacy.regroup import regroup

K = PublishingRules()
OWN, POOLED = Spread(0.5, 9), Spread(0.8, 90)


@pytest.mark.parametrize(
    ("k", "k_items", "comments", "result"),
    [
        (5, 0, 30, (5, 10)),
        (8, 0, 30, (8, 10)),
        (12, 0, 30, (12, 12)),
        (5, 15, 30, (5, 15)),
        (4, 0, 30, None),
        (5, 9, 30, None),
        (12, 11, 30, None),
        (5, 0, 29, None),
    ],
)
def test_thresholds_can_be_raised_never_lowered(k, k_items, comments, result):
    if result is None:
        with pytest.raises(ValueError, match=r"."):
            PublishingRules(k, k_items, comments)
    else:
        rules = PublishingRules(k, k_items, comments)
        assert (rules.k, rules.k_items) == result


@pytest.mark.parametrize(
    ("earlier", "later", "may"),
    [
        (PublishingRules(5), PublishingRules(5), True),
        (PublishingRules(5), PublishingRules(8), True),
        (PublishingRules(8), PublishingRules(5), False),
        (PublishingRules(5, 12), PublishingRules(8), False),
        (PublishingRules(5, 12), PublishingRules(8, 12), True),
        (PublishingRules(comments=40), PublishingRules(8), False),
    ],
)
def test_a_later_release_never_has_lower_thresholds(earlier, later, may):
    assert later.may_follow(earlier) is may


@pytest.mark.parametrize(
    ("n", "mean", "item", "comments"),
    [
        (4, False, False, False),
        (5, True, False, False),
        (9, True, False, False),
        (10, True, True, False),
        (29, True, True, False),
        (30, True, True, True),
    ],
)
def test_how_many_people_each_kind_of_figure_needs(n, mean, item, comments):
    assert publish_mean(n, 3.1, K) == (Shown(3.1) if mean else HIDDEN)
    assert publish_detail(n, 3.1, K) == (Shown(3.1) if item else HIDDEN)
    assert publish_alpha(n, 0.8, True, K) == (Shown(0.8) if item else HIDDEN)
    assert publish_alpha(n, 0.8, False, K) == HIDDEN
    assert comments_may_be_shown(n, K) is comments


@pytest.mark.parametrize(("one", "other", "shown"), [(10, 10, True), (9, 90, False), (90, 9, False)])
def test_both_sides_of_a_contrast_need_ten(one, other, shown):
    assert isinstance(publish_contrast(one, other, 0.4, K), Shown) is shown


@pytest.mark.parametrize(
    ("n", "own", "pooled", "result"),
    [
        (4, OWN, POOLED, None),
        (5, OWN, POOLED, "pooled"),
        (9, OWN, POOLED, "pooled"),
        (9, OWN, None, None),
        (10, OWN, POOLED, "own"),
        (40, None, POOLED, "pooled"),  # an atom that lends people to its neighbour's items
        (10, None, None, None),
    ],
)
def test_which_spread_an_interval_may_be_made_of(n, own, pooled, result):
    shown = publish_interval(n, 3.0, own, pooled, K)
    if result is None:
        assert shown == HIDDEN
        return
    assert isinstance(shown, Shown)
    assert shown.value.pooled is (result == "pooled")
    spread = POOLED if result == "pooled" else OWN
    t = {90: 1.986675, 9: 2.262157}[spread.df]
    assert shown.value.high - 3.0 == pytest.approx(t * spread.sd / n**0.5, rel=1e-5)
    assert 3.0 - shown.value.low == pytest.approx(shown.value.high - 3.0)


@pytest.mark.parametrize(
    ("count", "n", "words"),
    [
        (0, 12, "0 to 2 of 12"),
        (2, 12, "0 to 2 of 12"),
        (3, 12, "3 of 12"),
        (9, 12, "9 of 12"),
        (10, 12, "10 to 12 of 12"),
        (12, 12, "10 to 12 of 12"),
        (5, 9, None),
    ],
)
def test_counts_near_nobody_and_everybody_are_ranges(count, n, words):
    shown = publish_share(count, n, K)
    assert (None if isinstance(shown, Hidden) else shown.value.text["en"]) == words


def test_a_count_is_possible():
    with pytest.raises(ValueError, match="nobody"):
        share_range(13, 12)


@pytest.mark.parametrize(
    ("total", "n", "tells"),
    [
        (10, 10, True),  # everybody chose 1
        (11, 10, True),
        (12, 10, False),
        (48, 10, False),
        (49, 10, True),
        (50, 10, True),
        (11.999999999, 10, False),  # float noise is no answer
        (11.9, 10, True),
    ],
)
def test_a_total_near_the_end_of_1_to_5_tells_single_answers(total, n, tells):
    assert total_tells(total, n, 1, 5) is tells


# One company, two regions: N with units 1 and 2, S with units 1 and 2. Answers of each unit as "answer x people".
UNITS = [("N", "1"), ("N", "2"), ("S", "1"), ("S", "2")]
CASES = [
    # answers per unit                                what stands together for means          for the item
    ("plenty", ["3x12", "2x12", "4x12", "3x12"], "a01 a02 a03 a04", "a01 a02 a03 a04"),
    ("five to nine: means only", ["3x7", "2x8", "4x12", "3x12"], "a01 a02 a03 a04", "a01-a02 a03 a04"),
    (
        "a small neighbour takes a large one in",
        ["3x7", "2x30", "4x12", "3x12"],
        "a01 a02 a03 a04",
        "a01-a02 a03 a04",
    ),
    ("two without a score", ["3x7 -x3", "2x4 -x6", "4x12", "3x12"], "a01-a02 a03 a04", "a01-a02 a03 a04"),
    ("nobody with a score in a unit", ["3x12", "-x12", "4x12", "3x12"], "a01 a03 a04", "a01 a03 a04"),
    ("all alike in one unit", ["5x12", "2x12", "4x12", "3x12"], "a01-a02 a03 a04", "a01-a02 a03 a04"),
    ("all alike in one region", ["5x12", "5x12", "4x12", "3x12"], "a01-a04", "a01-a04"),
    ("all alike", ["5x12", "5x12", "5x12", "5x12"], "", ""),
    ("too few in all", ["3x1 -x5", "3x1 -x5", "3x1 -x5", "3x1 -x5"], "", ""),
]


def answers_of(unit):
    return [
        np.nan if answer == "-" else float(answer)
        for answer, times in (part.split("x") for part in unit.split())
        for _ in range(int(times))
    ]


@pytest.mark.parametrize(
    ("units", "means", "item"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_who_stands_together(units, means, item):
    answers = [answers_of(unit) for unit in units]
    values = np.concatenate(answers)
    base = regroup(UNITS, [len(unit) for unit in answers], K.k)
    levels = scale_levels(base, np.repeat(range(4), [len(unit) for unit in answers]), values, 1, 5, K)
    (single,) = item_levels(levels, values[:, None], [1], [5], K)
    ids = [" ".join(atom.id for atom in level.partition.atoms) for level in (levels.means, single)]
    assert ids == [means, item]


@pytest.mark.parametrize(
    ("skipped", "second_item"),
    [
        ([0, 0, 0, 0], "a01 a02 a03 a04"),
        ([5, 0, 0, 0], "a01-a02 a03 a04"),  # 9 of 14 answered it
        ([4, 0, 0, 0], ""),  # four in the company left it out: their scores would follow
        ([3, 2, 0, 0], "a01-a02 a03 a04"),  # five, but not in one unit
        ([4, 0, 0, 6], "a01-a04"),  # five in no region but in the company
        ([0, 5, 5, 0], "a01-a02 a03-a04"),
    ],
)
def test_an_item_is_counted_on_those_who_answered_it(skipped, second_item):
    """Four units of 14 with two items; a score needs one of them."""
    base = regroup(UNITS, [14] * 4, K.k)
    second = np.concatenate([np.repeat([np.nan, 3.0], [few, 14 - few]) for few in skipped])
    levels = scale_levels(base, np.repeat(range(4), 14), np.full(56, 3.0), 1, 5, K)
    one, two = item_levels(levels, np.column_stack([np.full(56, 3.0), second]), [1, 1], [5, 5], K)
    assert " ".join(atom.id for atom in two.partition.atoms) == second_item
    if not second_item:
        assert one.partition.atoms == ()
    assert [atom.id for atom in levels.items.partition.atoms] == ["a01", "a02", "a03", "a04"]


@pytest.mark.parametrize(
    ("chosen", "together"),
    [
        ([6, 5, 4, 7], "a01 a02 a03 a04"),
        ([3, 5, 4, 9], "a01 a02 a03 a04"),
        ([2, 5, 4, 7], "a01-a02 a03 a04"),
        ([6, 5, 4, 10], "a01 a02 a03-a04"),
        ([0, 1, 4, 7], "a01-a04"),
        ([0, 1, 0, 0], "a01-a04"),  # the whole company lies at an end: its range is shown, alone
    ],
)
def test_shares_at_the_ends_are_shown_one_level_up_so_that_no_subtraction_undoes_a_range(chosen, together):
    base = regroup(UNITS, [12] * 4, K.k)
    values = np.concatenate([np.repeat([1.0, 0.0], [yes, 12 - yes]) for yes in chosen])
    levels = scale_levels(base, np.repeat(range(4), 12), np.full(48, 3.0), 1, 5, K)
    level = share_level(levels.items, values, K)
    assert " ".join(atom.id for atom in level.partition.atoms) == together
