"""The words of `./run`, and the one place where an exception becomes an exit code.

0 done, 1 a check against references failed, 2 bad arguments, 3 bad data (with every fault), 4 the machine lacks
something. Results go to standard output, everything about the work to standard error. Nothing heavy is imported
before a word needs it, so that help and faults come at once.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from diagnostic.cli.arguments import build_parser, help_page, languages, min_group
from diagnostic.faults import BadArgumentsError, BadDataError, DiagnosticError, Fault
from diagnostic.i18n import both
from diagnostic.progress import Progress
from diagnostic.settings import ROOT, Settings, load_settings
from diagnostic.text import Lang, Text


def main(argv: Sequence[str] | None = None) -> int:
    """Run one word and give back its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang: Lang = "en"
    try:
        settings = load_settings()
        lang = settings.language
        if {"-h", "--help"} & {*arguments}:
            arguments = ["help"]
        options = build_parser().parse_args(arguments)
        return WORDS[options.word or "help"](options, settings)
    except DiagnosticError as error:
        if "--json" in arguments:
            as_json({"faults": [fault.as_json() for fault in error.faults]})
        tell(error.faults, lang)
        return error.exit_code


def tell(faults: Sequence[Fault], lang: Lang) -> None:
    """Every fault, a line each, on standard error."""
    for fault in faults:
        print(fault.line(lang), file=sys.stderr)


def as_json(content: Mapping[str, object]) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=1))


def help_word(options: argparse.Namespace, settings: Settings) -> int:
    print(help_page())
    return 0


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
    )
    outcome = run_diagnosis(request, settings, progress(settings.language))
    tell(outcome.faults, settings.language)
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


def import_word(options: argparse.Namespace, settings: Settings) -> int:
    """What the file would bring in; 3 when some of its rows would not come in."""
    from diagnostic.usecases.imports.preview_figures_file import preview_figures_file

    if not options.dry_run:
        raise BadArgumentsError([Fault("arguments.dry_run")])
    preview = preview_figures_file(options.file, options.map, options.kind)
    if options.json:
        as_json(preview.as_json())
    else:
        print("\n".join(preview.lines(settings.language)))
    tell(preview.faults, settings.language)
    return BadDataError.exit_code if preview.good < preview.rows else 0


