"""A finished report of the house's assessment with small files, without the work of making one."""

from __future__ import annotations

import json

from diagnostic.storage.database.tables import new_id
from diagnostic.storage.results.plans import add_version
from diagnostic.storage.results.reports import NewReport, add_report, set_released
from tests.made.factories_plan import plan
from tests.made.runs import make_run
from tests.support.staff import NOW, House

FILES = {
    "page.zh.html": '<h1>报告</h1><img src="@/gap.zh.0123456789.svg" alt="x">'.encode(),
    "page.en.html": b'<h1>The report</h1><img src="@/gap.en.0123456789.svg" alt="x">',
    "gap.zh.0123456789.svg": b"<svg/>",
    "gap.en.0123456789.svg": b"<svg/>",
    "report.zh.pdf": b"%PDF zh",
    "report.en.pdf": b"%PDF en",
    "results.json": json.dumps([]).encode(),
    "release.json": b"{}",
    "diagnosis.json": b"[]",
    "made.json": b'{"paper": "A4"}',
}


def add_small_report(house: House, released: bool = False) -> str:
    """Its id."""
    run = make_run(house.installation, house.assessment)
    with house.installation.store.writing() as session:
        version = add_version(session, house.assessment, run.id, plan(), "", run.made_by, NOW)
        new = NewReport(new_id(), house.a, house.assessment, run.id, version, NOW, run.made_by)
        add_report(session, new, FILES)
        set_released(session, new.id, released)
    return new.id
