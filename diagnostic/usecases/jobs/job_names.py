"""What each kind of long work is called, in the log and on its page."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.i18n import both
from diagnostic.text import Text, same

JOB_NAMES: Mapping[str, Text] = {
    "seal": both("Sealing the survey"),
    "analyse": both("Analysis"),
    "report": both("Making the report"),
}


def job_name(kind: str) -> Text:
    return JOB_NAMES.get(kind) or same(kind)
