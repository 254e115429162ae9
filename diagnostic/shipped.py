"""The version, and where the files that come with the product lie: in a checkout next to the package, after `pip
install` inside it.

`setup.cfg` maps the folders `surveys`, `report_templates` and `docs` into the wheel. Nothing else in the product asks
where it is.
"""

from __future__ import annotations

from pathlib import Path

VERSION = "0.2.0"  # docs/releasing.md says when it changes
PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
"""The checkout; after `pip install` the folder that holds the package. Python finds `diagnostic` here."""

INSTALLED = (PACKAGE / "surveys").is_dir()
PROGRAM = "sales-diagnostic" if INSTALLED else "./run"


def shipped(name: str) -> Path:
    """A file or folder of the product, by its place in a checkout.

    >>> shipped("surveys/skills.toml").is_file()
    True
    """
    inside = INSTALLED and not name.startswith(PACKAGE.name)
    return (PACKAGE if inside else ROOT) / name


SURVEYS = shipped("surveys")
REPORT_TEMPLATES = shipped("report_templates")
