"""Every witness case: the values R found on the same data, within the case's tolerance.

The licensed copies run everywhere; the environment variable WITNESS_CASES names a further folder of the same form.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from diagnostic.lab.reference.adapters import ADAPTERS
from diagnostic.lab.reference.case import read_case
from diagnostic.lab.reference.run_reference import run_case
from tests.support.folders import DATA

COPIES = DATA / "witness"
FOLDERS = [COPIES, *([Path(os.environ["WITNESS_CASES"])] if os.environ.get("WITNESS_CASES") else [])]
LONG = ("gap_salespeople",)  # seconds
CASES = [path for folder in FOLDERS for path in sorted(folder.glob("*.json"))]


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=pytest.mark.slow if path.stem in LONG else ()) for path in CASES],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_the_product_finds_what_the_witness_found(path: Path) -> None:
    result = run_case(read_case(path))
    assert result.failures == ()
    assert result.compared > 0


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_statistic_has_a_case(folder: Path) -> None:
    assert {read_case(path).stat for path in CASES if path.parent == folder} == {*ADAPTERS}


def test_only_cases_that_may_be_copied_are_copied() -> None:
    licences = {json.loads(path.read_text())["licence"] for path in COPIES.glob("*.json")}
    assert all(licence.startswith(("MIT", "facts from", "none", "no restriction")) for licence in licences)
