"""The diagnosis page: what is missing, beginning an analysis, the draft with its files, and when it is out of date."""

from __future__ import annotations

import json

import pytest

from diagnostic.jobs.run_job import WorkerContext, run_job
from diagnostic.storage.database.files import add_files
from diagnostic.storage.database.tables import RunFile
from diagnostic.storage.jobs.jobs import jobs_of
from diagnostic.storage.results.runs import RunLine, newest_run
from diagnostic.storage.results.study_inputs import MARK, inputs_of
from tests.made.analysed import SETTINGS, give_figures, open_small_wave
from tests.made.runs import make_run
from tests.support.staff import NOW, House, Staff

PAGE = '<p>{lang} <img src="@/gap.{lang}.0123456789.svg" alt="x"> <a href="@/results?lang={lang}&amp;at=0">7</a></p>'
LINE = {
    "key": "k",
    "group": ["华北", "North"],
    "measure": ["辅导", "Coaching"],
    "kind": ["平均", "mean"],
    "value": ["3.1", "3.1"],
    "interval": None,
    "n": 30,
    "method": "mean",
    "how": None,
    "p": None,
    "verdict": ["描述", "described"],
    "why": None,
}


def address(house: House, client: str | None = None) -> str:
    return f"/staff/clients/{client or house.a}/assessments/{house.assessment}/diagnosis"


def stored_run(house: House, mark: bytes | None = None) -> RunLine:
    """A run with small pages, made from what is there now."""
    with house.installation.store.reading() as session:
        now = inputs_of(session, house.a, house.assessment).mark.encode()
    run = make_run(house.installation, house.assessment)
    files = {f"page.{lang}.html": PAGE.format(lang=lang).encode() for lang in ("zh", "en")}
    files |= {f"gap.{lang}.0123456789.svg": b"<svg/>" for lang in ("zh", "en")}
    files |= {
        "results.json": json.dumps([LINE]).encode(),
        "diagnosis.json": b"[]",
        MARK: now if mark is None else mark,
    }
    with house.installation.store.writing() as session:
        add_files(session, RunFile, run.id, files)
    return run


def test_an_empty_page_says_what_is_missing(house: House, alice: Staff) -> None:
    alice.get(address(house))
    assert alice.status == 200
    assert not any(form.get("action") == address(house) for form in alice.forms)
    alice.get("/staff/account").send({}, 0, address(house))
    assert alice.status == 409
    with house.installation.store.reading() as session:
        assert jobs_of(session, house.assessment) == []


def test_the_page_says_that_a_wave_is_not_sealed(house: House, alice: Staff) -> None:
    give_figures(house.installation, house.a)
    before = alice.get(address(house)).text
    open_small_wave(house.installation, house.assessment)
    assert len(alice.get(address(house)).text) > len(before)


@pytest.mark.slow
def test_analysing_is_a_job_and_its_run_is_shown(house: House, alice: Staff) -> None:
    give_figures(house.installation, house.a)
    alice.get(address(house)).send({}, 0)
    assert "/jobs/" in alice.path
    alice.get(address(house)).send({}, 0)  # clicked twice
    with house.installation.store.reading() as session:
        (job,) = jobs_of(session, house.assessment)
    assert (job.kind, job.subject) == ("analyse", house.assessment)
    assert run_job(WorkerContext(house.installation, SETTINGS, lambda: NOW), job.id)
    with house.installation.store.reading() as session:
        (job,) = jobs_of(session, house.assessment)
        run = newest_run(session, house.assessment)
    assert run is not None
    assert (job.state, job.result, run.made_by) == ("done", run.id, "alice@example.com")
    alice.get(address(house))
    assert alice.doc.xpath("//article//section/@id")[0] == "answer"
    assert len(alice.doc.xpath("//h1")) == 1
    for image in alice.doc.xpath("//figure//img/@src"):
        response = alice.client.get(image)
        assert (response.status_code, response.mimetype) == (200, "image/svg+xml")
        assert "immutable" in response.headers["Cache-Control"]
    link = alice.doc.xpath('//a[@class="why"]/@href')[0]
    assert alice.get(link).status == 200
    assert len(alice.doc.xpath('//li[@class="result"]')) == 1


def test_the_draft_says_what_it_was_made_from(house: House, alice: Staff) -> None:
    run = stored_run(house)
    alice.get(address(house))
    assert run.study in alice.text
    assert f"./run redteam {run.id}" in alice.text
    assert not alice.doc.xpath('//*[@class="alert-line"]')
    give_figures(house.installation, house.a)
    alice.get(address(house))
    assert alice.doc.xpath('//*[@class="alert-line"]')


def test_earlier_runs_stay_and_are_marked(house: House, alice: Staff) -> None:
    first, second = stored_run(house), stored_run(house)
    alice.get(f"{address(house)}?run={first.id}")
    assert f"{address(house)}/{first.id}/gap.en.0123456789.svg" in alice.doc.xpath("//img/@src")
    assert alice.doc.xpath('//*[@class="alert-line"]//a/@href') == [address(house)]
    alice.get(address(house))
    assert f"{address(house)}/{second.id}/gap.en.0123456789.svg" in alice.doc.xpath("//img/@src")
    assert alice.get(f"{address(house)}?run={'0' * 32}").status == 404


@pytest.mark.parametrize("name", ["diagnosis.json", "release.json"])
def test_the_data_can_be_taken_along(house: House, alice: Staff, name: str) -> None:
    run = stored_run(house)
    response = alice.client.get(f"{address(house)}/{run.id}/{name}")
    assert (response.status_code, response.mimetype) == (200, "application/json")
    assert "attachment" in response.headers["Content-Disposition"]


def test_nothing_else_of_a_run_is_handed_out(house: House, alice: Staff) -> None:
    run = stored_run(house)
    other = stored_run(house)
    for name in (MARK, "page.en.html", "results.json", "report.zh.pdf", "..", "gap.en.ffffffffff.svg"):
        assert alice.client.get(f"{address(house)}/{run.id}/{name}").status_code == 404, name
    dave = house.sign_in("dave")
    wrong = f"/staff/clients/{house.b}/assessments/{house.assessment}/diagnosis/{other.id}"
    assert dave.get(f"{wrong}/results").status == 404
    assert dave.get(f"{wrong}/gap.en.0123456789.svg").status == 404


def test_results_are_searched_and_hold_strange_words(house: House, alice: Staff) -> None:
    run = stored_run(house)
    alice.get(f"{address(house)}/{run.id}/results")
    assert len(alice.doc.xpath('//li[@class="result"]')) == 1
    alice.get(f"{address(house)}/{run.id}/results?search=<b>none</b>")
    assert not alice.doc.xpath('//li[@class="result"]')
    assert not alice.doc.xpath("//main//b")
    assert alice.get(f"{address(house)}/{run.id}/results?at=9&page=x").status == 200


def test_the_language_of_the_page_is_the_reader_s(house: House) -> None:
    stored_run(house)
    zh = house.sign_in("alice", "zh").get(address(house))
    assert zh.doc.xpath("//img/@src")[0].endswith("gap.zh.0123456789.svg")
