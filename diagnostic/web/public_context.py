"""All that the public app needs, one object per process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import current_app

from diagnostic.storage.installation import Installation
from diagnostic.usecases.answers.find_sitting import WaveShelf
from diagnostic.web.rate_limit import FailureLimit
from diagnostic.web.respondent.screens import Views


@dataclass(frozen=True, slots=True)
class PublicContext:
    """`shelf` keeps the waves that were read, `views` the pages of respondents that were drawn; the two limits count
    links that lead nowhere, those of respondents and those to shared reports."""

    installation: Installation
    today: Callable[[], date]
    shelf: WaveShelf
    views: Views
    failed_links: FailureLimit
    failed_reports: FailureLimit


def context() -> PublicContext:
    """That of the app that answers this request."""
    return cast(PublicContext, current_app.extensions["diagnostic"])
