"""Values in an assessment's figures that can hardly be right: all of them on one page, with one answer for all.

Confirming keeps the name of the account, and the report prints it; it holds for exactly the values that were shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.core.diagnosis.model.coverage import DoubtCode
from diagnostic.core.figures.model.performance import Opportunity
from diagnostic.core.figures.reading.numbers import minor_units
from diagnostic.faults import StaleError
from diagnostic.i18n import N_
from diagnostic.storage.clients.rosters import unit_names
from diagnostic.storage.results.confirmations import others_can_read
from diagnostic.storage.results.study_inputs import inputs_of
from diagnostic.text import Text
from diagnostic.usecases.analysis.confirm_values import confirm_values, take_confirmation_back
from diagnostic.usecases.analysis.find_doubts import DoubtfulValue, Doubts, find_doubts
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.formatting import period_text, unit_way
from diagnostic.web.staff.common.page import _, day, flash_message, money, number, page
from diagnostic.web.staff.diagnosis.views import assessment_trail

bp = Blueprint(
    "doubts",
    __name__,
    url_prefix="/clients/<client_id>/assessments/<assessment_id>/doubts",
    template_folder="templates",
)

TITLE = N_("Values that can hardly be right")
SHOWN_DEALS = 5
THINNEST = 2  # per cent of a bar: an effect that is small is still seen
WHAT: Mapping[DoubtCode, str] = {
    "unit_over": N_("Attainment of a unit"),
    "row_over_half": N_("A single row with more than half of its unit's half-year"),
    "person_over_next": N_("Sales far above the next one in the same role"),
    "money_scale": N_("Money of one kind on another scale than the others"),
    "below_zero": N_("A unit that sold less than nothing in the whole period"),
    "actuals_twice": N_("Rows of results that stand more than once"),
    "targets_twice": N_("Rows of targets that stand more than once"),
    "month_off_deals": N_("Months whose sales are far from the won deals"),
    "closing_far": N_("Closing days years away from all others"),
    "old_cycle": N_("Deals that took many years"),
}
"""What is in doubt."""
VALUE: Mapping[DoubtCode, str] = {
    "unit_over": N_("{percent}% of the target"),
    "row_over_half": N_("{amount}, {percent}% of the unit's half-year"),
    "person_over_next": N_("{times} times the next one"),
    "money_scale": N_("{times} times apart"),
    "below_zero": N_("{amount}"),
    "actuals_twice": N_("{n} {n:row|rows}"),
    "targets_twice": N_("{n} {n:row|rows}"),
    "month_off_deals": N_("{times} times the won deals"),
    "closing_far": N_("{days} days from the nearest other one"),
    "old_cycle": N_("{days} days at the longest"),
}
USUAL: Mapping[DoubtCode, str] = {
    "unit_over": N_("up to {percent}%"),
    "row_over_half": N_("up to half"),
    "person_over_next": N_("less than {times} times"),
    "money_scale": N_("about the same"),
    "below_zero": N_("not below zero"),
    "actuals_twice": N_("none"),
    "targets_twice": N_("none"),
    "month_off_deals": N_("as in the other months"),
    "closing_far": N_("up to {days} days"),
    "old_cycle": N_("up to {days} days"),
}
"""What is not asked about."""


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A value as the page shows it. `width` is its share of the largest effect, in per cent; `points` "" where days of
    deals are no part of attainment; `search` finds its rows among the figures."""

    what: str
    where: Markup
    value: str
    usual: str
    points: str
    width: int
    deals: Sequence[str]
    more: int
    kind: str
    search: str


@bp.get("")
def doubts(client_id: str, assessment_id: str) -> Response:
    return _page(client_id, assessment_id)


@bp.post("")
def confirm(client_id: str, assessment_id: str) -> AnyResponse:
    """The values of the form are confirmed, if they are still the ones in doubt."""
    seen = request.form.get("mark", "")
    try:
        confirm_values(context().installation, client_id, assessment_id, seen, **signed())
    except StaleError:
        return _page(client_id, assessment_id, moved=True)
    flash_message(N_("Confirmed with your name."))
    return _back(client_id, assessment_id)


