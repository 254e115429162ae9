"""The runner of causes: what counts as false, right or besides, what a run keeps, and how parts of the page are put."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from calibrate_causes.count import (
    action_lines,
    cause_lines,
    ordinary_lines,
    other_lines,
    plant_lines,
    state_lines,
)
from calibrate_causes.page import part_of, write_part
from calibrate_causes.runs import CompanyRun, Drawn, FoundAction, FoundCause, load, run_company, save
from ordinary.plants import Letter

from diagnostic.readers.knowledge import read_playbook

REGION = "region:东区"


def cause(row: int, scope: str, certainty: str = "likely", stage: str = "fair") -> FoundCause:
    return FoundCause(row, scope, stage, certainty, False, ("attainment_low", "low:MO-TGT"))


def run(letter: Letter | None, *causes: FoundCause, actions: tuple[FoundAction, ...] = ()) -> CompanyRun:
    scope = "" if letter is None else REGION
    return CompanyRun(Drawn(1, letter), "abc", scope, causes, actions, (("low:MO-TGT", "seen"),))


def test_in_an_ordinary_company_every_likely_cause_is_false() -> None:
    talk = run(None, cause(1, REGION, "to_check"))
    false = run(
        None,
        cause(9, "role:R", stage="skill"),
        cause(9, "company", stage="skill"),
        actions=(FoundAction("discovery_lab", "rep", ((9, "role:R"),)),),
    )
    company_only = run(
        None, cause(16, "company", stage="condition"), actions=(FoundAction("crm_diet", "company", ()),)
    )
    runs = [talk, false, company_only]
    counted = {line.what: line.found for line in ordinary_lines(runs)}
    assert counted["any likely cause"] == 2
    assert counted["any likely cause of the stage “skill”"] == 1
    assert counted["an action on people (of reps or teams) in the plan"] == 1
    assert counted["any action in the plan"] == 2
    assert counted["any cause that is to be checked"] == 1
    assert {line.what: line.found for line in cause_lines(runs)} == {
        "row 9 (skill), role:R": 1,
        "row 9 (skill), company": 1,
        "row 16 (condition), company": 1,
    }
    assert [(line.what, line.found) for line in action_lines(runs)] == [("discovery_lab (rep)", 1)]


@pytest.mark.parametrize(
    ("found", "counts"),  # likely, with the right action, at least to be checked, no other
    [
        (run("a"), (0, 0, 0, 1)),
        (run("a", cause(1, REGION, "to_check")), (0, 0, 1, 1)),
        (run("a", cause(1, REGION)), (1, 0, 1, 1)),
        (
            run("a", cause(3, REGION), actions=(FoundAction("rebase_targets", "company", ((3, REGION),)),)),
            (1, 1, 1, 1),
        ),
        (
            run(
                "a", cause(3, REGION), actions=(FoundAction("rebase_targets", "company", ((1, "company"),)),)
            ),
            (1, 0, 1, 1),
        ),
        (run("a", cause(1, REGION), cause(1, "company")), (1, 0, 1, 0)),
        (run("a", cause(9, "role:R")), (0, 0, 0, 0)),
    ],
)
def test_a_plant_is_found_by_its_rows_in_its_scope_with_its_action(
    found: CompanyRun, counts: tuple[int, ...]
) -> None:
    lines = list(plant_lines([found]))
    assert tuple(line.found for line in lines) == counts
    assert [line.bound for line in lines] == ["–", "at least 80 of 100", "–", "at least 90 of 100"]


def test_what_else_was_said_and_which_signs_were_seen() -> None:
    runs = [run("a", cause(1, "company"), cause(12, "role:K"), cause(1, REGION)), run("b")]
    assert [(line.what, line.found, line.of) for line in other_lines(runs, "a")] == [
        ("row 1, company", 1, 1),
        ("row 12, role:K", 1, 1),
    ]
    assert list(state_lines(runs, "a")) == [("low:MO-TGT", 1, 0, 0)]


def test_a_part_takes_the_place_of_its_former_self_and_leaves_the_others(tmp_path: Path) -> None:
    page, row = tmp_path / "page.md", ("reps", "230", "400")
    write_part(page, "Before", part_of("one", [run(None), run("a")]), [row])
    smaller = replace(run("a"), drawn=Drawn(1, "a", reps=120))
    write_part(page, "After", part_of("two", [smaller], short=True), [row])
    write_part(page, "Before", part_of("three", [run(None)]), [row])
    text = page.read_text("utf-8")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["## The companies", "## Changes of the generator", "## Before", "## After"]
    assert "SIMULATED" in text
    assert "| reps | 230 | 400 |" in text
    assert "`one`" not in text
    assert text.index("`three`") < text.index("`two`")
    before, after = text.split("## After")
    assert "what they rest on" in before
    assert "what they rest on" not in after
    assert "sign of its rows" not in after
    assert "at most 8 of 200" in before
    assert "at least 80 of 100" not in after


@pytest.mark.slow
def test_a_company_goes_through_the_diagnosis_and_comes_back_from_its_file(tmp_path: Path) -> None:
    knowledge = read_playbook()
    found = run_company(Drawn(3, "a", reps=120), "abc", knowledge.cause_map, knowledge.playbook)
    assert found.scope.startswith("region:")
    assert found.causes
    assert {code for code, _ in found.signs} >= {"low:MO-TGT", "attainment_low", "target_sum_mismatch"}
    assert dict(found.signs)["target_sum_mismatch"] == "otherwise"
    save(tmp_path / "runs.jsonl", found)
    save(tmp_path / "runs.jsonl", run(None))
    assert load(tmp_path / "runs.jsonl") == [found, run(None)]
    assert load(tmp_path / "none.jsonl") == []
