"""Can the sitting be shown: every item on one page, scales unbroken, no question hanging on a later one?"""

from __future__ import annotations

from collections.abc import Iterator

from diagnostic.core.survey.file_checks.draft import (
    Draft,
    Entry,
    ends,
    item_type,
    listed,
    option_values,
    table,
    word,
    words,
)
from diagnostic.faults import Fault


def page_faults(draft: Draft) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for page in draft.pages:
        yield from _listing_faults(draft, page, first)
    for item in draft.items:
        if item.code is not None and item.code not in first:
            yield draft.fault("surveys.item_no_page", item.path, item=item.code)
        yield from _condition_faults(draft, item)
    for scale in draft.scales:
        yield from _order_faults(draft, scale)


def _listing_faults(draft: Draft, page: Entry, first: dict[str, str]) -> Iterator[Fault]:
    for place, code in words(page.table, "items"):
        path = f"{page.path}.items[{place}]"
        if draft.item(code) is None:
            yield draft.fault("surveys.item_unknown", path, item=code)
        if code in first:
            yield draft.fault("surveys.item_two_pages", path, item=code, first=first[code])
        first.setdefault(code, page.code or page.path)


def _order_faults(draft: Draft, scale: Entry) -> Iterator[Fault]:
    """The items of a scale stand together in the scale's order, so that every respondent meets them alike."""
    codes = listed(scale)
    if not codes or any(draft.page_of(code) is None for code in codes):
        return
    page = listed(draft.pages[draft.page_of(codes[0]) or 0])
    start = page.index(codes[0])
    if page[start : start + len(codes)] != codes:
        yield draft.fault("surveys.scale_split", f"{scale.path}.items")


def _condition_faults(draft: Draft, item: Entry) -> Iterator[Fault]:
    condition = table(item.table, "shown_if")
    code = word(condition, "item")
    if code is None:
        return
    path = f"{item.path}.shown_if"
    asked = draft.item(code)
    if asked is None:
        yield draft.fault("surveys.item_unknown", f"{path}.item", item=code)
        return
    yield from _place_faults(draft, item, code, path)
    yield from _answer_faults(draft, asked, condition.get("values"), path)


def _place_faults(draft: Draft, item: Entry, asked: str, path: str) -> Iterator[Fault]:
    there, here = draft.page_of(asked), draft.page_of(item.code or "")
    if there is None or here is None:
        return
    if there >= here:
        yield draft.fault("surveys.condition_later", f"{path}.item", item=asked)
    elif any(draft.pages[page].table.get("shuffled") is True for page in (there, here)):
        yield draft.fault("surveys.condition_shuffled", f"{path}.item", item=asked)


def _answer_faults(draft: Draft, asked: Entry, values: object, path: str) -> Iterator[Fault]:
    kind = item_type(asked)
    if kind in ("text", "comment"):
        yield draft.fault("surveys.condition_words", f"{path}.item", item=asked.code)
    if kind in (None, "text", "comment") or not isinstance(values, list):
        return
    for place, value in enumerate(values):
        if isinstance(value, int) and not _possible(asked, value):
            yield draft.fault(
                "surveys.condition_value", f"{path}.values[{place}]", item=asked.code, value=value
            )


def _possible(asked: Entry, value: int) -> bool:
    if item_type(asked) in ("single", "multiple", "best"):
        return value in option_values(asked)
    low, high = ends(asked)
    return (low is None or low <= value) and (high is None or value <= high)
