"""What the report will be able to show: groups and headcounts before anything is sent, and which way a module is read.

Nothing here is known of any answer. It is arithmetic on invitees and an expected rate, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby
from typing import Any

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from diagnostic.core.wave.model import Tag
from diagnostic.core.wave.plan import (
    Staffing,
    Tagging,
    choices_of,
    label_of,
    plan_groups,
    tagging_of,
    tags_of,
)
from diagnostic.core.wave.preview import ModuleOutlook, TagOutlook, outlook
from diagnostic.faults import BadDataError, StaleError
from diagnostic.i18n import N_, both
from diagnostic.storage.clients.staffing import find_staffing
from diagnostic.storage.waves.drafts import WaveDraft
from diagnostic.text import Text
from diagnostic.usecases.surveys.draft_wave import draft_wave
from diagnostic.usecases.waves.choose_tagging import choose_tagging
from diagnostic.web.staff.common import labels
from diagnostic.web.staff.common.context import context, signed
from diagnostic.web.staff.common.page import _, client_text, flash_message, page
from diagnostic.web.staff.waves.blueprint import bp
from diagnostic.web.staff.waves.scope import find_scope, read_scope

RATES = (30, 40, 50, 60, 70, 80, 90)
Parts = Sequence[tuple[Text | None, Sequence[TagOutlook]]]


@dataclass(frozen=True, slots=True)
class View:
    """One way to read a module: `name` is its choice as forms send it, `parts` its groups under the outermost one."""

    name: str
    tagging: Tagging
    chosen: bool
    seen: ModuleOutlook
    parts: Parts


@dataclass(frozen=True, slots=True)
class ModuleViews:
    """A module with every way to read it, the chosen one first; `titles` are its surveys'."""

    module: str
    titles: Sequence[Text]
    views: Sequence[View]


@bp.route("/shown", methods=["GET", "POST"])
def coverage(client_id: str, assessment_id: str) -> AnyResponse:
    if request.method == "GET":
        return _page(client_id, assessment_id)
    module, rate = request.form.get("module", ""), _rate(request.form.get("rate"))
    named = {name_of(each): each for each in choices_of(module)}
    try:
        choose_tagging(
            context().installation,
            client_id,
            assessment_id,
            module,
            named.get(request.form.get("tagging", "")),
            None if rate is None else rate / 100,
            request.form.get("seen", ""),
            **signed(),
        )
    except BadDataError:
        return _page(client_id, assessment_id, 422, N_("There is no such way; please choose from the list."))
    except StaleError:
        frozen = read_scope(client_id, assessment_id).unsealed is not None
        return _page(
            client_id,
            assessment_id,
            409,
            N_("The survey is published; its groups are fixed and can't be changed.")
            if frozen
            else N_("Somebody changed this draft since you looked. Please look again, then choose."),
        )
    flash_message(N_("Changed."))
    back = url_for("waves.coverage", client_id=client_id, assessment_id=assessment_id)
    return redirect(f"{back}#m-{module}")


def _page(client_id: str, assessment_id: str, status: int = 200, wrong: str = "") -> Response:
    with context().installation.store.reading() as session:
        scope = find_scope(session, client_id, assessment_id)
        draft = draft_wave(session, assessment_id)
        staffing = find_staffing(session, client_id, assessment_id, context().today()) or abort(404)
    rate = _rate(request.args.get("rate")) or round(draft.expected * 100)
    groups = plan_groups(staffing, [each.module for each in draft.surveys], draft.tagging, draft.rules)
    modules = [
        ModuleViews(each.module, _titles(draft, each.module), _views(draft, staffing, each.module, rate))
        for each in groups.modules
    ]
    return page(
        "waves/coverage.html",
        status,
        scope=scope,
        modules=modules,
        rate=rate,
        rates=sorted({*RATES, rate}),
        draft=draft,
        said_notes=[(note, *scope.mend(note)) for note in (*groups.faults, *groups.notes)],
        wrong=_(wrong) if wrong else "",
        people=len(groups.invitees),
        group_row=_group_row,
        trail=scope.trail(N_("What the report can show")),
    )


def name_of(tagging: Tagging) -> str:
    """A way to tag as forms and words name it: "role_band", "unit", "company"."""
    return "_".join(tagging) or "company"


def _rate(given: str | None) -> int | None:
    """The expected rate in per cent, where it is one."""
    if given and given.isascii() and given.isdigit() and 0 < len(given) < 4 and 1 <= int(given) <= 100:
        return int(given)
    return None


def _titles(draft: WaveDraft, module: str) -> list[Text]:
    return [Text(**each.definition["title"]) for each in draft.surveys if each.module == module]


def _views(draft: WaveDraft, staffing: Staffing, module: str, rate: int) -> Sequence[View]:
    chosen = tagging_of(module, draft.tagging)
    ways = [chosen, *(each for each in choices_of(module) if each != chosen)]
    return [_view(draft, staffing, module, way, rate, way == chosen) for way in ways]


def _view(
    draft: WaveDraft, staffing: Staffing, module: str, tagging: Tagging, rate: int, chosen: bool
) -> View:
    tagged: Mapping[str, Tagging] = {**draft.tagging, module: tagging}
    groups = plan_groups(staffing, [each.module for each in draft.surveys], tagged, draft.rules)
    (plan,) = [each for each in groups.modules if each.module == module]
    number = count()
    tags = tags_of(plan, groups.invitees, draft.rules, lambda: f"{next(number):05}")
    seen = outlook(module, plan.columns, tags, rate / 100, draft.rules)
    return View(name_of(tagging), tagging, chosen, seen, _parts(seen))


def _parts(seen: ModuleOutlook) -> Parts:
    """The groups under their outermost name, where there is more than one level."""
    if len(seen.columns) < 2:
        return [(None, seen.tags)]

    def outermost(each: TagOutlook) -> Text | None:
        first = {leaf.labels[0] for leaf in each.tag.leaves}
        return first.pop() if len(first) == 1 else None

    return [(label, list(own)) for label, own in groupby(seen.tags, outermost)]


def inner_label(tag: Tag, under: Text | None) -> Text:
    """A group's name without the part its heading says already."""
    if any(len(leaf.labels) < 2 or leaf.labels[0] != under for leaf in tag.leaves):
        return tag.label
    return label_of([replace(leaf, values=leaf.values[1:], labels=leaf.labels[1:]) for leaf in tag.leaves])


def _group_row(each: TagOutlook, under: Text | None) -> dict[str, Any]:
    """What the page says of one group at the expected rate."""
    others = _(", ").join(client_text(inner_label(other, under)) for other in each.others[:3])
    more = len(each.others) - 3
    if more > 0:
        others = _("{names} and {n} more", names=others, n=more)
    above = client_text(_above(each)) if each.visibility == "parent" else ""
    return {
        "label": client_text(inner_label(each.tag, under)),
        "said": _(labels.GROUP_VISIBILITY[each.visibility], others=others, above=above),
        "percent": round(each.means * 100),
        "items": round(each.items * 100),
    }


def _above(each: TagOutlook) -> Text:
    """The unit a group would be shown as; its label is that of any of its leaves at that depth."""
    if not each.above:
        return both("the whole company")
    return each.tag.leaves[0].labels[len(each.above) - 1]
