"""Publishing: everything that freezes on one page, the promise as reps will read it, and the one button that opens it.

The page carries the fingerprint the wave would have. If surveys, roster or figures move meanwhile, it is another one,
and what has not been looked at does not open.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.core.wave.model import WaveForm, asked_of, longest_minutes
from diagnostic.faults import BadDataError, Fault
from diagnostic.i18n import N_
from diagnostic.storage.results.study_inputs import inputs_of
from diagnostic.storage.waves.wave_list import WaveLine
from diagnostic.storage.waves.waves import Invited, count_invited, read_wave
from diagnostic.text import Text
from diagnostic.usecases.analysis.find_doubts import find_doubts
from diagnostic.usecases.answers.find_sitting import FoundSitting
from diagnostic.usecases.waves.offer_wave import Publication, offer_wave
from diagnostic.usecases.waves.publish_wave import publish_wave
from diagnostic.web.respondent.screens import promise_words
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.fields import SureForm
from diagnostic.web.staff.common.page import flash_message, language, page
from diagnostic.web.staff.waves.blueprint import bp
from diagnostic.web.staff.waves.scope import WaveScope, read_scope


@bp.route("/publish", methods=["GET", "POST"])
def publish(client_id: str, assessment_id: str) -> AnyResponse:
    scope, form = read_scope(client_id, assessment_id), SureForm(request.form)
    if request.method == "GET":
        return _page(scope, form, 200)
    if not form.validate() and scope.unsealed is None:
        return _page(scope, form, 422)
    seen, today = request.form.get("seen", ""), context().today()
    try:
        publish_wave(context().installation, client_id, assessment_id, seen, today, **signed())
    except BadDataError as error:
        return _page(read_scope(client_id, assessment_id), SureForm(), 409, error.faults[0])
    flash_message(N_("Published. The links can be made now."))
    return redirect(url_for("waves.links", **scope.at))


def _page(scope: WaveScope, form: SureForm, status: int, refused: Fault | None = None) -> Response:
    return page(
        "waves/publish.html",
        status,
        scope=scope,
        form=form,
        refused=refused,
        trail=scope.trail(N_("Publish")),
        **(_offered(scope) if scope.unsealed is None else _out(scope.unsealed)),
    )


def _offered(scope: WaveScope) -> Mapping[str, Any]:
    """What would open now."""
    offered = offer_wave(context().installation, scope.client_id, scope.assessment_id, context().today())
    by_band = any("band" in module.columns for module in offered.planned.plan.modules)
    in_doubt = _in_doubt(scope) if by_band else []
    return {
        "offered": offered,
        "faults": [(fault, *scope.mend(fault)) for fault in offered.faults],
        "notes_said": [(note, *scope.mend(note)) for note in offered.planned.notes] + in_doubt,
        "modules": _modules(offered),
        "promise": _promise(offered),
    }


def _in_doubt(scope: WaveScope) -> list[tuple[Fault, str, str]]:
    """What performance bands would rest on though nobody has confirmed it, with the page that asks."""
    client_id, assessment_id = scope.client_id, scope.assessment_id
    with context().installation.store.reading() as session:
        inputs = inputs_of(session, client_id, assessment_id)
        doubts = find_doubts(session, client_id, assessment_id, inputs, context().today())
    if not doubts.are_open:
        return []
    note = Fault("plan.values_in_doubt", values={"n": len(doubts.values)})
    return [(note, "figures", url_for("doubts.doubts", **scope.at))]


def _out(wave: WaveLine) -> Mapping[str, Any]:
    """What was fixed when the wave was published."""
    with context().installation.store.reading() as session:
        form, invited = read_wave(session, wave.id), count_invited(session, wave.id)
    return {
        "offered": None,
        "out": form,
        "wave": wave,
        "invited": invited,
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
    """The promise in the reader's language, as the person who is asked most would read it; None while faults forbid."""
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
