"""Does every scale hang together: its items, metric, who is asked, required levels, importance block?"""

from __future__ import annotations

from collections.abc import Iterator

from diagnostic.core.survey.file_checks.draft import (
    Draft,
    Entry,
    ends,
    item_type,
    listed,
    number,
    option_values,
    share,
    table,
    tables,
    whole,
    word,
    words,
)
from diagnostic.core.survey.instrument import SCORED
from diagnostic.faults import Fault

AREAS = frozenset(f"A{key}" for key in range(1, 49))  # the stable keys of what a diagnosis reports on


def scale_faults(draft: Draft) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for scale in draft.scales:
        yield from _item_faults(draft, scale, owner)
        yield from _metric_faults(draft, scale)
        yield from _asked_faults(draft, scale)
        yield from _marker_faults(draft, scale)
        yield from _area_faults(draft, scale)
        yield from _level_faults(draft, scale)
        yield from _anchor_faults(draft, scale)
    yield from _importance_faults(draft)


def _item_faults(draft: Draft, scale: Entry, owner: dict[str, str]) -> Iterator[Fault]:
    for place, code in words(scale.table, "items"):
        path = f"{scale.path}.items[{place}]"
        item = draft.item(code)
        if item is None:
            yield draft.fault("surveys.item_unknown", path, item=code)
            continue
        kind = item_type(item)
        if kind is not None and (kind not in SCORED or None in ends(item)):
            yield draft.fault("surveys.item_unscored", path, item=code)
        if code in owner:
            yield draft.fault("surveys.item_two_scales", path, item=code, first=owner[code])
        owner.setdefault(code, scale.code or scale.path)


def metric(draft: Draft, scale: Entry) -> set[tuple[float, float]]:
    """Every pair of ends among the items of the scale; a sound scale has one."""
    found = [ends(item) for code in listed(scale) if (item := draft.item(code)) is not None]
    return {(low, high) for low, high in found if low is not None and high is not None}


def _metric_faults(draft: Draft, scale: Entry) -> Iterator[Fault]:
    pairs = metric(draft, scale)
    if len(pairs) > 1:
        there = ", ".join(f"{low:g}-{high:g}" for low, high in sorted(pairs))
        yield draft.fault("surveys.scale_mixed_ends", f"{scale.path}.items", there=there)


def _asked_faults(draft: Draft, scale: Entry) -> Iterator[Fault]:
    part = share(scale.table, "minimum_share")
    if part is not None and not 0 < part <= 1:
        yield draft.fault("surveys.minimum_share", f"{scale.path}.minimum_share", value=part)
    others = [key for key in ("rotation", "roles", "team_types") if scale.table.get(key)]
    if scale.table.get("core", True) is True and others:
        yield draft.fault("surveys.core_and_more", f"{scale.path}.{others[0]}", key=others[0])
    if scale.table.get("core") is False and not others:
        yield draft.fault("surveys.never_asked", f"{scale.path}.core")


def _marker_faults(draft: Draft, scale: Entry) -> Iterator[Fault]:
    items = [item for code in listed(scale) if (item := draft.item(code)) is not None]
    markers = [item for item in items if item.table.get("marker") is True]
    for item in markers[1:]:
        values = {"scale": scale.code, "first": markers[0].code}
        yield draft.fault("surveys.marker_twice", f"{item.path}.marker", **values)


def _area_faults(draft: Draft, scale: Entry) -> Iterator[Fault]:
    for place, area in words(scale.table, "areas"):
        if area not in AREAS:
            yield draft.fault("surveys.area_unknown", f"{scale.path}.areas[{place}]", area=area)


def _level_faults(draft: Draft, scale: Entry) -> Iterator[Fault]:
    pairs = metric(draft, scale)
    for level, written in table(scale.table, "required").items():
        path = f"{scale.path}.required.{level}"
        given = written if isinstance(written, dict) else {"value": written}
        values = [number(given, key) for key in ("low", "value", "high")]
        known = [value for value in values if value is not None]
        if known != sorted(known):
            yield draft.fault("surveys.panel_range", path)
        for low, high in pairs if len(pairs) == 1 else ():
            for value in known:
                if not low <= value <= high:
                    yield draft.fault("surveys.required_off_scale", path, value=value, low=low, high=high)


def _anchor_faults(draft: Draft, scale: Entry) -> Iterator[Fault]:
    pairs = metric(draft, scale)
    values = [whole(anchor, "value") for _, anchor in tables(scale.table, "anchors")]
    known = [value for value in values if value is not None]
    for low, high in pairs if len(pairs) == 1 else ():
        if known != sorted(set(known)) or any(not low <= value <= high for value in known):
            yield draft.fault("surveys.anchors", f"{scale.path}.anchors", low=low, high=high)


def _importance_faults(draft: Draft) -> Iterator[Fault]:
    block = table(draft.raw, "importance")
    code = word(block, "item")
    if code is None:
        return
    item = draft.item(code)
    if item is None or item_type(item) != "best":
        yield draft.fault("surveys.importance_item", "importance.item", item=code)
        return
    scales = table(block, "scales")
    known = {str(value) for value in option_values(item)}
    for value in sorted(known - set(scales)):
        yield draft.fault("surveys.importance_lacks", "importance.scales", value=value)
    for value in scales:
        if value not in known:
            yield draft.fault("surveys.importance_option", f"importance.scales.{value}", value=value)
        scale = word(scales, value)
        if scale is not None and scale not in draft.scale_codes():
            yield draft.fault("surveys.scale_unknown", f"importance.scales.{value}", scale=scale)
