"""The simulated companies for tests: their answers as arrays through the product's survey half, without files.

Only the reading of files is left out: partition, levels, contrasts and the family are the product's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import numpy as np

from diagnostic.core.diagnosis.diagnose import judge_survey
from diagnostic.core.diagnosis.model.diagnosis import Assessment
from diagnostic.core.diagnosis.model.result import Result
from diagnostic.core.diagnosis.model.study import Module, Study
from diagnostic.core.diagnosis.survey.groups import Attribute, LeafPath
from diagnostic.core.diagnosis.survey.module import AnalysisSettings, diagnose_module
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.survey.instrument import Instrument
from diagnostic.core.survey.scoring.score import score
from diagnostic.core.survey.sheets.answers import AnswerItem, AnswerSheet
from diagnostic.demo.company.draw import simulate_scores
from diagnostic.demo.company.plan import NEW_MANAGER_TEAMS, Structure
from diagnostic.demo.company.survey import SimulatedSheets
from diagnostic.readers.survey_files import load_surveys
from diagnostic.text import same
from tests.support.folders import ROOT

RULES = PublishingRules(5)
FEWEST_RESAMPLES = 100  # no tested result depends on them


@cache
def instruments() -> tuple[Instrument, ...]:
    return load_surveys(
        [ROOT / "surveys" / f"{name}.toml" for name in ("skills", "morale", "wellbeing", "manager")]
    )


def confirmatory(seed: int, plants: bool) -> tuple[Result, ...]:
    """Every declared contrast on every scale of the report (skills, morale and well-being, self against
    managers), judged as one family."""
    company = simulate_scores(seed, plants)
    modules = (
        _module("skills", company.skills, ("role", "band")),
        _module("morale", company.morale, ("region", "team")),
        _module("manager", company.managers, ("tenure",)),
    )
    setting = AnalysisSettings(RULES, instruments(), _attributes(company.structure), seed, FEWEST_RESAMPLES)
    study = Study(
        Assessment(same("SIMULATED"), same("SIMULATED"), "2025", date(2026, 1, 15), simulated=True),
        RULES,
        (),
        None,
        instruments(),
        modules,
    )
    judged = judge_survey(study, tuple(diagnose_module(module, setting) for module in modules))
    return tuple(result for result in judged if result.family == "confirmatory")


def _module(name: str, sheets: SimulatedSheets, columns: Sequence[str]) -> Module:
    asked = [scale for each in instruments() for scale in each.scales]
    scales = tuple(scale for scale in asked if set(scale.items) <= set(sheets.codes))
    known = {item.code: item for each in instruments() for item in each.items}
    belongs = {code: scale.code for scale in reversed(scales) for code in scale.items}
    items = tuple(
        AnswerItem(code, known[code].text, 1.0, 5.0, known[code].reversed, belongs.get(code))
        for code in sheets.codes
    )
    tags = list(zip(*(sheets.groups[column] for column in columns), strict=True))
    leaves = tuple(sorted(set(tags)))
    leaf_of = np.array([leaves.index(tag) for tag in tags])
    labels = tuple(tuple(same(value) for value in leaf) for leaf in leaves)
    sheet = AnswerSheet(
        name, items, sheets.values.copy(), tuple(columns), leaf_of, leaves, labels, scales=scales
    )
    return Module(name, sheet, score(sheet))


def _attributes(structure: Structure) -> tuple[Attribute, ...]:
    """What the roster says of units: their type, and whose manager is new in post."""
    kinds: dict[LeafPath, str] = {
        (team,): kind for team, kind in zip(structure.team, structure.kind, strict=True)
    }
    tenure: dict[LeafPath, str] = {
        (team,): "new" if team in NEW_MANAGER_TEAMS else "experienced" for team in structure.team
    }
    return (Attribute("team_type", kinds, {}), Attribute("manager_tenure", tenure, {}))
