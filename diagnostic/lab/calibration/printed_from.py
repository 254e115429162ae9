"""The smallest n at which the report prints each method: the limits of the calibration table, stated a second time.

A test compares every number with what the diagnosis enforces (`core/diagnosis/method_limits`, the publishing rules) and
with the table: no row below its limit is judged, and what is not judged is never printed.
"""

from __future__ import annotations

from collections.abc import Mapping

# Method key -> people, units or reps (of comparisons: on the smaller side); None: no result of a report has it.
PRINTED_FROM: Mapping[str, int | None] = {
    "one_sample.t": 20,
    "two_group.permutation": 3,
    "two_group.student": 2,
    "two_group.units": 4,
    "jonckheere": 10,
    "mean.nested": 5,
    "ratio": 10,
    "ratio.logit": 10,
    "ratio.paired": 10,
    "ratio.permutation": 3,
    "ratio.teams": 4,
    "ratio.teams_paired": 4,
    "proportion.stratified": 40,
    "ratio.difference": 30,
    "blup.integrated": 10,
    "regression.lmg_units": 8,
    "effect.cliffs_delta": None,
    "effect.hedges_g": None,
    "bootstrap.bca": None,
}
