"""Survey files (TOML, one instrument each) become `Instrument`s, or every fault of every file at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from diagnostic.core.survey.file_checks.build import build_instrument
from diagnostic.core.survey.file_checks.load import joint_faults, mirror_faults, survey_faults
from diagnostic.core.survey.instrument import Instrument
from diagnostic.faults import BadDataError, Fault

LONG_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){200}""")
AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def read_survey_file(path: Path) -> dict[str, object]:
    """The table a survey file holds, as it stands there; BadDataError names a file that can't be read."""
    try:
        return read_survey(path.read_bytes(), str(path))
    except FileNotFoundError as error:
        raise BadDataError([Fault("file.missing", str(path))]) from error
    except OSError as error:
        raise BadDataError([Fault("file.unreadable", str(path), values={"reason": error})]) from error


def read_survey(content: bytes, source: str) -> dict[str, object]:
    """The table in the bytes of a survey file. Raises BadDataError where they are no TOML."""
    try:
        text = content.decode("utf-8-sig")
        if LONG_KEY.search(text):  # the parser's time grows with the square of a key's length
            raise BadDataError([_not_toml(source, "a key has too many parts")])
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise BadDataError([Fault("file.unreadable", source, values={"reason": error})]) from error
    except tomllib.TOMLDecodeError as error:
        raise BadDataError([_not_toml(source, str(error))]) from error
    except RecursionError as error:
        raise BadDataError([_not_toml(source, "nested too deeply")]) from error
    except ValueError as error:  # a number of thousands of digits
        raise BadDataError([_not_toml(source, "a number is too long")]) from error


def _not_toml(source: str, reason: str) -> Fault:
    line = AT_LINE.search(reason)
    return Fault("surveys.not_toml", source, row=int(line[1]) if line else None, values={"reason": reason})


def file_faults(raw: Mapping[str, object], source: str) -> list[Fault]:
    """Every fault of one survey file taken alone, of its shape and of its meaning."""
    from diagnostic.readers.survey_shape import shape_faults  # the web starts without pydantic

    return [*shape_faults(raw, source), *survey_faults(raw, source)]


def load_surveys(paths: Sequence[Path]) -> tuple[Instrument, ...]:
    """The instruments in the order of `paths`; BadDataError carries every fault of every file."""
    files, faults = _read_all(paths)
    faults += joint_faults(files)
    if faults:
        raise BadDataError(faults)
    return tuple(build_instrument(raw) for _, raw in files)


def check_surveys(folder: Path) -> list[Fault]:
    """Every fault of the survey files in a folder (or of one file); none means the product can use them.

    Besides what `load_surveys` checks, a scale that mirrors another one must find it in the folder.
    """
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else [folder]
    if not paths:
        return [Fault("surveys.none_there", str(folder))]
    files, faults = _read_all(paths)
    return [*faults, *joint_faults(files), *(mirror_faults(files) if folder.is_dir() else ())]


def _read_all(paths: Sequence[Path]) -> tuple[list[tuple[str, dict[str, object]]], list[Fault]]:
    """What could be read, each with its source, and every fault found in one file alone."""
    files: list[tuple[str, dict[str, object]]] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            raw = read_survey_file(path)
        except BadDataError as error:
            faults += error.faults
            continue
        files.append((str(path), raw))
        faults += file_faults(raw, str(path))
    return files, faults
