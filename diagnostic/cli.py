"""The words of `./run`: what each takes, and the one place where an exception becomes an exit code.

0 done, 2 bad arguments, 3 bad data (with every fault), 4 the machine lacks something. Nothing heavy is
imported before a word needs it, so that help and faults come at once.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from diagnostic.config import MIN_GROUP_FLOOR, ROOT, Settings, load_settings
from diagnostic.errors import BadArgumentsError, DiagnosticError, Fault
from diagnostic.text import LANGS, Lang, Text

INPUTS = ("roster", "targets", "actuals", "opportunities", "answers")

HELP = {
    "diagnose": "from files to the bilingual PDF plan / 由文件得出双语改进计划",
    "demo": "the simulated demo company, diagnosed / 模拟示例公司的完整诊断",
    "check": "everything wrong in survey files or in the playbook / 检查问卷或措施库",
    "witness": "statistics against a folder of reference cases / 用参考值核对统计量",
    "calibrate": "long simulations, written into docs/ / 长时间模拟,结果写入 docs/",
    "help": "this page / 本页",
}


class Parser(argparse.ArgumentParser):
    """argparse, but its complaints are faults like all others."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise BadArgumentsError([Fault("arguments.wrong", values={"reason": message})])


class AddInput(argparse.Action):
    """Collects the input options in order, so that a `--map` finds the option before it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
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
    parser = Parser(prog="./run", description="Sales Diagnostic / 销售团队诊断", add_help=True)
    words = parser.add_subparsers(dest="word", metavar="WORD")
    diagnose = words.add_parser("diagnose", help=HELP["diagnose"])
    for name in (*INPUTS, "map"):
        diagnose.add_argument(f"--{name}", action=AddInput, metavar="FILE")
    diagnose.add_argument("--surveys", nargs="+", type=Path, default=[], metavar="FILE")
    diagnose.add_argument("--assessment", type=Path, metavar="FILE", help="client, title, period (TOML)")
    diagnose.add_argument("--min-group", type=int, metavar="K")
    diagnose.add_argument("--lang", default="zh,en", metavar="zh,en")
    diagnose.add_argument("--out", type=Path, required=True, metavar="DIR")
    diagnose.add_argument("--json", action="store_true", help="faults as JSON on standard output")
    demo = words.add_parser("demo", help=HELP["demo"])
    demo.add_argument("--no-serve", action="store_true", help="stop before serving the app")
    check = words.add_parser("check", help=HELP["check"])
    check.add_argument("what", nargs="?", default=None, metavar="surveys/ | playbook")
    check.add_argument("--json", action="store_true")
    witness = words.add_parser("witness", help=HELP["witness"])
    witness.add_argument("folder", type=Path, metavar="DIR")
    calibrate = words.add_parser("calibrate", help=HELP["calibrate"])
    calibrate.add_argument("--seeds", type=int, default=50)
    words.add_parser("help", help=HELP["help"])
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one word and give back its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang: Lang = "en"
    try:
        settings = load_settings()
        lang = settings.language
        options = build_parser().parse_args(arguments)
        return dispatch(options, settings)
    except DiagnosticError as error:
        tell(error, lang, as_json="--json" in arguments)
        return error.exit_code


def dispatch(options: argparse.Namespace, settings: Settings) -> int:
    if options.word in (None, "help"):
        build_parser().print_help()
        return 0
    return {
        "diagnose": diagnose,
        "demo": demo,
        "check": check,
        "witness": witness,
        "calibrate": calibrate,
    }[options.word](options, settings)


def tell(error: DiagnosticError, lang: Lang, as_json: bool) -> None:
    """Every fault, a line each; as JSON on standard output if the caller asked for it."""
    if as_json:
        print(
            json.dumps({"faults": [fault.as_json() for fault in error.faults]}, ensure_ascii=False, indent=1)
        )
    for fault in error.faults:
        print(fault.line(lang), file=sys.stderr)


def diagnose(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.usecases.run_diagnosis import InputFile, Request, run_diagnosis

    request = Request(
        inputs=tuple(InputFile(*given) for given in getattr(options, "inputs", None) or ()),
        surveys=tuple(options.surveys),
        assessment=options.assessment,
        min_group=min_group(options.min_group, settings),
        langs=languages(options.lang),
        out=options.out,
    )
    outcome = run_diagnosis(request, settings, progress(settings.language))
    for fault in outcome.faults:
        print(fault.line(settings.language), file=sys.stderr)
    for path in outcome.files:
        print(path)
    return 0


def demo(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.usecases.show_demo import show_demo

    for path in show_demo(ROOT / "instance" / "demo", settings, progress(settings.language)):
        print(path)
    return 0


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Survey files by their folder, the playbook by its name; without either, both."""
    from diagnostic.readers.playbook_files import check_playbook
    from diagnostic.readers.survey_files import check_surveys

    faults: list[Fault] = []
    if options.what in (None, "playbook"):
        faults += check_playbook(ROOT / "report_templates")
    if options.what != "playbook":
        faults += check_surveys(Path(options.what) if options.what else ROOT / "surveys")
    if faults:
        from diagnostic.errors import BadDataError

        raise BadDataError(faults)
    print(Text("没有发现问题", "nothing wrong")[settings.language])
    return 0


def witness(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.usecases.run_witness import run_witness

    report = run_witness(options.folder)
    for line in report.failed:
        print(line)
    print(f"{report.passed} passed, {len(report.failed)} failed")
    return 1 if report.failed else 0


def calibrate(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.usecases.calibrate import calibrate as run

    print(run(ROOT / "docs", options.seeds, progress(settings.language)))
    return 0


def min_group(given: int | None, settings: Settings) -> int:
    value = settings.min_group if given is None else given
    if value < MIN_GROUP_FLOOR:
        raise BadArgumentsError(
            [Fault("arguments.min_group", values={"value": value, "minimum": MIN_GROUP_FLOOR})]
        )
    return value


def languages(given: str) -> tuple[Lang, ...]:
    known: dict[str, Lang] = {lang: lang for lang in LANGS}
    wanted = [part.strip() for part in given.split(",") if part.strip()]
    unknown = [part for part in wanted if part not in known]
    if unknown or not wanted:
        raise BadArgumentsError([Fault("arguments.language", values={"value": ", ".join(unknown) or given})])
    return tuple(dict.fromkeys(known[part] for part in wanted))


class Progress:
    """Says on standard error what is being done: one line a step."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __call__(self, step: Text) -> None:
        print(f"· {step[self.lang]}", file=sys.stderr, flush=True)


def progress(lang: Lang) -> Progress:
    return Progress(lang)


if __name__ == "__main__":
    raise SystemExit(main())
