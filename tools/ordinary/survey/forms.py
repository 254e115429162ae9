"""Which items are asked, read from the product's survey files: codes, scales, reversed items, options."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ordinary.parameters import CHANNEL, KEY_ACCOUNT, KINDS, NEW
from ordinary.structure import Flags, Ints

SKILLS = ("SK-DIS", "SK-VAL", "SK-PRO", "SK-PIP", "SK-KNO", "SK-ACC", "SK-KEY", "SK-CHA", "MO-ONB")
MORALE = (
    *("MO-GOA", "MO-TGT", "MO-COA", "MO-REC", "MO-PAY", "MO-GRO", "MO-TEA", "MO-VOI", "MO-TOO", "MO-ENG"),
    *("MO-STA", "MO-ORG", "WB-ENE", "WB-LOA", "WB-BAL", "WB-SUP"),
)
MANAGERS = (
    *("MV-SKL-DIS", "MV-SKL-VAL", "MV-SKL-PRO", "MV-SKL-PIP", "MV-SKL-KNO", "MV-SKL-ACC", "MV-COA"),
    *("MV-TGT", "MV-TER", "MV-PRO", "MV-RES", "MV-FIT", "MV-LOA"),
)
ONLY_ROLES = {"SK-KEY": ("K",), "SK-CHA": ("C",), "MO-ONB": (NEW,)}
ONLY_KINDS = {"MO-ORG": (CHANNEL, KEY_ACCOUNT)}
BEST_THREE = "IMP-TOP3"


@dataclass(frozen=True, slots=True)
class Form:
    """Items of one module in the order of the files; `scale_of` is the place of each item's scale."""

    scales: tuple[str, ...]
    codes: tuple[str, ...]
    scale_of: Ints
    reversed: Flags

    def asked(self, roles: list[str], kinds: Ints) -> Flags:
        """(people, items)"""
        asked = np.ones((len(roles), len(self.scales)), dtype=np.bool_)
        names = np.array(KINDS)[kinds]
        for place, scale in enumerate(self.scales):
            asked[:, place] &= np.isin(roles, ONLY_ROLES.get(scale, roles))
            asked[:, place] &= np.isin(names, ONLY_KINDS.get(scale, KINDS))
        return asked[:, self.scale_of]


@dataclass(frozen=True, slots=True)
class Forms:
    skills: Form
    morale: Form
    managers: Form
    options: tuple[int, ...]


@cache
def load_forms(surveys: Path) -> Forms:
    items = [item for path in sorted(surveys.glob("*.toml")) for item in _items(path)]
    best = next(item for item in items if item["code"] == BEST_THREE)
    options = tuple(option["value"] for option in best["options"])
    return Forms(_form(items, SKILLS), _form(items, MORALE), _form(items, MANAGERS), options)


def _items(path: Path) -> list[dict[str, Any]]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    formats = content.get("formats", {})
    return [{**formats.get(item.get("format"), {}), **item} for item in content["items"]]


def _form(items: list[dict[str, Any]], scales: tuple[str, ...]) -> Form:
    """An item belongs to the scale its code begins with, and has five points."""
    place = {scale: number for number, scale in enumerate(scales)}
    own = [item for item in items if item["code"].rpartition("-")[0] in place]
    wrong = [item["code"] for item in own if len(item["options"]) != 5]
    if wrong:
        raise ValueError(f"the simulated answers have five points, these items do not: {wrong}")
    return Form(
        scales,
        tuple(item["code"] for item in own),
        np.array([place[item["code"].rpartition("-")[0]] for item in own]),
        np.array([bool(item.get("reversed", False)) for item in own]),
    )
