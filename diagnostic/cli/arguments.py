"""What the words of `./run` take: the parser, its complaints in both languages, and the page of help.

argparse speaks English only and ends the process itself; here its complaints become faults like all others.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

from diagnostic.faults import BadArgumentsError, Fault
from diagnostic.i18n import both
from diagnostic.settings import MIN_GROUP_FLOOR
from diagnostic.text import LANGS, Lang, Text, same

INPUTS = ("roster", "targets", "actuals", "opportunities", "answers")
KINDS = INPUTS[:4]
STAFF = ("administrator", "consultant", "executive")

WORDS: Mapping[str, tuple[str, Text]] = {
    "demo": (
        "[--no-serve]",
        both("the simulated company with its report, and the pages: addresses, accounts, two reps' links"),
    ),
    "serve": (
        "",
        both("serve the pages and do the long work (where: the setting bind)"),
    ),
    "work": (
        "",
        both("do long work only, on a machine beside the server"),
    ),
    "user": (
        "add EMAIL --role ROLE | password EMAIL",
        both("create an account, or give one another password; it is random and printed once"),
    ),
    "diagnose": (
        "[--roster F] [--targets F] [--actuals F] [--opportunities F] [--answers F ...] [--map M] [--surveys S ...]\n"
        "      [--assessment F] [--min-group K] [--lang zh,en] [--json] --out DIR",
        both("from a client's files to diagnosis and plan (PDF)"),
    ),
    "import": (
        "FILE --dry-run [--map M] [--kind roster|targets|actuals|opportunities] [--json]",
        both("what a file of figures would bring in"),
    ),
    "check": (
        "[surveys/ | playbook | packages] [--json]",
        both(
            "everything wrong in survey files, in the playbook, in the packages (asks the internet), at once"
        ),
    ),
    "witness": (
        "DIR",
        both("the statistics against another program's values, case by case"),
    ),
    "stats": (
        "NAME [--data FILE] [--inputs JSON|FILE] | --list",
        both("any statistic on a file of one's own, as JSON"),
    ),
    "calibrate": (
        "[--seeds N] | --statistics [--draws N]",
        both("long simulations, written into docs/"),
    ),
    "upgrade": (
        "",
        both("bring the database to this version, after a backup of it"),
    ),
    "backup": (
        "[FILE]",
        both("back the database up, without any key, while people answer"),
    ),
    "restore": (
        "FILE",
        both("put a backup back, after a backup of what is there"),
    ),
    "rebuild": (
        "REPORT [--out DIR] [--json]",
        both("make a report's files again and name those that differ"),
    ),
    "redteam": (
        "WAVE [--json]",
        both("play the attacker against what is published of a wave, or of one run of it"),
    ),
    "bench": (
        "[storage ...]",
        both("speed as ratios to a yardstick, with bounds and yes or no"),
    ),
    "test": (
        "",
        both("set up what tests need and run every check and test"),
    ),
    "help": ("", both("this page")),
}

OPTIONS: Mapping[str, Text] = {
    "--map M": both("belongs to the input before it"),
    "--answers F": both("one file a module, may be repeated"),
    "--assessment F": both("client, title, period (TOML)"),
    "--min-group K": both("smallest group shown, never below {minimum}", minimum=MIN_GROUP_FLOOR),
    "--role ROLE": both("administrator, consultant or executive"),
    "--json": both("faults as JSON on standard output"),
}

EXIT_CODES = both(
    "Exit codes: 0 done; 1 a check against references failed; 2 bad arguments; 3 bad data; "
    "4 the machine lacks something (with the command that mends it)"
)

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


def build_parser() -> Parser:
    parser = Parser(prog="./run", add_help=False, allow_abbrev=False)
    words = parser.add_subparsers(dest="word", metavar="WORD")

    def word(name: str) -> argparse.ArgumentParser:
        return words.add_parser(name, add_help=False, allow_abbrev=False)

    diagnose = word("diagnose")
    for name in (*INPUTS, "map"):
        diagnose.add_argument(f"--{name}", action=AddInput)
    diagnose.add_argument("--surveys", nargs="+", type=Path, default=[])
    diagnose.add_argument("--assessment", type=Path)
    diagnose.add_argument("--min-group", type=int)
    diagnose.add_argument("--lang", default="zh,en")
    diagnose.add_argument("--out", type=Path, required=True)
    diagnose.add_argument("--json", action="store_true")
    dry = word("import")
    dry.add_argument("file", type=Path, metavar="FILE")
    dry.add_argument("--dry-run", action="store_true")
    dry.add_argument("--map", type=Path)
    dry.add_argument("--kind", choices=KINDS)
    dry.add_argument("--json", action="store_true")
    word("demo").add_argument("--no-serve", action="store_true")
    word("serve")
    word("work")
    user = word("user")
    user.add_argument("deed", choices=("add", "password"))
    user.add_argument("email", metavar="EMAIL")
    user.add_argument("--role", choices=STAFF)
    check = word("check")
    check.add_argument("what", nargs="?")
    check.add_argument("--json", action="store_true")
    word("witness").add_argument("folder", type=Path, metavar="DIR")
    stats = word("stats")
    stats.add_argument("name", nargs="?", metavar="NAME")
    stats.add_argument("--data", type=Path)
    stats.add_argument("--inputs")
    stats.add_argument("--list", action="store_true")
    stats.add_argument("--json", action="store_true")
    calibrate = word("calibrate")
    calibrate.add_argument("--seeds", type=int, default=50)
    calibrate.add_argument("--statistics", action="store_true")
    calibrate.add_argument("--draws", type=int, default=5000)
    word("upgrade")
    word("backup").add_argument("file", nargs="?", type=Path, metavar="FILE")
    word("restore").add_argument("file", type=Path, metavar="FILE")
    rebuild = word("rebuild")
    rebuild.add_argument("report", metavar="REPORT")
    rebuild.add_argument("--out", type=Path)
    rebuild.add_argument("--json", action="store_true")
    redteam = word("redteam")
    redteam.add_argument("wave", metavar="WAVE")
    redteam.add_argument("--json", action="store_true")
    word("bench").add_argument("what", nargs="*")
    word("help").add_argument("rest", nargs="*")
    return parser


def help_page() -> str:
    """Every word with what it takes, in both languages."""
    lines = ["销售团队诊断 / Sales Diagnostic", ""]
    for name, (takes, words) in WORDS.items():
        lines += [f"  ./run {name} {takes}".rstrip(), f"      {words.zh}", f"      {words.en}"]
    lines += ["", *(f"  {option:<16}{words.zh} / {words.en}" for option, words in OPTIONS.items())]
    return "\n".join([*lines, "", EXIT_CODES.zh or "", EXIT_CODES.en or ""])


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
