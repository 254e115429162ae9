"""The two apps of the web, built once in a process and lent to one test after another: building them takes longer than
most tests. Who adds a page to an app builds one with `build_app`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from diagnostic.app import build_app, public_context
from diagnostic.storage.installation import Installation
from diagnostic.web.clock import Now, utc_now
from diagnostic.web.respondent.support_lines import SUPPORT, Support
from diagnostic.web.staff.auth.session import settings_of
from diagnostic.web.staff.auth.sign_in_limit import SignInLimit
from diagnostic.web.staff.common.context import StaffContext


class Compiled(BytecodeCache):
    """The templates as compiled for the first app; every other one uses them again."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()
FREE: list[Flask] = []
LENT: list[Flask] = []


def lend_app(
    installation: Installation,
    *,
    today: Callable[[], date] = date.today,
    clock: Callable[[], float] = time.monotonic,
    now: Now = utc_now,
    support: Support = SUPPORT,
    public_url: str = "",
) -> Flask:
    """As `build_app`, but an app that is there is used where no test has it."""
    app = FREE.pop() if FREE else _build(installation)
    LENT.append(app)
    staff = app.extensions["staff"]
    staff.config.update(settings_of(installation))
    app.extensions["diagnostic"] = public_context(installation, today, clock, support)
    staff.extensions["diagnostic"] = StaffContext(
        installation, SignInLimit(clock), today, now, support, public_url
    )
    return app


@contextmanager
def giving_back() -> Iterator[None]:
    """Apps lent inside the block are free after it."""
    before = len(LENT)
    yield
    FREE.extend(LENT[before:])
    del LENT[before:]


def _build(installation: Installation) -> Flask:
    app = build_app(installation)
    for each in (app, app.extensions["staff"]):
        each.jinja_env.bytecode_cache = COMPILED
    return app