def demo(options: argparse.Namespace, settings: Settings) -> int:
    """The simulated company on paper and on the web; then the pages are served."""
    from diagnostic.demo.diagnose_company import show_demo
    from diagnostic.demo.show import prepare_demo
    from diagnostic.server.gunicorn import check_free
    from diagnostic.storage.installation import open_installation
    from diagnostic.usecases.maintenance.upgrade_store import upgrade_store

    say, folder = progress(settings.language), Path(settings.instance) / "demo"
    if not options.no_serve:
        check_free(settings)
    files = show_demo(folder, settings, say)
    with closing(open_installation(settings)) as installation:
        upgrade_store(installation, datetime.now(UTC))
        shown = prepare_demo(installation, settings, folder, date.today(), datetime.now(UTC), say)
    print(*files, *shown.lines(settings.language), sep="\n", flush=True)
    return 0 if options.no_serve else serve(options, settings)


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Survey files by their folder, the playbook and the packages by their names; without any, all three."""
    from diagnostic.lab.audit_packages import audit_packages
    from diagnostic.readers.playbook_files import check_playbook
    from diagnostic.readers.survey_files import check_surveys

    faults: list[Fault] = []
    if options.what in (None, "playbook"):
        faults += check_playbook(ROOT / "report_templates")
    if options.what not in ("playbook", "packages"):
        faults += check_surveys(Path(options.what) if options.what else ROOT / "surveys")
    if faults:
        raise BadDataError(faults)
    if options.what in (None, "packages"):
        audit_packages()
    if options.json:
        as_json({"faults": []})
    else:
        print(both("nothing wrong")[settings.language])
    return 0


def witness(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.lab.reference.run_reference import run_reference

    report = run_reference(options.folder)
    print("\n".join(report.lines()))
    return 1 if report.failed else 0


def stats(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.lab.reference.show_statistic import list_statistics, show_statistic

    if options.list:
        print("\n".join(list_statistics()))
    elif not options.name:
        raise BadArgumentsError([Fault("stats.no_name")])
    else:
        as_json(show_statistic(options.name, options.data, options.inputs))
    return 0


def calibrate(options: argparse.Namespace, settings: Settings) -> int:
    if options.statistics:
        from diagnostic.lab.calibration.statistics_page import write_statistics_page

        print(write_statistics_page(ROOT / "docs", options.draws, progress(settings.language)))
        return 0
    from diagnostic.lab.calibration.calibrate import calibrate as run

    print(run(ROOT / "docs", options.seeds, progress(settings.language)))
    return 0


def serve(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.server.gunicorn import serve as run

    where = both("serving http://{bind} (Ctrl-C ends it)")
    return run(settings, lambda: progress(settings.language)(where.format(bind=settings.bind)))


def work(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.server.gunicorn import work as run

    words = both("doing the long work there is (Ctrl-C ends it)")
    return run(settings, lambda: progress(settings.language)(words))


def user(options: argparse.Namespace, settings: Settings) -> int:
    """A new account, or another password for one; the password is printed here and nowhere else."""
    from diagnostic.app import add_account, renew_password
    from diagnostic.storage.installation import open_ready_installation

    email = str(options.email)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", email):
        raise BadArgumentsError([Fault("user.not_an_email", values={"email": email})])
    adds = options.deed == "add"
    if adds and options.role is None:
        raise BadArgumentsError([Fault("user.no_role")])
    with closing(open_ready_installation(settings)) as installation:
        password = (
            add_account(installation, email, options.role) if adds else renew_password(installation, email)
        )
    if password is None:
        raise BadDataError([Fault("user.taken" if adds else "user.unknown", values={"email": email})])
    print(password)
    return 0


def upgrade(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.storage.installation import open_installation
    from diagnostic.usecases.maintenance.upgrade_store import upgrade_store

    with closing(open_installation(settings)) as installation:
        done = upgrade_store(installation, datetime.now(UTC))
    if done.backup:
        print(both("backup: {path}", path=done.backup)[settings.language])
    words = both("revision of the database: {before} → {after}")
    print(words.format(before=done.before or "—", after=done.after)[settings.language])
    return 0


def backup(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.storage.installation import open_installation
    from diagnostic.usecases.maintenance.back_up import back_up

    with closing(open_installation(settings)) as installation:
        print(back_up(installation, datetime.now(UTC), options.file))
    return 0


def restore_word(options: argparse.Namespace, settings: Settings) -> int:
    """Puts a backup back; says on standard error which waves can't be opened here."""
    from diagnostic.storage.installation import open_installation
    from diagnostic.usecases.maintenance.restore import restore

    with closing(open_installation(settings)) as installation:
        done = restore(installation, options.file, datetime.now(UTC))
    if done.before:
        print(both("what was there: {path}", path=done.before)[settings.language])
    tell([Fault("wave.key_missing", path=f"wave {wave}") for wave in done.keyless], settings.language)
    return 0


def rebuild(options: argparse.Namespace, settings: Settings) -> int:
    """1 where any file came out otherwise than it was stored."""
    from diagnostic.storage.installation import open_ready_installation
    from diagnostic.usecases.analysis.rebuild_report import rebuild_report

    say = progress(settings.language)
    with closing(open_ready_installation(settings)) as installation:
        done = rebuild_report(installation, options.report, options.out, say)
    if options.json:
        as_json({"files": done.files, "differ": list(done.differ)})
    else:
        same = both("{n} {n:file is|files are} the same, byte for byte", n=done.files)
        print("\n".join(done.differ) or same[settings.language])
    return 1 if done.differ else 0


def redteam(options: argparse.Namespace, settings: Settings) -> int:
    """1 where any attack found something."""
    from diagnostic.storage.installation import open_ready_installation
    from diagnostic.usecases.waves.attack_release import attack_release

    with closing(open_ready_installation(settings)) as installation:
        attempts = attack_release(installation, options.wave)
    if options.json:
        as_json(
            {
                "attacks": [
                    {"name": each.name.en, "tried": each.tried, "found": each.found} for each in attempts
                ]
            }
        )
    else:
        print("\n".join(line for each in attempts for line in each.lines(settings.language)))
    return 1 if any(each.found for each in attempts) else 0


def bench(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.lab.run_bench import run_bench

    return run_bench(options.what)


WORDS: Mapping[str, Callable[[argparse.Namespace, Settings], int]] = {
    "help": help_word,
    "diagnose": diagnose,
    "import": import_word,
    "demo": demo,
    "serve": serve,
    "work": work,
    "user": user,
    "check": check,
    "witness": witness,
    "stats": stats,
    "calibrate": calibrate,
    "rebuild": rebuild,
    "redteam": redteam,
    "bench": bench,
    "upgrade": upgrade,
    "backup": backup,
    "restore": restore_word,
}


def progress(lang: Lang) -> Progress:
    """Says on standard error what is being done: one line a step."""

    def say(words: Text, _done: int = 0, _total: int = 0, /) -> None:
        print(f"· {words[lang]}", file=sys.stderr, flush=True)

    return say
