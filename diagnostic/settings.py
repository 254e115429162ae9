"""Settings: read once, frozen, environment over `config.toml` of the instance folder over defaults.

The instance folder is `instance/` of the checkout, after `pip install` that of the working directory, unless
DIAGNOSTIC_INSTANCE names another.

An unknown key or a bad value stops the start and names the key, because a mistyped privacy setting
must never fall back in silence.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from diagnostic.faults import BadArgumentsError, Fault
from diagnostic.shipped import INSTALLED, ROOT
from diagnostic.text import LANGS, Lang

INSTANCE = (Path.cwd() if INSTALLED else ROOT) / "instance"
PREFIX = "DIAGNOSTIC_"
MIN_GROUP_FLOOR = 5
PUBLIC_URL = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?")
DATABASES = ("sqlite:///", "postgresql+psycopg://")


@dataclass(frozen=True, slots=True)
class Settings:
    """`min_group` is k of the promise, `resamples` is B of every bootstrap, `seed` the root of all draws.

    `instance` is the folder of keys, database and finished files; `database` is a URL for a database elsewhere;
    `bind` and `workers` are where and with how many processes the web is served; `public_url` is what reps' links begin
    with ("https://survey.example.com"), where it is not the address staff use. `job_workers` is how many processes do
    long work on this machine, 0 where others do it.
    """

    min_group: int = MIN_GROUP_FLOOR
    resamples: int = 2000
    seed: int = 20260101
    language: Lang = "en"
    paper: Literal["A4", "Letter"] = "A4"
    instance: str = str(INSTANCE)
    database: str = ""
    bind: str = "127.0.0.1:8000"
    public_url: str = ""
    workers: int = 2
    job_workers: int = 1

    def __post_init__(self) -> None:
        faults = [
            Fault("settings.bad_value", path=key, values={"value": value})
            for key, value, fits in (
                ("min_group", self.min_group, self.min_group >= MIN_GROUP_FLOOR),
                ("resamples", self.resamples, self.resamples >= 100),
                ("seed", self.seed, self.seed >= 0),
                ("language", self.language, self.language in LANGS),
                ("paper", self.paper, self.paper in ("A4", "Letter")),
                ("instance", self.instance, bool(self.instance)),
                ("database", self.database, not self.database or self.database.startswith(DATABASES)),
                ("bind", self.bind, ":" in self.bind),
                (
                    "public_url",
                    self.public_url,
                    not self.public_url or bool(PUBLIC_URL.fullmatch(self.public_url)),
                ),
                ("workers", self.workers, self.workers >= 1),
                ("job_workers", self.job_workers, self.job_workers >= 0),
            )
            if not fits
        ]
        if faults:
            raise BadArgumentsError(faults)


def load_settings(environ: Mapping[str, str] = os.environ, config: Path | None = None) -> Settings:
    """The settings of this start: defaults, then the file, then the environment (DIAGNOSTIC_MIN_GROUP=8)."""
    config = config or _config(environ)
    given: dict[str, object] = {"language": "zh" if environ.get("LANG", "").startswith("zh") else "en"}
    if config.exists():
        given |= _read(config)
    given |= {
        name[len(PREFIX) :].lower(): value for name, value in environ.items() if name.startswith(PREFIX)
    }
    kinds: dict[str, type] = {field.name: type(field.default) for field in fields(Settings)}
    faults = [Fault("settings.unknown_key", path=key) for key in given if key not in kinds]
    values: dict[str, object] = {}
    for key in given.keys() & kinds.keys():
        try:
            values[key] = kinds[key](given[key])
        except (TypeError, ValueError):
            faults.append(Fault("settings.bad_value", path=key, values={"value": given[key]}))
    if faults:
        raise BadArgumentsError(sorted(faults, key=lambda fault: fault.path or ""))
    return Settings(**values)  # type: ignore[arg-type]


def _config(environ: Mapping[str, str]) -> Path:
    """A checkout always reads its own, so that its settings hold for every trial with another instance folder."""
    given = environ.get(f"{PREFIX}INSTANCE") if INSTALLED else None
    return Path(given or INSTANCE) / "config.toml"


def _read(config: Path) -> dict[str, object]:
    try:
        return tomllib.loads(config.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadArgumentsError(
            [Fault("file.unreadable", source=config.name, values={"reason": error})]
        ) from error
