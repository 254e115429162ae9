"""The templates of the rep's pages, read once and compiled once; everything put into them is escaped."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from diagnostic.web.respondent.assets import ADDRESS

TEMPLATES = Environment(
    loader=PackageLoader("diagnostic.web.respondent"),
    autoescape=True,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
TEMPLATES.globals["address"] = ADDRESS
