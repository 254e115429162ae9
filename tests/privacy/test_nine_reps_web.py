"""The nine reps once more, over HTTP: what anybody can see of the wave while it is open, and what is written down.

After every completion the attacker opens every page there is: the links of all nine, who have and have not answered,
up to the last page before sending, an unknown one, every address of the app. Nothing on them may change with the number
of answers or show who gave them, and nothing is logged. What is stored does not show the language a rep read or an
interruption.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from diagnostic.storage.installation import Installation
from diagnostic.storage.waves.sealed_answers import load_rows
from diagnostic.usecases.waves.seal_wave import seal_wave
from tests.made.waves import OpenWave, close_wave, make_wave
from tests.support.reps import Day, Rep, app_of

WORD = re.compile(rb'name="word" value="[^"]+"')
UNSENT = {"at": "promise", "go": "review", "lang": "zh", "word": "w" * 22, "consent": "1"}
ENGLISH, INTERRUPTED, NEVER = "P02", "P04", "P08"


@pytest.fixture
def wave(installation: Installation) -> OpenWave:
    return make_wave(installation, people=9, teams=1, surveys=("wellbeing",))


@pytest.fixture
def app(wave: OpenWave) -> Flask:
    return app_of(wave, Day())


def answer(app: Flask, wave: OpenWave, person: str, value: str) -> None:
    lang = "en-US" if person == ENGLISH else "zh-CN"
    rep = Rep(app, wave.tokens[person], lang).begin()
    if person == INTERRUPTED:  # two pages, then the connection is gone; the rep starts again
        rep.answer_page("1").answer_page("1")
        rep = Rep(app, wave.tokens[person], lang).begin()
    while rep.at != "review":
        rep.answer_page(value)
    assert rep.press("send").is_thanked


def seen(app: Flask, wave: OpenWave) -> Iterator[tuple[str, int, bytes]]:
    """Every page anybody can open, without the random word each begins with, and the review of every link."""
    client = app.test_client()
    links = [
        *(f"/r/{token}" for token in wave.tokens.values()),
        "/r/AAAAAAAAAAAAAAAAAAAAAA",
        "/r/",
        "/",
        "/r/static/none",
        "/robots.txt",
    ]
    for path in links:
        response = client.get(path, headers={"Accept-Language": "zh-CN"})
        yield path, response.status_code, WORD.sub(b"", response.data)
    for token in wave.tokens.values():
        review = Rep(app, token).post(UNSENT)
        yield token, review.status, review.response.data


def test_no_page_changes_with_the_number_of_answers(
    app: Flask, wave: OpenWave, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    pages = [list(seen(app, wave))]
    for at, person in enumerate(sorted(wave.tokens)):
        if person == NEVER:
            Rep(app, wave.tokens[NEVER]).begin().answer_page()
        else:
            answer(app, wave, person, str(1 + at % 5))
        pages.append(list(seen(app, wave)))
    assert all(page == pages[0] for page in pages)  # at 7 and at 8 answers as at none
    assert [record for record in caplog.records if record.name != "asyncio"] == []


def test_what_is_stored_knows_no_language_and_no_interruption(app: Flask, wave: OpenWave) -> None:
    for at, person in enumerate(sorted(wave.tokens)):
        if person != NEVER:
            answer(app, wave, person, str(1 + at % 5))
    close_wave(wave.installation, wave.id)
    seal_wave(wave.installation, wave.id)
    with wave.installation.store.reading() as session:
        rows, _ = load_rows(session, wave.id, "morale")
    assert sorted(row[0] for row in rows) == [1, 1, 2, 2, 3, 3, 4, 5]
    assert all(
        set(row) == {row[0]} for row in rows
    )  # what the rep had ticked before the interruption is nowhere
    links = [*wave.tokens.values(), "AAAAAAAAAAAAAAAAAAAAAA"]
    assert len({app.test_client().get(f"/r/{link}").data for link in links}) == 1
