"""The plan as it stands: the newest run's, with what a consultant has changed; on both databases."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime

import pytest

from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.plans import edits_of, versions_of
from diagnostic.text import Text
from diagnostic.usecases.plan.change_plan_line import change_plan_line
from diagnostic.usecases.plan.current_plan import CurrentPlan, current_plan
from diagnostic.usecases.plan.edit_plan_line import edit_plan_line
from diagnostic.usecases.plan.keep_plan import keep_plan
from tests.made.factories_plan import plan
from tests.made.runs import make_run
from tests.made.waves import add_assessment

AT = datetime(2026, 3, 2, 9, 30)
BY = "alice@example.com"
MINE = Text("丁经理", "Manager Ding")


@pytest.fixture
def assessment(installation: Installation) -> str:
    return add_assessment(installation)


def now(installation: Installation, assessment: str) -> CurrentPlan:
    with installation.store.reading() as session:
        found = current_plan(session, assessment)
    assert found is not None
    return found


def edit(
    installation: Installation, assessment: str, settled: tuple[str, ...] = (), **wanted: object
) -> None:
    current = now(installation, assessment)
    with installation.store.writing() as session:
        edit_plan_line(session, assessment, current.lines[0], wanted, BY, AT, settled)  # type: ignore[arg-type]


def first_line(**changed: object) -> ImprovementPlan:
    given = plan()
    return replace(given, lines=(replace(given.lines[0], **changed), *given.lines[1:]))  # type: ignore[arg-type]


def test_without_a_run_there_is_no_plan(installation: Installation, assessment: str) -> None:
    with installation.store.reading() as session:
        assert current_plan(session, assessment) is None


def test_the_newest_run_counts_and_edits_outlive_it(installation: Installation, assessment: str) -> None:
    make_run(installation, assessment)
    edit(installation, assessment, owner_label=MINE)
    newest = make_run(installation, assessment, first_line(risk=Text("新", "New")))
    current = now(installation, assessment)
    assert current.run.id == newest.id
    assert (current.plan.lines[0].owner_label, current.plan.lines[0].risk.en) == (MINE, "New")
    assert current.find(str(plan().lines[0].key)) == current.lines[0]
    assert current.find("nothing") is None


def test_an_edit_that_is_what_is_proposed_leaves_nothing_behind(
    installation: Installation, assessment: str
) -> None:
    make_run(installation, assessment)
    edit(installation, assessment, owner_label=MINE)
    edit(installation, assessment, owner_label=plan().lines[0].owner_label)
    with installation.store.reading() as session:
        assert edits_of(session, assessment) == ()


def test_a_conflict_lasts_until_it_is_settled(installation: Installation, assessment: str) -> None:
    make_run(installation, assessment)
    edit(installation, assessment, owner_label=MINE)
    make_run(installation, assessment, first_line(owner_label=Text("新", "New")))
    edit(installation, assessment, owner_label=MINE, name=Text("甲", "A"))
    assert [each.field for each in now(installation, assessment).lines[0].conflicts] == ["owner_label"]
    edit(installation, assessment, settled=("owner_label",))
    assert now(installation, assessment).lines[0].conflicts == ()
    assert now(installation, assessment).plan.lines[0].owner_label == MINE


def test_a_locked_line_is_not_edited(installation: Installation, assessment: str) -> None:
    make_run(installation, assessment)
    current = now(installation, assessment)
    with installation.store.writing() as session:
        assert change_plan_line(session, current, current.lines[0], "lock", BY, AT)
    current = now(installation, assessment)
    with installation.store.writing() as session:
        assert not change_plan_line(session, current, current.lines[0], "lock", BY, AT)
        assert not change_plan_line(session, current, current.lines[0], "remove", BY, AT)
    with pytest.raises(ValueError, match="locked"):
        edit(installation, assessment, owner_label=MINE)


def test_a_line_at_the_edge_moves_no_further(installation: Installation, assessment: str) -> None:
    make_run(installation, assessment)
    current = now(installation, assessment)
    with installation.store.writing() as session:
        assert not change_plan_line(session, current, current.lines[0], "up", BY, AT)
        assert not change_plan_line(session, current, current.lines[-1], "down", BY, AT)


def test_a_version_is_kept_once_and_again_after_a_change(installation: Installation, assessment: str) -> None:
    make_run(installation, assessment)
    for wanted in ((1, True), (1, False)):
        with installation.store.writing() as session:
            assert keep_plan(session, now(installation, assessment), "", BY, AT) == wanted
    edit(installation, assessment, owner_label=MINE)
    current = now(installation, assessment)
    with installation.store.writing() as session:
        assert keep_plan(session, current, "", BY, AT) == (2, True)
        assert len(versions_of(session, assessment)) == 2


def test_pages_of_the_plan_bring_no_statistics() -> None:
    code = (
        "import sys; import diagnostic.usecases.plan.current_plan, diagnostic.usecases.plan.keep_plan; "
        "from diagnostic.usecases.plan.read_playbook import read_playbook; read_playbook(); "
        "import diagnostic.web.staff.plan.views; "
        "print([name for name in ('scipy', 'numpy', 'pandas', 'weasyprint', 'vl_convert') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
