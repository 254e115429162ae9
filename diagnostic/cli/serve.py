"""`serve`, `work` and `demo`: the pages, the long work, and a company to try them with."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from diagnostic.cli.console import progress
from diagnostic.cli.word import CommandWord
from diagnostic.i18n import both
from diagnostic.settings import Settings


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


def serve(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.server.gunicorn import serve as run

    where = both("serving http://{bind} (Ctrl-C ends it)")
    return run(settings, lambda: progress(settings.language)(where.format(bind=settings.bind)))


def work(options: argparse.Namespace, settings: Settings) -> int:
    from diagnostic.server.gunicorn import work as run

    words = both("doing the long work there is (Ctrl-C ends it)")
    return run(settings, lambda: progress(settings.language)(words))


def _demo_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true")


WORDS = (
    CommandWord(
        "demo",
        "[--no-serve]",
        both("the simulated company with its report, and the pages: addresses, accounts, two reps' links"),
        demo,
        _demo_options,
    ),
    CommandWord("serve", "", both("serve the pages and do the long work (where: the setting bind)"), serve),
    CommandWord("work", "", both("do long work only, on a machine beside the server"), work),
)
