"""One line of a benchmark: what was measured, its bound, and whether it is kept."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """`value` is at most `bound`, or at least with `floor`. Without a bound it is for orientation only."""

    what: str
    value: float
    bound: float | None = None
    unit: str = ""
    floor: bool = False

    @property
    def kept(self) -> bool:
        if self.bound is None:
            return True
        return self.value >= self.bound if self.floor else self.value <= self.bound

    @property
    def line(self) -> str:
        sign = "≥" if self.floor else "≤"
        bound = "" if self.bound is None else f"{sign} {self.bound:g}"
        verdict = "" if self.bound is None else "yes" if self.kept else "NO"
        return f"{self.what:<64}{self.value:>10.2f} {self.unit:<4}{bound:>10}  {verdict}".rstrip()


def median_ratio(job: Callable[[], object], yardstick: Callable[[], object], times: int = 5) -> float:
    """The median of some pairs, one right after the other on the same busy machine; a pair before warms the caches."""
    pairs = [seconds(job) / seconds(yardstick) for _ in range(times + 1)]
    return statistics.median(pairs[1:])


def median_seconds(job: Callable[[], object], times: int = 5) -> float:
    """The median of some runs; one before them warms the caches."""
    return statistics.median([seconds(job) for _ in range(times + 1)][1:])


def seconds(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return time.perf_counter() - began
