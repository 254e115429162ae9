"""Long work on a page: begun once, followed, cancelled, tried again, and what the page says where no worker runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.wrappers import Response

from diagnostic.app import build_app
from diagnostic.faults import Fault
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.database import tables as t
from diagnostic.storage.jobs.jobs import (
    JobProgress,
    JobRow,
    claim,
    expire,
    fail,
    find_job,
    finish,
    jobs_of,
    renew,
)
from diagnostic.storage.jobs.queue import FILE, open_queue
from diagnostic.text import Text
from diagnostic.usecases.jobs.begin_job import begin_job
from diagnostic.web.access import ACCESS, OF_THE_CLIENT, AccessRule
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.jobs.views import to_job
from tests.made.waves import sqlite_installation
from tests.support.staff import NOW, House, Staff, furnish

SUBJECT = "5" * 32
LEASE = NOW + timedelta(minutes=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """With an app of its own, which gets one more page."""
    house = furnish(sqlite_installation(tmp_path), build_app)
    yield house
    house.installation.close()


@pytest.fixture
def begins(house: House, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page with the one button that begins a job, as the pages of the product do; gives its address."""

    def begin(client_id: str, assessment_id: str, kind: str) -> Response:
        begun = begin_job(context().installation, client_id, assessment_id, kind, SUBJECT, **signed())
        return to_job(client_id, assessment_id, begun)

    staff = house.staff
    staff._got_first_request = False
    monkeypatch.setitem(ACCESS, "begin_here", AccessRule(OF_THE_CLIENT))  # type: ignore[arg-type]
    staff.add_url_rule(
        "/clients/<client_id>/begin/<assessment_id>/<kind>",
        "begin_here",
        methods=["POST"],
        view_func=begin,
    )
    return f"/staff/clients/{house.a}/begin/{house.assessment}"


def start(visitor: Staff, address: str, kind: str = "seal") -> Staff:
    visitor.get("/staff/account")
    return visitor.send({}, 0, f"{address}/{kind}")


def job_here(house: House, visitor: Staff) -> JobRow:
    with house.installation.store.reading() as session:
        job = find_job(session, house.a, house.assessment, visitor.path.rpartition("/")[2])
    assert job is not None
    return job


def run(house: House, visitor: Staff) -> JobRow:
    """Somebody takes the job of this page."""
    with house.installation.store.writing() as session:
        job = claim(session, job_here(house, visitor).id, LEASE)
    assert job is not None
    return job


def actions(house: House) -> list[str]:
    with house.installation.store.reading() as session:
        return [entry.action for entry in newest_entries(session, 10) if entry.action.startswith("job")]


def buttons(visitor: Staff) -> list[str]:
    return [form.get("action").rpartition("/")[2] for form in visitor.forms]


def refreshes(visitor: Staff) -> bool:
    return bool(visitor.doc.xpath('//noscript//meta[@http-equiv="refresh"]'))


def test_beginning_twice_is_one_job_one_entry_and_one_message(
    house: House, alice: Staff, begins: str
) -> None:
    pages = {start(alice, begins).path, start(alice, begins).path}
    assert (len(pages), alice.status) == (1, 200)
    assert actions(house) == ["job_begun"]
    with house.installation.store.reading() as session:
        (job,) = jobs_of(session, house.assessment)
    with open_queue(house.installation) as queue:
        assert queue.waiting() == {job.id}
        assert queue.huey.pending_count() == 1
    assert (job.state, job.kind, job.made_by) == ("queued", "seal", "alice@example.com")


def test_nobody_begins_anything_in_the_assessment_of_another_client(
    house: House, dave: Staff, begins: str
) -> None:
    assert start(dave, begins.replace(house.a, house.b)).status == 404
    assert actions(house) == []


def test_a_lost_queue_stops_nobody(house: House, alice: Staff, begins: str) -> None:
    (house.installation.folder / FILE).mkdir()
    assert start(alice, begins).status == 200
    assert job_here(house, alice).state == "queued"


