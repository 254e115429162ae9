"""Sentences about what was given stand only where it was: kinds of inputs against every such sentence.

Each row builds a diagnosis whose facts are known and lists the facts whose sentences must stand in its report; every
sentence of every other fact must not stand in it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from diagnostic.core import report
from diagnostic.core.diagnosis.model.coverage import Coverage
from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.inventory import InputFacts, Inventory, ModuleFacts
from diagnostic.core.diagnosis.model.result import Measure, Results
from diagnostic.core.report.compose import compose
from diagnostic.core.report.prose.facts import SAYS
from diagnostic.text import LANGS, Lang, same
from tests.core.report.test_compose import texts
from tests.made import factories
from tests.made.signed import result

FULL_ROSTER = {"start": 1.0, "territory_potential": 1.0, "inherited_share": 1.0}
MODULES = (ModuleFacts("morale", 400, 322, "files", True), ModuleFacts("skills", 400, 322, "files", True))
WAVES = tuple(replace(module, collected="wave") for module in MODULES)
HELD = tuple(replace(module, shown=False, invited=None, answered=None) for module in MODULES)


def given(
    roster: Mapping[str, float] | None = None,
    levels: int = 2,
    targets: bool = True,
    figures: bool = True,
    modules: tuple[ModuleFacts, ...] = MODULES,
    results: bool = True,
    **more: object,
) -> Inventory:
    columns = FULL_ROSTER if roster is None else roster
    inputs = (
        InputFacts("roster", figures, 400, 400, columns=columns),
        InputFacts("targets", targets and figures, 400, 400 if targets else 0, levels=levels),
        InputFacts("actuals", figures, 400, 400, first="2024-01" if figures else "", last="2025-12")
        if results
        else InputFacts("actuals", False),
        InputFacts("opportunities", False),
    )
    return Inventory(inputs, modules, **{"months": 24, "before": True, **more})  # type: ignore[arg-type]


def plain(diagnosis: Diagnosis, adjusted: bool = False) -> Diagnosis:
    """Without causes, warnings about targets and adjusted rows, which say more than the facts do."""
    view = diagnosis.figures
    if view is None:
        return replace(diagnosis, causes=())
    tree = view.tree if adjusted else tuple(replace(row, adjusted=None, adjusted_for=()) for row in view.tree)
    return replace(diagnosis, causes=(), figures=replace(view, audit=(), tree=tree))


def whole(inventory: Inventory, **more: object) -> Diagnosis:
    return replace(plain(factories.full()), inventory=inventory, **more)  # type: ignore[arg-type]


def without_invited(diagnosis: Diagnosis) -> Diagnosis:
    return replace(diagnosis, response=tuple(replace(line, invited=None) for line in diagnosis.response))


def no_targets(inventory: Inventory) -> Diagnosis:
    return replace(factories.deals_only(), inventory=inventory)


def with_managers(compared: bool) -> Diagnosis:
    made = whole(given(modules=(*MODULES, ModuleFacts("manager", 40, 31, "files", True, managers=True))))
    others = tuple(r for r in made.results if r.kind != "self_manager")
    own = (result("self_manager", "skills/company", "SK-DIS", 0.2, "cannot_tell"),) if compared else ()
    return replace(made, results=Results((*others, *own)))


def held(**more: object) -> Diagnosis:
    return replace(plain(factories.all_hidden()), inventory=given(modules=HELD), **more)  # type: ignore[arg-type]


def refused() -> Diagnosis:
    made = held()
    return replace(made, scales=tuple(replace(s, grade="refused", cannot_say=None) for s in made.scales))


def skills_only() -> Diagnosis:
    made = whole(given())
    return replace(
        made,
        results=Results(tuple(r for r in made.results if not r.measure.startswith(("MO-", "WB-")))),
        strengths=(),
    )


def managers_only() -> Diagnosis:
    """Means of the managers' scales and of nothing else."""
    own = ModuleFacts("manager", 40, 31, "files", True, managers=True)
    made = whole(given(modules=(own,)))
    mean = result("mean", "manager/company", "MV-COA", 3.4, "described")
    means = (mean, *(r for r in made.results if r.kind.startswith("figure")))
    coaching = Measure("MV-COA", "manager", same("coaching"), None, "points", 1, 5)
    return replace(made, results=Results(means), measures={**made.measures, "MV-COA": coaching}, strengths=())


def outside() -> Diagnosis:
    made = factories.survey_only()
    return replace(made, inventory=given(), coverage=Coverage(asked="2023", has="2024-01/2025-12"))


def unfinished() -> Diagnosis:
    """Figures of the month that was running on the day of the report, and of no other."""
    return replace(factories.survey_only(), inventory=given(), coverage=Coverage(asked="2026-01"))


COMMON = {"fair.checked", "comments.unprinted", "months.two_years"}
BARE = {*COMMON, "targets.checked", "fair.no_change"}
FAIR = {*BARE, "response.known", "collected.files", "managers.none"}


def but(*less: str, plus: tuple[str, ...] = (), of: set[str] = FAIR) -> set[str]:
    assert of >= set(less)
    return (of - set(less)) | set(plus)


