"""The command line: one word a task, and the one place where an exception becomes an exit code.

0 done, 1 a check against references failed, 2 bad arguments, 3 bad data (with every fault), 4 the machine lacks
something. Nothing heavy is imported before a word needs it, so that help and faults come at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from diagnostic.cli.console import as_json, print_faults
from diagnostic.cli.words import WORDS, build_parser
from diagnostic.faults import DiagnosticError
from diagnostic.settings import load_settings
from diagnostic.text import Lang


def main(argv: Sequence[str] | None = None) -> int:
    """Run one word (`check`, `diagnose` ...) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang: Lang = "en"
    # Our matrices are small and our processes several: threads of one would wait for each other longer than they work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        settings = load_settings()
        lang = settings.language
        if {"-h", "--help"} & {*arguments}:
            arguments = ["help"]
        options = build_parser().parse_args(arguments)
        return WORDS[options.word or "help"].run(options, settings)
    except DiagnosticError as error:
        if "--json" in arguments:
            as_json({"faults": [fault.as_json() for fault in error.faults]})
        print_faults(error.faults, lang)
        return error.exit_code
