"""The rules for the wording of items that a machine can check; the others are for people and interviews.

One short sentence: at most 28 Chinese characters or 18 English words. The hurried answer an agreement item
with a negation in it against its own direction, so a reversed item names an opposite experience instead; it
never stands first, and at most half of a scale (one of three) is reversed. An instrument that quotes
published wording says so in `adopted_from`; then only its languages are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from diagnostic.core.survey.file_checks.draft import Draft, Entry, item_type, listed, table, word
from diagnostic.faults import Fault
from diagnostic.text import LANGS, Lang

LONGEST: Mapping[Lang, int] = {"zh": 28, "en": 18}
TOO_LONG: Mapping[Lang, str] = {"zh": "surveys.too_long_zh", "en": "surveys.too_long_en"}
HAN = re.compile(r"[\u4e00-\u9fff]")
NEGATION: Mapping[Lang, re.Pattern[str]] = {
    "zh": re.compile("不|没|从未|并未|尚未|未能|无法"),
    "en": re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without)\b|n['’]t\b", re.I),
}


def wording_faults(draft: Draft) -> Iterator[Fault]:
    yield from _language_faults(draft, draft.raw, "")
    if "adopted_from" in draft.raw:
        return
    for item in draft.items:
        if item_type(item) in ("rating", "frequency"):
            yield from _sentence_faults(draft, item)
    for scale in draft.scales:
        yield from _reversed_faults(draft, scale)


def _sentence_faults(draft: Draft, item: Entry) -> Iterator[Fault]:
    for lang in LANGS:
        sentence = word(table(item.table, "text"), lang)
        if sentence is None:
            continue
        path = f"{item.path}.text.{lang}"
        length = len(sentence) if lang == "zh" else len(sentence.split())
        if length > LONGEST[lang]:
            yield draft.fault(TOO_LONG[lang], path, length=length, longest=LONGEST[lang])
        negations = NEGATION[lang].findall(sentence)
        if item_type(item) == "rating" and negations:
            yield draft.fault("surveys.negation", path, word=negations[0])
        elif len(negations) > 1:
            yield draft.fault("surveys.negation_double", path, words=", ".join(negations))


def _reversed_faults(draft: Draft, scale: Entry) -> Iterator[Fault]:
    items = [item for code in listed(scale) if (item := draft.item(code)) is not None]
    turned = [item for item in items if item.table.get("reversed") is True]
    if items and items[0] in turned:
        yield draft.fault("surveys.reversed_first", f"{items[0].path}.reversed", scale=scale.code)
    if 2 * len(turned) > len(items):
        most = len(items) // 2
        yield draft.fault("surveys.reversed_many", f"{scale.path}.items", count=len(turned), most=most)


def _language_faults(draft: Draft, part: object, path: str) -> Iterator[Fault]:
    """English sides hold no Chinese, so that readers never meet a sentence they can't read."""
    if isinstance(part, list):
        for place, each in enumerate(part):
            yield from _language_faults(draft, each, f"{path}[{place}]")
    elif isinstance(part, dict):
        english = part.get("en")
        if isinstance(english, str) and HAN.search(english):
            yield draft.fault("surveys.language_wrong", f"{path}.en")
        for key, each in part.items():
            yield from _language_faults(draft, each, f"{path}.{key}" if path else str(key))
