"""Small surveys made by hand: one item a scale, so that an answer is a score and every number can be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from diagnostic.core.diagnosis.model.diagnosis import Assessment
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.diagnosis.model.study import Module
from diagnostic.core.diagnosis.survey.groups import Attribute
from diagnostic.core.diagnosis.survey.module import AnalysisSettings, ModuleOutcome, diagnose_module
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.survey.instrument import Instrument, Option, Requirement, RoleLevel, Scale, ScaleKind
from diagnostic.core.survey.scoring.score import score
from diagnostic.core.survey.sheets.answers import AnswerItem, AnswerSheet, ChoiceAnswers
from diagnostic.text import same

Tag = tuple[str, ...]
Scores = Mapping[str, Sequence[float]]

RULES = PublishingRules(5)
NONE = float("nan")
KINDS: Mapping[str, ScaleKind] = {"SK": "skill", "MO": "condition", "WB": "wellbeing", "MV": "manager"}
ASSESSMENT = Assessment(same("client"), same("title"), "2025", date(2026, 1, 15))


def scale(code: str, required: Mapping[RoleLevel, float] | None = None, mirrors: str | None = None) -> Scale:
    levels = {level: Requirement(value) for level, value in (required or {}).items()}
    return Scale(
        code,
        KINDS.get(code[:2], "condition"),
        same(code),
        same(code),
        (f"{code}1",),
        mirrors=mirrors,
        required=levels,
    )


def survey(
    people: Mapping[Tag, Scores],
    columns: Tag = ("region", "team"),
    name: str = "morale",
    scales: Sequence[Scale] | None = None,
    choices: Mapping[str, ChoiceAnswers] | None = None,
) -> Module:
    """A module from each tag's scores: {("N", "N1"): {"MO-TGT": [3, 4, 2, 3, 3]}}; `NONE` is no answer."""
    codes = list(next(iter(people.values())))
    asked = tuple(scales or (scale(code) for code in codes))
    rows = [row for scores in people.values() for row in zip(*(scores[code] for code in codes), strict=True)]
    items = tuple(AnswerItem(f"{code}1", same(code), 1.0, 5.0, scale=code) for code in codes)
    counts = [len(scores[codes[0]]) for scores in people.values()]
    tags = tuple(people)
    sheet = AnswerSheet(
        name,
        items,
        np.array(rows, dtype=float).reshape(-1, len(codes)),
        columns,
        np.repeat(np.arange(len(tags)), counts),
        tags,
        tuple(tuple(same(v) for v in tag) for tag in tags),
        choices=choices or {},
        scales=asked,
    )
    return Module(name, sheet, score(sheet))


def units(means: Mapping[Tag, float], n: int = 6, code: str = "MO-TGT") -> dict[Tag, Scores]:
    """Units of n people whose scores spread half a point around the unit's mean, as many above as below."""
    around = np.tile([-0.5, 0.5], n)[: n - n % 2].tolist() + [0.0] * (n % 2)
    return {tag: {code: [mean + step for step in around]} for tag, mean in means.items()}


def outcome(
    module: Module,
    attributes: Sequence[Attribute] = (),
    seed: int = 1,
    instruments: Sequence[Instrument] = (),
    resamples: int = 200,
) -> ModuleOutcome:
    return diagnose_module(
        module, AnalysisSettings(RULES, tuple(instruments), tuple(attributes), seed, resamples)
    )


def found(results: Sequence[Result], kind: str, group: str, measure: str) -> Result:
    return next(r for r in results if (r.kind, r.group, r.measure) == (kind, group, measure))


def compared(module: ModuleOutcome) -> list[Result]:
    return [test.result for test in module.tested]


def by_name(kind: str, values: Mapping[str, str]) -> Attribute:
    """An attribute of units, known by the unit's own name."""
    return Attribute(kind, {(unit,): value for unit, value in values.items()}, {})  # type: ignore[arg-type]


def best_three(themes: Sequence[str], chosen: Sequence[Sequence[bool]]) -> tuple[Instrument, ChoiceAnswers]:
    """A block "choose your three", and the survey that says which option is which scale."""
    options = tuple(Option(place, same(theme)) for place, theme in enumerate(themes, 1))
    instrument = Instrument(
        "M",
        "1",
        "morale",
        same("M"),
        same("M"),
        (),
        (),
        (),
        importance=dict(enumerate(themes, 1)),
        importance_item="IMP",
    )
    return instrument, ChoiceAnswers("IMP", same("IMP"), options, np.array(chosen, dtype=bool))
