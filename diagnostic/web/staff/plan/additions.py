"""What a consultant adds to a plan: an action in their own words, or one the choice had left out."""

from __future__ import annotations

import secrets

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from diagnostic.core.plan.marks import line_hash
from diagnostic.i18n import N_
from diagnostic.usecases.plan.add_plan_line import add_plan_line
from diagnostic.usecases.plan.take_left_out import take_left_out
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.page import _, flash_message, language, page
from diagnostic.web.staff.plan.blueprint import bp
from diagnostic.web.staff.plan.forms import AMOUNTS
from diagnostic.web.staff.plan.own_action import FRESH, causes_of, own_form, own_line
from diagnostic.web.staff.plan.scope import read_plan


@bp.route("/add", methods=["GET", "POST"])
def add(client_id: str, assessment_id: str) -> Response:
    scope, current = read_plan(client_id, assessment_id)
    causes = causes_of(current.proposed)
    form = own_form(current.plan.start, scope, causes)
    fresh = request.form.get("fresh", "")
    if request.method == "POST" and form.validate():
        line = own_line(form, causes, fresh if FRESH.fullmatch(fresh) else secrets.token_hex(8))
        add_plan_line(context().installation, client_id, assessment_id, line, **signed())
        flash_message(N_("“{name}” is in the plan."), name=line.name[language()])
        return redirect(f"{scope.plan}#l-{line_hash(str(line.key))}")
    return page(
        "plan/add.html",
        200 if request.method == "GET" else 422,
        form=form,
        scope=scope,
        amounts=AMOUNTS,
        trail=scope.trail((_("Add an own action"), "")),
        say=scope.say(),
        fresh=fresh or secrets.token_hex(8),
    )


@bp.post("/take/<line>")
def take(client_id: str, assessment_id: str, line: str) -> Response:
    """Put into the plan what the choice had left out; what is there already is not put in twice."""
    name = take_left_out(context().installation, client_id, assessment_id, line, **signed())
    flash_message(N_("“{name}” is in the plan."), name=name[language()])
    plan = url_for("plan.plan", client_id=client_id, assessment_id=assessment_id)
    return redirect(f"{plan}#l-{line}")
