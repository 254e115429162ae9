"""The publishing rules (anonymity.md, section 2) as small tables. K = 5, so items and the like need 10."""

import numpy as np
import pytest

from diagnostic.core.privacy.levels import scale_levels
from diagnostic.core.privacy.publish import (
    HIDDEN,
    Hidden,
    PublishingRules,
    Shown,
    publish_alpha,
    publish_contrast,
    publish_detail,
    publish_mean,
    share_range,
    total_tells,
)
from diagnostic.core.privacy.regroup import regroup

K = PublishingRules()


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
    ("n", "mean", "detail"), [(4, False, False), (5, True, False), (9, True, False), (10, True, True)]
)
def test_how_many_people_each_kind_of_figure_needs(n, mean, detail):
    assert publish_mean(n, 3.1, K) == (Shown(3.1) if mean else HIDDEN)
    assert publish_detail(n, 3.1, K) == (Shown(3.1) if detail else HIDDEN)
    assert publish_alpha(n, 0.8, True, K) == (Shown(0.8) if detail else HIDDEN)
    assert publish_alpha(n, 0.8, False, K) == HIDDEN


@pytest.mark.parametrize(("one", "other", "shown"), [(10, 10, True), (9, 90, False), (90, 9, False)])
def test_both_sides_of_a_contrast_need_ten(one, other, shown):
    assert isinstance(publish_contrast(one, other, 0.4, K), Shown) is shown


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
    shown = publish_detail(n, share_range(count, n), K)
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
    # answers per unit                                what stands together for means          for details
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
    ("units", "means", "detail"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_who_stands_together(units, means, detail):
    answers = [answers_of(unit) for unit in units]
    values = np.concatenate(answers)
    base = regroup(UNITS, [len(unit) for unit in answers], K.k)
    levels = scale_levels(base, np.repeat(range(4), [len(unit) for unit in answers]), values, 1, 5, K)
    ids = [" ".join(atom.id for atom in level.partition.atoms) for level in (levels.means, levels.items)]
    assert ids == [means, detail]
