"""`import`, `check`, `upgrade`, `backup`, `restore`, `rebuild`: files that come in, and the database."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from diagnostic.cli.console import as_json, print_faults, progress
from diagnostic.cli.word import CommandWord
from diagnostic.faults import BadArgumentsError, BadDataError, Fault
from diagnostic.i18n import both
from diagnostic.settings import Settings
from diagnostic.shipped import INSTALLED, REPORT_TEMPLATES, SURVEYS

KINDS = ("roster", "targets", "actuals", "opportunities")


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
    print_faults(preview.faults, settings.language)
    return BadDataError.exit_code if preview.good < preview.rows else 0


def check(options: argparse.Namespace, settings: Settings) -> int:
    """Survey files by their folder, the playbook and the packages by their names; without any, all three.

    After `pip install` the packages are those of the environment, which are asked about by their name only.
    """
    from diagnostic.lab.audit_packages import audit_packages
    from diagnostic.readers.playbook_files import check_playbook
    from diagnostic.readers.survey_files import check_surveys

    faults: list[Fault] = []
    if options.what in (None, "playbook"):
        faults += check_playbook(REPORT_TEMPLATES)
    if options.what not in ("playbook", "packages"):
        faults += check_surveys(_survey_folder(options.what))
    if faults:
        raise BadDataError(faults)
    if options.what == "packages" or (options.what is None and not INSTALLED):
        audit_packages()
    if options.json:
        as_json({"faults": []})
    else:
        print(both("nothing wrong")[settings.language])
    return 0


def _survey_folder(what: str | None) -> Path:
    """What was named; the surveys of the product where nothing was named, or where "surveys" is no folder here."""
    if what is None or (INSTALLED and what.rstrip("/") == SURVEYS.name and not Path(what).exists()):
        return SURVEYS
    return Path(what)


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
    print_faults([Fault("wave.key_missing", path=f"wave {wave}") for wave in done.keyless], settings.language)
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


def _import_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--map", type=Path)
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--json", action="store_true")


def _check_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?")
    parser.add_argument("--json", action="store_true")


def _backup_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE")


def _restore_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def _rebuild_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report", metavar="REPORT")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", action="store_true")


WORDS = (
    CommandWord(
        "import",
        "FILE --dry-run [--map M] [--kind roster|targets|actuals|opportunities] [--json]",
        both("what a file of figures would bring in"),
        import_word,
        _import_options,
    ),
    CommandWord(
        "check",
        "[surveys/ | playbook | packages] [--json]",
        both(
            "everything wrong in survey files, in the playbook, in the packages (asks the internet), at once"
        ),
        check,
        _check_options,
    ),
    CommandWord("upgrade", "", both("bring the database to this version, after a backup of it"), upgrade),
    CommandWord(
        "backup",
        "[FILE]",
        both("back the database up, without any key, while people answer"),
        backup,
        _backup_options,
    ),
    CommandWord(
        "restore",
        "FILE",
        both("put a backup back, after a backup of what is there"),
        restore_word,
        _restore_options,
    ),
    CommandWord(
        "rebuild",
        "REPORT [--out DIR] [--json]",
        both("make a report's files again and name those that differ"),
        rebuild,
        _rebuild_options,
    ),
)
