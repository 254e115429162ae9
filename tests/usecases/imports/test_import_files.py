"""Files received, previewed, imported and undone: one transaction with its log entry, or an error and nothing."""

from __future__ import annotations

from datetime import datetime

import pytest

from diagnostic.faults import BadDataError, NotFoundError, StaleError
from diagnostic.storage.accounts.audit_log import newest_entries
from diagnostic.storage.clients.rosters import count_people, last_import
from diagnostic.storage.imports.figure_imports import last_figures
from diagnostic.storage.imports.uploads import Upload
from diagnostic.usecases.imports.columns.match_upload import match_upload
from diagnostic.usecases.imports.find_upload import find_upload, uploads_of
from diagnostic.usecases.imports.import_figures import import_figures
from diagnostic.usecases.imports.import_roster import import_roster
from diagnostic.usecases.imports.preview_figures import preview_figures
from diagnostic.usecases.imports.preview_roster import preview_roster
from diagnostic.usecases.imports.receive_figures import receive_figures
from diagnostic.usecases.imports.receive_roster import receive_roster
from diagnostic.usecases.imports.undo_figures_import import undo_figures_import
from diagnostic.usecases.imports.undo_roster_import import undo_roster_import
from tests.support.staff import House

AT = datetime(2026, 3, 2, 9, 30)
BY = "alice@example.com"
GONE = "0" * 32
ROSTER = b"person_id,name,start\nP1,Li,2020-01-01\nP2,Wu,2021-01-01\n"
THEIRS = b"id,name\nP1,Li\nP2,Wu\n"
TARGETS = b"owner_id,owner_type,metric,period,value,currency\nP1,person,sales,2025-01,100,CNY\n"


def received(house: House, content: bytes) -> Upload:
    return receive_roster(house.installation, house.a, "a.csv", content).upload


def logged(house: House) -> list[str]:
    """What is in the log; all of it at one moment, so in no order."""
    with house.installation.store.reading() as session:
        return sorted(entry.action for entry in newest_entries(session, 100))


def people(house: House) -> int:
    with house.installation.store.reading() as session:
        return count_people(session, house.a)


def test_a_roster_comes_in_as_it_was_agreed_to_and_goes_again(house: House) -> None:
    upload = received(house, ROSTER)
    preview = preview_roster(house.installation, house.a, upload)
    assert preview is not None
    with pytest.raises(StaleError):
        import_roster(house.installation, house.a, upload, "another", by=BY, at=AT)
    assert (people(house), logged(house)) == (0, [])
    changes = import_roster(house.installation, house.a, upload, preview.changes.mark, by=BY, at=AT)
    assert changes is not None
    assert len(changes.added) == people(house) == 2
    assert find_upload(house.installation, house.a, upload.id) is None
    with house.installation.store.reading() as session:
        last = last_import(session, house.a)
    assert last is not None
    assert not undo_roster_import(house.installation, house.a, GONE, by=BY, at=AT)
    assert undo_roster_import(house.installation, house.a, last.id, by=BY, at=AT)
    assert (people(house), logged(house)) == (0, ["roster_import_undone", "roster_imported"])


def test_a_roster_with_other_headings_is_asked_about_once_and_then_known(house: House) -> None:
    first = receive_roster(house.installation, house.a, "a.csv", THEIRS)
    assert first.reading == "unmatched"
    assert import_roster(house.installation, house.a, first.upload, "", by=BY, at=AT) is None
    upload = match_upload(house.installation, house.a, first.upload, {"person_id": "id", "name": "name"}, {})
    preview = preview_roster(house.installation, house.a, upload)
    assert preview is not None
    import_roster(house.installation, house.a, upload, preview.changes.mark, by=BY, at=AT)
    assert receive_roster(house.installation, house.a, "b.csv", THEIRS).reading == "recalled"
    assert receive_roster(house.installation, house.a, "b.csv", ROSTER).reading == "ours"


def test_figures_come_in_as_they_were_agreed_to_and_go_again(house: House) -> None:
    upload = receive_figures(house.installation, house.a, "targets.csv", TARGETS, "targets").upload
    preview = preview_figures(house.installation, house.a, upload)
    assert preview is not None
    with pytest.raises(StaleError):
        import_figures(house.installation, house.a, upload, "another", by=BY, at=AT)
    done = import_figures(house.installation, house.a, upload, preview.mark, by=BY, at=AT)
    assert done is not None
    assert len(done.changes.added) == 1
    with house.installation.store.reading() as session:
        last = last_figures(session, house.a)
    assert last is not None
    assert not undo_figures_import(house.installation, house.a, GONE, by=BY, at=AT)
    assert undo_figures_import(house.installation, house.a, last.id, by=BY, at=AT)
    assert logged(house) == ["figures_import_undone", "figures_imported"]


def test_a_file_is_only_kept_where_something_can_be_done_about_it(house: House) -> None:
    titled = b"Roster 2026,,\n" + ROSTER + b"P3\n"
    assert receive_roster(house.installation, house.a, "a.csv", titled).reading == "unreadable"
    kept = [*uploads_of(house.installation, house.a).folder.iterdir()]
    with pytest.raises(BadDataError):
        receive_roster(house.installation, house.a, "a.csv", b"PK\x03\x04")
    with pytest.raises(BadDataError):
        receive_figures(house.installation, house.a, "a.csv", b"PK\x03\x04", "targets")
    assert [*uploads_of(house.installation, house.a).folder.iterdir()] == kept


def test_a_client_that_is_not_there_gets_nothing(house: House) -> None:
    upload = received(house, ROSTER)
    with pytest.raises(NotFoundError):
        import_roster(house.installation, GONE, upload, "", by=BY, at=AT)
    with pytest.raises(NotFoundError):
        import_figures(house.installation, GONE, upload, "", by=BY, at=AT)
    with pytest.raises(NotFoundError):
        undo_roster_import(house.installation, GONE, GONE, by=BY, at=AT)
    with pytest.raises(NotFoundError):
        undo_figures_import(house.installation, GONE, GONE, by=BY, at=AT)
    assert logged(house) == []
