"""The blueprint of all pages of a wave, from what it could show to its sealing."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint(
    "waves",
    __name__,
    url_prefix="/clients/<client_id>/assessments/<assessment_id>",
    template_folder="templates",
)
