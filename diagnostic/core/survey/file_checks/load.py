"""Everything that is wrong with the table a survey file holds, before `build` makes an `Instrument` of it.

The reader checks the shape (keys, types, both languages); here is checked what the parts mean together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from diagnostic.core.survey.file_checks.draft import Draft, Entry, Raw, draft, word
from diagnostic.core.survey.file_checks.items import item_faults
from diagnostic.core.survey.file_checks.pages import page_faults
from diagnostic.core.survey.file_checks.scales import scale_faults
from diagnostic.core.survey.file_checks.wording import wording_faults
from diagnostic.faults import Fault


def survey_faults(raw: Raw, source: str = "") -> list[Fault]:
    """Every fault of meaning in one survey file; parts of the wrong shape are passed over."""
    parts = draft(raw, source)
    return [
        *_repeated(parts),
        *item_faults(parts),
        *scale_faults(parts),
        *page_faults(parts),
        *wording_faults(parts),
    ]


def _repeated(parts: Draft) -> Iterator[Fault]:
    for entries in (parts.scales, parts.items, parts.pages):
        first: dict[str, Entry] = {}
        for entry in entries:
            if entry.code is not None and first.setdefault(entry.code, entry) is not entry:
                there = first[entry.code].path
                yield parts.fault("surveys.code_twice", f"{entry.path}.code", code=entry.code, first=there)


def joint_faults(files: Sequence[tuple[str, Raw]]) -> list[Fault]:
    """Codes that two of the files (source, table) share: answers to them could not be distinguished."""
    drafts = [draft(raw, source) for source, raw in files]
    return [*_shared_instruments(drafts), *_shared_codes(drafts)]


def _shared_instruments(drafts: Sequence[Draft]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for parts in drafts:
        code = word(parts.raw, "code")
        if code is not None and code in first:
            yield parts.fault("surveys.code_two_files", "code", code=code, first=first[code])
        first.setdefault(code or "", parts.source)


def _shared_codes(drafts: Sequence[Draft]) -> Iterator[Fault]:
    first: dict[str, Draft] = {}
    for parts in drafts:
        for entry in chain(parts.scales, parts.items):
            if entry.code is not None and first.setdefault(entry.code, parts) is not parts:
                there = first[entry.code].source
                yield parts.fault(
                    "surveys.code_two_files", f"{entry.path}.code", code=entry.code, first=there
                )


def mirror_faults(files: Sequence[tuple[str, Raw]]) -> list[Fault]:
    """Scales that mirror a scale which none of the files (source, table) holds."""
    drafts = [draft(raw, source) for source, raw in files]
    known = set().union(*(parts.scale_codes() for parts in drafts))
    return [
        parts.fault("surveys.scale_unknown", f"{scale.path}.mirrors", scale=mirrored)
        for parts in drafts
        for scale in parts.scales
        if (mirrored := word(scale.table, "mirrors")) is not None and mirrored not in known
    ]
