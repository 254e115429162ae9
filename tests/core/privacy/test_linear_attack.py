"""An attacker collects every mean and every n ever published and solves the linear system they make.

A weighted sum over people is determined if it lies in the row space of the published sums. The attack succeeds if
any such sum is about fewer than k people. The check is by rank and knows nothing of atoms; on tables made with a
threshold alone it must succeed, otherwise it would prove nothing.
"""

from itertools import combinations

import numpy as np
import pytest

from diagnostic.core.privacy.groups import attribute_groups, publishable_groups
from diagnostic.core.privacy.levels import scale_levels
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.privacy.regroup import regroup
from tests.support.published import members_of

RULES = PublishingRules()
KINDS = ("field", "key", "channel")
ITEMS = 4


class Company:
    """Regions of units of 3-14 people; those who respond answer four items of 1-5, some leave one out."""

    def __init__(self, seed, response, missing):
        rng = np.random.default_rng(seed)
        self.paths = [
            (f"R{r}", f"R{r}U{u}") for r in range(rng.integers(2, 5)) for u in range(rng.integers(2, 8))
        ]
        self.kinds = [str(rng.choice(KINDS)) for _ in self.paths]
        self.tenure = {path: str(rng.choice(["new", "old"])) for path in self.paths}
        counts = rng.binomial(rng.integers(3, 15, len(self.paths)), response)
        self.leaf = np.repeat(np.arange(len(self.paths)), counts)
        self.answers = rng.integers(1, 6, (len(self.leaf), ITEMS)).astype(float)
        self.answers[rng.random(self.answers.shape) < missing] = np.nan
        given = (~np.isnan(self.answers)).sum(axis=1)
        enough = given >= 3
        self.scores = np.full(len(self.leaf), np.nan)
        self.scores[enough] = np.nanmean(self.answers[enough], axis=1)
        self.base = regroup(
            self.paths, np.bincount(self.leaf, minlength=len(self.paths)), RULES.k, self.kinds
        )

    def groups(self, partition):
        yield from publishable_groups(self.base, partition)
        for name, values in (
            ("type", dict(zip(self.paths, self.kinds, strict=True))),
            ("tenure", self.tenure),
        ):
            yield from attribute_groups(self.base, name, values, partition).groups

    def masks(self, level):
        found = [members_of(group, level) for group in self.groups(level.partition)]
        return [mask for mask in found if mask is not None]

    def scale_row(self, mask):
        """A scale total as weights on single answers: each person's score is the mean of their answers."""
        given = ~np.isnan(self.answers)
        return (mask[:, None] * given / np.maximum(given.sum(axis=1), 1)[:, None]).ravel()


def published_rows(company):
    """Every sum that leaves the core: scale totals of all groups."""
    levels = scale_levels(company.base, company.leaf, company.scores, 1, 5, RULES)
    rows = [
        company.scale_row(mask) for level in (levels.means, levels.items) for mask in company.masks(level)
    ]
    return np.array(rows).reshape(-1, company.answers.size)


def rows_by_threshold_alone(company, least=5):
    """What many products do: a group is shown if it has enough people; groups overlap freely."""
    regions = np.array([path[0] for path in company.paths])[company.leaf]
    scored = ~np.isnan(company.scores)
    masks = [scored]
    for labels in (regions, company.leaf, np.array(company.kinds)[company.leaf]):
        masks += [(labels == value) & scored for value in np.unique(labels)]
    return np.array([company.scale_row(mask) for mask in masks if mask.sum() >= least])


def smallest_determined(rows, people, most):
    """The size of the smallest set of people with a determined sum; None if there is none below `most`.

    People whose columns are alike in every row up to scale can't be told apart by it, so whole classes are tried:
    a sum on T alone exists exactly if leaving out the columns of everybody else does not lower the rank by nothing.
    """
    if rows.size == 0:
        return None
    blocks = rows.reshape(len(rows), people, -1)
    keys = np.round(blocks, 9).transpose(1, 0, 2).reshape(people, -1)
    _, classes = np.unique(keys, axis=0, return_inverse=True)
    size = np.bincount(classes)
    seen = [c for c in range(len(size)) if np.any(blocks[:, classes == c])]
    small = [c for c in seen if size[c] < most]
    full = np.linalg.matrix_rank(rows)
    for number in (1, 2):
        for chosen in combinations(small, number):
            inside = np.isin(classes, chosen)
            if (
                inside.sum() < most
                and np.linalg.matrix_rank(blocks[:, ~inside].reshape(len(rows), -1)) < full
            ):
                return int(inside.sum())
    return None


@pytest.mark.slow
@pytest.mark.parametrize("response", [0.3, 0.6, 1.0])
@pytest.mark.parametrize("missing", [0.0, 0.03])
def test_no_sum_about_fewer_than_k_people_follows(response, missing):
    for seed in range(8):
        company = Company(seed, response, missing)
        rows = published_rows(company)
        assert smallest_determined(rows, len(company.leaf), RULES.k) is None


def test_the_attack_itself_works_where_there_is_a_threshold_only():
    broken = sum(
        smallest_determined(rows_by_threshold_alone(company), len(company.leaf), RULES.k) is not None
        for company in (Company(seed, 0.6, 0.0) for seed in range(10))
    )
    assert broken >= 5


def test_counting_invitees_instead_of_respondents_is_found():
    def naive(company):
        masks = [company.leaf == at for at in range(len(company.paths))]
        return np.array([company.scale_row(mask) for mask in masks if mask.any()])

    company = Company(1, 0.3, 0.0)
    assert smallest_determined(naive(company), len(company.leaf), RULES.k) is not None
