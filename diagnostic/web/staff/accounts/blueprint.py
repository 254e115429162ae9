"""The pages of accounts: signing in and out, one's own account, everybody's accounts and the log."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("accounts", __name__, template_folder="templates")