Row = tuple[Callable[[], Diagnosis], set[str]]
ROWS: dict[str, Row] = {
    "everything, from files": (lambda: whole(given()), FAIR),
    "everything, from a wave": (
        lambda: whole(given(modules=WAVES)),
        but("collected.files", plus=("collected.wave",)),
    ),
    "comments were collected": (
        lambda: whole(given(modules=WAVES, comments="collected")),
        but("collected.files", "comments.unprinted", plus=("collected.wave", "comments.collected")),
    ),
    "files without the number invited": (
        lambda: without_invited(whole(given())),
        but("response.known", plus=("response.unknown",)),
    ),
    "a wave without the number invited": (
        lambda: without_invited(whole(given(modules=WAVES))),
        but("response.known", "collected.files", plus=("response.untold", "collected.wave")),
    ),
    "stored before there was an inventory": (
        lambda: replace(without_invited(whole(given())), inventory=None),
        {"response.untold", "managers.none", "comments.unprinted", "targets.clean", "fair.none"},
    ),
    "managers were asked, too few to compare": (
        lambda: with_managers(False),
        but("managers.none", plus=("managers.few",)),
    ),
    "managers are compared": (lambda: with_managers(True), but("managers.none")),
    "targets on one level": (
        lambda: whole(given(levels=1)),
        but("targets.checked", plus=("targets.one_level",)),
    ),
    "one year of results": (
        lambda: whole(given(months=12, before=False)),
        but("months.two_years", plus=("months.one_year",)),
    ),
    "a bare roster": (
        lambda: whole(given(roster={})),
        but("fair.checked", "fair.no_change", plus=("fair.none",)),
    ),
    "start dates only": (lambda: whole(given(roster={"start": 1.0})), but(plus=("fair.partial",))),
    "potential of a third of the people": (
        lambda: whole(given(roster={**FULL_ROSTER, "territory_potential": 0.3})),
        but(plus=("fair.partial",)),
    ),
    "potential of four in five": (
        lambda: whole(given(roster={**FULL_ROSTER, "territory_potential": 0.8})),
        but(plus=("fair.in_part",)),
    ),
    "rows that were adjusted": (
        lambda: replace(plain(factories.full(), adjusted=True), inventory=given()),
        but("fair.no_change", plus=("fair.adjusted",)),
    ),
    "no survey": (
        lambda: replace(plain(factories.figures_only()), inventory=given(modules=())),
        but("comments.unprinted", plus=("survey.none",), of=BARE),
    ),
    "a survey of which nothing may be shown": (
        held,
        but(plus=("survey.hidden", "collected.files"), of=BARE),
    ),
    "a survey nobody answered": (
        lambda: replace(plain(factories.nobody_answered()), inventory=given(modules=HELD)),
        but("comments.unprinted", plus=("survey.hidden", "survey.nobody"), of=BARE),
    ),
    "a survey whose items form no scale": (
        refused,
        but(plus=("survey.refused", "collected.files"), of=BARE),
    ),
    "a survey of skills only": (skills_only, but(plus=("load.not_asked",))),
    "only managers were asked": (
        managers_only,
        but("managers.none", plus=("survey.managers_only", "load.not_asked")),
    ),
    "no figures": (
        lambda: replace(plain(factories.survey_only()), inventory=given(figures=False)),
        {"figures.none", "response.known", "collected.files", "managers.none", "comments.unprinted"},
    ),
    "figures of another year": (
        outside,
        {"figures.outside", "response.known", "collected.files", "managers.none", "comments.unprinted"},
    ),
    "figures of the running month only": (
        unfinished,
        {"figures.unfinished", "response.known", "collected.files", "managers.none", "comments.unprinted"},
    ),
    "no targets": (
        lambda: no_targets(given(targets=False, modules=())),
        {"targets.none", "survey.none", "months.two_years"},
    ),
    "targets and nothing else": (
        lambda: no_targets(given(modules=(), results=False)),
        {"targets.alone", "survey.none"},
    ),
    "targets without any result": (
        lambda: no_targets(given(modules=())),
        {"targets.unmatched", "survey.none", "months.two_years"},
    ),
}


def pattern(key: str, lang: Lang) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]*\}", SAYS[key][lang])
    return re.compile(r"(?<!\w)" + ".+?".join(re.escape(part) for part in parts))


PATTERNS = {(key, lang): pattern(key, lang) for key in SAYS for lang in LANGS}
SHORT = (
    "/cover",
)  # a word or two, which may stand inside another sentence: the cover is looked at by itself


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ROWS)
def test_a_sentence_stands_where_its_fact_does_and_nowhere_else(name: str, lang: Lang) -> None:
    build, facts = ROWS[name]
    document = compose(build())
    cover = {text[lang] for _, text in document.cover.facts}
    said = "\n".join(text[lang] for text in texts(document.sections))
    standing = {
        key.partition("/")[0]
        for key in SAYS
        if (SAYS[key][lang] in cover if key.endswith(SHORT) else PATTERNS[key, lang].search(said))
    }
    assert standing == facts


PHRASES = re.compile(
    r"没有提供|未提供|没有(问卷|目标|业绩数据)(?!可以)|(was|were) not given|[Tt]here is no (survey|manager)|"
    r"No \w+ were given|[Tt]here are no (figures|targets)|came in as|[Rr]oster has no"
)
ELSEWHERE = {"未提供"}  # the cell "no" under the heading "Given" of the table of inputs, read from its line


def test_no_other_module_of_the_report_says_what_was_given() -> None:
    """A phrase like these outside facts.py is a sentence somebody prints without asking whether it is so."""
    found = [
        (path.name, words)
        for path in Path(report.__file__).parent.rglob("*.py")
        if path.name != "facts.py"
        for words in _printed(ast.parse(path.read_text(encoding="utf-8")))
        if PHRASES.search(words) and words not in ELSEWHERE
    ]
    assert found == []


def _printed(source: ast.Module) -> Iterator[str]:
    """The words of every `Text` of a module; what documents it is no sentence of the report."""
    for node in ast.walk(source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))
