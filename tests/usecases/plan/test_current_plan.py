"""The plan as it stands: the newest run's, with what a consultant has changed; on both databases."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime

import pytest

from diagnostic.core.plan.improvement_plan import ImprovementPlan
from diagnostic.core.plan.marks import line_hash, line_mark, order_mark
from diagnostic.faults import NotFoundError, StaleError
from diagnostic.readers.knowledge import read_playbook
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.database import tables as t
from diagnostic.storage.installation import Installation
from diagnostic.storage.results.current_plan import CurrentPlan, current_plan
from diagnostic.storage.results.plans import edits_of, versions_of
from diagnostic.text import Text
from diagnostic.usecases.plan.change_plan_line import LineAction, change_plan_line
from diagnostic.usecases.plan.edit_plan_line import edit_plan_line
from diagnostic.usecases.plan.keep_for_report import keep_for_report
from diagnostic.usecases.plan.keep_plan import KeptVersion, keep_plan
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
        found = current_plan(session, assessment, read_playbook().playbook)
    assert found is not None
    return found


def client_of(installation: Installation, assessment: str) -> str:
    with installation.store.reading() as session:
        return session.get_one(t.Assessment, assessment).client_id


def edit(
    installation: Installation, assessment: str, settled: tuple[str, ...] = (), **wanted: object
) -> None:
    view = now(installation, assessment).lines[0]
    edit_plan_line(
        installation,
        client_of(installation, assessment),
        assessment,
        line_hash(view.key),
        wanted,  # type: ignore[arg-type]
        line_mark(view),
        settled,
        by=BY,
        at=AT,
    )


def change(installation: Installation, assessment: str, place: int, what: LineAction) -> None:
    current = now(installation, assessment)
    view = current.lines[place]
    seen = order_mark(current.lines) if what in ("up", "down") else line_mark(view)
    client = client_of(installation, assessment)
    change_plan_line(installation, client, assessment, line_hash(view.key), what, seen, by=BY, at=AT)


def logged(installation: Installation) -> list[str]:
    with installation.store.reading() as session:
        return [entry.action for entry in newest_entries(session, 10)]


def first_line(**changed: object) -> ImprovementPlan:
    given = plan()
    return replace(given, lines=(replace(given.lines[0], **changed), *given.lines[1:]))  # type: ignore[arg-type]


def test_without_a_run_there_is_no_plan(installation: Installation, assessment: str) -> None:
    with installation.store.reading() as session:
        assert current_plan(session, assessment, read_playbook().playbook) is None


def test_the_newest_run_counts_and_edits_outlive_it(installation: Installation, assessment: str) -> None:
    make_run(installation, assessment)
    edit(installation, assessment, owner_label=MINE)
    newest = make_run(installation, assessment, first_line(risk=Text("新", "New")))
    current = now(installation, assessment)
    assert current.run.id == newest.id
    assert (current.plan.lines[0].owner_label, current.plan.lines[0].risk.en) == (MINE, "New")
    assert current.find(line_hash(str(plan().lines[0].key))) == current.lines[0]
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


def test_a_locked_line_is_not_changed(installation: Installation, assessment: str) -> None:
    make_run(installation, assessment)
    for what in ("lock", "lock", "remove"):
        change(installation, assessment, 0, what)
    current = now(installation, assessment)
    assert current.lines[0].lock is not None
    assert current.removed == ()
    assert logged(installation) == ["plan_line_locked"]
    with pytest.raises(StaleError):
        edit(installation, assessment, owner_label=MINE)


def test_a_line_at_the_edge_moves_no_further(installation: Installation, assessment: str) -> None:
    make_run(installation, assessment)
    change(installation, assessment, 0, "up")
    change(installation, assessment, -1, "down")
    assert not now(installation, assessment).overlaid.reordered
    assert logged(installation) == []


def test_what_has_changed_since_it_was_seen_is_not_changed(
    installation: Installation, assessment: str
) -> None:
    make_run(installation, assessment)
    client, line = client_of(installation, assessment), line_hash(now(installation, assessment).lines[0].key)
    for what in ("lock", "down"):
        with pytest.raises(StaleError):
            change_plan_line(installation, client, assessment, line, what, "earlier", by=BY, at=AT)
    for gone in ((client, "0" * 16), ("0" * 32, line)):
        with pytest.raises(NotFoundError):
            change_plan_line(installation, gone[0], assessment, gone[1], "lock", "", by=BY, at=AT)
    assert logged(installation) == []


def test_a_version_is_kept_once_and_again_after_a_change(installation: Installation, assessment: str) -> None:
    make_run(installation, assessment)
    client = client_of(installation, assessment)
    for wanted in (KeptVersion(1, new=True), KeptVersion(1, new=False)):
        assert keep_plan(installation, client, assessment, "", by=BY, at=AT) == wanted
    edit(installation, assessment, owner_label=MINE)
    assert keep_plan(installation, client, assessment, "", by=BY, at=AT) == KeptVersion(2, new=True)
    with installation.store.reading() as session:
        newest, _ = versions_of(session, assessment)
    assert keep_for_report(installation, client, assessment, by=BY, at=AT) == newest.id
    edit(installation, assessment, owner_label=plan().lines[0].owner_label)
    assert keep_for_report(installation, client, assessment, by=BY, at=AT) != newest.id
    assert logged(installation).count("plan_kept") == 3


@pytest.mark.slow
def test_pages_of_the_plan_bring_no_statistics() -> None:
    code = (
        "import sys; import diagnostic.storage.results.current_plan, diagnostic.usecases.plan.keep_plan; "
        "from diagnostic.readers.knowledge import read_playbook; read_playbook(); "
        "import diagnostic.web.staff.plan.views; "
        "print([name for name in ('scipy', 'numpy', 'pandas', 'weasyprint', 'vl_convert') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
