"""A consultant reads a module the other way in the next wave: its answers are grouped by other columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from diagnostic.core.wave.plan import Tagging, choices_of
from diagnostic.faults import BadDataError, Fault, NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import record
from diagnostic.storage.clients.clients import find_assessment
from diagnostic.storage.database.locks import hold_assessment
from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.drafts import keep_draft
from diagnostic.storage.waves.wave_list import running, waves_of
from diagnostic.usecases.surveys.draft_wave import draft_wave


def choose_tagging(
    installation: Installation,
    client_id: str,
    assessment_id: str,
    module: str,
    tagging: Tagging | None,
    expected: float | None,
    seen: str,
    *,
    by: str,
    at: datetime,
) -> None:
    """Keep the choice, with the share of people `expected` to answer (None: as it was). `seen` is the version of the
    draft the page showed.

    Raises NotFoundError where the client has no such assessment, BadDataError where the draft has no such module or
    the module no such choice, and StaleError where the draft has changed, or a wave is out that is not sealed yet.
    """
    with installation.store.writing() as session:
        facts = find_assessment(session, client_id, assessment_id)
        if facts is None:
            raise NotFoundError(assessment_id)
        hold_assessment(session, assessment_id)
        draft = draft_wave(session, assessment_id)
        modules = {each.module for each in draft.surveys}
        if tagging is None or module not in modules or tagging not in choices_of(module):
            raise BadDataError([Fault("wave.module_unknown", values={"module": module})])
        if running(waves_of(session, assessment_id)) is not None or seen != str(draft.version):
            raise StaleError
        turned = replace(
            draft,
            tagging={**draft.tagging, module: tagging},
            expected=draft.expected if expected is None else expected,
        )
        keep_draft(session, assessment_id, turned)
        record(session, "tagging_changed", facts.title, by=by, at=at)
