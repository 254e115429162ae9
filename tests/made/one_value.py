"""Walks a diagnosis, its plan and its report, and finds a measure that is printed with two values.

A value is known by measure, basis, group and period. Two that differ at the coarser of the roundings they are printed
with are two values, whatever computed them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import LEVEL_KINDS, Basis, Result, Unit, scope_of
from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.core.report.model.document import KeyFigures, Paragraph, ReportDocument, Table
from diagnostic.core.report.model.view import as_shares
from diagnostic.core.report.prose import numbers
from diagnostic.text import LANGS, Lang, Text

COMPARED = ("contrast", "required_current", "figure_contrast", "figure_change", "figure", "mean")
NUMBER = re.compile(r"^(?:[A-Z]{3} )?[+−]?\d")


@dataclass(frozen=True)
class Printed:
    """A value and where it stands. `unit` decides how it is rounded."""

    measure: str
    basis: Basis
    group: str
    period: str
    value: float
    unit: Unit
    where: str

    @property
    def known_by(self) -> tuple[str, str, str, str]:
        return self.measure, self.basis, self.group, self.period

    @property
    def coarse(self) -> str:
        """As the coarsest place prints it: shares also as whole per cent."""
        if self.unit == "share":
            return numbers.percent(self.value).en
        return numbers.amount(self.value, self.unit).en


def two_values(diagnosis: Diagnosis, plan: ImprovementPlan | None = None) -> list[tuple[Printed, Printed]]:
    """Every pair that should be one value and is not."""
    diagnosis = as_shares(diagnosis)
    first: dict[tuple[str, str, str, str], Printed] = {}
    found = []
    for each in (*_results(diagnosis), *_tree(diagnosis), *_signs(diagnosis), *_goals(diagnosis, plan)):
        known = first.setdefault(each.known_by, each)
        if known.coarse != each.coarse:
            found.append((known, each))
    return found


def _results(diagnosis: Diagnosis) -> Iterator[Printed]:
    for result in diagnosis.results:
        level = result.kind in LEVEL_KINDS and not (
            result.kind == "target_actual" and result.measure == "sales"
        )
        if level and result.estimate is not None:
            yield _of(diagnosis, result, result.estimate, result.basis, result.kind)


def _of(diagnosis: Diagnosis, result: Result, value: float, basis: Basis, where: str) -> Printed:
    return Printed(
        result.measure,
        basis,
        scope_of(diagnosis.group(result.group)),
        result.period,
        value,
        result.unit,
        f"{where} {result.key}",
    )


def _tree(diagnosis: Diagnosis) -> Iterator[Printed]:
    figures = diagnosis.figures
    period = next((r.period for r in diagnosis.results if r.kind == "figure"), "")
    for row in figures.tree if figures else ():
        if row.attainment is not None:
            yield Printed("attainment", row.basis, row.group, period, row.attainment, "share", "tree")
        if row.own_attainment is not None:
            yield Printed("attainment", "board", row.group, period, row.own_attainment, "share", "tree, own")


def _signs(diagnosis: Diagnosis) -> Iterator[Printed]:
    """The level a sign shows in brackets is that of its group."""
    for cause in diagnosis.causes:
        for sign in cause.signs:
            result = diagnosis.results.by_key.get(sign.result_keys[0]) if sign.result_keys else None
            if sign.value is None or result is None or result.kind not in COMPARED:
                continue
            yield _of(diagnosis, result, sign.value, sign.basis, f"sign {sign.code} of row {cause.row}")


def _goals(diagnosis: Diagnosis, plan: ImprovementPlan | None) -> Iterator[Printed]:
    period = next((result.period for result in diagnosis.results), "")
    for line in plan.lines if plan else ():
        scope = "company" if line.scope.audience == "everyone" else line.scope.id
        group = diagnosis.groups.get(scope)
        for goal in (line.leading, line.lagging):
            if goal.baseline is not None:
                yield Printed(
                    goal.metric,
                    "plain",
                    scope_of(group) if group is not None else scope,
                    period,
                    goal.baseline.value,
                    goal.unit,
                    f"plan {line.action}",
                )


def other_than_its_result(diagnosis: Diagnosis, document: ReportDocument) -> list[tuple[str, str]]:
    """Cells and key figures that name a result and print a number which is none of it."""
    diagnosis = as_shares(diagnosis)
    currency = diagnosis.assessment.currency
    found = []
    for key, text in _keyed(document):
        result = diagnosis.results.by_key.get(key)
        if result is None:
            found.append((key, f"{text.en} (no such result)"))
        elif NUMBER.match(text.en) and not _is_one_of(text.en, _forms(result, currency)):
            found.append((key, text.en))
    return found


def _keyed(document: ReportDocument) -> Iterator[tuple[str, Text]]:
    for block in document.blocks():
        if isinstance(block, Table):
            for row in block.rows:
                yield from ((cell.key, cell.text) for cell in row.cells if cell.key and cell.text)
        elif isinstance(block, KeyFigures):
            yield from ((figure.key, figure.value) for figure in block.figures if figure.key)


def _is_one_of(words: str, forms: set[str]) -> bool:
    """Whether the words begin with one of the forms, or hold one in their brackets: "+19.4 visits (+13.8 to +24.9)"."""
    head, _, tail = words.partition(" (")
    return any(
        re.match(rf"{re.escape(form)}(?![\d.,%])", part) for part in (head, tail) if part for form in forms
    )


def _forms(result: Result, currency: str | None) -> set[str]:
    """Every way a number of this result may be written."""
    values = [v for v in (result.estimate, result.reference) if v is not None]
    forms = {numbers.amount(v, result.unit, currency, plus).en for v in values for plus in (True, False)}
    forms |= {numbers.percent(v).en for v in values if result.unit == "share"}
    forms |= {
        numbers.short(numbers.amount(v, result.unit, currency, p)).en for v in values for p in (True, False)
    }
    forms |= {numbers.decimal(v).en for v in values} | {numbers.percent(v, 1).en for v in values}
    forms |= {numbers.integer(result.n).en} if result.n is not None else set()
    forms |= {numbers.p_value(p).en for p in (result.p, result.p_adjusted) if p is not None}
    return forms


ATTAINED: dict[Lang, re.Pattern[str]] = {"zh": re.compile("达成"), "en": re.compile("attainment|reached")}
OTHERWISE = re.compile(r"95%|区间|interval|从|moves from|(?<!\d)2[05]0%|50%")  # other kinds of per cent
NEAR = 40  # characters between a word for attainment and its per cent


def attainment_of_nobody(diagnosis: Diagnosis, document: ReportDocument) -> list[str]:
    """Sentences of the first two pages that say a per cent of attainment which no group has on any basis."""
    known = {
        numbers.percent(value, digits).en for digits in (0, 1) for value in _attained(as_shares(diagnosis))
    }
    found = []
    for section in document.sections[:2]:
        said = [section.headline, *(b.text for b in section.blocks if isinstance(b, Paragraph))]
        for text in said:
            for lang in LANGS:
                found += [words for words in _beside_attainment(text[lang], lang) if words not in known]
    return found


def _beside_attainment(words: str, lang: Lang) -> Iterator[str]:
    for sentence in re.split(r"(?<=[。;])|(?<=[.;]) ", words):
        if OTHERWISE.search(sentence):
            continue
        for place in ATTAINED[lang].finditer(sentence):
            around = sentence[max(0, place.start() - NEAR) : place.end() + NEAR]
            yield from re.findall(r"\d+(?:\.\d+)?%", around)


def _attained(diagnosis: Diagnosis) -> Iterator[float]:
    for result in diagnosis.results:
        if (
            result.kind in LEVEL_KINDS
            and result.measure.endswith("attainment")
            and result.estimate is not None
        ):
            yield from (v for v in (result.estimate, result.low, result.high) if v is not None)
    for row in diagnosis.figures.tree if diagnosis.figures else ():
        yield from (v for v in (row.attainment, row.own_attainment, row.adjusted) if v is not None)
