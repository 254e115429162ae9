"""The edge of a worker, as the error page is that of the web: here, and nowhere else, whatever went wrong is caught.

Of what nobody foresaw only the kind of the failure and its way through our source are logged, under a reference the
page shows as well: messages of failures quote the data they stumbled over.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from diagnostic.storage.database.tables import new_id

log = logging.getLogger("diagnostic.jobs")


def at_edge(what: str, deed: Callable[[], object]) -> str | None:
    """Do it. Gives the reference of what nobody foresaw; None: all went well."""
    try:
        deed()
    except Exception as error:
        reference = new_id()[:8]
        steps = traceback.extract_tb(error.__traceback__)
        way = " > ".join(f"{Path(step.filename).name}:{step.lineno}" for step in steps)
        log.error("%s in %s, reference %s: %s", type(error).__name__, what, reference, way)
        return reference
    return None
