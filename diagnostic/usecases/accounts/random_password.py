"""Makes a random password: for a new account, or for one whose password is lost."""

from __future__ import annotations

import secrets

LENGTH = 15  # bytes: 20 characters


def random_password() -> str:
    return secrets.token_urlsafe(LENGTH)
