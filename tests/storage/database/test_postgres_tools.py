"""PostgreSQL's programs: where they are found, what is said without them, and that no command line holds a password."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from diagnostic.faults import BadDataError, MachineLacksError
from diagnostic.storage.database import programs as tools
from diagnostic.storage.database.postgres_tools import dump_postgres
from diagnostic.storage.database.programs import find_tool
from diagnostic.storage.database.session import open_store


def test_the_newest_version_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "DEBIAN", tmp_path)
    for version in ("9.6", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "pg_dump").touch()
    (tmp_path / "18" / "bin").mkdir(parents=True)  # a server without the clients
    assert find_tool("pg_dump") == str(tmp_path / "17/bin/pg_dump")


@pytest.mark.parametrize(("tool", "package"), [("pg_dump", "postgresql-client"), ("initdb", "postgresql")])
def test_a_missing_program_is_exit_4_and_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: str, package: str
) -> None:
    monkeypatch.setattr(tools, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MachineLacksError) as caught:
        find_tool(tool)
    (fault,) = caught.value.faults
    assert (fault.code, fault.values["what"], caught.value.exit_code) == ("machine.lacks", tool, 4)
    assert str(fault.values["command"]).split()[-1] == package


def test_the_password_stands_on_no_command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[tuple[list[str], dict[str, Any]]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        calls.append((command, options))
        return subprocess.CompletedProcess(command, 1, "", "no such\nserver")

    monkeypatch.setattr(subprocess, "run", run)
    store = open_store("postgresql+psycopg://somebody:s3cret%21@db.example:5433/sales?sslmode=require")
    with pytest.raises(BadDataError) as caught:
        dump_postgres(store, tmp_path / "x")
    store.close()
    ((command, options),) = calls
    assert "s3cret" not in " ".join(command)
    assert options["env"]["PGPASSWORD"] == "s3cret!"
    assert {"host=db.example", "port=5433", "user=somebody", "dbname=sales", "sslmode=require"} <= {
        *command[-1].removeprefix("--dbname=").split()
    }
    assert caught.value.faults[0].values["reason"] == "pg_dump: no such server"
