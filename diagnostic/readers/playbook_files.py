"""playbook.toml and cause_map.toml become `Playbook` and `CauseMap`, or every fault at once with its
key path."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from diagnostic.core.diagnosis.causes.cause_map import CauseMap
from diagnostic.core.diagnosis.causes.check_cause_map import cause_map_faults
from diagnostic.core.plan.check_playbook import joint_faults, playbook_faults
from diagnostic.core.plan.playbook import Playbook
from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import both
from diagnostic.readers.playbook_shape import CauseMapShape, PlaybookShape
from diagnostic.readers.survey_shape import key_path

PLAYBOOK = "playbook.toml"
CAUSE_MAP = "cause_map.toml"
AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
HAN = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff\u201d\u300b][,;:?!(]|[,;:?!)][\u4e00-\u9fff\u201c\u300a]")
PLACEHOLDER = re.compile(r"{(\w*)}")
WANTED = {  # what a value should have been, by pydantic's kind of error
    "string_type": both("a text"),
    "string_too_short": both("a text that is not empty"),
    "string_pattern_mismatch": both("the form used here"),
    "int_type": both("a whole number"),
    "float_type": both("a number"),
    "bool_type": both("true or false"),
    "list_type": both("a list [ ... ]"),
    "dict_type": both("a table { ... }"),
    "model_type": both("a table { ... }"),
    "literal_error": both("one of {expected}"),
    "too_short": both("at least {min_length} of them"),
    "too_long": both("at most {max_length} of them"),
    "greater_than_equal": both("{ge} or more"),
    "less_than_equal": both("{le} or less"),
    "finite_number": both("a finite number"),
}
AnyShape = TypeVar("AnyShape", CauseMapShape, PlaybookShape)


def load_cause_map(path: Path) -> CauseMap:
    """The cause map in the file at `path`; BadDataError with every fault."""
    cause_map = _shaped(path, CauseMapShape).build()
    _stop_at(cause_map_faults(cause_map, path.name))
    return cause_map


def load_playbook(path: Path) -> Playbook:
    """The playbook in the file at `path`; BadDataError with every fault."""
    playbook = _shaped(path, PlaybookShape).build()
    _stop_at(playbook_faults(playbook, path.name))
    return playbook


def check_playbook(folder: Path) -> list[Fault]:
    """Every fault of the playbook, of the cause map, and, once each is right, of the two together."""
    faults: list[Fault] = []
    loaded: list[CauseMap | Playbook] = []
    for load, name in ((load_cause_map, CAUSE_MAP), (load_playbook, PLAYBOOK)):
        try:
            loaded.append(load(folder / name))
        except BadDataError as error:
            faults += error.faults
    match loaded:
        case [CauseMap() as cause_map, Playbook() as playbook]:
            return joint_faults(cause_map, playbook, CAUSE_MAP, PLAYBOOK)
    return faults


def _shaped(path: Path, shape: type[AnyShape]) -> AnyShape:
    raw = _read(path)
    faults = list(_wording(raw, path.name))
    try:
        checked = shape.model_validate(raw)
    except ValidationError as error:
        raise BadDataError(_shape_faults(error, path.name) + faults) from error
    _stop_at(faults)
    return checked


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise BadDataError([Fault("file.missing", str(path))]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadDataError([Fault("file.unreadable", str(path), values={"reason": error})]) from error
    except tomllib.TOMLDecodeError as error:
        line = AT_LINE.search(str(error))
        fault = Fault(
            "playbook.not_toml", path.name, row=int(line[1]) if line else None, values={"reason": error}
        )
        raise BadDataError([fault]) from error


def _stop_at(faults: list[Fault]) -> None:
    if faults:
        raise BadDataError(faults)


def _shape_faults(error: ValidationError, source: str) -> list[Fault]:
    return [_fault(detail, source) for detail in error.errors(include_url=False)]


def _fault(detail: ErrorDetails, source: str) -> Fault:
    place, path = detail["loc"], key_path(detail["loc"])
    in_text = place[-1] in ("zh", "en")
    match detail["type"]:
        case "missing":
            code = "playbook.language_missing" if in_text else "playbook.key_missing"
            return Fault(code, source, path=path)
        case "string_pattern_mismatch" if in_text:
            return Fault("playbook.language_missing", source, path=path)
        case "extra_forbidden":
            return Fault("playbook.key_unknown", source, path=path)
        case kind:
            wanted = WANTED[kind].format(**detail.get("ctx", {}))
            values = {"value": repr(detail["input"]), "wanted": wanted}
            return Fault("playbook.value_wrong", source, path=path, values=values)


def _wording(raw: Mapping[str, Any], source: str) -> Iterator[Fault]:
    """The two sides of each text: Chinese in Chinese punctuation, English in English, the same
    placeholders."""
    for place, zh, en in _texts(raw, ()):
        path = key_path(place)
        if HALF_WIDTH.search(zh):
            yield Fault("playbook.punctuation", source, path=f"{path}.zh")
        if HAN.search(en):
            yield Fault("playbook.language_wrong", source, path=f"{path}.en")
        if set(PLACEHOLDER.findall(zh)) != set(PLACEHOLDER.findall(en)):
            yield Fault("playbook.placeholders", source, path=path)


def _texts(part: object, place: tuple[int | str, ...]) -> Iterator[tuple[tuple[int | str, ...], str, str]]:
    """Every text that has both sides, with its place."""
    if isinstance(part, dict):
        zh, en = part.get("zh"), part.get("en")
        if isinstance(zh, str) and isinstance(en, str):
            yield place, zh, en
        for key, inner in part.items():
            yield from _texts(inner, (*place, key))
    elif isinstance(part, list):
        for index, inner in enumerate(part):
            yield from _texts(inner, (*place, index))
