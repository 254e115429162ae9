"""The pages of clients: the list, one client and what its units are called, and its assessments."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("clients", __name__, template_folder="templates")
