"""The one place of a worker where every exception is caught, as the error page is for the web.

Of an unexpected error only its type and its way through our source are logged, under a reference that the page shows
as well: error messages quote the data they failed on.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from diagnostic.storage.database.tables import new_id

log = logging.getLogger("diagnostic.jobs")


def run_guarded(what: str, function: Callable[[], object]) -> str | None:
    """Call the function. Gives the reference of an unexpected error; None: all went well."""
    try:
        function()
    except Exception as error:
        reference = new_id()[:8]
        steps = traceback.extract_tb(error.__traceback__)
        way = " > ".join(f"{Path(step.filename).name}:{step.lineno}" for step in steps)
        log.error("%s in %s, reference %s: %s", type(error).__name__, what, reference, way)
        return reference
    return None
