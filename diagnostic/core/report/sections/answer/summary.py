"""The whole report in one breath: how short, and what the causes found say about it, in their reading order.

Composed from the causes of this diagnosis and from nothing else; a cause that is not likely tells no story.
"""

from __future__ import annotations

from diagnostic.core.diagnosis.model.cause import Cause
from diagnostic.core.report.prose.material import Material, top_causes
from diagnostic.core.report.sections.findings import TARGET_ROWS
from diagnostic.core.report.sections.risks import hidden_risks
from diagnostic.text import Text

TERRITORY_ROWS, RAMP_ROW, SEASON_ROW = frozenset({4}), 6, 7  # cause map
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
    """A clause for the weightiest likely cause of each stage on the first page, and one for the first hidden risk.

    Without `of_targets` nothing is told that rests on targets or attainment.
    """
    likely = [
        cause
        for cause in top_causes(material.diagnosis)
        if cause.certainty == "likely" and (of_targets or cause.stage != "fair")
    ]
    risks = [cause for cause in hidden_risks(material) if cause.certainty == "likely"]
    told = [_clause(material, cause) for cause in likely if cause not in risks]
    return (
        *(text for text in told if text is not None),
        *(_named(material, cause, RISK) for cause in risks[:1]),
    )


def _clause(material: Material, cause: Cause) -> Text | None:
    if cause.stage == "fair":
        return fair_clause(cause)
    if cause.stage == "skill":
        return _named(material, cause, COMPANY_SKILL if cause.scope_kind == "company" else SKILL)
    return _named(material, cause, COMPANY if cause.scope_kind == "company" else CONDITION)


def fair_clause(cause: Cause) -> Text | None:
    """ "North: first of all the targets, not the people"; None for a row that explains good figures."""
    kind = _fair_kind(cause.row)
    if kind is None:
        return None
    words = FAIR[kind].format(scope=cause.scope_label)
    if kind == "ramp":
        return words
    ordinary = any(sign.code.endswith("_ordinary") for sign in cause.signs)
    tail = NOT_PEOPLE if ordinary else NOT_YET_PEOPLE
    return Text(f"{words.zh}{tail.zh}", f"{words.en}{tail.en}")


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
    """Inside a sentence a name begins small, unless it is an abbreviation."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
