"""A link to one report: made once, read without an account, over when it ends, and nothing but that report."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.clients.clients import remove_client
from diagnostic.storage.results.reports import find_report
from diagnostic.storage.results.share_links import add_link, links_of
from diagnostic.web.rate_limit import A_MINUTE
from tests.made.reports import add_small_report
from tests.support.apps import lend_app
from tests.support.staff import NOW, TODAY, House, Staff

UNTIL = TODAY + timedelta(days=30)


class Calendar:
    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def report(house: House) -> str:
    return add_small_report(house)


@pytest.fixture
def token(house: House, report: str) -> str:
    with house.installation.store.writing() as session:
        return add_link(session, house.installation.keys, report, "W", UNTIL, NOW, "alice@example.com")


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def reader(house: House, calendar: Calendar) -> FlaskClient:
    return lend_app(house.installation, today=calendar, now=lambda: NOW).test_client()


def look(reader: FlaskClient, path: str) -> TestResponse:
    return reader.get(f"/reports/{path}", headers={"Accept-Language": "en"})


def test_a_consultant_makes_a_link_that_is_shown_once(house: House, report: str, reader: FlaskClient) -> None:
    alice = house.sign_in("alice")
    page = f"/staff/clients/{house.a}/assessments/{house.assessment}/report/{report}"
    alice.get(page).send({"label": "王总"}, 1)
    (link,) = alice.doc.xpath("//code/text()")
    token = link.rpartition("/")[2]
    assert len(token) == 22
    assert look(reader, token).status_code == 200
    assert token not in alice.get(page).response.text
    assert (
        b"".join(path.read_bytes() for path in house.installation.folder.glob("*.sqlite*")).count(
            token.encode()
        )
        == 0
    )
    with house.installation.store.reading() as session:
        (line,) = links_of(session, report)
        (entry,) = [each for each in newest_entries(session, 5) if each.action == "share_link_made"]
    assert (line.label, line.expires_on, line.made_by) == ("王总", UNTIL, "alice@example.com")
    assert token not in entry.subject


def test_it_shows_the_report_in_both_languages_and_its_papers(reader: FlaskClient, token: str) -> None:
    for lang, words in (("en", "The report"), ("zh", "报告")):
        page = look(reader, f"{token}?lang={lang}")
        assert page.status_code == 200
        assert words in page.text
        assert f"/reports/{token}/gap.{lang}.0123456789.svg" in page.text
        assert look(reader, f"{token}/report.{lang}.pdf").data == f"%PDF {lang}".encode()
        assert look(reader, f"{token}/gap.{lang}.0123456789.svg").status_code == 200
    assert look(reader, f"{token}/results").status_code == 200


def test_nothing_else_is_to_be_had(house: House, reader: FlaskClient, token: str) -> None:
    other = add_small_report(house, released=True)
    for name in ("release.json", "diagnosis.json", "made.json", "page.en.html", "results.json", other, ".."):
        assert look(reader, f"{token}/{name}").status_code == 404, name
    for method in ("post", "put", "delete"):
        assert getattr(reader, method)(f"/reports/{token}").status_code == 405
    assert look(reader, other).status_code == 404  # its id is no token
    assert reader.get("/reports").status_code == 404


def test_no_cookie_no_account_and_nothing_kept(reader: FlaskClient, token: str) -> None:
    for path in (
        token,
        f"{token}/report.zh.pdf",
        f"{token}/gap.en.0123456789.svg",
        f"{token}/results",
        "gone",
    ):
        response = look(reader, path)
        assert "Set-Cookie" not in response.headers, path
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert "form" not in response.text or "csrf" not in response.text


def test_the_last_day_is_the_last(reader: FlaskClient, token: str, calendar: Calendar) -> None:
    calendar.day = UNTIL
    assert look(reader, token).status_code == 200
    calendar.day = UNTIL + timedelta(days=1)
    assert look(reader, token).status_code == 404
    assert look(reader, f"{token}/report.zh.pdf").status_code == 404


def test_a_link_that_is_revoked_ends_at_once(
    house: House, report: str, reader: FlaskClient, token: str
) -> None:
    alice = house.sign_in("alice")
    page = f"/staff/clients/{house.a}/assessments/{house.assessment}/report/{report}"
    alice.get(page).send({})
    assert alice.path == page
    for path in ("", "/report.zh.pdf", "/results", "/gap.en.0123456789.svg"):
        assert look(reader, f"{token}{path}").status_code == 404
    with house.installation.store.reading() as session:
        assert "share_link_revoked" in {entry.action for entry in newest_entries(session, 5)}
    assert not any("revoke" in str(form.get("action")) for form in alice.forms)


def test_with_the_report_all_its_links_are_withdrawn(
    house: House, report: str, reader: FlaskClient, token: str
) -> None:
    other = add_small_report(house)
    with house.installation.store.writing() as session:
        kept = add_link(session, house.installation.keys, other, "W", UNTIL, NOW, "alice@example.com")
        expired = TODAY - timedelta(days=1)
        add_link(session, house.installation.keys, report, "old", expired, NOW, "alice@example.com")
    alice = house.sign_in("alice")
    page = f"/staff/clients/{house.a}/assessments/{house.assessment}/report/{report}"
    for released, status in ((True, 200), (False, 404)):
        alice.get(page).send({}, 0)
        with house.installation.store.reading() as session:
            found = find_report(session, report)
        assert (found and found.released, look(reader, token).status_code) == (released, status)
    assert look(reader, kept).status_code == 200
    alice.get(page).send({}, 0)  # released again, it needs a new link
    assert look(reader, token).status_code == 404
    with house.installation.store.reading() as session:
        assert {line.label: line.revoked for line in links_of(session, report)} == {"W": True, "old": False}
        assert [each.action for each in newest_entries(session, 20)].count("share_link_revoked") == 1


@pytest.mark.slow
@pytest.mark.usefixtures("token")
def test_another_report_s_link_cannot_be_revoked_from_here(house: House, report: str) -> None:
    other = add_small_report(house)
    with house.installation.store.reading() as session:
        (line,) = links_of(session, report)
    alice = house.sign_in("alice")
    one = f"/staff/clients/{house.a}/assessments/{house.assessment}/report/{other}"
    alice.get(one)
    alice.client.post(f"{one}/links/{line.id}/revoke", data={"csrf_token": alice.token})
    with house.installation.store.reading() as session:
        (line,) = links_of(session, report)
    assert not line.revoked


def test_all_that_does_not_work_looks_the_same(
    house: House, reader: FlaskClient, token: str, calendar: Calendar
) -> None:
    pages = {look(reader, "x" * 22).data}
    calendar.day = UNTIL + timedelta(days=1)
    pages.add(look(reader, token).data)
    calendar.day = TODAY
    with house.installation.store.writing() as session:
        remove_client(session, house.a)
    pages.add(look(reader, token).data)
    assert len(pages) == 1


def test_guessing_is_slowed_down_and_readers_are_not(reader: FlaskClient, token: str) -> None:
    codes = [look(reader, f"{place:022}").status_code for place in range(A_MINUTE + 5)]
    assert (codes[0], codes[-1]) == (404, 429)
    assert look(reader, token).status_code == 200


def test_withdrawing_from_executives_leaves_links(house: House, token: str, reader: FlaskClient) -> None:
    carol: Staff = house.sign_in("carol")
    assert carol.get("/staff/reports").status == 200
    assert look(reader, token).status_code == 200


def test_a_page_that_is_no_number_is_the_first(
    house: House, report: str, token: str, reader: FlaskClient
) -> None:
    alice = house.sign_in("alice")
    for page in ("²", "٣", "9" * 5000, "-1", ""):
        asked = {"page": page}
        assert reader.get(f"/reports/{token}/results", query_string=asked).status_code == 200
        assert alice.client.get(f"/staff/reports/{report}/results", query_string=asked).status_code == 200


def test_a_link_leads_to_the_address_readers_know(house: House, report: str) -> None:
    """Behind another server the product gets requests under a name that readers can't reach."""
    app = lend_app(
        house.installation, today=lambda: TODAY, now=lambda: NOW, public_url="https://diag.example"
    )
    alice = Staff(app).sign_in("alice")
    page = f"/staff/clients/{house.a}/assessments/{house.assessment}/report/{report}"
    alice.get(page).send({"label": "W"}, 1)
    (link,) = alice.doc.xpath("//code/text()")
    assert link.startswith("https://diag.example/reports/")
