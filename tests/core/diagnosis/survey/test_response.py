"""How many answered of how many who were asked: the company's own line too, where every unit's number is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.made.small_surveys import outcome, survey, units

MADE = survey(units({("N", "N1"): 3.0, ("N", "N2"): 3.2, ("S", "S1"): 3.1}, n=6))
EVERY_UNIT = {("N", "N1"): 8, ("N", "N2"): 10, ("S", "S1"): 7}


@pytest.mark.parametrize(
    ("invited", "asked", "company"),
    [
        (EVERY_UNIT, None, 25),  # 8 + 10 + 7
        (EVERY_UNIT, 31, 31),  # six more in a unit without answers
        ({("N", "N1"): 8, ("N", "N2"): 10}, None, None),  # the size of the third is not stated
        ({}, None, None),
    ],
)
def test_the_company_s_invited_are_those_of_all_its_units(
    invited: dict[tuple[str, ...], int], asked: int | None, company: int | None
) -> None:
    lines = {line.group: line for line in outcome(replace(MADE, invited=invited, asked=asked)).response}
    assert lines["morale/company"].answered == 18
    assert lines["morale/company"].invited == company
    atoms = [line.invited for group, line in lines.items() if "/atom:" in group]
    assert atoms == [invited.get(leaf) for leaf in EVERY_UNIT]
