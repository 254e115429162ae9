"""What a consultant has chosen for the next wave of an assessment. Without a choice the shipped surveys and settings
apply, so a draft is only stored once somebody changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.survey.sittings.sitting import WaveChoice
from diagnostic.i18n import both
from diagnostic.storage.database import tables as t
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.text import Text

SurveySource = Literal["shipped", "own"]
PURPOSE = both("to find out why sales targets are missed")


@dataclass(frozen=True, slots=True)
class DraftSurvey:
    """`definition` is the content of the survey file; `source` whether it came with the product. Of an own one `text`
    is the file as it was sent, with its comments."""

    source: SurveySource
    definition: Mapping[str, Any]
    text: str = ""

    @property
    def code(self) -> str:
        return str(self.definition["code"])

    @property
    def module(self) -> str:
        return str(self.definition["module"])

    @property
    def title(self) -> Text:
        return Text(self.definition["title"]["zh"], self.definition["title"]["en"])


@dataclass(frozen=True, slots=True)
class WaveDraft:
    """`tagging` is module -> grouping columns, outermost first; a module that is not in it has its usual ones.

    `expected` is the share of people expected to answer, for the preview only. `version` 0 was never stored.
    """

    surveys: tuple[DraftSurvey, ...]
    tagging: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    purpose: Text = PURPOSE
    closes_on: date | None = None
    rules: PublishingRules = field(default_factory=PublishingRules)
    choice: WaveChoice = field(default_factory=WaveChoice)
    expected: float = 0.7
    retention_months: int = 24
    version: int = 0

    def own_survey(self, code: str) -> DraftSurvey | None:
        return next((each for each in self.surveys if each.source == "own" and each.code == code), None)


def find_draft(session: Session, assessment_id: str) -> WaveDraft | None:
    row = session.get(t.WaveDraft, assessment_id)
    if row is None:
        return None
    kept = row.settings
    return WaveDraft(
        tuple(DraftSurvey(each["source"], each["definition"], each["text"]) for each in row.surveys),
        {module: tuple(columns) for module, columns in row.tagging.items()},
        Text(*kept["purpose"]),
        date.fromisoformat(kept["closes_on"]) if kept["closes_on"] else None,
        PublishingRules(kept["k"], kept["k_items"], kept["comments"]),
        WaveChoice(kept["rotation"], kept["importance"]),
        kept["expected"],
        kept["retention_months"],
        row.version,
    )


def keep_draft(session: Session, assessment_id: str, draft: WaveDraft) -> bool:
    """Store the draft over the version it was made from. False: somebody else was faster, and nothing is stored."""
    values = {
        "version": draft.version + 1,
        "surveys": [
            {"source": each.source, "definition": dict(each.definition), "text": each.text}
            for each in draft.surveys
        ],
        "tagging": {module: list(columns) for module, columns in draft.tagging.items()},
        "settings": {
            "purpose": [draft.purpose.zh, draft.purpose.en],
            "closes_on": draft.closes_on.isoformat() if draft.closes_on else None,
            "k": draft.rules.k,
            "k_items": draft.rules.k_items,
            "comments": draft.rules.comments,
            "rotation": draft.choice.rotation,
            "importance": draft.choice.importance,
            "expected": draft.expected,
            "retention_months": draft.retention_months,
        },
    }
    own = t.WaveDraft.assessment_id == assessment_id
    hold_assessment(session, assessment_id)
    there = session.scalar(select(t.WaveDraft.version).where(own))
    if (there or 0) != draft.version:
        return False
    if there is None:
        session.execute(insert(t.WaveDraft).values(assessment_id=assessment_id, **values))
    else:
        session.execute(update(t.WaveDraft).where(own).values(**values))
    return True
