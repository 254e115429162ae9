"""The surveys of a wave as a page lists them: what each measures, how long it takes, in which languages it is whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnostic.core.survey.file_checks.build import build_instrument
from diagnostic.core.survey.instrument import Instrument, Scale
from diagnostic.core.survey.sittings.length import longest, minutes, most_asked, rounded_minutes
from diagnostic.core.survey.sittings.sitting import WaveChoice
from diagnostic.storage.waves.drafts import DraftSurvey, SurveySource, WaveDraft
from diagnostic.text import LANGS, Lang, Text
from diagnostic.usecases.surveys.draft_wave import SHIPPED, shipped_survey
from diagnostic.usecases.surveys.survey_set import in_order
from diagnostic.web.staff.surveys.form import IMPORTANCE, NOTHING, ROTATION, choice_of


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """`asked` is how many items one person gets of it at most; `renewed`: the product has a newer content of it."""

    instrument: Instrument
    source: SurveySource
    chosen: bool
    asked: int
    renewed: bool = False

    @property
    def minutes(self) -> int:
        return minutes(self.asked)

    @property
    def langs(self) -> tuple[Lang, ...]:
        texts = list(_texts(self.instrument))
        return tuple(lang for lang in LANGS if not any(text.lacks(lang) for text in texts))


@dataclass(frozen=True, slots=True)
class Extra:
    """What may be asked besides the core: its value in the form, the scales it adds, and the longest sitting then."""

    value: str
    scales: tuple[Scale, ...]
    items: int

    @property
    def minutes(self) -> int:
        return minutes(self.items)

    @property
    def told(self) -> int:
        return rounded_minutes(self.items)


def survey_lines(draft: WaveDraft) -> list[SurveyLine]:
    """The surveys of the draft, and the shipped ones that are not asked."""
    there = {each.code: each for each in draft.surveys}
    absent = [DraftSurvey("shipped", shipped_survey(name)) for name in SHIPPED if name not in there]
    return [
        line_of(
            build_instrument(each.definition), draft.choice, each.source, each.code in there, _renewed(each)
        )
        for each in in_order([*draft.surveys, *absent])
    ]


def line_of(
    instrument: Instrument,
    choice: WaveChoice,
    source: SurveySource = "shipped",
    chosen: bool = True,
    renewed: bool = False,
) -> SurveyLine:
    return SurveyLine(instrument, source, chosen, most_asked(instrument, choice), renewed)


def extras(lines: Sequence[SurveyLine]) -> list[Extra]:
    """Nothing more, the importance question where a survey has one, and every rotation there is."""
    chosen = [line.instrument for line in lines if line.chosen]
    every = [line.instrument for line in lines]
    rotations = sorted({scale.rotation for each in every for scale in each.scales if scale.rotation})
    values = [
        NOTHING,
        *([IMPORTANCE] if any(each.importance_item for each in every) else []),
        *(f"{ROTATION}{rotation}" for rotation in rotations),
    ]
    return [Extra(value, _added(chosen, value), longest(chosen, choice_of(value))) for value in values]


def _added(instruments: Sequence[Instrument], value: str) -> tuple[Scale, ...]:
    rotation = choice_of(value).rotation
    return tuple(
        scale
        for each in instruments
        for scale in each.scales
        if rotation is not None and scale.rotation == rotation
    )


def _renewed(survey: DraftSurvey) -> bool:
    return survey.source == "shipped" and survey.definition != shipped_survey(survey.code)


def _texts(instrument: Instrument) -> Iterator[Text]:
    yield from (instrument.title, instrument.intro)
    for page in instrument.pages:
        yield page.title
        if page.stem is not None:
            yield page.stem
    for item in instrument.items:
        yield item.text
        yield from (option.label for option in item.options)
