"""What the pages of rosters and of figures have in common: a file is sent, matched with our columns, previewed,
agreed to; it waits in between, and each step leads to the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import N_
from diagnostic.storage.clients.clients import ClientFacts
from diagnostic.storage.imports.uploads import Upload
from diagnostic.usecases.imports.find_upload import find_upload
from diagnostic.usecases.imports.received_file import ReceivedFile
from diagnostic.web.staff.clients.views import client_trail, known_client
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.context import context
from diagnostic.web.staff.common.fields import tidy
from diagnostic.web.staff.common.page import Trail, _, flash_message, reason

ListName = Literal["roster", "figures"]
"""The list a file is for, as its view is called; the views of the other steps are named after it."""

LONGEST_NAME = 120
SHOWN_LINES = 50


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file somebody has sent and not decided about yet."""

    client_id: str
    client: ClientFacts
    upload: Upload


FilePage = Callable[[WaitingFile], Response]


def waiting_file(client_id: str, upload_id: str) -> WaitingFile | None:
    """None: the file was used or dropped already, as after a double click, the back button, or a day."""
    client = known_client(client_id)
    upload = find_upload(context().installation, client_id, upload_id)
    return None if upload is None else WaitingFile(client_id, client, upload)


def page_of_file(here: ListName, client_id: str, upload_id: str, shown: FilePage, sent: FilePage) -> Response:
    """A page about a waiting file: as it is shown, or what its form does."""
    file = waiting_file(client_id, upload_id)
    if file is None:
        return gone(here, client_id)
    return (sent if request.method == "POST" else shown)(file)


def preview_of_file(
    here: ListName, client_id: str, upload_id: str, shown: FilePage, sent: FilePage
) -> Response:
    """The same; a file that can't be used goes back to the page that asks what its columns are, and says why."""

    def or_ask(answer: FilePage) -> FilePage:
        def answered(file: WaitingFile) -> Response:
            try:
                return answer(file)
            except BadDataError:
                return to_columns(here, client_id, file.upload, why=True)

        return answered

    return page_of_file(here, client_id, upload_id, or_ask(shown), or_ask(sent))


def sent_file() -> tuple[str, bytes] | None:
    """Name and content; None where no file was chosen."""
    file = request.files.get("file")
    return (file_name(file.filename), file.read()) if file is not None and file.filename else None


def file_name(given: str) -> str:
    """What its sender calls the file, without folders."""
    return (tidy(PurePath(given.replace("\\", "/")).name) or "file")[-LONGEST_NAME:]


def onward(here: ListName, client_id: str, received: ReceivedFile) -> Response:
    """To the preview if nothing need be asked, else to the page that asks."""
    if received.reading in ("unmatched", "unreadable"):
        return to_columns(here, client_id, received.upload, why=received.reading == "unreadable")
    if received.reading == "recalled":
        flash_message(
            N_("These headings were seen before; the file is read as last time. You can change that below.")
        )
    return to_preview(here, client_id, received.upload)


def to_columns(here: ListName, client_id: str, upload: Upload, why: bool = False) -> Response:
    """To the page that asks which column is what; `why`: it says what keeps the file out as it is."""
    at = {"client_id": client_id, "upload_id": upload.id, "why": 1 if why else None}
    return redirect(url_for(f"imports.{here}_columns", **at))  # type: ignore[arg-type]


def to_preview(here: ListName, client_id: str, upload: Upload) -> Response:
    return redirect(url_for(f"imports.{here}_preview", client_id=client_id, upload_id=upload.id))


def gone(here: ListName, client_id: str) -> Response:
    flash_message(N_("That file was dealt with or is too old; please send it again."))
    return redirect(url_for(f"imports.{here}", client_id=client_id))


def list_trail(here: ListName, client_id: str, client: ClientFacts, *further: str) -> Trail:
    """Client, list, and what is below it."""
    own = (_(labels.LISTS[here]), url_for(f"imports.{here}", client_id=client_id))
    return (*client_trail(client_id, client), own, *((_(name), "") for name in further))


def fault_lines(faults: Sequence[Fault]) -> list[str]:
    """What is wrong with a whole file: the row it is seen in, and the words."""
    return [
        _("Row {n}: {reason}", n=fault.row, reason=reason(fault)) if fault.row else reason(fault)
        for fault in faults[:SHOWN_LINES]
    ]


def as_download(content: str, name: str) -> Response:
    response = Response(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
