"""The shape of a survey file: which keys there are, what each takes, and that every text has both languages.

What the parts mean together is checked in `core.survey`. Editors complete and check survey files with the
JSON schema made from these models (`docs/survey.schema.json`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

from diagnostic.faults import Fault
from diagnostic.i18n import both
from diagnostic.text import Text

Code = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
Codes = Annotated[list[Code], Field(min_length=1)]
Words = Annotated[str, Field(pattern=r"\S")]
Points = Annotated[int, Field(ge=2, description="a rating of so many points, with only its ends labelled")]
RoleLevel = Literal["N", "R", "K", "M"]
Type = Literal["rating", "frequency", "single", "multiple", "best", "number", "text", "comment"]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class Bilingual(_Shape):
    """The same words in Chinese and English."""

    zh: Words
    en: Words


class OptionShape(_Shape):
    value: int
    label: Bilingual


class FormatShape(_Shape):
    """An answer format that several items share by naming it."""

    type: Type
    options: list[OptionShape] | None = None
    points: Points | None = None
    cannot_judge: Bilingual | None = None


class ConditionShape(_Shape):
    """The item is shown only if an item of an earlier page has one of these values."""

    item: Code
    values: Annotated[list[int], Field(min_length=1)]


class ItemShape(_Shape):
    """A question: it names a format, or says its type and options itself."""

    code: Code
    text: Bilingual
    format: str | None = None
    type: Type | None = None
    options: list[OptionShape] | None = None
    points: Points | None = None
    cannot_judge: Bilingual | None = None
    minimum: float | None = None
    maximum: float | None = None
    choose: int | None = None
    reversed: bool = False
    optional: bool = True
    marker: bool = False
    shown_if: ConditionShape | None = None


class RequirementShape(_Shape):
    value: float
    low: float | None = None
    high: float | None = None
    source: Literal["default", "panel"] = "default"
    panel: Annotated[int, Field(ge=1)] | None = None


def _as_table(given: object) -> object:
    return {"value": given} if isinstance(given, (int, float)) and not isinstance(given, bool) else given


RequirementInput = Annotated[
    RequirementShape,
    BeforeValidator(_as_table),
    WithJsonSchema({"anyOf": [{"type": "number"}, RequirementShape.model_json_schema()]}),
]


class RequiredShape(_Shape):
    """Required levels on the scale's own metric: N new rep, R rep, K key-account rep, M manager."""

    N: RequirementInput | None = None
    R: RequirementInput | None = None
    K: RequirementInput | None = None
    M: RequirementInput | None = None


def _as_share(given: object) -> object:
    try:
        return float(Fraction(given)) if isinstance(given, str) else given
    except (ValueError, ZeroDivisionError):
        return given


ShareInput = Annotated[
    float,
    BeforeValidator(_as_share),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[0-9]+/[0-9]+$"}]}),
]


class ScaleShape(_Shape):
    """Items that are scored as their mean."""

    code: Code
    kind: Literal["skill", "condition", "wellbeing", "manager"]
    name: Bilingual
    definition: Bilingual
    direction: Literal["high_is_good"]
    items: Codes
    minimum_share: ShareInput
    areas: list[str]
    core: bool = True
    rotation: Words | None = None
    roles: list[RoleLevel] = []
    team_types: list[Literal["field", "key_account", "channel"]] = []
    mirrors: Code | None = None
    required: RequiredShape | None = None
    expected_figures: Bilingual | None = None
    good_practice: Bilingual | None = None
    anchors: list[OptionShape] = []
    provisional: bool = True


class PageShape(_Shape):
    """One screen; its stem opens every item."""

    code: Code
    title: Bilingual
    stem: Bilingual | None = None
    items: Codes
    shuffled: bool = False


class ImportanceShape(_Shape):
    """The best-k item that asks what would help most, and the scale each of its options stands for."""

    item: Code
    scales: dict[Annotated[str, Field(pattern="^[1-9][0-9]*$")], Code]


class SurveyShape(_Shape):
    """One instrument of an assessment."""

    code: Code
    version: Words
    module: Code
    title: Bilingual
    intro: Bilingual
    adopted_from: Bilingual | None = None
    level_anchors: list[OptionShape] = []
    formats: dict[str, FormatShape] = {}
    importance: ImportanceShape | None = None
    scales: list[ScaleShape] = []
    items: Annotated[list[ItemShape], Field(min_length=1)]
    pages: Annotated[list[PageShape], Field(min_length=1)]


WANTED: Mapping[str, Text] = {
    "string_type": both("words in quotation marks"),
    "string_pattern_mismatch": both("words that are not empty and of the right form"),
    "int_type": both("a whole number"),
    "float_type": both("a number"),
    "finite_number": both("a finite number"),
    "bool_type": both("true or false"),
    "list_type": both("a list [ ... ]"),
    "too_short": both("a list with something in it"),
    "dict_type": both("a table { ... }"),
    "model_type": both("a table { ... }"),
}


def shape_faults(raw: Mapping[str, object], source: str) -> list[Fault]:
    """Every key that is missing, unknown or of the wrong kind, with its path."""
    try:
        SurveyShape.model_validate(raw)
    except ValidationError as error:
        return list(_faults(error, source))
    return []


def _faults(error: ValidationError, source: str) -> Iterator[Fault]:
    for each in error.errors(include_url=False):
        place, path = each["loc"], key_path(each["loc"])
        in_text = place[-1] in ("zh", "en")
        match each["type"]:
            case "missing":
                code = "surveys.language_missing" if in_text else "surveys.key_missing"
                yield Fault(code, source, path=path)
            case "string_pattern_mismatch" if in_text:
                yield Fault("surveys.language_missing", source, path=path)
            case "extra_forbidden":
                known = ", ".join(_known_keys(place[:-1]))
                yield Fault("surveys.key_unknown", source, path=path, values={"known": known})
            case kind:
                values = {"value": repr(each["input"]), "wanted": _wanted(kind, each.get("ctx", {}))}
                yield Fault("surveys.value_wrong", source, path=path, values=values)


def _wanted(kind: str, context: Mapping[str, Any]) -> Text:
    if kind == "literal_error":
        return both("one of {expected}", expected=context["expected"].replace(" or ", ", "))
    if kind == "greater_than_equal":
        return both("{ge} or more", **context)
    return WANTED[kind]


def key_path(place: tuple[int | str, ...]) -> str:
    """`("items", 3, "text", "en")` is written `items[3].text.en`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in place if part != "[key]")
    return "".join(parts).removeprefix(".")


def _known_keys(place: tuple[int | str, ...]) -> list[str]:
    """The keys of the model at a path; names in [formats] are free, so the step below it is passed over."""
    model: Any = SurveyShape
    names = [part for part in place if isinstance(part, str)]
    if names[:1] == ["formats"]:
        names = ["formats", *names[2:]]
    for name in names:
        model = _model_in(model.model_fields[name].annotation)
    return list(model.model_fields)


def _model_in(annotation: Any) -> Any:
    """The one model inside `list[Model]`, `Model | None`, `dict[str, Model]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(each) for each in getattr(annotation, "__args__", ()))
    return next((each for each in inner if each is not None), None)


def survey_schema() -> str:
    """The JSON schema of a survey file, for editors, as the text of `docs/survey.schema.json`."""
    return json.dumps(SurveyShape.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
