"""The pages of reports: made and released by consultants, read by executives."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("reports", __name__, template_folder="templates")
