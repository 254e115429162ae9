"""A study: the frozen inputs of a diagnosis. Answers come per module, figures beside them, never joined by person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diagnostic.core.diagnosis.model.diagnosis import Assessment, InputLine, Note
from diagnostic.core.figures.model.performance import PerformanceTable
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.survey.instrument import Instrument
from diagnostic.core.survey.scoring.score import ScoreSheet
from diagnostic.core.survey.sheets.answers import AnswerSheet
from diagnostic.text import Text


@dataclass(frozen=True, slots=True)
class Module:
    """The sealed sheets of one module with their scores."""

    name: str
    sheet: AnswerSheet
    scores: ScoreSheet
    invited: Mapping[tuple[str, ...], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Study:
    """`seed` is the root of every draw, `resamples` the B of every bootstrap; `earlier`: modules of a wave before."""

    assessment: Assessment
    rules: PublishingRules
    inputs: tuple[InputLine, ...]
    figures: PerformanceTable | None = None
    instruments: tuple[Instrument, ...] = ()
    modules: tuple[Module, ...] = ()
    notes: tuple[Note, ...] = ()
    unit_names: Mapping[str, Text] = field(
        default_factory=dict
    )  # the client's own words for units, by last segment
    seed: int = 0
    resamples: int = 2000
    earlier: tuple[Module, ...] = ()

    def module(self, name: str) -> Module | None:
        return next((module for module in self.modules if module.name == name), None)
