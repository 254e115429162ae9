"""Keeps with a waiting file what somebody chose for it: which column is what, and how the file is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from diagnostic.storage.imports.uploads import Upload
from diagnostic.storage.installation import Installation
from diagnostic.usecases.imports.find_upload import uploads_of


def match_upload(
    installation: Installation,
    client_id: str,
    upload: Upload,
    columns: Mapping[str, str] | None,
    settings: Mapping[str, Any],
) -> Upload:
    """The upload as it is now. Without `columns` its headings are not matched yet."""
    uploads_of(installation, client_id).match(upload, columns, settings)
    return replace(upload, columns=columns, settings=settings)
