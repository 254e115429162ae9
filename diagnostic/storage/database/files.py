"""Pages, charts and PDFs of a run or a report: made once, then only served."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from diagnostic.storage.database import tables as t

OWNERS = {t.RunFile: t.RunFile.run_id, t.ReportFile: t.ReportFile.report_id}
FileTable = type[t.RunFile] | type[t.ReportFile]
PLAIN, PACKED = b"\0", b"\1"  # the first byte of what is kept; a PDF is packed already


def add_files(session: Session, table: FileTable, owner_id: str, files: Mapping[str, bytes]) -> None:
    rows = [
        {OWNERS[table].key: owner_id, "name": name, "content": _pack(content)}
        for name, content in files.items()
    ]
    if rows:
        session.execute(insert(table), rows)


def find_file(session: Session, table: FileTable, owner_id: str, name: str) -> bytes | None:
    kept = session.scalar(select(table.content).where(OWNERS[table] == owner_id, table.name == name))
    return None if kept is None else _unpack(kept)


def files_of(session: Session, table: FileTable, owner_id: str) -> dict[str, bytes]:
    rows = session.execute(
        select(table.name, table.content).where(OWNERS[table] == owner_id).order_by(table.name)
    )
    return {name: _unpack(content) for name, content in rows}


def _pack(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return PACKED + packed if len(packed) < len(content) else PLAIN + content


def _unpack(kept: bytes) -> bytes:
    return zlib.decompress(kept[1:]) if kept[:1] == PACKED else kept[1:]
