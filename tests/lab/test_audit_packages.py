"""What pip-audit answers becomes a fault for every vulnerability, and silence is never taken for safety."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diagnostic.faults import BadDataError, MachineLacksError
from diagnostic.lab.audit_packages import LOCK, audit_packages

FINE = {"name": "flask", "version": "3.1.3", "vulns": []}
HURT = {"name": "jinja2", "version": "3.1.0", "vulns": [{"id": "CVE-2024-1", "fix_versions": ["3.1.6"]}]}
UNKNOWN = {"name": "numpy", "skip_reason": "Dependency not found on PyPI"}


def answer(*packages: object) -> str:
    return json.dumps({"dependencies": list(packages), "fixes": []})


def test_all_known_and_fine() -> None:
    asked: list[Path] = []

    def fine(lock: Path) -> str:
        asked.append(lock)
        return answer(FINE, FINE)

    assert audit_packages(fine) == 2
    assert asked == [LOCK]
    assert LOCK.exists()


def test_every_vulnerability_is_a_fault_of_its_own() -> None:
    with pytest.raises(BadDataError) as caught:
        audit_packages(lambda _: answer(FINE, HURT, UNKNOWN))
    assert [(fault.code, fault.values["id"]) for fault in caught.value.faults] == [
        ("packages.vulnerable", "CVE-2024-1")
    ]


@pytest.mark.parametrize("written", ["", "no json", "{}", answer(), answer(FINE, UNKNOWN)])
def test_what_could_not_be_asked_is_not_called_safe(written: str) -> None:
    with pytest.raises(MachineLacksError) as caught:
        audit_packages(lambda _: written)
    assert [fault.code for fault in caught.value.faults] == ["packages.not_asked"]
