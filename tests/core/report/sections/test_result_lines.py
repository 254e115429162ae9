"""Every result of a diagnosis can be looked up, whatever kind it is."""

from __future__ import annotations

from typing import get_args

from diagnostic.core.diagnosis.model.result import ResultKind
from diagnostic.core.report.sections.result_lines import KINDS


def test_every_kind_of_result_has_words() -> None:
    assert set(KINDS) == set(get_args(ResultKind))
    assert all(words.zh and words.en for words in KINDS.values())
