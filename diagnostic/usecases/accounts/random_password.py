"""Makes a password that nobody chose: an account begins with one, and gets another where its own is lost."""

from __future__ import annotations

import secrets

LENGTH = 15  # bytes: 20 characters


def random_password() -> str:
    return secrets.token_urlsafe(LENGTH)
