"""Publishing: everything that freezes on one page, the promise as reps will read it, and the one button that opens it.

The page carries the fingerprint the wave would have. If surveys, roster or figures move meanwhile, it is another one,
and what nobody has looked at does not open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.core.wave.model import WaveForm, asked_of, longest_minutes
from diagnostic.faults import Fault
from diagnostic.storage.database.session import Session
from diagnostic.storage.waves.wave_list import WaveLine
from diagnostic.storage.waves.waves import Invited, count_invited, read_wave
from diagnostic.text import Text
from diagnostic.usecases.answers.find_sitting import FoundSitting
from diagnostic.usecases.waves.publish_wave import Publication, offer_wave, publish_wave
from diagnostic.web.respondent.screens import promise_words
from diagnostic.web.staff.common.context import StaffContext
from diagnostic.web.staff.common.fields import SureForm
from diagnostic.web.staff.common.page import language, page, tell
from diagnostic.web.staff.waves.scope import Place, find_place


class PublishPages:
    def __init__(self, office: StaffContext) -> None:
        self.office = office
        self.store = office.installation.store

    def add_to(self, app: Flask) -> None:
        one = "/clients/<client_id>/assessments/<assessment_id>/publish"
        app.add_url_rule(one, "publish", self.publish, methods=["GET", "POST"])

    def publish(self, client_id: str, assessment_id: str) -> Response:
        form = SureForm(request.form)
        with self.store.reading() as session:
            place = find_place(session, client_id, assessment_id)
        if request.method == "GET":
            return self._page(place, form, 200)
        if not form.validate() and place.unsealed is None:
            return self._page(place, form, 422)
        outcome = publish_wave(
            self.office.installation,
            client_id,
            assessment_id,
            request.form.get("seen", ""),
            self.office.today(),
            self.office.entry("wave_published", place.facts.title),
        )
        if outcome == "opened":
            tell("done_published")
            return redirect(url_for("links", **place.at))
        return self._page(place, SureForm(), 409, Fault(f"plan.{outcome}"))

    def _page(self, place: Place, form: SureForm, status: int, refused: Fault | None = None) -> Response:
        with self.store.reading() as session:
            place = find_place(session, place.client_id, place.assessment_id)
            unsealed = place.unsealed
            shown = self._offered(session, place) if unsealed is None else _out(session, unsealed)
        return page(
            "publish.html",
            status,
            place=place,
            form=form,
            refused=refused,
            trail=place.trail("s_publish"),
            **shown,
        )

    def _offered(self, session: Session, place: Place) -> Mapping[str, Any]:
        offered = offer_wave(
            self.office.installation, session, place.client_id, place.assessment_id, self.office.today()
        )
        return {
            "offered": offered,
            "faults": [(fault, *place.mend(fault)) for fault in offered.faults],
            "notes_said": [(note, *place.mend(note)) for note in offered.planned.notes],
            "modules": _modules(offered),
            "promise": _promise(offered),
        }


def _out(session: Session, wave: WaveLine) -> Mapping[str, Any]:
    """What was fixed when the wave was published."""
    form = read_wave(session, wave.id)
    return {
        "offered": None,
        "out": form,
        "wave": wave,
        "invited": count_invited(session, wave.id),
        "minutes": longest_minutes(form),
    }


def _modules(offered: Publication) -> list[dict[str, Any]]:
    """Of each module: its surveys, how many people are asked, in how many groups, the smallest of them."""
    plan = offered.planned.plan
    tags = offered.framed.tags if offered.framed else ()
    return [
        {
            "surveys": [
                (Text(**raw["title"]), raw["version"])
                for raw in plan.surveys
                if raw["module"] == module.module
            ],
            "asked": sum(module.module in each.leaves for each in plan.invitees),
            "tags": sum(tag.module == module.module for tag in tags),
            "smallest": min((tag.invited for tag in tags if tag.module == module.module), default=0),
        }
        for module in plan.modules
    ]


def _promise(offered: Publication) -> Mapping[str, Any] | None:
    """The promise in the reader's language, as somebody who is asked most would read it; None while faults forbid."""
    framed, plan = offered.framed, offered.planned.plan
    if framed is None:
        return None
    form = WaveForm(
        id="",
        instruments=framed.instruments,
        columns={},
        asked=asked_of(framed.tags, framed.instruments, plan.choice),
        choice=plan.choice,
        rules=plan.rules,
        closes_on=plan.closes_on,
        public_key=b"",
        envelope_size=0,
        tags={tag.id: tag for tag in framed.tags},
        promise=framed.promise,
        fingerprint=framed.fingerprint,
    )
    tag_of = {(tag.module, leaf.values): tag.id for tag in framed.tags for leaf in tag.leaves}
    most = max(plan.invitees, key=lambda each: len(each.leaves))
    tags = {module: tag_of[module, leaf] for module, leaf in most.leaves.items()}
    sitting, nobody = form.sitting(tags), Invited("", "", tags, False, "open")
    return promise_words(FoundSitting(nobody, form, sitting, ()), language())
