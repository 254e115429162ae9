"""HTML to PDF/UA: the only module that knows WeasyPrint.

The same HTML gives the same bytes (for one lock file, font set and architecture): the file identifier
is the hash of the page, and the dates are those the page itself names. Nothing is fetched from anywhere.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from diagnostic.faults import Fault, MachineLacksError

if TYPE_CHECKING:
    from weasyprint import HTML

_INSTALL = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def render_pdf(html: str) -> bytes:
    """A tagged PDF/UA-1 file with its fonts embedded as subsets."""
    identifier = hashlib.sha256(html.encode("utf-8")).digest()[:16]
    pdf = _page(html).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    if not isinstance(pdf, bytes):
        raise TypeError("WeasyPrint wrote no bytes")
    return pdf


def _page(html: str) -> HTML:
    # Imported here: loading WeasyPrint takes over a second, which no other command should pay.
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:  # Pango is not a Python package, so only the import shows that it is missing
        raise MachineLacksError(
            [Fault("machine.lacks", values={"what": "Pango", "command": _INSTALL})]
        ) from error

    return HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",)))
