"""The causes and actions the product knows, for pages that name them."""

from __future__ import annotations

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.plan.playbook import Playbook
from diagnostic.readers.knowledge import read_playbook


def known_causes() -> CauseMap:
    return read_playbook().cause_map


def known_actions() -> Playbook:
    return read_playbook().playbook
