"""How much of the suite a run takes, how long that took, and which tests are slow without saying so.

`./run test` tells two things in environment variables: TEST_TIER is `fast`, `full` or `release`, and TEST_BEGAN when it
began (in seconds), so that what it checks before the tests counts too.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Generator, Sequence
from typing import Any

import pytest

TIER = os.environ.get("TEST_TIER", "")
GOALS = {"fast": 60, "full": 600}  # seconds on two cores that do nothing else
LONG = 1.0  # seconds; a test that takes more carries the marker `slow`


def repeated(whole: int) -> int:
    """How often a test repeats something that is drawn: a tenth, and all before a release (`./run test --release`)."""
    return whole if TIER == "release" else max(1, whole // 10)


def longest_first(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Files with slow tests come first, so that no worker is left alone with one at the end. A file stays together."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    return sorted(items, key=lambda item: item.path not in slow)


class Times:
    """Measures each test without the fixtures it shares with others, and writes the summary."""

    def __init__(self) -> None:
        self.began = float(os.environ.get("TEST_BEGAN") or time.time())
        self.shared = 0.0
        self.seconds: dict[str, float] = defaultdict(float)
        self.marked: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        began = time.perf_counter()
        try:
            return (yield)
        finally:
            if fixturedef.scope != "function":
                self.shared += time.perf_counter() - began

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        report.own_seconds = report.duration - self.shared  # travels from a worker with the report
        self.shared = 0.0
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "teardown":
            self.seconds[report.nodeid] += report.own_seconds
        if "slow" in report.keywords:
            self.marked.add(report.nodeid)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        long = sorted(
            (name for name, took in self.seconds.items() if took > LONG), key=self.seconds.__getitem__
        )
        unmarked = [name for name in long if name not in self.marked]
        if unmarked:
            terminalreporter.section("over a second and not marked slow (no failure)")
        for name in unmarked:
            terminalreporter.write_line(f"{self.seconds[name]:6.1f} s  {name}")
        took = time.time() - self.began
        goal = f" (goal {GOALS[TIER]})" if TIER in GOALS else ""
        terminalreporter.write_line(f"{TIER or 'chosen'}: {len(self.seconds):,} tests in {took:.0f} s{goal}")
