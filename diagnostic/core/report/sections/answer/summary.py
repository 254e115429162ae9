"""The clauses of the report's headline: what the likely causes say, in their reading order.

They are made from the causes of the diagnosis only; a cause that is not likely has no clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from diagnostic.core.diagnosis.model.cause import Cause
from diagnostic.core.report.prose.material import Material, top_causes
from diagnostic.core.report.prose.words import listed, plus
from diagnostic.core.report.sections.findings import TARGET_ROWS
from diagnostic.core.report.sections.risks import hidden_risks
from diagnostic.text import Text

TERRITORY_ROWS, RAMP_ROW, SEASON_ROW = frozenset({4}), 6, 7  # numbers of rows of the cause map
FAIR: dict[str, Text] = {
    "targets": Text("{scope}首先是目标问题", "{scope}: a target problem first"),
    "territory": Text("{scope}首先是片区问题", "{scope}: a territory problem first"),
    "ramp": Text(
        "{scope}还在爬坡，不能与老手同比", "{scope}: still ramping up, not to be compared with old hands"
    ),
    "season": Text("{scope}首先是季节与市场的问题", "{scope}: a problem of season and market first"),
}
NOT_PEOPLE = Text("，不是人的问题", ", not a people problem")
NOT_YET_PEOPLE = Text("，还谈不上人的问题", ", before anything is said about people")
COMPANY_SKILL = Text("全公司的能力短板是“{name}”", "the company-wide skill gap is {name}")
SKILL = Text("{scope}的能力短板是“{name}”", "the skill gap of {scope} is {name}")
COMPANY = Text("“{name}”要由公司解决", "{name} is for the company to solve")
CONDITION = Text("{scope}“{name}”", "{name} ({scope})")
RISK = Text("隐患是{scope}“{name}”", "a hidden risk is {name} ({scope})")


def story(material: Material, of_targets: bool = True) -> tuple[Text, ...]:
    """A clause for each likely cause of the first page, then one for the first likely hidden risk; may be empty.

    `of_targets=False` leaves out the causes of the fair comparison, which rest on targets and attainment.
    """
    likely = [
        cause
        for cause in _one_fair_cause_a_scope(top_causes(material.diagnosis))
        if cause.certainty == "likely" and (of_targets or cause.stage != "fair")
    ]
    risks = [cause for cause in hidden_risks(material) if cause.certainty == "likely"]
    own = [cause for cause in likely if cause not in risks]
    return (
        *fair_clauses(cause for cause in own if cause.stage == "fair"),
        *(_clause(material, cause) for cause in own if cause.stage != "fair"),
        *(_named(material, cause, RISK) for cause in risks[:1]),
    )


def _one_fair_cause_a_scope(causes: Sequence[Cause]) -> Iterator[Cause]:
    """Two causes may both say that a group's targets come first; a sentence says it once."""
    named: set[tuple[str, str | None]] = set()
    for cause in causes:
        kind = cause.scope, _fair_kind(cause.row)
        if cause.stage != "fair" or kind not in named:
            yield cause
        if cause.stage == "fair":
            named.add(kind)


def _clause(material: Material, cause: Cause) -> Text:
    if cause.stage == "skill":
        return _named(material, cause, COMPANY_SKILL if cause.scope_kind == "company" else SKILL)
    return _named(material, cause, COMPANY if cause.scope_kind == "company" else CONDITION)


def has_clause(cause: Cause) -> bool:
    """Whether the cause is about targets, territory, ramp-up or season."""
    return _fair_kind(cause.row) is not None


def fair_clauses(causes: Iterable[Cause]) -> tuple[Text, ...]:
    """Clauses such as "North: a target problem first, not a people problem"; groups with the same one share it.

    None for rows that are not about targets, territory, ramp-up or season. "Not a people problem" is said only if a
    sign of the cause ends in `_ordinary`.
    """
    groups: dict[Text, list[Text]] = {}
    for cause in causes:
        if (words := _fair_words(cause)) is not None:
            groups.setdefault(words, []).append(cause.scope_label)
    return tuple(words.format(scope=listed(labels)) for words, labels in groups.items())


def _fair_words(cause: Cause) -> Text | None:
    kind = _fair_kind(cause.row)
    if kind is None or kind == "ramp":
        return None if kind is None else FAIR[kind]
    ordinary = any(sign.code.endswith("_ordinary") for sign in cause.signs)
    return plus(FAIR[kind], NOT_PEOPLE if ordinary else NOT_YET_PEOPLE)


def _fair_kind(row: int) -> str | None:
    if row in TARGET_ROWS:
        return "targets"
    if row in TERRITORY_ROWS:
        return "territory"
    return {RAMP_ROW: "ramp", SEASON_ROW: "season"}.get(row)


def _named(material: Material, cause: Cause, words: Text) -> Text:
    name = material.name(cause)
    return words.format(scope=cause.scope_label, name=Text(name.zh, _lowered(name.en)))


def _lowered(words: str) -> str:
    """The words with a small first letter, for the middle of a sentence; an abbreviation (two capitals) stays."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
