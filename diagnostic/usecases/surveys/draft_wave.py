"""What the next wave of an assessment will be like: as somebody has chosen, or as the product proposes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from diagnostic.shipped import SURVEYS
from diagnostic.storage.database.session import Session
from diagnostic.storage.waves.drafts import DraftSurvey, WaveDraft, find_draft

SHIPPED = ("skills", "morale", "wellbeing", "manager", "comments")
"""The surveys that come with the product, in the order they are asked; all of them are proposed."""


def draft_wave(session: Session, assessment_id: str) -> WaveDraft:
    """The stored draft, or a proposal of version 0 that is not stored."""
    return find_draft(session, assessment_id) or WaveDraft(
        tuple(DraftSurvey("shipped", shipped_survey(name)) for name in SHIPPED)
    )


@cache
def shipped_survey(name: str) -> Mapping[str, Any]:
    """The content of a survey file of the product. The caller leaves it as it is."""
    return tomllib.loads((SURVEYS / f"{name}.toml").read_text("utf-8"))
