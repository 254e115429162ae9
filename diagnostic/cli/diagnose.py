"""`diagnose`: from a client's files to diagnosis and plan."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from diagnostic.cli.console import as_json, print_faults, progress
from diagnostic.cli.word import CommandWord
from diagnostic.core.figures.model.periods import Period, read_span
from diagnostic.faults import BadArgumentsError, Fault
from diagnostic.i18n import both
from diagnostic.settings import MIN_GROUP_FLOOR, Settings
from diagnostic.text import LANGS, Lang

INPUTS = ("roster", "targets", "actuals", "opportunities", "answers")


def diagnose(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.usecases.analysis.run_diagnosis import InputFile, Request, run_diagnosis

    request = Request(
        inputs=tuple(InputFile(*given) for given in getattr(options, "inputs", None) or ()),
        surveys=tuple(options.surveys),
        assessment=options.assessment,
        min_group=min_group(options.min_group, settings.min_group),
        langs=languages(options.lang),
        out=options.out,
        today=date.today(),
        period=period(options.period),
        accept_unread=accepted(options.accept_unread),
    )
    outcome = run_diagnosis(request, settings, progress(settings.language))
    print_faults(outcome.faults, settings.language)
    if options.json:
        as_json(
            {
                "files": [str(path) for path in outcome.files],
                "faults": [fault.as_json() for fault in outcome.faults],
            }
        )
    else:
        print(*outcome.files, sep="\n")
    return 0


def min_group(given: int | None, default: int) -> int:
    """The k asked for; it can be raised, never lowered below the floor."""
    value = default if given is None else given
    if value < MIN_GROUP_FLOOR:
        raise BadArgumentsError(
            [Fault("arguments.min_group", values={"value": value, "minimum": MIN_GROUP_FLOOR})]
        )
    return value


def languages(given: str) -> tuple[Lang, ...]:
    """The report languages of "zh,en", each once."""
    known: dict[str, Lang] = {lang: lang for lang in LANGS}
    wanted = [part.strip() for part in given.split(",") if part.strip()]
    unknown = [part for part in wanted if part not in known]
    if unknown or not wanted:
        raise BadArgumentsError([Fault("arguments.language", values={"value": ", ".join(unknown) or given})])
    return tuple(dict.fromkeys(known[part] for part in wanted))


def period(given: str | None) -> Period | None:
    """The period asked for; None: no period was given."""
    found = None if given is None else read_span(given)
    if given is not None and found is None:
        raise BadArgumentsError([Fault("arguments.period_wrong", values={"value": given})])
    return found


def accepted(given: Sequence[str]) -> frozenset[str]:
    """The inputs that are read although much of them can't be."""
    unknown = [name for name in given if name not in INPUTS]
    if unknown:
        values = {"known": ", ".join(INPUTS), "value": ", ".join(unknown)}
        raise BadArgumentsError([Fault("arguments.accept_unread", values=values)])
    return frozenset(given)


class AddInput(argparse.Action):
    """Collects the input options in order, so that a `--map` finds the option before it."""

    def __call__(
        self,
        _parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        given: list[tuple[str, Path, Path | None]] = list(getattr(namespace, "inputs", None) or [])
        path = Path(str(values))
        name = (option_string or "").lstrip("-")
        if name != "map":
            given.append((name, path, None))
        elif given and given[-1][2] is None:
            given[-1] = (given[-1][0], given[-1][1], path)
        else:
            raise BadArgumentsError([Fault("arguments.map_first", values={"value": values})])
        namespace.inputs = given


def _diagnose_options(parser: argparse.ArgumentParser) -> None:
    for name in (*INPUTS, "map"):
        parser.add_argument(f"--{name}", action=AddInput)
    parser.add_argument("--surveys", nargs="+", type=Path, default=[])
    parser.add_argument("--assessment", type=Path)
    parser.add_argument("--period")
    parser.add_argument("--accept-unread", action="append", default=[])
    parser.add_argument("--min-group", type=int)
    parser.add_argument("--lang", default="zh,en")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--json", action="store_true")


WORDS = (
    CommandWord(
        "diagnose",
        "[--roster F] [--targets F] [--actuals F] [--opportunities F] [--answers F ...] [--map M] [--surveys S ...]\n"
        "      [--assessment F] [--period P] [--accept-unread INPUT ...] [--min-group K] [--lang zh,en] [--json]\n"
        "      --out DIR",
        both("from a client's files to diagnosis and plan (PDF)"),
        diagnose,
        _diagnose_options,
    ),
)
