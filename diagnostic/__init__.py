"""Sales Diagnostic. `flask --app diagnostic` finds its app here; nothing is loaded before it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def __getattr__(name: str) -> Any:
    """`create_app` without loading the web for programs that only want the core (PEP 562)."""
    if name == "create_app":
        return _create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _create_app() -> Flask:
    """The app of this machine's settings; a fault is said as the flask command says its own, without a traceback."""
    import click

    from diagnostic.app import create_app
    from diagnostic.faults import DiagnosticError

    try:
        return create_app()
    except DiagnosticError as error:
        raise click.ClickException("\n".join(fault.line("en") for fault in error.faults)) from None
