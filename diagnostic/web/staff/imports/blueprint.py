"""The pages on which a client's roster and figures come in."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("imports", __name__, url_prefix="/clients/<client_id>", template_folder="templates")
