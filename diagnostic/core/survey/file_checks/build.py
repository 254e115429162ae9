"""An `Instrument` from the table of a survey file in which no fault was found."""

from __future__ import annotations

from typing import Any, cast

from diagnostic.core.survey.file_checks.draft import (
    Draft,
    Entry,
    Raw,
    draft,
    ends,
    listed,
    share,
    table,
    tables,
)
from diagnostic.core.survey.instrument import (
    Condition,
    Instrument,
    Item,
    Option,
    Page,
    Requirement,
    RoleLevel,
    Scale,
)
from diagnostic.text import Text


def build_instrument(raw: Raw) -> Instrument:
    """Only for a table without faults (`survey_faults` and the reader's check of its shape find none)."""
    parts = draft(raw, "")
    given = cast(dict[str, Any], raw)
    importance = table(raw, "importance")
    return Instrument(
        code=given["code"],
        version=given["version"],
        module=given["module"],
        title=_text(given["title"]),
        intro=_text(given["intro"]),
        scales=tuple(_scale(scale) for scale in parts.scales),
        items=tuple(_item(item) for item in parts.items),
        pages=_pages(parts),
        importance={int(value): str(scale) for value, scale in table(importance, "scales").items()},
        importance_item=cast(dict[str, Any], importance).get("item"),
        level_anchors=_options(raw, "level_anchors"),
        adopted_from=_text_or_none(given.get("adopted_from")),
    )


def _scale(entry: Entry) -> Scale:
    given = cast(dict[str, Any], entry.table)
    return Scale(
        code=given["code"],
        kind=given["kind"],
        name=_text(given["name"]),
        definition=_text(given["definition"]),
        items=tuple(given["items"]),
        areas=tuple(given.get("areas", ())),
        minimum_share=share(given, "minimum_share") or 2 / 3,
        core=given.get("core", True),
        rotation=given.get("rotation"),
        roles=tuple(given.get("roles", ())),
        team_types=tuple(given.get("team_types", ())),
        mirrors=given.get("mirrors"),
        required=_required(given.get("required", {})),
        expected_figures=_text_or_none(given.get("expected_figures")),
        good_practice=_text_or_none(given.get("good_practice")),
        anchors=_options(given, "anchors"),
        provisional=given.get("provisional", True),
        direction=given.get("direction", "high_is_good"),
    )


def _required(given: dict[RoleLevel, Any]) -> dict[RoleLevel, Requirement]:
    return {
        level: Requirement(**each) if isinstance(each, dict) else Requirement(each)
        for level, each in given.items()
    }


def _item(entry: Entry) -> Item:
    given = cast(dict[str, Any], entry.table)
    minimum, maximum = ends(entry)
    return Item(
        code=given["code"],
        type=given["type"],
        text=_text(given["text"]),
        options=_options(given, "options"),
        minimum=minimum,
        maximum=maximum,
        reversed=given.get("reversed", False),
        cannot_judge=_text_or_none(given.get("cannot_judge")),
        optional=given.get("optional", True),
        choose=given.get("choose"),
        marker=given.get("marker", False),
        shown_if=_condition(given.get("shown_if")),
    )


def _condition(given: dict[str, Any] | None) -> Condition | None:
    return None if given is None else Condition(given["item"], tuple(given["values"]))


def _pages(parts: Draft) -> tuple[Page, ...]:
    return tuple(
        Page(
            code=given["code"],
            title=_text(given["title"]),
            stem=_text_or_none(given.get("stem")),
            items=tuple(listed(page)),
            shuffled=given.get("shuffled", False),
        )
        for page in parts.pages
        if (given := cast(dict[str, Any], page.table))
    )


def _options(given: Raw, key: str) -> tuple[Option, ...]:
    found = (cast(dict[str, Any], option) for _, option in tables(given, key))
    return tuple(Option(option["value"], _text(option["label"])) for option in found)


def _text(given: dict[str, str]) -> Text:
    return Text(given["zh"], given["en"])


def _text_or_none(given: dict[str, str] | None) -> Text | None:
    return None if given is None else _text(given)
