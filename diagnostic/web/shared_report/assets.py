"""Static files of shared reports: those of the staff pages that a report needs, under an address of their own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from diagnostic.web.assets import Asset
from diagnostic.web.staff import assets as staff

FILES = ("bootstrap.min.css", "staff.css", "reading.css", "reading.js", "icon.svg")
TEMPLATES = (Path(__file__).parent / "templates", Path(staff.__file__).parent / "templates")

_NAMES = {file: staff.ADDRESS[file].rpartition("/")[2] for file in FILES}
ASSETS: Mapping[str, Asset] = {name: staff.ASSETS[name] for name in _NAMES.values()}
ADDRESS: Mapping[str, str] = {file: f"/reports/static/{name}" for file, name in _NAMES.items()}
