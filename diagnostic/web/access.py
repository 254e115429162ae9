"""Who may see what: one row for every route of the product, and the rule that reads it.

A test requests every route as each kind of visitor and compares the answers with this table; a route without a row
is closed to everybody. Pages of another client answer 404, never 403, as if they did not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from diagnostic.storage.accounts.accounts import AccountRow

Visitor = Literal["administrator", "consultant", "other", "executive", "rep", "stranger"]
"""`consultant` and `executive` are of the client the page is about (or of any, where it is about none); `other` is
of another client. A rep has a link and no account: to every page but their own they are a stranger."""

VISITORS: tuple[Visitor, ...] = ("administrator", "consultant", "other", "executive", "rep", "stranger")
EVERYBODY: frozenset[Visitor] = frozenset(VISITORS)
SIGNED_IN: frozenset[Visitor] = EVERYBODY - {"rep", "stranger"}
CONSULTANTS: frozenset[Visitor] = frozenset({"administrator", "consultant", "other"})
OF_THE_CLIENT: frozenset[Visitor] = frozenset({"administrator", "consultant"})
READERS: frozenset[Visitor] = OF_THE_CLIENT | {"executive"}
ADMINISTRATORS: frozenset[Visitor] = frozenset({"administrator"})

FORM, UPLOAD = 64 * 1024, 8 * 1024 * 1024
LONG_FORM = 256 * 1024  # with the names of many units or values in it


@dataclass(frozen=True, slots=True)
class AccessRule:
    """`who` may see it; `largest` is the longest body it takes."""

    who: frozenset[Visitor]
    largest: int = FORM


ACCESS: Mapping[str, AccessRule] = {
    # reps: anybody with the link may see these pages
    "respondent.open": AccessRule(EVERYBODY),
    "respondent.take": AccessRule(EVERYBODY),
    "respondent.asset": AccessRule(EVERYBODY),
    # staff, before signing in
    "asset": AccessRule(EVERYBODY),
    "accounts.language": AccessRule(EVERYBODY),
    "accounts.sign_in": AccessRule(EVERYBODY),
    # one's own account
    "accounts.sign_out": AccessRule(SIGNED_IN),
    "accounts.sign_out_everywhere": AccessRule(SIGNED_IN),
    "accounts.own_account": AccessRule(SIGNED_IN),
    # clients
    "clients.home": AccessRule(SIGNED_IN),
    "clients.clients": AccessRule(CONSULTANTS),
    "clients.new_client": AccessRule(CONSULTANTS),
    "clients.client": AccessRule(OF_THE_CLIENT),
    "clients.edit_client": AccessRule(OF_THE_CLIENT),
    "clients.delete_client": AccessRule(OF_THE_CLIENT),
    # assessments
    "clients.new_assessment": AccessRule(OF_THE_CLIENT),
    "clients.assessment": AccessRule(OF_THE_CLIENT),
    "clients.edit_assessment": AccessRule(OF_THE_CLIENT),
    "clients.delete_assessment": AccessRule(OF_THE_CLIENT),
    # which surveys a wave asks
    "surveys.surveys": AccessRule(OF_THE_CLIENT),
    "surveys.upload": AccessRule(OF_THE_CLIENT, UPLOAD),
    "surveys.file": AccessRule(OF_THE_CLIENT),
    "surveys.remove": AccessRule(OF_THE_CLIENT),
    "surveys.preview": AccessRule(OF_THE_CLIENT),
    "surveys.screen": AccessRule(OF_THE_CLIENT),
    "surveys.schema": AccessRule(CONSULTANTS),
    # a wave, from what it could show to its sealing
    "waves.coverage": AccessRule(OF_THE_CLIENT),
    "waves.publish": AccessRule(OF_THE_CLIENT),
    "waves.links": AccessRule(OF_THE_CLIENT),
    "waves.link": AccessRule(OF_THE_CLIENT),
    "waves.participation": AccessRule(OF_THE_CLIENT),
    "waves.close": AccessRule(OF_THE_CLIENT),
    "waves.key_copy": AccessRule(OF_THE_CLIENT),
    "waves.key_back": AccessRule(OF_THE_CLIENT),
    "waves.abandon": AccessRule(OF_THE_CLIENT),
    # the roster: figures of named people, for consultants only
    "imports.roster": AccessRule(OF_THE_CLIENT, UPLOAD),
    "imports.roster_columns": AccessRule(OF_THE_CLIENT),
    "imports.roster_preview": AccessRule(OF_THE_CLIENT),
    "imports.roster_faults": AccessRule(OF_THE_CLIENT),
    "imports.roster_undo": AccessRule(OF_THE_CLIENT),
    # long work
    "jobs.job": AccessRule(OF_THE_CLIENT),
    "jobs.state": AccessRule(OF_THE_CLIENT),
    "jobs.cancel": AccessRule(OF_THE_CLIENT),
    "jobs.retry": AccessRule(OF_THE_CLIENT),
    # the diagnosis and its reports, as the consultants who make them see them
    "diagnosis.diagnosis": AccessRule(OF_THE_CLIENT),
    "diagnosis.analyse": AccessRule(OF_THE_CLIENT),
    "diagnosis.results": AccessRule(OF_THE_CLIENT),
    "diagnosis.file": AccessRule(OF_THE_CLIENT),
    "doubts.doubts": AccessRule(OF_THE_CLIENT),
    "doubts.confirm": AccessRule(OF_THE_CLIENT),
    "doubts.take_back": AccessRule(OF_THE_CLIENT),
    "reports.report": AccessRule(OF_THE_CLIENT),
    "reports.one_report": AccessRule(OF_THE_CLIENT),
    "reports.release": AccessRule(OF_THE_CLIENT),
    "reports.revoke_link": AccessRule(OF_THE_CLIENT),
    # reports, as executives read them: the view asks whether one is released
    "reports.reports": AccessRule(SIGNED_IN),
    "reports.read": AccessRule(READERS),
    "reports.results": AccessRule(READERS),
    "reports.file": AccessRule(READERS),
    # one report, for those who have a link to it
    "shared.report": AccessRule(EVERYBODY),
    "shared.results": AccessRule(EVERYBODY),
    "shared.file": AccessRule(EVERYBODY),
    "shared.asset": AccessRule(EVERYBODY),
    # the plan
    "plan.plan": AccessRule(OF_THE_CLIENT),
    "plan.line": AccessRule(OF_THE_CLIENT),
    "plan.act": AccessRule(OF_THE_CLIENT),
    "plan.order": AccessRule(OF_THE_CLIENT),
    "plan.add": AccessRule(OF_THE_CLIENT),
    "plan.take": AccessRule(OF_THE_CLIENT),
    "plan.keep": AccessRule(OF_THE_CLIENT),
    "plan.versions": AccessRule(OF_THE_CLIENT),
    "plan.version": AccessRule(OF_THE_CLIENT),
    "plan.compare": AccessRule(OF_THE_CLIENT),
    # figures of the client: also of named people
    "imports.figures": AccessRule(OF_THE_CLIENT, UPLOAD),
    "imports.figures_columns": AccessRule(OF_THE_CLIENT, LONG_FORM),
    "imports.figures_preview": AccessRule(OF_THE_CLIENT),
    "imports.figures_faults": AccessRule(OF_THE_CLIENT),
    "imports.figures_undo": AccessRule(OF_THE_CLIENT),
    "imports.unread": AccessRule(OF_THE_CLIENT),
    "clients.unit_names": AccessRule(OF_THE_CLIENT, LONG_FORM),
    # accounts and the log
    "accounts.accounts": AccessRule(ADMINISTRATORS),
    "accounts.account": AccessRule(ADMINISTRATORS),
    "accounts.log": AccessRule(ADMINISTRATORS),
}


def visitor(account: AccountRow | None, client_id: str | None) -> Visitor:
    """Who this is, before a page about `client_id` (None: about no client)."""
    if account is None:
        return "stranger"
    everywhere = account.role == "administrator" or client_id is None
    if not everywhere and client_id not in account.clients:
        return "other"
    return account.role
