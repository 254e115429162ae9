"""Every word of the command line in the order help shows them, their parser, and the page of help."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from diagnostic.cli import accounts, data, diagnose, lab, serve
from diagnostic.cli.word import CommandWord, Parser
from diagnostic.i18n import both
from diagnostic.settings import MIN_GROUP_FLOOR, Settings
from diagnostic.shipped import INSTALLED, PROGRAM
from diagnostic.text import Text

OPTIONS: Mapping[str, Text] = {
    "--map M": both("belongs to the input before it"),
    "--answers F": both("one file a module, may be repeated"),
    "--assessment F": both("client, title, period (TOML)"),
    "--period P": both("the period of the assessment: 2026, 2026-Q1, 2026-01 or 2026-01/2026-06"),
    "--accept-unread INPUT": both(
        "go on although more than a tenth of this input could not be read; may be repeated"
    ),
    "--min-group K": both("smallest group shown, never below {minimum}", minimum=MIN_GROUP_FLOOR),
    "--role ROLE": both("administrator, consultant or executive"),
    "--json": both("faults as JSON on standard output"),
}

EXIT_CODES = both(
    "Exit codes: 0 done; 1 a check against references failed; 2 bad arguments; 3 bad data; "
    "4 the machine lacks something (with the command that mends it)"
)


def show_help(_options: argparse.Namespace, _settings: Settings) -> int:
    print(help_page())
    return 0


def _help_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rest", nargs="*")


_ALL = (
    *serve.WORDS,
    *accounts.WORDS,
    *diagnose.WORDS,
    *data.WORDS,
    *lab.WORDS,
    CommandWord("help", "", both("this page"), show_help, _help_options),
)

WORDS: Mapping[str, CommandWord] = {word.name: word for word in _ALL}

TEST = both("set up what tests need and run every check and test")  # done by the script `./run` itself

SHOWN = (
    *("demo", "serve", "work", "user", "diagnose", "import", "check", "witness", "stats", "calibrate"),
    *("upgrade", "backup", "restore", "rebuild", "redteam", "bench", "test", "help"),
)
"""The order of the page of help."""


def build_parser() -> Parser:
    parser = Parser(prog=PROGRAM, add_help=False, allow_abbrev=False)
    words = parser.add_subparsers(dest="word", metavar="WORD")
    for word in WORDS.values():
        word.options(words.add_parser(word.name, add_help=False, allow_abbrev=False))
    return parser


def help_page() -> str:
    """Every word with what it takes, in both languages."""
    lines = ["销售团队诊断 / Sales Diagnostic", ""]
    for name in SHOWN:
        if name not in WORDS and INSTALLED:
            continue
        usage, about = (WORDS[name].usage, WORDS[name].about) if name in WORDS else ("", TEST)
        lines += [f"  {PROGRAM} {name} {usage}".rstrip(), f"      {about.zh}", f"      {about.en}"]
    lines += ["", *(f"  {option:<16}{words.zh} / {words.en}" for option, words in OPTIONS.items())]
    return "\n".join([*lines, "", EXIT_CODES.zh or "", EXIT_CODES.en or ""])
