"""Links are made and renewed while a wave is open, and the log says so without a name."""

from __future__ import annotations

import pytest

from diagnostic.faults import BadDataError, NotFoundError
from diagnostic.storage.accounts.audit_log import LogEntry, newest_entries
from diagnostic.storage.database import tables as t
from diagnostic.usecases.links.make_links import make_links
from diagnostic.usecases.links.renew_link import renew_link
from tests.made.waves import AT, BY, OpenWave, close_wave

BASE, TITLE = "https://example.com", "销售诊断 / Sales diagnosis"


def logged(wave: OpenWave) -> list[LogEntry]:
    with wave.installation.store.reading() as session:
        return newest_entries(session, 10)


def assessment_of(wave: OpenWave) -> str:
    with wave.installation.store.reading() as session:
        return session.get_one(t.Wave, wave.id).assessment_id


def test_links_are_made_once_for_each_time_they_are_asked_for(wave: OpenWave) -> None:
    links = make_links(wave.installation, assessment_of(wave), wave.id, BASE, 0, by=BY, at=AT)
    assert {link.person.person for link in links} == set(wave.tokens)
    assert all(link.url.startswith(f"{BASE}/r/") for link in links)
    with pytest.raises(BadDataError, check=lambda error: error.faults[0].code == "links.made_meanwhile"):
        make_links(wave.installation, assessment_of(wave), wave.id, BASE, 0, by=BY, at=AT)
    assert logged(wave) == [LogEntry(AT, BY, "links_made", TITLE)]


def test_one_link_is_renewed_as_long_as_the_wave_is_open(wave: OpenWave) -> None:
    first, *_ = make_links(wave.installation, assessment_of(wave), wave.id, BASE, 0, by=BY, at=AT)
    invitation = first.person.invitation_id
    again = renew_link(wave.installation, wave.id, invitation, BASE, by=BY, at=AT)
    assert (again.person, again.url == first.url) == (first.person, False)
    with pytest.raises(NotFoundError):
        renew_link(wave.installation, wave.id, "0" * 32, BASE, by=BY, at=AT)
    close_wave(wave.installation, wave.id)
    with pytest.raises(BadDataError, check=lambda error: error.faults[0].code == "links.not_open"):
        renew_link(wave.installation, wave.id, invitation, BASE, by=BY, at=AT)
    assert sorted(entry.action for entry in logged(wave)) == ["link_renewed", "links_made", "wave_closed"]
