"""What a page of staff or of readers costs compared with the same bytes from a bare Flask, and whether other clients'
data makes it slower.

The database is the populated demo, and so many other clients that every list has a full first page; a
copy of it has many more of them (`crowd`). Every page of the table of access is asked of both in turns, in one
process and in processor time, so that a busy machine spoils nothing.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask, Response
from werkzeug.routing import Rule
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench.crowd import Crowd, add_crowd
from bench.measured import Measured
from diagnostic.app import add_account, build_app
from diagnostic.core.plan.marks import line_hash
from diagnostic.demo.populate import Demo, populate_demo
from diagnostic.progress import no_progress
from diagnostic.readers.knowledge import read_playbook
from diagnostic.settings import Settings
from diagnostic.storage.accounts.accounts import find_account
from diagnostic.storage.imports.uploads import Uploads
from diagnostic.storage.installation import Installation, open_installation
from diagnostic.storage.jobs.jobs import add_job
from diagnostic.storage.results.current_plan import current_plan
from diagnostic.storage.results.plans import versions_of
from diagnostic.storage.results.reports import find_report
from diagnostic.storage.results.share_links import add_link
from diagnostic.web.access import ACCESS
from tests.made.waves import sqlite_installation

TODAY, NOW = date(2026, 3, 2), datetime(2026, 3, 2, 9, 30)
TURNS = 15
GROWTH = 1.5  # times the same page before the many came
FIRST_PAGE = Crowd(clients=25, people=625, waves=25, each=12)  # of every list
MANY = Crowd(
    clients=175, people=4_375, waves=25, each=100
)  # with them 200 clients, 5,000 people and 50 waves
LISTS = (
    "clients.clients",
    "clients.client",
    "reports.reports",
    "reports.report",
    "reports.read",
    "shared.report",
)
LIST = 75.0  # times the bare view, which takes about a fifth of a millisecond
EMAIL = "bench@example.com"
OF_OPEN_WAVE = (
    "surveys.surveys",
    "surveys.preview",
    "waves.coverage",
    "waves.publish",
    "waves.links",
    "waves.participation",
    "waves.close",
)
ROSTER = b"person_id,start\nP1,2020-01-01\nP2,someday\n"
TARGETS = b"owner_id,metric,period,value\nP1,sales,2025-01,100\nP2,sales,someday,5\n"
Places = Mapping[str, str]


def measure() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory(prefix="diagnostic-bench-") as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        small.mkdir()
        installation = sqlite_installation(small)
        settings = Settings(instance=str(small), resamples=200)
        demo = populate_demo(installation, settings, small / "demo", TODAY, NOW, no_progress)
        places = furnish(installation, demo)
        installation.close()
        shutil.copytree(small, large)
        yield from compare(small, large, places)


@dataclass(frozen=True, slots=True)
class House:
    """An app, and the cookie of an administrator who has signed in."""

    app: Flask
    cookie: str

    def ask(self, address: str) -> Response:
        return asked(self.app, environ_of(address, self.cookie))


def furnish(installation: Installation, demo: Demo) -> Places:
    """An account, and whatever else a page may be about; gives what stands in the addresses."""
    password = add_account(installation, EMAIL, "administrator")
    uploads = Uploads(installation.folder / "uploads" / demo.client_id)
    with installation.store.writing() as session:
        report = find_report(session, demo.report_id)
        plan = current_plan(session, demo.assessment_id, read_playbook().playbook)
        account = find_account(session, email=EMAIL)
        if password is None or report is None or plan is None or account is None:
            raise LookupError("the demo is not whole")
        token = add_link(session, installation.keys, report.id, "bench", date.max, NOW, EMAIL)
        job, _ = add_job(
            session,
            kind="analyse",
            subject=demo.assessment_id,
            client_id=demo.client_id,
            assessment_id=demo.assessment_id,
            given=None,
            by=EMAIL,
            at=NOW,
        )
        version = versions_of(session, demo.assessment_id)[0].id
    return {
        "password": password,
        "client_id": demo.client_id,
        "assessment_id": demo.assessment_id,
        "open": demo.open_assessment_id,
        "run_id": report.run_id,
        "report_id": report.id,
        "token": token,
        "job_id": job,
        "version_id": version,
        "account_id": account.id,
        "line": line_hash(str(plan.proposed.lines[0].key)),
        "survey": "skills",
        "roster": uploads.keep("roster.csv", ROSTER).id,
        "figures": uploads.keep("targets.csv", TARGETS).id,
    }


def compare(
    small: Path, large: Path, places: Places, first: Crowd = FIRST_PAGE, many: Crowd = MANY
) -> Iterator[Measured]:
    """Every page, against a bare view and with many others in the database."""
    ours, theirs = _house(small, places, first), _house(large, places, first, many)
    for endpoint, address in pages(ours, places):
        took = _in_turns(ours, theirs, address)
        yield Measured(f"{endpoint}: with {many.clients} more clients", took.large / took.small, GROWTH, "x")
        bound = LIST if endpoint in LISTS else None
        yield Measured(f"{endpoint}: against a bare view", took.small / took.bare, bound, "x")
        yield Measured(f"{endpoint}", 1000 * took.small, unit="ms")


def _house(folder: Path, places: Places, *crowds: Crowd) -> House:
    installation = open_installation(Settings(instance=str(folder)))
    with installation.store.writing() as session:
        for crowd in crowds:
            add_crowd(session, crowd)
    app = build_app(installation, today=lambda: TODAY, now=lambda: NOW)
    client = app.test_client()
    client.get("/staff/sign-in")
    page = client.get("/staff/sign-in").get_data(as_text=True)
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    form = {"csrf_token": token, "email": EMAIL, "password": places["password"]}
    client.post("/staff/sign-in", data=form)
    held = client.get("/staff/clients").request.headers.get("Cookie", "")
    return House(app, held)


def pages(house: House, places: Places) -> Iterator[tuple[str, str]]:
    """Endpoint and address of every page that a GET returns: not reps' pages and not files."""
    for rule in house.app.url_map.iter_rules():
        address = None if rule.endpoint.startswith("respondent.") else _address(rule, places)
        if rule.endpoint in ACCESS and "GET" in (rule.methods or ()) and address is not None:
            answer = house.ask(address)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                yield rule.endpoint, address


