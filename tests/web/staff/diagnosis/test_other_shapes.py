"""Runs and plans another version stored: what can't be read any more is said so, and never half read."""

from __future__ import annotations

import zlib

import pytest
from sqlalchemy import update

from diagnostic.faults import BadDataError
from diagnostic.storage.database import tables as t
from diagnostic.storage.results.plans import version_of
from diagnostic.storage.results.run_results import diagnosis_of
from diagnostic.usecases.analysis.rebuild_report import rebuild_report
from tests.made.analysed import quiet
from tests.made.reports import add_small_report
from tests.made.runs import make_run
from tests.support.staff import House

OTHER = zlib.compress(b'{"lines": "of another time"}')


@pytest.fixture
def report(house: House) -> str:
    report = add_small_report(house)
    with house.installation.store.writing() as session:
        session.execute(update(t.Run).values(plan=OTHER, diagnosis=OTHER))
        session.execute(update(t.PlanVersion).values(content=OTHER))
    return report


@pytest.mark.slow
def test_pages_of_the_plan_say_so_until_it_is_analysed_again(house: House, report: str) -> None:
    alice = house.sign_in("alice")
    page = f"/staff/clients/{house.a}/assessments/{house.assessment}"
    for part in ("plan", "plan/keep", "plan/add"):
        assert alice.get(f"{page}/{part}").status == 409, part
    for part in ("", "/plan/versions", "/diagnosis", "/report"):
        assert alice.get(page + part).status == 200, part
    assert alice.get(f"/staff/reports/{report}").status == 200
    make_run(house.installation, house.assessment)
    assert alice.get(f"{page}/plan").status == 200


def test_work_with_it_is_refused_with_a_reason(house: House, report: str) -> None:
    with house.installation.store.reading() as session:
        run, version = session.execute(
            t.Report.__table__.select().with_only_columns(t.Report.run_id, t.Report.plan_version_id)
        ).one()
        for read, id in ((diagnosis_of, run), (version_of, version)):
            with pytest.raises(BadDataError) as error:
                read(session, id)
            assert error.value.faults[0].code == "store.other_shape"
    with pytest.raises(BadDataError):
        rebuild_report(house.installation, report, None, quiet)