@bp.post("/take-back")
def take_back(client_id: str, assessment_id: str) -> AnyResponse:
    """Not while others can read a report that says who confirmed: the page then says so."""
    mark = request.form.get("mark", "")
    try:
        gone = take_confirmation_back(context().installation, client_id, assessment_id, mark, **signed())
    except StaleError:
        return _page(client_id, assessment_id, moved=True)
    flash_message(
        N_("The confirmation is taken back.") if gone else N_("There is no confirmation to take back.")
    )
    return _back(client_id, assessment_id)


def _back(client_id: str, assessment_id: str) -> AnyResponse:
    return redirect(url_for("doubts.doubts", client_id=client_id, assessment_id=assessment_id))


def _page(client_id: str, assessment_id: str, moved: bool = False) -> Response:
    today = context().now().date()
    with context().installation.store.reading() as session:
        trail = assessment_trail(session, client_id, assessment_id, TITLE)
        inputs = inputs_of(session, client_id, assessment_id)
        found = find_doubts(session, client_id, assessment_id, inputs, today)
        units = unit_names(session, client_id)
        read = bool(found.confirmed) and others_can_read(session, assessment_id, found.mark, today)
    return page(
        "diagnosis/doubts.html",
        409 if moved else 200,
        trail=trail,
        at={"client_id": client_id, "assessment_id": assessment_id},
        found=found,
        lines=_lines(found, units),
        published=read,
        moved=moved,
    )


def _lines(found: Doubts, units: Mapping[str, Text]) -> list[DoubtLine]:
    most = max((abs(value.moves) for value in found.values), default=0.0)
    return [_line(value, found.currency, units, most) for value in found.values]


def _line(value: DoubtfulValue, currency: str | None, units: Mapping[str, Text], most: float) -> DoubtLine:
    filled = {
        "amount": _amount(round(value.value) if value.code == "below_zero" else value.amount, currency),
        "n": value.count,
        "percent": number(round(100 * value.value, 1)),
        "times": number(round(value.value, 1)),
        "days": number(round(value.value)),
    }
    limit = {
        "percent": number(round(100 * value.usual)),
        "times": number(round(value.usual)),
        "days": number(round(value.usual)),
    }
    return DoubtLine(
        _(WHAT[value.code]),
        _where(value, units),
        _(VALUE[value.code], **filled),
        _(USUAL[value.code], **limit),
        "" if value.deals else _points(value.moves),
        max(round(100 * abs(value.moves) / most), THINNEST) if value.moves else 0,
        [_deal(deal) for deal in value.deals[:SHOWN_DEALS]],
        max(len(value.deals) - SHOWN_DEALS, 0),
        "opportunities" if value.deals else "targets" if value.code == "targets_twice" else "actuals",
        value.name if value.name and value.owner else "",
    )


def _where(value: DoubtfulValue, units: Mapping[str, Text]) -> Markup:
    if value.deals:
        return _("{n} {n:deal|deals}", n=len(value.deals))
    if value.code == "month_off_deals":
        return _("{n} {n:month|months}", n=value.count)
    if not value.owner:
        return _("All figures")
    way = unit_way(value.path, units) if value.path else Markup()
    parts = [Markup.escape(value.name), way, period_text(value.month) if value.month else Markup()]
    return Markup(" · ").join(part for part in parts if part)


def _deal(deal: Opportunity) -> str:
    """ "D17: 1970-01-01 to 2025-03-05", as the reader writes days."""
    first, last = (day(each) if each else str(_("—")) for each in (deal.created, deal.closed))
    return _("{id}: created {first}, closed {last}", id=deal.id, first=first, last=last)


def _amount(minor: int | None, currency: str | None) -> str:
    if minor is None:
        return ""
    return " ".join(filter(None, (money(minor / minor_units(currency)), currency)))


def _points(moves: float) -> str:
    """With its sign: what is in doubt adds to attainment, or takes from it."""
    points = round(100 * moves, 1)
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{number(abs(points))}"
