"""How a web process loads the app: all that is loaded stays, so the garbage collector need not look at it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from diagnostic.settings import Settings

if TYPE_CHECKING:
    from flask import Flask


def load_app(settings: Settings) -> Flask:
    """The app over the installation the settings name. Raises BadDataError where the database has another shape."""
    gc.disable()
    try:
        from diagnostic.app import create_app

        return create_app(settings)
    finally:
        gc.enable()
