"""Words with values in them: each language its own, and in English the form that goes with a count."""

from __future__ import annotations

import pytest
from markupsafe import Markup, escape

from diagnostic.text import Text
from diagnostic.web.phrase import Phrase

PEOPLE = Text("{n} 人，{name}", "{n} {n:person is|people are} in {name}")


@pytest.mark.parametrize(
    ("n", "en"),
    [
        (1, "1 person is"),
        ("1", "1 person is"),
        (0, "0 people are"),
        (2, "2 people are"),
        ("1,001", "1,001 people are"),
        (1.5, "1.5 people are"),
    ],
)
def test_a_word_goes_with_its_count(n: object, en: str) -> None:
    said = PEOPLE.format(n=n, name=Text("东区", "East"))
    assert said == Text(f"{n} 人，东区", f"{en} in East")
    assert Phrase(PEOPLE.en).format(n=n, name="East") == f"{en} in East"


def test_formats_of_numbers_are_as_ever() -> None:
    assert Text("{x:g} {y:,}", "{x:.1f} {y:>4}").format(x=1.5, y=1234) == Text("1.5 1,234", "1.5 1234")


def test_on_a_page_what_is_filled_in_is_escaped_and_what_is_markup_stays() -> None:
    said = Phrase(escape(PEOPLE.en)).format(n=Markup("<b>1</b>"), name="<East>")
    assert said == "<b>1</b> people are in &lt;East&gt;"
    assert isinstance(said, Markup)
