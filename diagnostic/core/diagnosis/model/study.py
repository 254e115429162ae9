"""A study: the frozen inputs of a diagnosis. Answers per module and figures, never joined by person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from diagnostic.core.diagnosis.model.diagnosis import Assessment, InputLine, Note
from diagnostic.core.figures.model.performance import InputRead, PerformanceTable
from diagnostic.core.figures.model.periods import Period
from diagnostic.core.privacy.publish import PublishingRules
from diagnostic.core.survey.instrument import Instrument
from diagnostic.core.survey.scoring.score import ScoreSheet
from diagnostic.core.survey.sheets.answers import AnswerSheet
from diagnostic.text import Text


@dataclass(frozen=True, slots=True)
class Module:
    """The sealed sheets of one module with their scores.

    `invited` counts the people of each leaf; `asked` all who were asked, also in units without answers.
    """

    name: str
    sheet: AnswerSheet
    scores: ScoreSheet
    invited: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """`seed` is the root of every draw, `resamples` the B of every bootstrap; `earlier`: modules of a wave before.

    `period` bounds every figure (None: not stated, so it is derived from the figures). `collected` says how
    the answers came, `comments` whether any were written. `confirmed_by` is who confirmed values that can
    hardly be right; `follows_potential` whether targets follow the potential of territories, where that was
    stated. `reads` is what could be read of the inputs that are not figures (answers); the figures carry
    their own.
    """

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
    period: Period | None = None
    collected: Literal["files", "wave"] = "files"
    comments: bool = False
    confirmed_by: str | None = None
    follows_potential: bool | None = None
    reads: tuple[InputRead, ...] = ()

    def module(self, name: str) -> Module | None:
        return next((module for module in self.modules if module.name == name), None)
