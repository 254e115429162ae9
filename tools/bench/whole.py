"""The whole `diagnose()`, as the product runs it, compared with one alpha bootstrap in plain vectorised numpy.

2,800 people, 60 items in 12 scales, 40 units in 4 regions, 2,000 resamples; then growth to 100,000 people and the
memory that takes. A line without a bound adds a year of figures of the same people.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import date

import numpy as np

from bench.measured import Measured, seconds
from bench.statistics import EACH, RESAMPLES, SCALES, UNITS, plain_alpha, survey
from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.diagnose import diagnose
from diagnostic.core.diagnosis.model.diagnosis import Assessment
from diagnostic.core.diagnosis.model.study import Module, Study
from diagnostic.core.figures.model.performance import Amount, PerformanceTable, Person, Roster
from diagnostic.core.figures.model.periods import month_at, month_number
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.survey.instrument import Scale
from diagnostic.core.survey.scoring.score import score
from diagnostic.core.survey.sheets.answers import AnswerItem, AnswerSheet
from diagnostic.readers.playbook_files import load_cause_map
from diagnostic.shipped import ROOT
from diagnostic.text import same

CODES = ("MO-ENG", "MO-STA", *(f"MO-S{letter}X" for letter in "ABCDEFGHIJ"))
REGIONS = ("N", "E", "S", "W")


def measure() -> Iterator[Measured]:
    causes = load_cause_map(ROOT / "report_templates" / "cause_map.toml")
    study = study_of(2800)
    yard = seconds(lambda: plain_alpha(study.modules[0].sheet.values, RESAMPLES, np.random.default_rng(5)))
    yield Measured("one alpha bootstrap in plain numpy, 2,800 x 60", yard, unit="s")
    took = _again(study, causes)
    yield Measured("diagnose(), 2,800 x 60 x 40 units, 2,000 resamples", took, unit="s")
    yield Measured("  in such bootstraps", took / yard, 20, "x")
    yield Measured("the same with a year of figures", _again(study_of(2800, figures=True), causes), unit="s")
    yield from _growth(causes)


def _again(study: Study, causes: CauseMap) -> float:
    return min(seconds(lambda: diagnose(study, causes)) for _ in range(2))


def _growth(causes: CauseMap) -> Iterator[Measured]:
    """Eight times the people may take at most ten times the time; resampling stays at 200 to keep the run short."""
    small, large = (study_of(people, resamples=200) for people in (12_500, 100_000))
    first, second = (_again(study, causes) for study in (small, large))
    yield Measured("time of 100,000 people in times of 12,500 (8 is linear)", second / first, 10, "x")
    tracemalloc.start()
    diagnose(large, causes)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    yield Measured(
        "peak memory at 100,000 x 60", peak + large.modules[0].sheet.values.nbytes / 1e6, 1000, "MB"
    )


def study_of(people: int, figures: bool = False, resamples: int = RESAMPLES) -> Study:
    """Conditions by unit, 60 items, and the figures of as many reps."""
    values, unit = survey(people, np.random.default_rng(people))
    scales = tuple(
        Scale(code, "condition", same(code), same(code), tuple(f"{code}{at}" for at in range(EACH)))
        for code in CODES[:SCALES]
    )
    items = tuple(AnswerItem(item, same(item), 1.0, 5.0, scale=s.code) for s in scales for item in s.items)
    leaves = tuple((REGIONS[at % 4], f"U{at}") for at in range(UNITS))
    labels = tuple(tuple(same(part) for part in leaf) for leaf in leaves)
    sheet = AnswerSheet("morale", items, values, ("region", "team"), unit, leaves, labels, scales=scales)
    assessment = Assessment(same("client"), same("title"), "2025", date(2026, 1, 15), currency="CNY")
    module = Module("morale", sheet, score(sheet))
    table = table_of(people) if figures else None
    return Study(assessment, PublishingRules(5), (), table, modules=(module,), seed=1, resamples=resamples)


def table_of(people: int) -> PerformanceTable:
    rng = np.random.default_rng(7)
    reps = [Person(f"p{at}", path=("Co", REGIONS[at % 4], f"U{at % UNITS}")) for at in range(people)]
    start = month_number(date(2025, 1, 1))
    target = np.exp(rng.normal(10, 0.5, people))
    sold = target[:, None] * np.exp(rng.normal(-0.1, 0.3, (people, 12)))
    months = [month_at(start + at) for at in range(12)]
    targets = [
        Amount("person", rep.id, "sales", month, float(goal))
        for rep, goal in zip(reps, target, strict=True)
        for month in months
    ]
    actuals = [
        Amount("person", rep.id, "sales", month, float(value))
        for rep, own in zip(reps, sold, strict=True)
        for month, value in zip(months, own, strict=True)
    ]
    return PerformanceTable(Roster(tuple(reps)), tuple(targets), tuple(actuals), currency="CNY")
