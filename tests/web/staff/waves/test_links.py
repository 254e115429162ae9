"""Links: the file and its cards, made again, one for somebody; and that nothing of it tells who has answered."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace

import pikepdf
import pytest
import segno

from diagnostic.storage.imports.figures import save_figures
from diagnostic.storage.installation import Installation
from diagnostic.usecases.answers.find_sitting import WaveShelf, find_sitting
from diagnostic.usecases.answers.submit_answers import Sent, submit_answers
from tests.made.companies import company, settle
from tests.made.waves import full_answers
from tests.support.staff import TODAY, House, Staff, furnish
from tests.web.staff.waves.test_publish import page, publish

SHELF = WaveShelf({})
WORD = re.compile(rb'name="word" value="[^"]+"')


@pytest.fixture
def out(house: House, alice: Staff) -> House:
    settle(house.installation, house.a)
    publish(house, alice)
    return house


def made(staff: Staff, house: House, **given: str | None) -> dict[str, str]:
    """Person -> token, from the file."""
    staff.get(page(house, "links")).send({"cards": None, **given}, 0)
    assert staff.response.content_type == "application/zip"
    return {row["person_id"]: row["url"].rpartition("/")[2] for row in table(staff)}


def table(staff: Staff) -> list[dict[str, str]]:
    raw = zipfile.ZipFile(io.BytesIO(staff.response.data)).read("links.csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def works(house: House, token: str) -> bool:
    return find_sitting(house.installation, SHELF, token, TODAY) is not None


def page_bytes(house: House, token: str) -> bytes:
    """The page the link opens, without the random token each sitting begins with."""
    return WORD.sub(b"", house.app.test_client().get(f"/r/{token}").data)


def answer(house: House, token: str, word: str = "word") -> Sent:
    found = find_sitting(house.installation, SHELF, token, TODAY)
    given = full_answers(found.sitting, token) if found else {}
    return submit_answers(house.installation, SHELF, token, word, given, TODAY)


def test_everybody_has_a_link_that_works(installation: Installation) -> None:
    house = furnish(installation)
    settle(installation, house.a)
    alice = house.sign_in("alice")
    publish(house, alice)
    tokens = made(alice, house)
    assert len(tokens) == len(set(tokens.values())) == 54
    assert all(works(house, token) for token in tokens.values())
    first = table(alice)[0]
    assert (first["person_id"], first["name"], first["unit_path"]) == ("M0", "主管0", "公司/东区/1部")
    assert first["url"].startswith("http://localhost/r/")
    assert alice.response.headers["Cache-Control"] == "no-store"


@pytest.mark.slow
def test_the_cards_carry_the_codes_of_the_links(out: House, alice: Staff) -> None:
    alice.get(page(out, "links")).send({}, 0)
    urls = [row["url"] for row in table(alice)]
    packed = zipfile.ZipFile(io.BytesIO(alice.response.data)).read("cards.pdf")
    with pikepdf.open(io.BytesIO(packed)) as pdf:
        assert len(pdf.pages) == 7
        found = {_modules(image) for sheet in pdf.pages for image in sheet.get_images().values()}
    assert found == {_matrix(url) for url in urls}


def _modules(image: pikepdf.Object) -> tuple[tuple[bool, ...], ...]:
    picture = pikepdf.PdfImage(image).as_pil_image().convert("L")
    wide, high = picture.size
    pixels = picture.load()
    return tuple(tuple(pixels[x, y] < 128 for x in range(wide)) for y in range(high))


def _matrix(url: str) -> tuple[tuple[bool, ...], ...]:
    code = segno.make_qr(url, error="m")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix_iter(border=4))


def test_links_made_again_end_the_earlier_and_who_has_answered_can_t_answer_twice(
    out: House, alice: Staff
) -> None:
    before = made(alice, out)
    assert answer(out, before["R000"]) is Sent.STORED
    after = made(alice, out, ended="y")
    assert after.keys() == before.keys()
    assert not any(works(out, token) for token in before.values())
    assert answer(out, before["R001"]) is Sent.REFUSED
    assert answer(out, after["R000"], "another word") is Sent.USED_BEFORE
    assert all(works(out, token) for token in after.values())


def test_the_second_time_it_asks_and_a_double_click_ends_nothing(
    out: House, alice: Staff, dave: Staff
) -> None:
    alice.get(page(out, "links"))
    dave.get(page(out, "links"))
    tokens = made(alice, out)
    dave.send({"cards": None}, 0)  # the page of before, as after the back button
    assert dave.status == 409
    dave.get(page(out, "links")).send({"cards": None}, 0)
    assert (dave.status, dave.wrong) == (422, ["ended"])
    dave.get(page(out, "links")).send({"cards": None, "ended": "y", "made": "7"}, 0)
    assert dave.status == 409
    assert works(out, tokens["R000"])


def test_one_person_s_link_is_replaced_and_looks_the_same_after_they_have_answered(
    out: House, alice: Staff
) -> None:
    tokens = made(alice, out)
    before = {person: page_bytes(out, tokens[person]) for person in ("R003", "R004")}
    answer(out, tokens["R003"])
    for person in before:
        alice.get(page(out, f"links?search={person}"))
        alice.send({}, 1)
        url = alice.doc.xpath("string(//main//code)")
        fresh = url.rpartition("/")[2]
        assert fresh not in tokens.values()
        assert not works(out, tokens[person])
        assert works(out, fresh)
        assert page_bytes(out, fresh) == before[person]
        assert len(alice.doc.xpath('//main//svg[contains(@class, "qr")]')) == 1
    assert page_bytes(out, tokens["R003"]) == page_bytes(out, tokens["R004"]) == page_bytes(out, "A" * 22)
    assert works(out, tokens["R005"])


def test_a_link_of_nobody_or_of_another_wave_is_not_made(out: House, alice: Staff) -> None:
    alice.get(page(out, "links?search=R00"))
    to = page(out, "links/one")
    assert alice.send({"invitation": "0" * 32}, 1, to).status == 404
    alice.get(page(out, "links?search=R00"))
    assert alice.send({"invitation": None}, 1, to).status == 422


def test_a_name_that_is_a_formula_is_harmless(house: House, alice: Staff) -> None:
    people = company()
    evil = tuple(replace(p, name="=cmd|' /C calc'!A1") if p.id == "R000" else p for p in people.roster.people)
    with house.installation.store.writing() as session:
        save_figures(session, house.a, replace(people, roster=replace(people.roster, people=evil)))
    publish(house, alice)
    made(alice, house)
    (row,) = [row for row in table(alice) if row["person_id"] == "R000"]
    assert row["name"] == "'=cmd|' /C calc'!A1"


def test_links_of_a_wave_that_is_not_open(house: House, alice: Staff) -> None:
    settle(house.installation, house.a)
    alice.get(page(house, "links"))
    assert alice.forms == []
    form = {"csrf_token": alice.token, "made": "0"}
    assert alice.client.post(page(house, "links"), data=form).status_code == 409


def test_the_words_to_send_name_no_unit_and_stand_in_both_languages(out: House, alice: Staff) -> None:
    alice.get(page(out, "links"))
    texts = alice.doc.xpath("//textarea/text()")
    assert len(texts) == 4
    assert not any("东区" in text or "部" in text for text in texts)
