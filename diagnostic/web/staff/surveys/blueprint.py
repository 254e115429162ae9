"""The pages on which surveys of the next wave are chosen, and those that preview them."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("surveys", __name__, template_folder="templates")

SURVEYS = "/clients/<client_id>/assessments/<assessment_id>/surveys"
"""Where they lie; the schema of survey files is about no client and lies elsewhere."""
