"""The shape of playbook.toml and cause_map.toml: which keys there are, what each takes, both languages
everywhere.

What the parts mean together is checked in the core. A model's `build` gives the type the core works
with.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from diagnostic.core.diagnosis.causes.cause_map import CauseFamily, CauseMap, CauseRow, SignOrigin, SignWords
from diagnostic.core.diagnosis.model.cause import CauseStage, ScopeKind
from diagnostic.core.diagnosis.model.result import Unit
from diagnostic.core.plan import playbook as core
from diagnostic.text import Text

PlaybookCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Sign = Annotated[str, Field(min_length=1)]
Area = Annotated[str, Field(pattern=r"^A[1-9][0-9]?$")]
Words = Annotated[str, Field(pattern=r"\S")]
Number = Annotated[float, Field(ge=0)]
Weeks = Annotated[int, Field(ge=1, le=104)]
Format = Literal[1]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class BilingualShape(Shape):
    """The same words in Chinese and English."""

    zh: Words
    en: Words

    def build(self) -> Text:
        return Text(self.zh, self.en)


def texts(given: dict[str, BilingualShape]) -> dict[str, Text]:
    return {name: words.build() for name, words in given.items()}


class SignShape(Shape):
    origin: SignOrigin
    words: BilingualShape
    quiet: bool = False
    measure: PlaybookCode | None = None

    def build(self, kind: str) -> SignWords:
        return SignWords(kind, self.origin, self.words.build(), self.quiet, self.measure)


class RowShape(Shape):
    number: Annotated[int, Field(ge=1)]
    order: Annotated[int, Field(ge=1)]
    stage: CauseStage
    name: BilingualShape
    areas: Annotated[list[Area], Field(min_length=1)]
    measure: Annotated[str, Field(pattern=r"^(?:[A-Z]{2}-[A-Z]{3}|[a-z][a-z0-9_]*)$")]
    survey_signs: list[Sign]
    figure_signs: list[Sign]
    needs: Annotated[list[Annotated[list[Sign], Field(min_length=1)]], Field(min_length=1)]
    unless: list[Sign] = []
    vetoes: list[int] = []
    scope: Annotated[list[ScopeKind], Field(min_length=1)]
    families: list[CauseFamily] = []
    actions: list[PlaybookCode] = []
    check: BilingualShape
    disproof: BilingualShape
    questions: Annotated[list[BilingualShape], Field(min_length=3, max_length=3)]

    def build(self) -> CauseRow:
        return CauseRow(
            number=self.number,
            order=self.order,
            name=self.name.build(),
            stage=self.stage,
            areas=tuple(self.areas),
            measure=self.measure,
            survey_signs=tuple(self.survey_signs),
            figure_signs=tuple(self.figure_signs),
            needs=tuple(tuple(one_of) for one_of in self.needs),
            check=self.check.build(),
            disproof=self.disproof.build(),
            questions=tuple(question.build() for question in self.questions),
            scope=tuple(self.scope),
            families=tuple(self.families),
            actions=tuple(self.actions),
            unless=tuple(self.unless),
            vetoes=tuple(self.vetoes),
        )


class LevelsShape(Shape):
    """Whose required level a sign is about."""

    N: BilingualShape
    R: BilingualShape
    K: BilingualShape
    M: BilingualShape


class CauseMapShape(Shape):
    format: Format
    signs: dict[PlaybookCode, SignShape]
    levels: LevelsShape
    areas: dict[Area, BilingualShape]
    rows: Annotated[list[RowShape], Field(min_length=1)]

    def build(self) -> CauseMap:
        signs = {kind: sign.build(kind) for kind, sign in self.signs.items()}
        rows = tuple(row.build() for row in self.rows)
        return CauseMap(rows, signs, texts(dict(self.levels)), texts(self.areas))


class MetricShape(Shape):
    metric: Annotated[str, Field(pattern=r"^(?:[A-Z]{2}-[A-Z]{3}|[a-z][a-z0-9_]*)$")]
    name: BilingualShape
    source: core.MetricSource
    unit: Unit
    better: Literal[1, -1] = 1
    goal: float | None = None

    def build(self) -> core.ActionMetric:
        return core.ActionMetric(
            self.metric, self.name.build(), self.source, self.unit, self.better, self.goal
        )


class FirstStepShape(BilingualShape):
    days: Annotated[int, Field(ge=1, le=core.FIRST_STEP_DAYS)]


class EffortShape(Shape):
    rep_hours: Number
    manager_hours: Number
    company_days: Number
    money: core.Money


class LeadWeeksShape(Shape):
    leading: Weeks
    kpi: Weeks


class CapacityShape(Shape):
    max_parallel: Annotated[int, Field(ge=1, le=3)]
    needs_hours_per_week: Annotated[float, Field(ge=0, le=2)]


class VetoShape(Shape):
    words: BilingualShape
    signs: list[Sign] = []
    rows: list[int] = []
    settled_by: PlaybookCode | None = None

    def build(self) -> core.Veto:
        return core.Veto(self.words.build(), tuple(self.signs), tuple(self.rows), self.settled_by)


class ActionShape(Shape):
    code: PlaybookCode
    name: BilingualShape
    areas: Annotated[list[Area], Field(min_length=1)]
    level: CauseFamily
    roles: Annotated[list[PlaybookCode], Field(min_length=1)]
    rows: Annotated[list[int], Field(min_length=1)]
    owner: PlaybookCode
    audience: core.ActionAudience = "scope"
    why: BilingualShape
    helps_when: BilingualShape
    helps_signs: Annotated[list[Sign], Field(min_length=1)]
    not_when: list[PlaybookCode]
    first_step: FirstStepShape
    effort: EffortShape
    lead_weeks: LeadWeeksShape
    capacity: CapacityShape
    leading: MetricShape
    lagging: MetricShape
    check: BilingualShape
    risk: BilingualShape
    evidence: core.Evidence
    decision: BilingualShape | None = None
    conflicts: list[PlaybookCode] = []
    needs: list[PlaybookCode] = []

    def build(self) -> core.Action:
        return core.Action(
            code=self.code,
            name=self.name.build(),
            areas=tuple(self.areas),
            level=self.level,
            roles=tuple(self.roles),
            rows=tuple(self.rows),
            why=self.why.build(),
            helps_when=self.helps_when.build(),
            helps_signs=tuple(self.helps_signs),
            not_when=tuple(self.not_when),
            owner_role=self.owner,
            first_step=core.FirstStep(self.first_step.days, self.first_step.build()),
            effort=core.Effort(**self.effort.model_dump()),
            lead_weeks=core.LeadWeeks(**self.lead_weeks.model_dump()),
            capacity=core.Capacity(**self.capacity.model_dump()),
            leading=self.leading.build(),
            lagging=self.lagging.build(),
            check=self.check.build(),
            risk=self.risk.build(),
            evidence=self.evidence,
            audience=self.audience,
            decision=self.decision.build() if self.decision else None,
            conflicts=tuple(self.conflicts),
            needs=tuple(self.needs),
        )


class ExecutiveShape(Shape):
    """What executives do themselves; `decide` has {action} and {decision} to fill in."""

    open: BilingualShape
    decide: BilingualShape
    answer: BilingualShape
    review: BilingualShape


class TalkShape(Shape):
    """The talk that checks a cause before anything is spent on it."""

    first_step: BilingualShape


class ReasonsShape(Shape):
    """Why an action is not in the plan: a sentence for each reason there is."""

    fair_comparison: BilingualShape
    not_when: BilingualShape
    ask_first: BilingualShape
    wrong_level: BilingualShape
    enough: BilingualShape
    conflict: BilingualShape
    needs_missing: BilingualShape
    owner_full: BilingualShape
    rep_hours_full: BilingualShape
    plan_full: BilingualShape
    taken_out: BilingualShape


class PlaybookShape(Shape):
    format: Format
    owners: dict[PlaybookCode, BilingualShape]
    roles: dict[PlaybookCode, BilingualShape]
    vetoes: dict[PlaybookCode, VetoShape]
    reasons: ReasonsShape
    executive: ExecutiveShape
    talk: TalkShape
    actions: Annotated[list[ActionShape], Field(min_length=1)]

    def build(self) -> core.Playbook:
        return core.Playbook(
            actions=tuple(action.build() for action in self.actions),
            owners=texts(self.owners),
            roles=texts(self.roles),
            vetoes={code: veto.build() for code, veto in self.vetoes.items()},
            reasons=texts(dict(self.reasons)),
            executive=texts(dict(self.executive)),
            talk=self.talk.first_step.build(),
        )