def test_the_page_follows_the_work(house: House, alice: Staff, begins: str) -> None:
    start(alice, begins)
    assert refreshes(alice)
    assert buttons(alice) == ["cancel"]
    job = run(house, alice)
    with house.installation.store.writing() as session:
        renew(session, job, LEASE, JobProgress(Text("正在计算", "Computing"), 3, 8))
    for lang, words in (("en", "Computing"), ("zh", "正在计算")):
        alice.lang = lang
        alice.get(alice.path)
        assert alice.doc.xpath("string(//*[@id='job-step'])") == words
        assert alice.doc.xpath("//progress/@value") == ["38"]
        state = alice.client.get(f"{alice.path}/state", headers={"Accept-Language": lang})
        assert (state.json["state"], state.json["active"], state.json["said"]) == ("running", True, words)
        assert 'value="38"' in state.json["live"]
        assert "/cancel" in state.json["deeds"]
    with house.installation.store.writing() as session:
        finish(session, job, None, NOW)
    alice.get(alice.path)
    assert not refreshes(alice)
    assert alice.forms == []
    assert alice.client.get(f"{alice.path}/state").json["active"] is False


def test_a_finished_job_leads_on(house: House, alice: Staff, begins: str) -> None:
    start(alice, begins)
    job = run(house, alice)
    with house.installation.store.writing() as session:
        finish(session, job, None, NOW)
    links = alice.get(alice.path).doc.xpath('//div[@id="job-deeds"]//a/@href')
    assert [link.rpartition("/")[2] for link in links] == ["close", house.assessment]


def test_waiting_work_is_cancelled_at_once_and_running_work_soon(
    house: House, alice: Staff, begins: str
) -> None:
    start(alice, begins).send({})
    assert job_here(house, alice).state == "cancelled"
    assert buttons(alice) == ["retry"]
    alice.send({})
    assert job_here(house, alice).state == "queued"
    run(house, alice)
    alice.get(alice.path).send({})
    assert (job_here(house, alice).state, job_here(house, alice).cancel) == ("running", True)
    assert buttons(alice) == []
    assert actions(house).count("job_cancelled") == 2


def test_cancelling_what_has_ended_says_so_and_changes_nothing(
    house: House, alice: Staff, begins: str
) -> None:
    start(alice, begins)
    job = run(house, alice)
    with house.installation.store.writing() as session:
        finish(session, job, None, NOW)
    alice.send({})
    assert alice.said
    assert job_here(house, alice).state == "done"
    assert "job_cancelled" not in actions(house)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_went_wrong_is_said_in_the_reader_s_language(
    house: House, alice: Staff, begins: str, lang: str
) -> None:
    start(alice, begins)
    fault = Fault("wave.module_unknown", values={"module": Text("士气", "morale")})
    job = run(house, alice)
    with house.installation.store.writing() as session:
        fail(session, job, [fault], NOW)
    alice.lang = lang
    alice.get(alice.path)
    assert fault.message("zh" if lang == "zh" else "en") in alice.text
    assert buttons(alice) == ["retry"]
    page = alice.path
    alice.send({})
    assert alice.path == page
    assert job_here(house, alice).state == "queued"
    assert job_here(house, alice).faults == ()
    assert "job_retried" in actions(house)


def test_trying_again_twice_or_beside_another_leads_to_the_active_one(
    house: House, alice: Staff, begins: str
) -> None:
    start(alice, begins).send({})
    first = alice.path
    old_page = alice.forms[-1].get("action")
    start(alice, begins)
    second = alice.path
    assert first != second
    alice.send({}, to=old_page)
    assert alice.path == second
    assert "job_retried" not in actions(house)


def test_where_nobody_works_the_page_says_how_to_begin(house: House, alice: Staff, begins: str) -> None:
    start(alice, begins)
    assert "./run work" not in alice.text
    with house.installation.store.writing() as session:
        session.query(t.Job).update({"made_at": NOW - timedelta(seconds=31)})
    assert "./run work" in alice.get(alice.path).text
    with open_queue(house.installation) as queue:
        queue.note_worker(NOW - timedelta(seconds=5))
    assert "./run work" not in alice.get(alice.path).text
    with open_queue(house.installation) as queue:
        queue.note_worker(NOW - timedelta(minutes=5))
    assert "./run work" in alice.get(alice.path).text


def test_a_second_attempt_is_shown(house: House, alice: Staff, begins: str) -> None:
    start(alice, begins)
    run(house, alice)
    with house.installation.store.writing() as session:
        expire(session, LEASE + timedelta(seconds=1))
    run(house, alice)
    assert len(alice.get(alice.path).doc.xpath("//dl[@class='facts']/div")) == 3
