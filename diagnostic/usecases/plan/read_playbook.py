"""The shipped playbook and cause map, read once in a process: pages about a plan need their words."""

from __future__ import annotations

from functools import cache

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.plan.playbook import Playbook
from diagnostic.settings import ROOT

TEMPLATES = ROOT / "report_templates"


@cache
def read_playbook() -> tuple[Playbook, CauseMap]:
    """Raises BadDataError where one of the files is wrong."""
    from diagnostic.readers.playbook_files import load_cause_map, load_playbook

    return load_playbook(TEMPLATES / "playbook.toml"), load_cause_map(TEMPLATES / "cause_map.toml")
