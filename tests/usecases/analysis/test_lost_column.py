"""A column that lost more than a tenth of its answers: no mean that rests on it is printed without saying so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from diagnostic.core.diagnosis.model.diagnosis import Diagnosis
from diagnostic.core.diagnosis.model.result import LOST_MARK
from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import Chart, ReportDocument, Section, Table
from diagnostic.core.report.prose.lost_answers import NOTE, with_marked_goals
from diagnostic.core.report.sections.result_lines import result_lines
from diagnostic.readers.knowledge import read_playbook
from diagnostic.settings import Settings
from diagnostic.text import LANGS, Text
from diagnostic.usecases.analysis.diagnose_study import diagnose_study
from diagnostic.usecases.analysis.read_study import InputFile, Request, read_study
from tests.core.report.test_compose import texts
from tests.made import factories, factories_plan
from tests.usecases.analysis.test_read_study import TODAY

FEW = replace(Settings(), resamples=100)
PEOPLE = 120
MAP = (
    "[columns]\nteam = 'team'\n[group]\ncolumns = ['team']\nmodule = 'morale'\n"
    + "".join(
        f"[scales.{code}]\nname = {{ zh = '{zh}', en = '{en}' }}\nitems = ['{code}1', '{code}2', '{code}3']\n"
        for code, zh, en in (("A", "甲量表", "First scale"), ("B", "乙量表", "Second scale"))
    )
    + "".join(
        f"[items.{code}{n}]\ncode = '{code}{n}'\nmin = 1\nmax = 5\n" for code in "AB" for n in (1, 2, 3)
    )
)


def diagnosis(folder: Path, lost: int) -> Diagnosis:
    """Four teams of thirty; the first `lost` people wrote "often" in the first column of the first scale."""
    rng = np.random.default_rng(5)
    rows = ["team,A1,A2,A3,B1,B2,B3"]
    for place in range(PEOPLE):
        means = 3 + rng.normal(size=2)
        values = np.clip(np.round(np.repeat(means, 3) + rng.normal(scale=0.4, size=6)), 1, 5).astype(int)
        cells = [*map(str, values)]
        rows.append(",".join([f"T{place % 4}", *(["often", *cells[1:]] if place < lost else cells)]))
    (folder / "answers.csv").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "map.toml").write_text(MAP, "utf-8")
    file = InputFile("answers", folder / "answers.csv", folder / "map.toml")
    study, _ = read_study(Request((file,), (), None, 5, LANGS, folder / "out", TODAY), FEW)
    return diagnose_study(study, read_playbook()).diagnosis


def document(found: Diagnosis) -> ReportDocument:
    knowledge = read_playbook()
    return compose(found, knowledge.cause_map, knowledge.playbook)


def tables(thing: object) -> Iterator[Table]:
    if isinstance(thing, Table):
        yield thing
    if is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from tables(getattr(thing, field.name))
    elif isinstance(thing, (tuple, list)):
        for part in thing:
            yield from tables(part)


def shows_mark(section: Section, lang: str) -> bool:
    shown = [text for text in texts(section) if text != NOTE]
    specs = [block.spec for block in section.blocks if isinstance(block, Chart)]
    drawn = json.dumps(
        specs, default=lambda t: t[lang] if isinstance(t, Text) else str(t), ensure_ascii=False
    )
    return any(LOST_MARK in text[lang] for text in shown) or LOST_MARK in drawn


@pytest.mark.parametrize(("lost", "marked"), [(12, False), (13, True)])
def test_more_than_a_tenth_is_marked(tmp_path: Path, lost: int, marked: bool) -> None:
    """Of 120 answers: 12 are a tenth, 13 are more."""
    found = diagnosis(tmp_path, lost)
    assert [found.measures[code].lost_many for code in "AB"] == [marked, False]
    means = {r.measure for r in found.results.of("mean") if r.estimate is not None}
    assert means == {"A", "B"}  # it is printed all the same
    names = {line.measure.zh for line in result_lines(found)} & {"甲量表", "甲量表†", "乙量表", "乙量表†"}
    assert names == {"甲量表†" if marked else "甲量表", "乙量表"}


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_of_it_stands_beside_the_mark_and_every_section_explains_it(
    tmp_path: Path, lang: str
) -> None:
    found = diagnosis(tmp_path, 30)
    made = document(found)
    numbers = 0
    for table in tables(made):
        for row in table.rows:
            for cell, column in zip(row.cells, table.columns, strict=True):
                if cell.key is None or cell.key.split("|")[2] != "A" or cell.text is None:
                    continue
                numbers += 1
                beside = [column.heading, table.caption, *(each.text for each in row.cells)]
                assert any(LOST_MARK in text[lang] for text in beside if text is not None), cell.key
    assert numbers >= 5  # the company and four teams
    name = found.measures["A"].name[lang]
    for section in made.sections:
        for text in texts(section):
            if text == found.measures["A"].definition:  # the words of the file
                continue
            assert text[lang].count(name.removesuffix(LOST_MARK)) == text[lang].count(name), text
        assert (NOTE in texts(section)) is shows_mark(section, lang), section.key
    assert sum(NOTE in texts(section) for section in made.sections) >= 2


def test_without_such_a_column_no_mark_is_printed(tmp_path: Path) -> None:
    made = document(diagnosis(tmp_path, 0))
    assert not [text for text in texts(made) if LOST_MARK in text.zh + text.en]


def test_a_goal_that_starts_from_such_a_mean_carries_the_mark() -> None:
    plan, whole = factories_plan.plan(), factories.full()
    goal = plan.lines[0].leading
    code = goal.metric
    assert goal.baseline is not None
    measure = replace(next(iter(whole.measures.values())), code=code)
    sure = with_marked_goals(plan, replace(whole, measures={code: measure}))
    assert sure == plan
    marked = with_marked_goals(plan, replace(whole, measures={code: measure.marked}))
    assert marked.lines[0].leading.name.zh == goal.name.zh + LOST_MARK
    assert measure.marked.marked == measure.marked
