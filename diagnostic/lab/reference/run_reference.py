"""Run a folder of reference cases against the product: the same inputs, the values of another program, near enough?

For `./run witness DIR` and the tests. A case is a JSON file (and the CSV it names) with `inputs.stat`; each
statistic has one adapter, a statistic without adapter fails, and so does every expected value that was not
computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diagnostic.core.stats.basis.not_computable import CannotSayError
from diagnostic.faults import BadDataError, Fault
from diagnostic.lab.reference.adapters import ADAPTERS
from diagnostic.lab.reference.case import ReferenceCase, read_case
from diagnostic.lab.reference.compare import Comparison, compare


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case: how many values were compared, and those that differ (disputed ones do not fail it)."""

    name: str
    stat: str
    compared: int
    failures: tuple[str, ...]
    disputed: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


@dataclass(frozen=True, slots=True)
class ReferenceReport:
    results: tuple[CaseResult, ...]

    @property
    def passed(self) -> int:
        return sum(result.passed for result in self.results)

    @property
    def failed(self) -> int:
        return len(self.results) - self.passed

    def lines(self) -> tuple[str, ...]:
        """For a terminal: every failed or disputed value, and at the end "N passed, N failed"."""
        lines = []
        for result in self.results:
            lines += [f"FAILED {result.name} ({result.stat}): {text}" for text in result.failures]
            lines += [f"disputed {result.name} ({result.stat}): {text}" for text in result.disputed]
        return (*lines, f"{self.passed} passed, {self.failed} failed")


def run_reference(folder: Path) -> ReferenceReport:
    """Every *.json of the folder as a case, in order of name; BadDataError where there is none or one is broken."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise BadDataError([Fault("witness.none_there", str(folder))])
    return ReferenceReport(tuple(run_case(read_case(path)) for path in paths))


def run_case(case: ReferenceCase) -> CaseResult:
    """One case; what the product refuses ("cannot say") counts as not computed."""
    adapter = ADAPTERS.get(case.stat)
    if adapter is None:
        return CaseResult(case.name, case.stat, 0, (f"unknown statistic: {case.stat!r}",), ())
    try:
        outcome = compare(case.expected, adapter(case), case.tolerance)
    except CannotSayError as refusal:
        outcome = Comparison(failures=[f"cannot say: {refusal}"])
    return CaseResult(
        case.name, case.stat, outcome.compared, tuple(outcome.failures), tuple(outcome.disputed)
    )
