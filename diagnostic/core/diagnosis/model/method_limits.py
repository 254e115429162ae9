"""The smallest counts for each method: below them its interval holds the truth less often than it says.

Head counts only, fixed before any answer is looked at. Measured in docs/calibration_statistics.md, whose table of
enforced limits a test compares with these; reasons in docs/adr/0023.
"""

from __future__ import annotations

ONE_SAMPLE = 20  # people or reps: interval and test of one mean where most may answer at one end
UNITS_OWN = 4  # units on the smaller side: from here intervals by each side's own variance, below by one
REPS_INTERVAL = (
    10  # reps (or units): the interval of a ratio or share of their sums; below it none is printed
)
REPS_DEALT = 30  # reps of a role on the smaller side: below it ratios are compared by permuting reps
COUNTS_EXPECTED = (
    5  # events on the smaller side, at the rate of both: with fewer, that it has none says little
)
COUNTS_IN_STRATA = 40  # counted on the smaller side: from here shares are compared within types of teams
UNITS_SHRUNKEN = 10  # units: shrunken means
UNITS_SHARES = 8  # units: intervals of shares of explained variance
UNITS_MEAN = 5  # units: the interval of a mean over units; below it that of people within them
