"""The blueprint of all pages of a plan."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint(
    "plan",
    __name__,
    url_prefix="/clients/<client_id>/assessments/<assessment_id>/plan",
    template_folder="templates",
)
