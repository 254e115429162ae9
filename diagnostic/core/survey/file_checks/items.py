"""Can every item be asked and answered: its type, its options, how many are chosen, its ends?"""

from __future__ import annotations

from collections.abc import Iterator

from diagnostic.core.survey.file_checks.draft import (
    Draft,
    Entry,
    ends,
    item_type,
    option_values,
    table,
    tables,
    whole,
    word,
)
from diagnostic.core.survey.instrument import ItemType
from diagnostic.faults import Fault

FORMAT_KEYS = frozenset({"type", "options", "points", "cannot_judge"})
FITTING: dict[ItemType, frozenset[str]] = {
    "rating": frozenset({"options", "points", "cannot_judge", "reversed", "marker"}),
    "frequency": frozenset({"options", "cannot_judge", "reversed", "marker"}),
    "single": frozenset({"options", "cannot_judge"}),
    "multiple": frozenset({"options", "choose", "cannot_judge"}),
    "best": frozenset({"options", "choose", "cannot_judge"}),
    "number": frozenset({"minimum", "maximum", "cannot_judge", "reversed", "marker"}),
    "text": frozenset(),
    "comment": frozenset(),
}
SPECIAL = frozenset().union(*FITTING.values())
RESERVED = frozenset({"at", "lang", "word", "carry", "go", "consent", "changing"})
"""What the rep's form calls its own fields; an item of that name would make every page unreadable."""


def item_faults(draft: Draft) -> Iterator[Fault]:
    for form in draft.formats:
        yield from _form_faults(draft, form)
        yield from _key_faults(draft, form)
    for item in draft.items:
        if item.code in RESERVED:
            yield draft.fault("surveys.code_reserved", f"{item.path}.code", code=item.code)
        yield from _own_form_faults(draft, item)
        yield from _key_faults(draft, item)
        yield from _choose_faults(draft, item)
        yield from _number_faults(draft, item)


def _own_form_faults(draft: Draft, item: Entry) -> Iterator[Fault]:
    """Where the item gets its answers from: the format it names, or what it says itself, never a mix."""
    named = word(item.table, "format")
    if named is None:
        if "type" not in item.table:
            yield draft.fault("surveys.type_missing", item.path)
        yield from _form_faults(draft, item)
    elif f"formats.{named}" not in {form.path for form in draft.formats}:
        known = ", ".join(form.path.removeprefix("formats.") for form in draft.formats) or "-"
        yield draft.fault("surveys.format_unknown", f"{item.path}.format", name=named, known=known)
    for key in sorted(FORMAT_KEYS & item.own) if named is not None else ():
        yield draft.fault("surveys.format_mixed", f"{item.path}.{key}", key=key, name=named)


def _key_faults(draft: Draft, entry: Entry) -> Iterator[Fault]:
    kind = item_type(entry)
    if kind is None:
        return
    for key in sorted(SPECIAL & entry.own - FITTING[kind]):
        yield draft.fault("surveys.key_unfit", f"{entry.path}.{key}", key=key, type=kind)


def _form_faults(draft: Draft, form: Entry) -> Iterator[Fault]:
    kind = item_type(form)
    if kind is None or "options" not in FITTING[kind]:
        return
    count = len(tables(form.table, "options"))
    if count < 2:
        yield draft.fault("surveys.options_missing", f"{form.path}.options", type=kind)
        return
    yield from _value_faults(draft, form, count)
    yield from _label_faults(draft, form)


def _value_faults(draft: Draft, form: Entry, count: int) -> Iterator[Fault]:
    """Options run 1..n in the order shown; a rating may instead label the two ends of its `points` only."""
    points = whole(form.table, "points")
    allowed = [list(range(1, (points or count) + 1))]
    if points is not None:
        allowed.append([1, points])
    if option_values(form) not in allowed:
        wanted = " / ".join(", ".join(map(str, each)) for each in allowed)
        yield draft.fault("surveys.option_values", f"{form.path}.options", expected=wanted)


def _label_faults(draft: Draft, form: Entry) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for place, option in tables(form.table, "options"):
        for lang in ("zh", "en"):
            label = word(table(option, "label"), lang)
            if label is not None and (lang, label) in seen:
                path = f"{form.path}.options[{place}].label.{lang}"
                yield draft.fault("surveys.label_twice", path, label=label)
            seen.add((lang, label or f"#{place}"))


def _choose_faults(draft: Draft, item: Entry) -> Iterator[Fault]:
    kind, choose = item_type(item), whole(item.table, "choose")
    count = len(tables(item.table, "options"))
    most = count - 1 if kind == "best" else count
    if kind == "best" and "choose" not in item.table:
        yield draft.fault("surveys.choose_missing", f"{item.path}.choose", most=most)
    elif kind in ("best", "multiple") and choose is not None and count >= 2 and not 1 <= choose <= most:
        yield draft.fault("surveys.choose", f"{item.path}.choose", choose=choose, most=most)


def _number_faults(draft: Draft, item: Entry) -> Iterator[Fault]:
    low, high = ends(item)
    if item_type(item) == "number" and low is not None and high is not None and low >= high:
        yield draft.fault("surveys.minimum_maximum", f"{item.path}.minimum", minimum=low, maximum=high)
