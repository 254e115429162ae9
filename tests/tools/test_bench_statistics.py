"""The benchmark of the statistics measures what it says: its own slow ways give the same numbers."""

from __future__ import annotations

import numpy as np
import pytest
from bench import statistics

from diagnostic.core.stats.relations.importance import lmg
from diagnostic.core.stats.scales.reliability import cronbach_alpha


def test_the_slow_ways_are_right() -> None:
    rng = np.random.default_rng(1)
    items, units = statistics.survey(300, rng)
    assert statistics._alpha(items[:, :5]) == pytest.approx(cronbach_alpha(items[:, :5]).raw)
    x, y = items[:, :4] + rng.normal(size=(300, 4)), rng.normal(size=300)
    assert statistics._lmg_by_hand(y, x) == pytest.approx(lmg(y, x))
    assert set(units) <= set(range(statistics.UNITS))


def test_everything_of_a_diagnosis_runs_small() -> None:
    items, units = statistics.survey(400, np.random.default_rng(2))
    statistics._everything(items, units, 20)
