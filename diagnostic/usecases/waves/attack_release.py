"""`./run redteam WAVE`: plays the attacker against a wave as it lies here, and says what was tried and what was found.

Of a sealed wave: what its tables still hold, and every release made of it, solved as linear systems; its pages and
data are compared with their release by the auditor's own script, which shares no code with the product. Of an open
wave: what the product shows of it meanwhile. Attacks over HTTP, on logs and on copies of the database are played by the
tests.
"""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from diagnostic.core.privacy.attack import few_in_a_spread, few_people, hidden_means, measures_of, near_an_end
from diagnostic.core.privacy.steps import step_of
from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import both
from diagnostic.render.fragments import page_name
from diagnostic.shipped import shipped
from diagnostic.storage.database.files import files_of
from diagnostic.storage.database.session import Session
from diagnostic.storage.database.tables import RunFile
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.reports import reports_of, stored_files
from diagnostic.storage.results.runs import RunLine, release_of_run, runs_about
from diagnostic.storage.waves.participation import counts_of
from diagnostic.storage.waves.respondent_counts import respondent_counts, smallest_atom
from diagnostic.storage.waves.waves import count_invited, read_wave, state_of
from diagnostic.text import LANGS, Lang, Text

SCRIPT = shipped("docs/check_release.py")
COMPARED = ("two_group.welch", "two_group.permutation")  # their error and df give away both spreads
NO_SCORE = re.compile(r"doi:\S+|0\.[78]0 以上")  # of the methods' own words: references and conventions
OPEN = ("open", "closed")
NUMBERS = ("estimate", "low", "high", "p", "p_adjusted")

TRACES = both("rows that lead from answers to people")
SMALLEST = both("the smallest stored group")
KEY = both("the key of what is sealed")
COUNTS = both("counts told while it is open")
EARLY = both("analyses made before sealing")
SUMS = both("{name}: sums about too few people (linear system)")
SPREADS = both("{name}: spreads of too few people")
ENDS = both("{name}: totals near an end of the scale")
HIDDEN = both("{name}: means that are not shown and follow")
AUDIT = both("{name}: the auditor's script ({lang})")
MISSING = both("{name}: numbers that are not in the release")
RUN, REPORT = both("run {n}"), both("report {n}")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attack: on how many things it was tried, and what it found."""

    name: Text
    tried: int
    found: tuple[str, ...]

    def lines(self, lang: Lang) -> Iterator[str]:
        done = both("{tried} tried, {found} found")
        yield f"{self.name[lang]}: {done[lang].format(tried=self.tried, found=len(self.found))}"
        yield from (f"  ! {line}" for line in self.found)


def attack_release(installation: Installation, name: str) -> tuple[Attempt, ...]:
    """`name` is the id of a wave or of a run. Raises BadDataError where there is neither."""
    with installation.store.reading() as session:
        runs = runs_about(session, name)
        wave = next((run.wave_id for run in runs if run.id == name), name)
        state = state_of(session, wave) if wave else None
        if not runs and state is None:
            raise BadDataError([Fault("wave.unknown")])
        attempts: list[Attempt] = []
        if wave and state is not None:
            attempts += (_open if state in OPEN else _sealed)(installation, session, wave, runs)
        for run in runs:
            attempts += _published(session, run)
    return tuple(attempts)


def _open(
    _installation: Installation, session: Session, wave: str, runs: Sequence[RunLine]
) -> Iterator[Attempt]:
    step = step_of(count_invited(session, wave), read_wave(session, wave).rules.k)
    counts = counts_of(session, wave)
    fine = tuple(f"{each.day}: {each.at_least}" for each in counts if each.at_least % step)
    yield Attempt(COUNTS, len(counts), fine)
    yield Attempt(EARLY, 1, tuple(run.id for run in runs if run.wave_id == wave))


def _sealed(
    installation: Installation, session: Session, wave: str, _runs: Sequence[RunLine]
) -> Iterator[Attempt]:
    traces = respondent_counts(session, wave)
    yield Attempt(TRACES, len(traces), tuple(f"{name}: {n}" for name, n in traces.items() if n))
    smallest, k = smallest_atom(session, wave), read_wave(session, wave).rules.k
    yield Attempt(SMALLEST, 1, (f"{smallest} < {k}",) if smallest is not None and smallest < k else ())
    yield Attempt(KEY, 1, (wave,) if installation.keys.has(wave) else ())


def _published(session: Session, run: RunLine) -> Iterator[Attempt]:
    """The run and every report made of it."""
    release = release_of_run(session, run.id)
    files = {**files_of(session, RunFile, run.id), "release.json": release}
    yield from attack_files(RUN.format(n=run.number), files)
    for report in reports_of(session, run.assessment_id):
        if report.run_id == run.id:
            yield from attack_files(REPORT.format(n=report.number), stored_files(session, report.id))


def attack_files(name: Text, files: Mapping[str, bytes]) -> Iterator[Attempt]:
    """Everything that is published of one run: release.json, diagnosis.json and the pages."""
    release, results = json.loads(files["release.json"]), json.loads(files["diagnosis.json"])
    if not release.get("atoms"):
        return  # figures alone: no answer is in it
    welch = {(r["group"], r["measure"]) for r in results if r["method"] in COMPARED}
    published = list(measures_of(release, welch))
    k, k_items = release["k"], release["k_items"]
    for words, found in (
        (SUMS, [line for each in published for line in few_people(each, k)]),
        (SPREADS, [line for each in published for line in few_in_a_spread(each, k_items)]),
        (ENDS, [line for each in published for line in near_an_end(each)]),
    ):
        yield Attempt(words.format(name=name), len(published), tuple(found))
    yield Attempt(HIDDEN.format(name=name), len(release["not_shown"]), tuple(hidden_means(release)))
    yield Attempt(MISSING.format(name=name), len(results), tuple(_strangers(release, results)))
    check = runpy.run_path(str(SCRIPT))["faults"]
    for lang in LANGS:
        page = text_of(files[page_name(lang)].decode())
        audited = AUDIT.format(name=name, lang=lang)
        yield Attempt(audited, len(release["figures"]), tuple(dict.fromkeys(check(release, page, results))))


def _strangers(release: Mapping[str, Any], results: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Numbers about answers in diagnosis.json that the release does not hold."""
    modules = {group["module"] for group in release["groups"]}
    known = {(figure["measure"], figure["n"], figure["value"]) for figure in release["figures"]}
    for result in results:
        if result["group"].partition("/")[0] in modules:
            for number in NUMBERS:
                value = result[number]
                if value is not None and (result["measure"], result["n"], value) not in known:
                    yield f"{result['key']}: {number}"


class _PageText(HTMLParser):
    """The text of a page, a block a line, as a reader copies it."""

    BLOCKS = frozenset({"p", "li", "tr", "dd", "h1", "h2", "h3", "h4", "figcaption", "div"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.words.append("\n" if tag in self.BLOCKS else "  " if tag in ("td", "th", "dt") else "")


def text_of(page: str) -> str:
    reader = _PageText()
    reader.feed(page)
    return NO_SCORE.sub("", "".join(reader.words))
