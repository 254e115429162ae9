"""From runs to lines of a table: false causes in ordinary companies, and what became of the planted ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ordinary.plants import ANSWERS, LETTERS, Letter

from calibrate_causes.runs import CompanyRun, FoundCause


@dataclass(frozen=True, slots=True)
class CountLine:
    what: str
    found: int
    of: int
    bound: str = "–"


FALSE_CAUSE, FALSE_PEOPLE = "at most 8 of 200", "at most 1 of 200"
RIGHT, NO_OTHER = "at least 80 of 100", "at least 90 of 100"


def ordinary_lines(runs: Sequence[CompanyRun]) -> Iterator[CountLine]:
    """In how many ordinary companies something is said that is not so."""
    yield CountLine("any likely cause", _count(run.likely for run in runs), len(runs), FALSE_CAUSE)
    for stage in ("fair", "skill", "condition", "review"):
        found = _count([c for c in run.likely if c.stage == stage] for run in runs)
        yield CountLine(f"any likely cause of the stage “{stage}”", found, len(runs))
    people = "an action on people (of reps or teams) in the plan"
    yield CountLine(people, _count(run.people_actions for run in runs), len(runs), FALSE_PEOPLE)
    yield CountLine("any action in the plan", _count(run.actions for run in runs), len(runs))
    checked = _count([c for c in run.causes if c.certainty == "to_check"] for run in runs)
    yield CountLine("any cause that is to be checked", checked, len(runs))


def cause_lines(runs: Sequence[CompanyRun]) -> Iterator[CountLine]:
    """Likely causes by row, stage and kind of scope: in how many companies each."""
    kinds = Counter(key for run in runs for key in {(c.row, c.stage, _kind(c.scope)) for c in run.likely})
    for (row, stage, kind), found in sorted(kinds.items(), key=lambda each: (-each[1], each[0])):
        yield CountLine(f"row {row} ({stage}), {kind}", found, len(runs))


def sign_lines(runs: Sequence[CompanyRun]) -> Iterator[CountLine]:
    """What the likely causes rest on."""
    found = Counter(
        " + ".join(key)
        for run in runs
        for key in {(f"row {c.row}: {c.signs[0]}", *c.signs[1:]) for c in run.likely}
    )
    for signs, count in sorted(found.items(), key=lambda each: (-each[1], each[0]))[:15]:
        yield CountLine(signs, count, len(runs))


def action_lines(runs: Sequence[CompanyRun]) -> Iterator[CountLine]:
    """Actions on people, by whose they are."""
    found = Counter(key for run in runs for key in {(a.action, a.level) for a in run.people_actions})
    for (action, level), count in sorted(found.items(), key=lambda each: (-each[1], each[0])):
        yield CountLine(f"{action} ({level})", count, len(runs))


def plant_lines(runs: Sequence[CompanyRun]) -> Iterator[CountLine]:
    """Each plant: found at all, found with the right action, and what else was said."""
    for letter in LETTERS:
        own = [run for run in runs if run.drawn.letter == letter]
        if not own:
            continue
        rows = " or ".join(map(str, ANSWERS[letter].rows))
        name = f"({letter}) {ANSWERS[letter].what}"
        likely = [[c for c in run.causes if is_right(run, c)] for run in own]
        sure = sum(any(c.certainty == "likely" for c in causes) for causes in likely)
        yield CountLine(f"{name}: row {rows} likely in its scope", sure, len(own))
        yield CountLine(f"{name}: the same with the right action", sum(map(_answered, own)), len(own), RIGHT)
        yield CountLine(f"{name}: to be checked at least", _count(likely), len(own))
        none = sum(not _others(run) for run in own)
        yield CountLine(f"{name}: no other likely cause", none, len(own), NO_OTHER)


def other_lines(runs: Sequence[CompanyRun], letter: Letter) -> Iterator[CountLine]:
    own = [run for run in runs if run.drawn.letter == letter]
    kinds = Counter(key for run in own for key in {(c.row, _kind(c.scope)) for c in _others(run)})
    for (row, kind), found in sorted(kinds.items(), key=lambda each: (-each[1], each[0])):
        yield CountLine(f"row {row}, {kind}", found, len(own))


def state_lines(runs: Sequence[CompanyRun], letter: Letter) -> Iterator[tuple[str, int, int, int]]:
    """Sign, and in how many companies it was seen, seen otherwise, or could not be seen in the scope of the plant."""
    own = [run for run in runs if run.drawn.letter == letter]
    states: dict[str, Counter[str]] = {}
    for run in own:
        for code, state in run.signs:
            states.setdefault(code, Counter())[state] += 1
    for code, found in states.items():
        yield code, found["seen"], found["otherwise"], found["unknown"]


def is_right(run: CompanyRun, cause: FoundCause) -> bool:
    letter = run.drawn.letter
    return letter is not None and cause.row in ANSWERS[letter].rows and cause.scope == run.scope


def _answered(run: CompanyRun) -> bool:
    """A line of the plan with a right action, for a right cause in its scope."""
    right = {(c.row, c.scope) for c in run.likely if is_right(run, c)}
    letter = run.drawn.letter
    return letter is not None and any(
        action.action in ANSWERS[letter].actions and right & set(action.causes) for action in run.actions
    )


def _others(run: CompanyRun) -> list[FoundCause]:
    return [cause for cause in run.likely if not is_right(run, cause)]


def _count(found: Iterable[Sequence[object]]) -> int:
    return sum(bool(each) for each in found)


def _kind(scope: str) -> str:
    kind, _, value = scope.partition(":")
    return scope if kind in ("role", "team_type", "manager_tenure") and value else kind
