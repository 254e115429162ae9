"""Who may see what: one row for every route of the product, and the rule that reads it.

A test walks every route as each of these visitors and holds the answers against this table; a route without a row is
closed to everybody. What is another client's does not exist for a visitor, so they get 404 and never 403.
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
class Row:
    """`who` may see it; `largest` is the longest body it takes."""

    who: frozenset[Visitor]
    largest: int = FORM


ACCESS: Mapping[str, Row] = {
    # reps: who has the link may see it, and nothing else about them counts
    "respondent.open": Row(EVERYBODY),
    "respondent.take": Row(EVERYBODY),
    "respondent.asset": Row(EVERYBODY),
    # staff, before signing in
    "asset": Row(EVERYBODY),
    "accounts.language": Row(EVERYBODY),
    "accounts.sign_in": Row(EVERYBODY),
    # one's own account
    "accounts.sign_out": Row(SIGNED_IN),
    "accounts.sign_out_everywhere": Row(SIGNED_IN),
    "accounts.own_account": Row(SIGNED_IN),
    # clients
    "clients.home": Row(SIGNED_IN),
    "clients.clients": Row(CONSULTANTS),
    "clients.new_client": Row(CONSULTANTS),
    "clients.client": Row(OF_THE_CLIENT),
    "clients.edit_client": Row(OF_THE_CLIENT),
    "clients.delete_client": Row(OF_THE_CLIENT),
    # assessments
    "clients.new_assessment": Row(OF_THE_CLIENT),
    "clients.assessment": Row(OF_THE_CLIENT),
    "clients.edit_assessment": Row(OF_THE_CLIENT),
    "clients.delete_assessment": Row(OF_THE_CLIENT),
    # which surveys a wave asks
    "surveys.surveys": Row(OF_THE_CLIENT),
    "surveys.upload": Row(OF_THE_CLIENT, UPLOAD),
    "surveys.file": Row(OF_THE_CLIENT),
    "surveys.remove": Row(OF_THE_CLIENT),
    "surveys.preview": Row(OF_THE_CLIENT),
    "surveys.screen": Row(OF_THE_CLIENT),
    "surveys.schema": Row(CONSULTANTS),
    # a wave, from what it could show to its sealing
    "waves.coverage": Row(OF_THE_CLIENT),
    "waves.publish": Row(OF_THE_CLIENT),
    "waves.links": Row(OF_THE_CLIENT),
    "waves.link": Row(OF_THE_CLIENT),
    "waves.participation": Row(OF_THE_CLIENT),
    "waves.close": Row(OF_THE_CLIENT),
    "waves.key_copy": Row(OF_THE_CLIENT),
    "waves.key_back": Row(OF_THE_CLIENT),
    "waves.abandon": Row(OF_THE_CLIENT),
    # the roster: figures of named people, for consultants only
    "imports.roster": Row(OF_THE_CLIENT, UPLOAD),
    "imports.roster_columns": Row(OF_THE_CLIENT),
    "imports.roster_preview": Row(OF_THE_CLIENT),
    "imports.roster_faults": Row(OF_THE_CLIENT),
    "imports.roster_undo": Row(OF_THE_CLIENT),
    # long work
    "jobs.job": Row(OF_THE_CLIENT),
    "jobs.state": Row(OF_THE_CLIENT),
    "jobs.cancel": Row(OF_THE_CLIENT),
    "jobs.retry": Row(OF_THE_CLIENT),
    # the diagnosis and its reports, as those see them who make them
    "diagnosis.diagnosis": Row(OF_THE_CLIENT),
    "diagnosis.analyse": Row(OF_THE_CLIENT),
    "diagnosis.results": Row(OF_THE_CLIENT),
    "diagnosis.file": Row(OF_THE_CLIENT),
    "reports.report": Row(OF_THE_CLIENT),
    "reports.one_report": Row(OF_THE_CLIENT),
    "reports.release": Row(OF_THE_CLIENT),
    "reports.revoke_link": Row(OF_THE_CLIENT),
    # reports, as executives read them: the view asks whether one is released
    "reports.reports": Row(SIGNED_IN),
    "reports.read": Row(READERS),
    "reports.results": Row(READERS),
    "reports.file": Row(READERS),
    # one report, for those who have a link to it
    "shared.report": Row(EVERYBODY),
    "shared.results": Row(EVERYBODY),
    "shared.file": Row(EVERYBODY),
    "shared.asset": Row(EVERYBODY),
    # the plan
    "plan.plan": Row(OF_THE_CLIENT),
    "plan.line": Row(OF_THE_CLIENT),
    "plan.act": Row(OF_THE_CLIENT),
    "plan.order": Row(OF_THE_CLIENT),
    "plan.add": Row(OF_THE_CLIENT),
    "plan.take": Row(OF_THE_CLIENT),
    "plan.keep": Row(OF_THE_CLIENT),
    "plan.versions": Row(OF_THE_CLIENT),
    "plan.version": Row(OF_THE_CLIENT),
    "plan.compare": Row(OF_THE_CLIENT),
    # figures of the client: also of named people
    "imports.figures": Row(OF_THE_CLIENT, UPLOAD),
    "imports.figures_columns": Row(OF_THE_CLIENT, LONG_FORM),
    "imports.figures_preview": Row(OF_THE_CLIENT),
    "imports.figures_faults": Row(OF_THE_CLIENT),
    "imports.figures_undo": Row(OF_THE_CLIENT),
    "clients.unit_names": Row(OF_THE_CLIENT, LONG_FORM),
    # accounts and the log
    "accounts.accounts": Row(ADMINISTRATORS),
    "accounts.account": Row(ADMINISTRATORS),
    "accounts.log": Row(ADMINISTRATORS),
}


def visitor(account: AccountRow | None, client_id: str | None) -> Visitor:
    """Who this is, before a page about `client_id` (None: about no client)."""
    if account is None:
        return "stranger"
    everywhere = account.role == "administrator" or client_id is None
    if not everywhere and client_id not in account.clients:
        return "other"
    return account.role
