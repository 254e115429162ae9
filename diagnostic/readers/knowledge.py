"""The shipped playbook and cause map, read once in a process: pages about a plan need their words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.plan.playbook import Playbook
from diagnostic.shipped import REPORT_TEMPLATES


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the product knows before it sees a client: the causes and the actions."""

    cause_map: CauseMap
    playbook: Playbook


@cache
def read_playbook() -> Knowledge:
    """Raises BadDataError where one of the files is wrong."""
    # pydantic takes long to load, and many processes never read a playbook
    from diagnostic.readers.playbook_files import CAUSE_MAP, PLAYBOOK, load_cause_map, load_playbook

    return Knowledge(load_cause_map(REPORT_TEMPLATES / CAUSE_MAP), load_playbook(REPORT_TEMPLATES / PLAYBOOK))
