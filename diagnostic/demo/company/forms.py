"""Which items the simulated wave asks: codes, reversed flags, option values, as survey files give them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from diagnostic.demo.company.plan import CHANNEL, KEY_ACCOUNT, Flags, Ints

SKILLS = ("SK-DIS", "SK-VAL", "SK-PRO", "SK-PIP", "SK-KNO", "SK-ACC", "SK-KEY", "SK-CHA", "MO-ONB")
MORALE = (
    *("MO-GOA", "MO-TGT", "MO-COA", "MO-REC", "MO-PAY", "MO-GRO", "MO-TEA", "MO-VOI", "MO-TOO", "MO-ENG"),
    *("MO-STA", "MO-ORG", "WB-ENE", "WB-LOA", "WB-BAL", "WB-SUP"),
)
MANAGERS = (
    *("MV-SKL-DIS", "MV-SKL-VAL", "MV-SKL-PRO", "MV-SKL-PIP", "MV-SKL-KNO", "MV-SKL-ACC", "MV-COA"),
    *("MV-TGT", "MV-TER", "MV-PRO", "MV-RES", "MV-FIT", "MV-LOA"),
)
IMPORTANCE_ITEM = "IMP-TOP3"
ONLY_ROLES = {"SK-KEY": ("K",), "SK-CHA": ("C",), "MO-ONB": ("N",)}
ONLY_KINDS = {"MO-ORG": (CHANNEL, KEY_ACCOUNT)}
POINTS = 5

Only = Mapping[str, tuple[str, ...]]  # scale -> who is asked


@dataclass(frozen=True, slots=True)
class Form:
    """Items of one module in file order; `scale_of` is each item's place in `scales`."""

    scales: tuple[str, ...]
    codes: tuple[str, ...]
    scale_of: Ints
    reversed: Flags
    only_roles: Only = field(default_factory=dict)
    only_kinds: Only = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Forms:
    """The three forms of the wave and the option values of the best-three item."""

    skills: Form
    morale: Form
    managers: Form
    options: tuple[int, ...]


def load_forms(surveys: Path) -> Forms:
    """Read all survey files of a folder; an item belongs to the scale its code begins with."""
    items = [item for path in sorted(surveys.glob("*.toml")) for item in _items(path)]
    best = next(item for item in items if item["code"] == IMPORTANCE_ITEM)
    return Forms(
        _form(items, SKILLS, ONLY_ROLES, {}),
        _form(items, MORALE, {}, ONLY_KINDS),
        _form(items, MANAGERS, {}, {}),
        tuple(option["value"] for option in best["options"]),
    )


def _items(path: Path) -> list[dict[str, Any]]:
    """Items of a file, each with the options of its format."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    formats = content.get("formats", {})
    return [{**formats.get(item.get("format"), {}), **item} for item in content["items"]]


def _form(
    items: list[dict[str, Any]],
    scales: tuple[str, ...],
    only_roles: Only,
    only_kinds: Only,
) -> Form:
    place = {scale: number for number, scale in enumerate(scales)}
    chosen = [item for item in items if item["code"].rpartition("-")[0] in place]
    wrong = [item["code"] for item in chosen if len(item["options"]) != POINTS]
    if wrong:
        raise ValueError(f"the simulated answers have {POINTS} points, these items do not: {wrong}")
    return Form(
        scales,
        tuple(item["code"] for item in chosen),
        np.array([place[item["code"].rpartition("-")[0]] for item in chosen]),
        np.array([bool(item.get("reversed", False)) for item in chosen]),
        only_roles,
        only_kinds,
    )
