"""The preview of a survey: the very screens a rep gets, drawn by the rep's own code, behind no link and stored nowhere.

The staff page chooses a kind of rep and shows the screens in a frame of a phone's size; the screens are those of
`web.respondent`, so that what is shown here can never differ from what is sent.
"""

from __future__ import annotations

from flask import Response, abort, request

from diagnostic.core.survey.sittings.length import LEVELS, TEAM_TYPES, RespondentKind, minutes
from diagnostic.core.survey.sittings.navigation import next_screen
from diagnostic.core.survey.sittings.screen import StrangePostError
from diagnostic.core.wave.model import WaveForm
from diagnostic.i18n import N_
from diagnostic.storage.database.session import Session
from diagnostic.storage.waves.waves import read_wave
from diagnostic.text import LANGS, Lang
from diagnostic.usecases.answers.find_sitting import FoundSitting
from diagnostic.usecases.answers.preview_sitting import preview_sitting
from diagnostic.usecases.surveys.draft_form import draft_form
from diagnostic.web.headers import CSP_FRAMED, CSP_FRAMING, POLICY
from diagnostic.web.respondent.form_data import read_post
from diagnostic.web.respondent.screens import Views
from diagnostic.web.respondent.views import first_screen, is_sending
from diagnostic.web.respondent.views import page as rep_page
from diagnostic.web.staff.common.context import context
from diagnostic.web.staff.common.page import language, page
from diagnostic.web.staff.surveys.blueprint import SURVEYS, bp
from diagnostic.web.staff.surveys.form import closing_day
from diagnostic.web.staff.surveys.slot import SurveySlot, find_slot

ANY = "any"  # of a team type: the unit has none, or people of several


@bp.get(f"{SURVEYS}/preview")
def preview(client_id: str, assessment_id: str) -> Response:
    """The choice of a kind of rep and a language, and the screens in a frame."""
    with context().installation.store.reading() as session:
        slot = find_slot(session, client_id, assessment_id)
        form = _form(session, slot)
    asked = {level: len(preview_sitting(form, RespondentKind(level)).sitting.items) for level in LEVELS}
    levels = [level for level in LEVELS if asked[level]] or [LEVELS[0]]
    level, team = request.args.get("level"), request.args.get("team_type")
    kind = RespondentKind(level if level in levels else levels[0], team if team in TEAM_TYPES else "")
    lang = chosen if (chosen := request.args.get("lang")) in LANGS else language()
    items = len(preview_sitting(form, kind).sitting.items)
    response = page(
        "surveys/preview.html",
        slot=slot,
        kind=kind,
        levels=levels,
        team_types=TEAM_TYPES,
        shown=lang,
        items=items,
        minutes=minutes(items),
        trail=slot.trail(N_("Preview of the surveys")),
        screen=slot.address("surveys.screen", level=kind.level, team_type=kind.team_type or ANY, lang=lang),
    )
    response.headers[POLICY] = CSP_FRAMING
    return response


@bp.route(f"{SURVEYS}/preview/<level>/<team_type>/<lang>", methods=["GET", "POST"])
def screen(client_id: str, assessment_id: str, level: str, team_type: str, lang: str) -> Response:
    """One screen of the sitting, as `web.respondent` would show it; sending leads to its thanks."""
    if level not in LEVELS or team_type not in (ANY, *TEAM_TYPES) or lang not in LANGS:
        abort(404)
    kind = RespondentKind(level, "" if team_type == ANY else team_type)
    with context().installation.store.reading() as session:
        form = _form(session, find_slot(session, client_id, assessment_id))
    response = _answer(preview_sitting(form, kind), lang)
    response.headers[POLICY] = CSP_FRAMED
    return response


def _answer(found: FoundSitting, lang: Lang) -> Response:
    views = Views(context().support)  # shelves of its own: a draft changes, an open wave never does
    if request.method == "GET":
        return rep_page(views.screen(found, first_screen(lang)))
    try:
        post = read_post(request.form)
        screen = next_screen(found.sitting, post)
    except StrangePostError:
        return rep_page(views.screen(found, first_screen(lang), strange=True), 400)
    if is_sending(post, screen):
        return rep_page(views.thanks(screen.position.lang))
    return rep_page(views.screen(found, screen), 200 if screen.is_fine else 422)


def _form(session: Session, slot: SurveySlot) -> WaveForm:
    """Of the running wave as it was frozen, else of the draft."""
    if slot.running is not None:
        return read_wave(session, slot.running.id)
    return draft_form(slot.draft, closing_day(slot.draft, context().today()))
