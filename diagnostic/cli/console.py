"""What the words of the command line print: results on standard output, everything about the work on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence

from diagnostic.faults import Fault
from diagnostic.progress import Progress
from diagnostic.text import Lang, Text


def print_faults(faults: Sequence[Fault], lang: Lang) -> None:
    """Every fault, a line each, on standard error."""
    for fault in faults:
        print(fault.line(lang), file=sys.stderr)


def as_json(content: Mapping[str, object]) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=1))


def progress(lang: Lang) -> Progress:
    """Says on standard error what is being done: one line a step."""

    def say(words: Text, _done: int = 0, _total: int = 0, /) -> None:
        print(f"· {words[lang]}", file=sys.stderr, flush=True)

    return say
