"""Signing in and out, passwords, cookies, secrets, and the log of all that."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import get_args

import pytest
from flask import Flask

from diagnostic.app import add_account, build_app
from diagnostic.server.gunicorn import THREADS
from diagnostic.storage.accounts.accounts import Role
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.accounts.ended_sessions import end_session, has_ended
from diagnostic.storage.clients.clients import find_client
from diagnostic.storage.installation import Installation
from diagnostic.web.access import ACCESS
from diagnostic.web.staff.accounts.resume import SECRET
from diagnostic.web.staff.auth.hashing import TURNS, WAITING, HashingTurns, TooBusyError
from diagnostic.web.staff.auth.passwords import password_fault
from diagnostic.web.staff.auth.session import A_WORKING_DAY
from diagnostic.web.staff.auth.sign_in_limit import AT_ONCE
from tests.made.waves import sqlite_installation
from tests.support.staff import PASSWORD, House, Staff


def log_of(house: House) -> list[tuple[str, str]]:
    with house.installation.store.reading() as session:
        return [(entry.action, entry.account) for entry in newest_entries(session, 100)]


def test_a_consultant_signs_in_and_out(house: House) -> None:
    alice = house.visitor().get("/staff/")
    assert (alice.path, alice.status) == ("/staff/sign-in", 200)
    alice.send({"email": " Alice@Example.com ", "password": PASSWORD})
    assert (alice.path, alice.heading) == ("/staff/clients", "Clients")
    alice.client.post("/staff/sign-out", data={"csrf_token": alice.token})
    assert alice.get("/staff/clients").path == "/staff/sign-in"
    assert sorted(log_of(house)) == [
        ("signed_in", "alice@example.com"),
        ("signed_out", "alice@example.com"),
    ]


def test_the_door_is_for_every_role_there_is(house: House) -> None:
    door = house.visitor().get("/staff/sign-in")
    assert [role for role in get_args(Role) if role not in door.text] == []


def test_after_signing_in_one_is_where_one_wanted_to_be(house: House) -> None:
    alice = house.visitor().get(f"/staff/clients/{house.a}/roster")
    alice.send({"email": "alice@example.com", "password": PASSWORD}, to=alice.response.request.full_path)
    assert alice.path == f"/staff/clients/{house.a}/roster"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/r/x", "javascript:x", "/staff/\\x"],
)
def test_signing_in_leads_nowhere_else(house: House, elsewhere: str) -> None:
    alice = house.visitor().get("/staff/sign-in")
    alice.send({"email": "alice@example.com", "password": PASSWORD}, to=f"/staff/sign-in?next={elsewhere}")
    assert alice.path == "/staff/clients"


def test_a_wrong_address_and_a_wrong_password_look_the_same(house: House) -> None:
    pages = []
    for email in ("alice@example.com", "nobody@example.com"):
        visitor = house.visitor().get("/staff/sign-in").send({"email": email, "password": "wrong"})
        assert visitor.status == 422
        pages.append(visitor.text)
    assert pages[0] == pages[1]
    assert log_of(house) == [("sign_in_failed", "alice@example.com")]


def test_an_account_that_is_switched_off_can_t_sign_in(house: House, dave: Staff) -> None:
    dave.get("/staff/accounts")
    (link,) = dave.doc.xpath('//a[contains(text(), "alice@")]/@href')
    dave.get(link).send({"active": None}, 0)
    assert house.visitor().sign_in("alice").status == 422


def test_passwords_are_tried_a_few_times_and_then_slowly_and_nobody_is_locked_out(house: House) -> None:
    guesser = house.visitor()
    assert [guesser.sign_in("alice", "wrong").status for _ in range(AT_ONCE + 2)] == [422] * AT_ONCE + [
        429
    ] * 2
    assert house.visitor().sign_in("alice").status == 429
    assert house.sign_in("bob").path == "/staff/clients"
    house.clock.seconds += 31
    assert house.sign_in("alice").path == "/staff/clients"
    assert house.visitor().sign_in("alice", "wrong").status == 422


def test_a_copy_of_the_cookie_opens_nothing_after_signing_out(house: House) -> None:
    here, there, thief = house.sign_in("alice"), house.sign_in("alice"), house.visitor()
    cookie = here.client.get_cookie("staff", path="/staff")
    assert cookie is not None
    thief.client.set_cookie("staff", cookie.value, path="/staff")
    assert thief.get("/staff/clients").path == "/staff/clients"
    here.client.post("/staff/sign-out", data={"csrf_token": here.token})
    thief.client.set_cookie("staff", cookie.value, path="/staff")
    assert thief.get("/staff/clients").path == "/staff/sign-in"
    assert there.get("/staff/clients").path == "/staff/clients"


def test_a_cookie_that_has_ended_is_not_made_fresh_again(house: House) -> None:
    """The server forgets ended sessions when their cookies have run out, so no answer may sign one once more."""
    here, thief = house.sign_in("alice"), house.visitor()
    cookie = here.client.get_cookie("staff", path="/staff")
    assert cookie is not None
    here.client.post("/staff/sign-out", data={"csrf_token": here.token})
    read = house.staff.session_interface.get_signing_serializer(house.staff)  # type: ignore[attr-defined]
    for address in ("/staff/sign-in", "/staff/clients", "/staff/nothing", "/staff/static/nothing"):
        thief.client.set_cookie("staff", cookie.value, path="/staff")
        thief.client.get(address)
        after = thief.client.get_cookie("staff", path="/staff")
        kept = {} if after is None else read.loads(after.value)
        assert {"sid", "_user_id"}.isdisjoint(kept), address


def test_what_was_signed_out_of_is_forgotten_when_its_cookie_has_run_out(installation: Installation) -> None:
    noon = datetime(2026, 3, 2, 12)
    with installation.store.writing() as session:
        end_session(session, "one", noon, noon + A_WORKING_DAY)
        end_session(session, "one", noon, noon + A_WORKING_DAY)  # signed out of twice
        end_session(session, "two", noon + A_WORKING_DAY, noon + 2 * A_WORKING_DAY)
        assert [has_ended(session, name) for name in ("one", "two", "three")] == [True, True, False]
        end_session(session, "three", noon + 1.5 * A_WORKING_DAY, noon + 3 * A_WORKING_DAY)
        assert [has_ended(session, name) for name in ("one", "two", "three")] == [False, True, True]


def test_one_password_is_hashed_at_a_time_and_few_wait_for_it() -> None:
    turns, inside, go = HashingTurns(), Event(), Event()
    done: list[str] = []

    def hash_slowly() -> None:
        try:
            with turns.turn():
                inside.set()
                go.wait(10)
                done.append("hashed")
        except TooBusyError:
            done.append("busy")

    first = Thread(target=hash_slowly)
    first.start()
    assert inside.wait(10)
    others = [Thread(target=hash_slowly) for _ in range(8)]
    for each in others:
        each.start()
    for _ in range(100):
        if done.count("busy") == 6:
            break
        sleep(0.05)
    assert done == ["busy"] * 6
    go.set()
    for each in (first, *others):
        each.join(10)
    assert done == ["busy"] * 6 + ["hashed"] * 3


def test_signing_in_while_too_many_wait_asks_to_try_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def no_turn() -> Iterator[None]:
        raise TooBusyError
        yield

    with monkeypatch.context() as during:
        during.setattr(TURNS, "turn", no_turn)
        for _ in range(AT_ONCE + 1):  # of which none counts as a try
            alice = house.visitor().sign_in("alice")
            assert (alice.status, "few seconds" in alice.text) == (503, True)
    assert house.visitor().sign_in("alice").path == "/staff/clients"


def test_a_flood_of_sign_ins_leaves_threads_for_the_pages_of_reps(house: House) -> None:
    """While one password is hashed, few of 24 sign-ins wait for it and keep a thread; the others are answered at once,
    and so is a rep."""
    app = house.app
    statuses: list[int] = []

    def try_to_sign_in(number: int) -> None:
        visitor = Staff(app).get("/staff/sign-in")
        statuses.append(visitor.send({"email": f"nobody{number}@example.com", "password": "wrong"}).status)

    crowd = [Thread(target=try_to_sign_in, args=(number,)) for number in range(24)]
    with TURNS.turn():
        for each in crowd:
            each.start()
        for _ in range(400):
            if len(statuses) == 24 - WAITING:
                break
            sleep(0.05)
        assert statuses == [503] * (24 - WAITING)
        assert app.test_client().get("/r/unknown").status_code == 404
    for each in crowd:
        each.join(20)
    assert statuses[24 - WAITING :] == [422] * WAITING
    assert 1 + WAITING <= THREADS // 2


def test_sign_out_everywhere_ends_every_session(house: House) -> None:
    here, there = house.sign_in("alice"), house.sign_in("alice")
    here.get("/staff/account").send({})
    assert here.path == "/staff/sign-in"
    assert "everywhere" in here.said
    assert there.get("/staff/clients").path == "/staff/sign-in"


@pytest.mark.slow
def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(house: House) -> None:
    here, there = house.sign_in("alice"), house.sign_in("alice")
    fresh = "eleven blue kites in march"
    here.get("/staff/account").send({"current": PASSWORD, "fresh": fresh, "again": fresh}, 0)
    assert (here.path, here.said[:8]) == ("/staff/account", "Your pas")
    assert there.get("/staff/clients").path == "/staff/sign-in"
    assert here.get("/staff/clients").status == 200
    assert house.visitor().sign_in("alice").status == 422
    assert house.visitor().sign_in("alice", fresh).path == "/staff/clients"


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"current": "no", "fresh": "eleven blue kites", "again": "eleven blue kites"}, ["current"]),
        ({"current": PASSWORD, "fresh": "short", "again": "short"}, ["fresh"]),
        ({"current": PASSWORD, "fresh": "Password12345!", "again": "Password12345!"}, ["fresh"]),
        ({"current": PASSWORD, "fresh": "alice.example1", "again": "alice.example1"}, ["fresh"]),
        ({"current": PASSWORD, "fresh": "eleven blue kites", "again": "eleven blue kit"}, ["again"]),
        ({}, ["current", "fresh", "again"]),
    ],
)
def test_a_password_that_will_not_do(alice: Staff, given: dict[str, str], wrong: list[str]) -> None:
    alice.get("/staff/account").send(given, 0)
    assert (alice.status, alice.wrong) == (422, wrong)
    assert alice.get("/staff/clients").status == 200


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("elevenletter", None),
        ("春天的第三只风筝飞过小河", None),
        ("only eleven", "password_short"),
        ("x" * 201, "password_long"),
        ("aaaaaaaaaaaaaa", "password_common"),
        ("qwertyuiop123", "password_common"),
        ("P@ssw0rd2026!", "password_common"),
        ("woaini5201314", "password_common"),
        ("abcdefghijklm", "password_common"),
        ("Summer2025Summer", "password_common"),
        ("1qaz2wsx3edc", "password_common"),
    ],
)
def test_common_passwords_are_refused(password: str, fault: str | None) -> None:
    assert password_fault(password) == fault


def cookie_of(app: Flask, base: str) -> str:
    response = app.test_client().get("/staff/sign-in", base_url=base)
    (cookie,) = response.headers.getlist("Set-Cookie")
    return cookie


def test_the_cookie_is_for_staff_pages_only_and_safe(house: House) -> None:
    for base, secure in (("https://sales.example.com", True), ("http://sales.example.com:8000", True)):
        cookie = SimpleCookie(cookie_of(house.app, base))["staff"]
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/staff", True, "Lax")
        assert bool(cookie["secure"]) == secure
    for here in ("http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost"):
        assert "Secure" not in cookie_of(house.app, here)


@pytest.mark.parametrize(
    "path",
    ["sign-in", "sign-out", "sign-out-everywhere", "language", "account", "clients/new", "accounts"],
)
def test_a_form_without_its_token_is_refused(house: House, dave: Staff, path: str) -> None:
    assert dave.client.post(f"/staff/{path}", data={"email": "x"}).status_code == 400
    other = house.sign_in("alice").get("/staff/account").token
    assert dave.client.post(f"/staff/{path}", data={"csrf_token": other}).status_code == 400
    assert dave.get("/staff/clients").path == "/staff/clients"


def test_the_secrets_are_made_once_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    installation = sqlite_installation(tmp_path)
    build_app(installation)
    folder = installation.keys.folder
    before = {name: (folder / name).read_bytes() for name in ("sessions.key", "passwords.key")}
    assert all(stat.S_IMODE((folder / name).stat().st_mode) == 0o600 for name in before)
    assert all(len(secret) == 32 for secret in before.values())
    assert len({*before.values()}) == 2
    build_app(installation)
    assert [*before.values()] == [(folder / name).read_bytes() for name in before]
    assert [*before.values()] == [installation.keys.sessions(), installation.keys.passwords()]
    installation.close()


@pytest.mark.slow
def test_an_account_made_from_the_command_line_can_sign_in(house: House) -> None:
    password = add_account(house.installation, "Erin@Example.com", "consultant")
    assert password is not None
    assert len(password) >= 16
    assert add_account(house.installation, "erin@example.com", "administrator") is None
    erin = house.visitor().sign_in("erin", password)
    assert erin.path == "/staff/clients"
    assert "first client" in erin.text


@pytest.mark.slow
def test_an_administrator_makes_an_account_and_its_password_is_shown_once(house: House, dave: Staff) -> None:
    dave.get("/staff/accounts").send(
        {"email": "erin@example.com", "role": "consultant", "clients": [house.a]}
    )
    password = dave.doc.xpath("string(//main//code)")
    assert dave.status == 200
    assert password not in dave.get("/staff/accounts").response.text
    erin = house.visitor().sign_in("erin", password)
    assert erin.get(f"/staff/clients/{house.a}").status == 200
    assert erin.get(f"/staff/clients/{house.b}").status == 404


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"email": "alice@example.com"}, ["email"]),
        ({"email": "no address"}, ["email"]),
        ({"email": "a@b.c\x00"}, []),
        ({"email": ""}, ["email"]),
        ({"email": "x" * 300 + "@example.com"}, ["email"]),
        ({"email": "erin@example.com", "role": "owner"}, ["role"]),
    ],
)
def test_an_account_that_can_t_be_made(dave: Staff, given: dict[str, str], wrong: list[str]) -> None:
    dave.get("/staff/accounts").send(given)
    assert dave.wrong == wrong
    assert dave.status == (422 if wrong else 200)


def test_an_account_cannot_switch_itself_off(dave: Staff) -> None:
    dave.get("/staff/accounts")
    (link,) = dave.doc.xpath('//a[contains(text(), "dave@")]/@href')
    dave.get(link).send({"active": None}, 0)
    assert (dave.status, dave.wrong) == (422, ["active"])
    assert dave.get("/staff/clients").status == 200


# a session that ended in the middle of work


def change(house: House) -> str:
    return f"/staff/clients/{house.a}/edit"


def test_what_was_typed_when_the_session_ended_is_sent_after_signing_in(house: House) -> None:
    alice = house.sign_in("alice").get(change(house))
    alice.client.delete_cookie("staff", path="/staff")
    alice.send({"name_en": "Renamed Ltd"})
    assert (alice.status, alice.path) == (401, change(house))
    alice.send({"email": "alice@example.com", "password": "wrong"})
    assert alice.status == 422
    alice.send({"email": "alice@example.com", "password": PASSWORD})
    assert alice.status == 200
    assert "Renamed Ltd" in alice.text
    with house.installation.store.reading() as session:
        assert find_client(session, house.a).name_en == "Company A"  # type: ignore[union-attr]
    alice.send({})
    assert alice.path == f"/staff/clients/{house.a}"
    with house.installation.store.reading() as session:
        assert find_client(session, house.a).name_en == "Renamed Ltd"  # type: ignore[union-attr]


def test_somebody_else_who_signs_in_cannot_send_the_form(house: House) -> None:
    alice = house.sign_in("alice").get(change(house))
    alice.client.delete_cookie("staff", path="/staff")
    alice.send({"name_en": "Renamed Ltd"}).send({"email": "bob@example.com", "password": PASSWORD}).send({})
    assert alice.status == 404


@pytest.mark.parametrize("tampered", ["x", "", "WyIvc3RhZmYiLFtdXQ.aaaa.bbbb"])
def test_what_is_not_signed_by_us_is_not_shown(house: House, tampered: str) -> None:
    visitor = house.visitor().get("/staff/sign-in")
    visitor.send({"email": "alice@example.com", "password": PASSWORD, "unsent": tampered})
    assert visitor.path == "/staff/clients"


def test_passwords_are_never_carried(house: House) -> None:
    alice = house.sign_in("alice").get("/staff/account")
    alice.client.delete_cookie("staff", path="/staff")
    alice.send({"current": PASSWORD, "fresh": "another long password", "again": "another long password"}, 0)
    assert alice.path == "/staff/sign-in"
    assert "another long password" not in alice.response.get_data(as_text=True)


def test_the_key_of_a_wave_is_never_carried(house: House) -> None:
    address = f"/staff/clients/{house.a}/assessments/{house.assessment}/key/back"
    sent = house.visitor().client.post(address, data={"wave": "w", "copy": "c0ffee" * 10})
    assert (sent.status_code, b"unsent" in sent.data) == (302, False)


def test_pages_that_take_secrets_are_named_as_the_table_of_access_names_them() -> None:
    assert set(ACCESS) >= SECRET


def test_what_another_site_sent_is_not_carried(house: House) -> None:
    """The cookie does not go with it, so it looks like a session that ended; the sender may be anybody."""
    for site, status in (("cross-site", 302), ("same-site", 302), ("same-origin", 401)):
        sent = house.visitor().client.post(
            change(house), data={"name_en": "Stolen"}, headers={"Sec-Fetch-Site": site}
        )
        assert sent.status_code == status
        assert (b"unsent" in sent.data) is (status == 401)
