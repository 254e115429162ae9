"""Full-width punctuation in Chinese words.

Client data, playbook and sentences of the report may be typed with half-width marks. Next to Chinese characters the
marks , ; : ? ! ( ) become full-width; between digits, Latin words and formulas they stay as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

from diagnostic.text import Lang, Text

_FULL = dict(zip(",;:?!()", "\uff0c\uff1b\uff1a\uff1f\uff01\uff08\uff09", strict=True))
_CJK = "\u3400-\u4dbf\u4e00-\u9fff"
_WIDE = f"{_CJK}\u3000-\u303f\uff01-\uff60\u2018\u2019\u201c\u201d"
_BESIDE = re.compile(
    rf"(?<=[{_WIDE}]) ?([,;:?!(]) ?|([,;:?!)]) ?(?=[{_WIDE}])|(?<=[{_CJK}])(\))|(\()(?=[{_CJK}])"
)
_HAN = re.compile(f"[{_CJK}]")
_SPACED = re.compile(" ?([\uff0c\uff1b\uff1a\uff1f\uff01\uff08\uff09]) ?")


def said(text: Text, lang: Lang) -> str:
    """The words of one language as printed: Chinese with full-width marks. A missing side is taken from the other."""
    words = text[lang]
    return full_width(words) if lang == "zh" and not text.lacks("zh") else words


@lru_cache(maxsize=8192)  # the same names of groups and measures are printed many times
def full_width(words: str) -> str:
    """The words with half-width marks next to Chinese made full-width, and brackets made so in pairs.

    Spaces around full-width marks are dropped; words without Chinese are returned as they are.

    >>> full_width("达成率87%,缺口1,083万元(n = 30)。")
    '达成率87%\uff0c缺口1,083万元\uff08n = 30\uff09。'
    """
    if not _HAN.search(words):
        return words
    turned = _match_brackets(_widened(words))
    return _SPACED.sub(r"\1", _widened(turned))  # again: a mark may now be next to a full-width bracket


def _widened(words: str) -> str:
    return _BESIDE.sub(lambda found: _FULL[found.group(0).strip()], words)


def _match_brackets(words: str) -> str:
    """The words with both brackets of a pair made full-width if one of them is, or if Chinese stands between them."""
    signs, open_at = list(words), []
    for place, sign in enumerate(words):
        if sign in "(\uff08":
            open_at.append(place)
        elif sign in ")\uff09" and open_at:
            first = open_at.pop()
            if signs[first] == "\uff08" or sign == "\uff09" or _in_chinese(words[first:place]):
                signs[first], signs[place] = "\uff08", "\uff09"
    return "".join(signs)


def _in_chinese(words: str) -> bool:
    """Whether the words contain Chinese and no straight quotation mark, which would mean code and stays as typed."""
    return "'" not in words and _HAN.search(words) is not None
