"""A wave as it would be if the draft were opened now, so that it can be looked at: without key, tags or links."""

from __future__ import annotations

from datetime import date

from diagnostic.core.survey.file_checks.build import build_instrument
from diagnostic.core.wave.model import WaveForm
from diagnostic.storage.waves.drafts import WaveDraft

NAME = "preview"
FINGERPRINT = "0" * 64  # the real one is made of the roster and the tags when the wave opens


def draft_form(draft: WaveDraft, closes_on: date) -> WaveForm:
    """The frozen form of a wave that was never opened; it can't be answered."""
    promise = {
        "purpose": [draft.purpose.zh, draft.purpose.en],
        "retention_months": draft.retention_months,
    }
    return WaveForm(
        id=NAME,
        instruments=tuple(build_instrument(each.definition) for each in draft.surveys),
        columns={},
        asked={},
        choice=draft.choice,
        rules=draft.rules,
        closes_on=closes_on,
        public_key=b"",
        envelope_size=0,
        tags={},
        promise=promise,
        fingerprint=FINGERPRINT,
    )
