"""A plan a consultant has edited goes into the report as they left it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from diagnostic.core.plan.edits import Edit, EditValue, Lock
from diagnostic.core.plan.improvement_plan import Goal, ImprovementPlan, LineKey
from diagnostic.core.plan.overlay import base_of, overlay
from diagnostic.core.report.compose import compose
from diagnostic.core.report.model.document import ReportDocument
from diagnostic.core.report.prose.words import stopped
from diagnostic.readers.playbook_files import load_playbook
from diagnostic.text import Text
from tests.made.factories import full
from tests.made.factories_plan import cause_map, plan
from tests.support.folders import ROOT

PLAYBOOK = load_playbook(ROOT / "report_templates" / "playbook.toml")
AT = datetime(2026, 3, 2)
FIRST, SECOND, THIRD, FOURTH = plan().lines
OWN = replace(
    FIRST,
    key=LineKey("own", "", "company", "own-1"),
    action="own-1",
    row=0,
    certainty="to_check",
    name=Text("", "Visit lost customers"),
    owner_label=Text("王经理", ""),
    first_step=Text("", "Name ten lost customers."),
    leading=Goal("own-1-leading", Text("", "Visits"), "count", 1, None, 10.0),
    lagging=Goal("own-1-lagging", Text("老客户销售额", ""), "money", 1, None, None),
    decision=None,
    ask=(),
)


def edit(field: str, value: EditValue) -> Edit:
    return Edit(str(FIRST.key), field, value, base_of(FIRST, field), "alice", AT)


def edited() -> ImprovementPlan:
    """Edited, one taken out, one of the consultant's own, one locked whose finding is gone."""
    edits = [
        edit("owner_label", Text("", "Zoe")),
        edit("begins", date(2026, 2, 23)),
        edit("leading", 3.33),
        edit("decision", None),
        Edit(str(SECOND.key), "removed", True, None, "alice", AT),
        Edit(str(OWN.key), "added", OWN, None, "alice", AT),
    ]
    proposed = replace(plan(), lines=(FIRST, SECOND, THIRD))
    return overlay(proposed, edits, {str(FOURTH.key): Lock(FOURTH, "alice", AT)}, PLAYBOOK).plan


@pytest.fixture(scope="module")
def document() -> ReportDocument:
    return compose(full(), cause_map(), PLAYBOOK, edited())


@pytest.mark.parametrize("key", ["plan", "review", "answer"])
def test_the_report_says_what_the_consultant_wants(document: ReportDocument, key: str) -> None:
    section = next(each for each in document.sections if each.key == key)
    said = repr(section)
    wanted = {
        "plan": (
            "Edited by the consultant with the client: 1.",
            "Added by the consultant: 4.",
            "agreement: 3.",
            "Zoe",
            "23\\xa0Feb",
            "3.33",
            "Visit lost customers",
            "王经理",
            "Load first",
        ),
        "review": ("3.33", "Visit lost customers", "老客户销售额", "Load first"),
        "answer": ("Discovery practice lab",),
    }[key]
    for part in wanted:
        assert part in said, part


def test_what_was_taken_out_is_listed_as_such_and_nowhere_else(document: ReportDocument) -> None:
    section = next(each for each in document.sections if each.key == "plan")
    assert "left it out after talking with the client" in repr(section)
    review = next(each for each in document.sections if each.key == "review")
    assert "CRM diet" not in repr(review)


def test_a_text_in_one_language_is_read_in_both(document: ReportDocument) -> None:
    said = repr(document)
    for spoilt in ("zh='。", "en='. ", "en='.'"):
        assert spoilt not in said
    assert stopped(Text("", "Ask")) == Text("", "Ask.")
    assert stopped(Text("问", "")) == Text("问。", "")


def test_a_plan_of_own_actions_only_makes_a_report_and_so_does_one_with_all_lines_out() -> None:
    proposed = replace(plan(), lines=(), talks=(), executive=(), not_chosen=())
    own = overlay(proposed, [Edit(str(OWN.key), "added", OWN, None, "alice", AT)], {}, PLAYBOOK).plan
    assert [step.code for step in own.executive] == ["open", "review", "review", "review"]
    assert "Visit lost customers" in repr(compose(full(), cause_map(), PLAYBOOK, own))
    out = [Edit(str(each.key), "removed", True, None, "alice", AT) for each in plan().lines]
    empty = overlay(plan(), out, {}, PLAYBOOK).plan
    assert (empty.lines, empty.executive) == ((), ())
    assert compose(full(), cause_map(), PLAYBOOK, empty).sections
