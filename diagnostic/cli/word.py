"""What a word of the command line is, and the parser of its options, which complains in both languages.

argparse speaks English only and ends the process itself; here its complaints become faults like all others.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass

from diagnostic.faults import BadArgumentsError, Fault
from diagnostic.i18n import both
from diagnostic.settings import Settings
from diagnostic.text import Text, same

COMPLAINTS: tuple[tuple[str, Text], ...] = (
    (r"unrecognized arguments: (?P<a>.*)", both("unknown argument: {a}")),
    (r"argument WORD: invalid choice: (?P<a>\S+)", both("there is no word {a}")),
    (
        r"the following arguments are required: (?P<a>.*)",
        both("missing and needed: {a}"),
    ),
    (
        r"argument (?P<a>\S+).*: expected (?:one|at least one) argument",
        both("{a} needs a value"),
    ),
    (
        r"argument (?P<a>\S+).*: invalid (?:choice|\w+ value): (?P<b>'[^']*')",
        both("{a} can't be {b}"),
    ),
)


class Parser(argparse.ArgumentParser):
    """argparse, but its complaints are faults like all others, and options are never guessed from their beginning."""

    def error(self, message: str) -> None:  # type: ignore[override]
        for pattern, words in COMPLAINTS:
            if found := re.match(pattern, message):
                raise _wrong(words.format(**found.groupdict()))
        raise _wrong(same(message))


def _wrong(reason: Text) -> BadArgumentsError:
    return BadArgumentsError([Fault("arguments.wrong", values={"reason": reason})])


def no_options(parser: argparse.ArgumentParser) -> None:
    """For a word that takes nothing."""


@dataclass(frozen=True, slots=True)
class CommandWord:
    """One word: help shows `usage` and `about`, `options` tells the parser what it takes, and `run` does it and gives
    the exit code."""

    name: str
    usage: str
    about: Text
    run: Callable[[argparse.Namespace, Settings], int]
    options: Callable[[argparse.ArgumentParser], None] = no_options
