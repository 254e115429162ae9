"""`./run check packages`: whether a known vulnerability is in any Python package the product installs.

pip-audit asks the public advisory database about every package of the lock file; after `pip install` about every
package of the environment. A package that it could not ask
about is not called safe: the check then ends as one that this machine could not make.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from diagnostic.faults import BadDataError, Fault, MachineLacksError
from diagnostic.shipped import INSTALLED, shipped

LOCK = shipped("requirements.lock")
SOURCE = "" if INSTALLED else LOCK.name
OURS = "sales-diagnostic"  # which no advisory database knows
Asked = Callable[[Path], str]


def ask_pip_audit(lock: Path) -> str:
    """What pip-audit writes about a lock file or the environment, as JSON; empty where it could not run at all."""
    about = ("--local",) if INSTALLED else ("--disable-pip", "--require-hashes", "--requirement", str(lock))
    command = [sys.executable, "-m", "pip_audit", *about, "--format", "json", "--progress-spinner", "off"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603


def audit_packages(asked: Asked = ask_pip_audit) -> int:
    """How many packages are free of known vulnerabilities.

    Raises BadDataError with a fault for each vulnerability, MachineLacksError where any package could not be asked
    about.
    """
    if INSTALLED and find_spec("pip_audit") is None:
        raise MachineLacksError([Fault("packages.no_audit")])
    found = [package for package in _packages(asked(LOCK)) if package["name"] != OURS]
    faults = [_fault(package, each) for package in found for each in package.get("vulns", ())]
    if faults:
        raise BadDataError(faults)
    unknown = [package["name"] for package in found if "skip_reason" in package]
    if unknown or not found:
        values = {"unknown": len(unknown), "all": len(found)}
        raise MachineLacksError([Fault("packages.not_asked", SOURCE, values=values)])
    return len(found)


def _packages(written: str) -> Sequence[Mapping[str, Any]]:
    try:
        found: Sequence[Mapping[str, Any]] = json.loads(written)["dependencies"]
    except (ValueError, KeyError):
        return ()
    return found


def _fault(package: Mapping[str, Any], vulnerability: Mapping[str, Any]) -> Fault:
    values = {
        "package": package["name"],
        "version": package["version"],
        "id": vulnerability["id"],
        "fixed": ", ".join(vulnerability.get("fix_versions", ())) or "—",
    }
    return Fault("packages.vulnerable", SOURCE, values=values)