def _address(rule: Rule, places: Places) -> str | None:
    """None: it is about something that a page has none of."""
    own = dict(places)
    own["assessment_id"] = places["open" if rule.endpoint in OF_OPEN_WAVE else "assessment_id"]
    own["upload_id"] = places["figures" if rule.endpoint.startswith("imports.figures") else "roster"]
    address = rule.rule
    for name in rule.arguments:
        address = address.replace(f"<{name}>", own.get(name, "<>"))
    return None if "<>" in address else address


def environ_of(address: str, cookie: str) -> dict[str, Any]:
    return EnvironBuilder(path=address, headers=[("Cookie", cookie), ("Accept-Language", "zh")]).get_environ()


def asked(app: Flask, environ: dict[str, Any]) -> Response:
    body, status, headers = run_wsgi_app(app, dict(environ), buffered=True)
    return Response(body, status, headers)


def bare(answer: Response) -> Flask:
    """A view that returns the same bytes under the same headers, and nothing else."""
    app = Flask("bare", static_folder=None)
    content, headers = answer.get_data(), list(answer.headers)
    app.add_url_rule("/", "page", lambda: Response(content, 200, headers))
    return app


@dataclass(frozen=True, slots=True)
class Took:
    """Processor seconds of a page: the median of some turns."""

    small: float
    large: float
    bare: float


def _in_turns(small: House, large: House, address: str) -> Took:
    """The first turn fills the caches and counts for nothing."""
    view, root = bare(small.ask(address)), environ_of("/", "")
    ours, theirs = environ_of(address, small.cookie), environ_of(address, large.cookie)
    jobs: tuple[Callable[[], object], ...] = (
        lambda: asked(small.app, ours),
        lambda: asked(large.app, theirs),
        lambda: asked(view, root),
    )
    turns = [[_processor(job) for job in jobs] for _ in range(TURNS + 1)][1:]
    return Took(*(statistics.median(each) for each in zip(*turns, strict=True)))


def _processor(job: Callable[[], object]) -> float:
    began = time.process_time()
    job()
    return time.process_time() - began
