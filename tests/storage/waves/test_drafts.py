"""Drafts of waves: what is kept comes back as it was, and of two who change one at once the second gets a conflict."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

from diagnostic.core.privacy.rules import PublishingRules
from diagnostic.core.survey.sittings.sitting import WaveChoice
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.drafts import DraftSurvey, WaveDraft, find_draft, keep_draft
from diagnostic.text import Text
from diagnostic.usecases.surveys.draft_wave import draft_wave, shipped_survey
from tests.made.waves import add_assessment

FULL = WaveDraft(
    (
        DraftSurvey("shipped", shipped_survey("skills")),
        DraftSurvey("own", shipped_survey("comments"), "# 文本\n"),
    ),
    {"skills": ("role",)},
    Text("目的", "purpose"),
    date(2026, 4, 1),
    PublishingRules(6, 12, 40),
    WaveChoice("2"),
    0.6,
    12,
)


def test_a_draft_comes_back_as_it_was(installation: Installation) -> None:
    assessment = add_assessment(installation)
    with installation.store.writing() as session:
        assert draft_wave(session, assessment).version == 0
        assert keep_draft(session, assessment, FULL)
    with installation.store.reading() as session:
        assert find_draft(session, assessment) == replace(FULL, version=1)


def test_a_draft_made_from_an_older_version_is_not_stored(installation: Installation) -> None:
    assessment = add_assessment(installation)
    with installation.store.writing() as session:
        assert keep_draft(session, assessment, FULL)
        assert not keep_draft(session, assessment, replace(FULL, retention_months=3))
    with installation.store.reading() as session:
        assert find_draft(session, assessment) == replace(FULL, version=1)


def test_many_at_once_change_it_one_after_another(installation: Installation) -> None:
    assessment = add_assessment(installation)
    kept: list[bool] = []

    def change() -> None:
        with installation.store.writing() as session:
            hold_assessment(session, assessment)
            kept.append(keep_draft(session, assessment, draft_wave(session, assessment)))

    threads = [threading.Thread(target=change) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert kept == [True] * 8
    with installation.store.reading() as session:
        assert draft_wave(session, assessment).version == 8
