"""`witness`, `stats`, `calibrate`, `redteam`, `bench`: what checks the product."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from diagnostic.cli.console import as_json, progress
from diagnostic.cli.word import CommandWord
from diagnostic.faults import BadArgumentsError, Fault, MachineLacksError
from diagnostic.i18n import both
from diagnostic.settings import Settings
from diagnostic.shipped import INSTALLED, ROOT


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
    docs = _checkout("calibrate") / "docs"
    if options.statistics:
        from diagnostic.lab.calibration.statistics_page import write_statistics_page

        print(write_statistics_page(docs, options.draws, progress(settings.language)))
        return 0
    from diagnostic.lab.calibration.calibrate import calibrate as run

    print(run(docs, options.seeds, progress(settings.language)))
    return 0


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

    _checkout("bench")
    return run_bench(options.what)


def _checkout(word: str) -> Path:
    """The checkout, for words that work on the source. Raises MachineLacksError after `pip install`."""
    if INSTALLED:
        raise MachineLacksError([Fault("checkout.needed", values={"word": word})])
    return ROOT


def _witness_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR")


def _stats_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--inputs")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--json", action="store_true")


def _calibrate_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--statistics", action="store_true")
    parser.add_argument("--draws", type=int, default=5000)


def _redteam_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("wave", metavar="WAVE")
    parser.add_argument("--json", action="store_true")


def _bench_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="*")


WORDS = (
    CommandWord(
        "witness",
        "DIR",
        both("the statistics against another program's values, case by case"),
        witness,
        _witness_options,
    ),
    CommandWord(
        "stats",
        "NAME [--data FILE] [--inputs JSON|FILE] | --list",
        both("any statistic on a file of one's own, as JSON"),
        stats,
        _stats_options,
    ),
    CommandWord(
        "calibrate",
        "[--seeds N] | --statistics [--draws N]",
        both("long simulations, written into docs/"),
        calibrate,
        _calibrate_options,
    ),
    CommandWord(
        "redteam",
        "WAVE [--json]",
        both("play the attacker against what is published of a wave, or of one run of it"),
        redteam,
        _redteam_options,
    ),
    CommandWord(
        "bench",
        "[storage ...]",
        both("speed as ratios to a yardstick, with bounds and yes or no"),
        bench,
        _bench_options,
    ),
)
