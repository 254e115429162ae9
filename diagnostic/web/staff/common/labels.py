"""Names of closed sets on the pages of staff: roles, states, columns, fields; in English, translated where shown."""

from __future__ import annotations

from collections.abc import Mapping

from diagnostic.i18n import N_

ROLES: Mapping[str, str] = {
    "administrator": N_("administrator"),
    "consultant": N_("consultant"),
    "executive": N_("executive"),
}
"""The roles of accounts."""
ACTIONS: Mapping[str, str] = {
    "figures_imported": N_("imported figures"),
    "figures_import_undone": N_("undid an import of figures"),
    "unread_accepted": N_("accepted that part of a file could not be read"),
    "values_confirmed": N_("confirmed values that can hardly be right"),
    "confirmation_taken_back": N_("took a confirmation of values back"),
    "unit_names_changed": N_("changed names of units"),
    "signed_in": N_("signed in"),
    "sign_in_failed": N_("failed to sign in"),
    "signed_out": N_("signed out"),
    "signed_out_everywhere": N_("signed out everywhere"),
    "password_changed": N_("changed a password"),
    "account_added": N_("created an account"),
    "account_changed": N_("changed an account"),
    "client_added": N_("created a client"),
    "client_changed": N_("changed a client"),
    "client_deleted": N_("deleted a client"),
    "assessment_changed": N_("changed an assessment"),
    "assessment_deleted": N_("deleted an assessment"),
    "assessment_added": N_("created an assessment"),
    "roster_imported": N_("imported a roster"),
    "tagging_changed": N_("changed how a survey is read"),
    "wave_published": N_("published a wave"),
    "links_made": N_("made all links"),
    "link_renewed": N_("made one link again"),
    "key_copied": N_("took the recovery copy of a key"),
    "key_put_back": N_("put a key back from its recovery copy"),
    "wave_closed": N_("closed a wave"),
    "wave_abandoned": N_("gave up a wave that can't be opened"),
    "roster_import_undone": N_("undid an import of a roster"),
    "job_begun": N_("began long work"),
    "job_cancelled": N_("cancelled long work"),
    "job_retried": N_("retried long work"),
    "plan_line_changed": N_("edited a line of a plan"),
    "plan_line_locked": N_("locked a line of a plan"),
    "plan_line_unlocked": N_("unlocked a line of a plan"),
    "plan_line_removed": N_("took a line out of a plan"),
    "plan_line_restored": N_("put a line back into a plan"),
    "plan_line_added": N_("added a line to a plan"),
    "plan_order_changed": N_("changed the order of a plan"),
    "plan_kept": N_("kept a version of a plan"),
    "surveys_chosen": N_("chose surveys"),
    "survey_added": N_("added a survey"),
    "survey_removed": N_("removed a survey"),
    "report_released": N_("released a report to executives"),
    "report_withdrawn": N_("withdrew a report"),
    "share_link_made": N_("made a link to a report"),
    "share_link_revoked": N_("revoked a link to a report"),
}
"""What the log says was done."""
FIELDS: Mapping[str, str] = {
    "result": N_("Search by group, measure or method"),
    "figures_file": N_("File of targets, actuals or deals (CSV or XLSX, up to 8 MB)"),
    "kind": N_("What the file holds"),
    "figures_search": N_("Search by owner, metric, customer or id"),
    "sheet": N_("Sheet"),
    "header_row": N_("Line of the headings (optional)"),
    "date_order": N_("Days are written"),
    "decimal": N_("Decimal sign"),
    "period": N_("A day in the period column stands for"),
    "unit": N_("Search by unit or name"),
    "email": N_("Email address"),
    "password": N_("Password"),
    "current": N_("Current password"),
    "fresh": N_("New password"),
    "again": N_("New password again"),
    "role": N_("Role"),
    "clients": N_("Clients this account may see"),
    "active": N_("May sign in"),
    "account": N_("Search by email"),
    "log": N_("Search by account, action or subject"),
    "search": N_("Search by name"),
    "name_zh": N_("Name in Chinese"),
    "name_en": N_("Name in English"),
    "time_zone": N_("Time zone"),
    "currency": N_("Currency"),
    "fiscal_year_start": N_("The fiscal year begins in"),
    "sure": N_("I know that this can't be undone"),
    "title_zh": N_("Title in Chinese"),
    "title_en": N_("Title in English"),
    "first": N_("The period begins"),
    "last": N_("The period ends"),
    "board_target": N_("The leadership's sales target for the period (optional)"),
    "file": N_("Roster file (CSV or XLSX, up to 8 MB)"),
    "person": N_("Name, number or unit"),
    "ask": N_("Which surveys the wave asks"),
    "extra": N_("What is asked beside the core"),
    "purpose_zh": N_("Purpose, in Chinese"),
    "purpose_en": N_("Purpose, in English"),
    "closes_on": N_("Closing day"),
    "k": N_("People needed for a mean"),
    "k_items": N_("People needed for single questions and distributions"),
    "comments": N_("Respondents needed for comments"),
    "retention_months": N_("Months answers are kept after sealing"),
    "survey": N_("Survey file (TOML, up to 256 kB)"),
    "replace": N_("Replace it"),
    "remove": N_("Remove it"),
    "level": N_("As seen by"),
    "team_type": N_("Kind of team"),
    "shown": N_("Language"),
    "ended": N_("I know that all earlier links will end"),
    "cards": N_("QR cards to print as well ({n} cards, about {s} {s:second|seconds} more)"),
    "copy": N_("Recovery copy"),
    "note": N_("Note"),
    "run": N_("Run"),
    "plan": N_("Plan"),
    "label": N_("For whom (only you see this)"),
    "expires_on": N_("Good until, that day included (90 days at most)"),
    "report": N_("Search by client or title"),
}
"""Fields of forms, by their names."""
FIGURE_COLUMNS: Mapping[str, str] = {
    "owner_id": N_("Owner: id, name, or path of the unit"),
    "owner_type": N_("Whether the owner is a person or a unit"),
    "metric": N_("Metric"),
    "period": N_("Period"),
    "value": N_("Value"),
    "unit": N_("Unit (such as thousand)"),
    "currency": N_("Currency"),
    "opportunity_id": N_("Deal id"),
    "stage": N_("Stage"),
    "created": N_("Created"),
    "closed": N_("Closed"),
    "amount": N_("Amount"),
    "customer": N_("Customer"),
    "product": N_("Product"),
    "channel": N_("Channel"),
    "owner": N_("Owner"),
    "line": N_("Line"),
}
"""Columns of figures."""
ROSTER_COLUMNS: Mapping[str, str] = {
    "person_id": N_("Person: number, or a name that is unique"),
    "name": N_("Full name"),
    "unit_path": N_("Unit: whole path, or the outermost level"),
    "unit_2": N_("Unit: second level"),
    "unit_3": N_("Unit: third level"),
    "unit_4": N_("Unit: fourth level"),
    "role": N_("Sales role"),
    "level": N_("Level"),
    "manager_id": N_("Line manager"),
    "start": N_("First day"),
    "end": N_("Last day"),
    "email": N_("Email"),
    "lang": N_("Language (zh or en)"),
    "team_type": N_("Kind of team"),
    "manager_since": N_("Manager since"),
    "territory_potential": N_("Potential of the territory"),
    "inherited_share": N_("Share of inherited accounts"),
    "accounts": N_("Number of accounts"),
    "admin_hours": N_("Hours of administration"),
}
"""Columns of a roster."""
OPTIONS: Mapping[str, str] = {
    "targets": N_("Targets"),
    "actuals": N_("Actuals"),
    "opportunities": N_("Deals"),
    "ymd": N_("year-month-day"),
    "dmy": N_("day-month-year"),
    "mdy": N_("month-day-year"),
    "point": N_("point: 1,234.50"),
    "comma": N_("comma: 1.234,50"),
    "month": N_("its month"),
    "quarter": N_("its quarter"),
    "year": N_("its year"),
    "day": N_("that day"),
    "person": N_("person"),
    "unit": N_("unit"),
    "open": N_("open"),
    "won": N_("won"),
    "lost": N_("lost"),
}
"""Choices of how a file is read, kinds of figures, stages of deals."""
JOB_STATES: Mapping[str, str] = {
    "queued": N_("Waiting to begin"),
    "running": N_("In progress"),
    "stopping": N_("Being cancelled"),
    "done": N_("Done"),
    "failed": N_("Not done"),
    "cancelled": N_("Cancelled"),
}
"""Where a job stands."""
JOB_ONWARD: Mapping[str, str] = {
    "seal": N_("See the sealed survey"),
    "analyse": N_("See the diagnosis"),
    "report": N_("See the report"),
}
"""Where a job that is done leads."""
LEVELS: Mapping[str, str] = {
    "R": N_("Rep"),
    "N": N_("New rep (under a year)"),
    "K": N_("Key-account rep"),
    "M": N_("Manager"),
}
"""Levels of people, as surveys ask them."""
TEAM_TYPES: Mapping[str, str] = {
    "any": N_("none, or mixed"),
    "field": N_("Field"),
    "key_account": N_("Key accounts"),
    "channel": N_("Channel"),
}
"""Types of teams."""
STEPS: Mapping[str, str] = {
    "client": N_("Client and units"),
    "roster": N_("Roster"),
    "surveys": N_("Surveys and languages"),
    "figures": N_("Figures and targets"),
    "shown": N_("What the report can show"),
    "publish": N_("Publish"),
    "links": N_("Links"),
    "participation": N_("Participation"),
    "close": N_("Close and seal"),
    "diagnosis": N_("Diagnosis"),
    "plan": N_("Plan"),
    "report": N_("Report"),
}
"""The steps of an assessment."""
STEP_NOTES: Mapping[str, str] = {
    "client": N_("The client is there; its units come with the roster"),
    "roster": N_("{n} {n:person|people}"),
    "surveys": N_("Choose surveys and see them as a rep will"),
    "figures": N_("A trial first, then the import"),
    "shown": N_("Which units and bands would stand alone"),
    "publish": N_("Versions and the promise are fixed from here on"),
    "links": N_("As a CSV or as QR cards to print"),
    "participation": N_("For the whole company, once a day, in steps"),
    "close": N_("Answers are shuffled, the key is destroyed"),
    "diagnosis": N_("Gaps, causes and the evidence"),
    "plan": N_("Actions, owners and dates"),
    "report": N_("PDF in Chinese and English"),
}
"""What a step is for, while nothing has been done in it."""
CLOSINGS: Mapping[str, str] = {
    "closed": N_("Closed, waiting to be sealed"),
    "sealed": N_("Sealed; the key is destroyed"),
    "void": N_("Too few answered; nothing was opened"),
    "abandoned": N_("Given up, its key is lost; nothing was opened"),
}
"""What became of a wave that is no longer open."""
STEP_STATES: Mapping[str, str] = {
    "done": N_("done"),
    "now": N_("next"),
    "open": N_("can be seen"),
    "later": N_("later"),
}
"""Whether a step can be taken."""
PHASES: Mapping[str, str] = {
    "prepare": N_("Prepare"),
    "collect": N_("Collect"),
    "seal": N_("Seal"),
    "diagnose": N_("Diagnose"),
    "report": N_("Report"),
}
"""The phases of an assessment."""
ASSESSMENT_STATES: Mapping[str, str] = {
    "none": N_("In preparation"),
    "sealed": N_("Sealed, to be diagnosed"),
    "void": N_("Too few answered"),
    "abandoned": N_("Given up, its key is lost"),
}
"""Where an assessment stands."""
PLAN_FIELDS: Mapping[str, str] = {
    "priority": N_("Priority"),
    "name": N_("Name of the action"),
    "owner_label": N_("Owner"),
    "first_step": N_("First step"),
    "check": N_("How it is checked"),
    "risk": N_("Risk"),
    "decision": N_("Decision needed"),
    "first_step_by": N_("First step done by"),
    "begins": N_("Begins"),
    "leading_by": N_("Leading measure seen by"),
    "kpi_by": N_("Result seen by"),
    "leading": N_("Target of the leading measure"),
    "lagging": N_("Target of the result measure"),
    "rep_hours_per_week": N_("Hours a week per rep"),
    "rep_hours": N_("Hours per rep in all"),
    "manager_hours": N_("Hours per manager"),
    "company_days": N_("Company days"),
    "money": N_("Money"),
    "cause": N_("For the cause"),
    "leading_name": N_("Name of the leading measure"),
    "lagging_name": N_("Name of the result measure"),
    "unit": N_("Unit of measure"),
    "better": N_("Direction"),
    "target": N_("Target"),
}
"""Fields of a line of the plan."""
PLAN_EVENTS: Mapping[str, str] = {
    "first_step": N_("first step done"),
    "talk": N_("talk"),
    "begins": N_("begins"),
    "leading": N_("leading measure"),
    "kpi": N_("result"),
    "executive": N_("the executive's own"),
}
"""Days in the calendar of a plan."""
PLAN_CERTAINTIES: Mapping[str, str] = {
    "likely": N_("likely"),
    "to_check": N_("to be checked"),
}
"""How certain a cause is."""
PLAN_CHANGES: Mapping[str, str] = {
    "added": N_("new"),
    "removed": N_("gone"),
    "changed": N_("changed"),
}
"""What became of a line between two versions."""
PLAN_GOALS: Mapping[str, str] = {
    "leading": N_("Leading measure"),
    "lagging": N_("Result measure"),
}
"""The two measures of a line."""
PLAN_BUTTONS: Mapping[str, str] = {
    "lock": N_("Lock"),
    "unlock": N_("Unlock"),
    "up": N_("Move up"),
    "down": N_("Move down"),
    "remove": N_("Take out"),
    "restore": N_("Put back"),
}
"""What can be done with a line."""
MONEY: Mapping[str, str] = {
    "low": N_("low cost"),
    "mid": N_("medium cost"),
    "high": N_("high cost"),
}
"""How much money a line takes."""
LOADS: Mapping[str, str] = {
    "rep_hours_per_week": N_("{n} h a week per rep"),
    "rep_hours": N_("{n} h per rep in all"),
    "manager_hours": N_("{n} h per manager"),
    "company_days": N_("{n} company {n:day|days}"),
}
"""What a line takes of people's time."""
OWN_ACTION: Mapping[str, str] = {
    "check": N_(
        "Start in two batches, the later one being the comparison; where nothing moves, ask first "
        "whether it was done."
    ),
    "risk": N_("It stops after some weeks: look at it every month."),
}
"""What an own action says until somebody says more."""
ROLE_LETTERS: Mapping[str, str] = {
    "N": N_("New rep"),
    "R": N_("Sales rep"),
    "K": N_("Key-account rep"),
    "C": N_("Channel rep"),
    "M": N_("Manager"),
}
"""Our letters for roles in a roster."""
SURVEY_SOURCES: Mapping[str, str] = {
    "shipped": N_("shipped"),
    "own": N_("your own"),
}
"""Where a survey comes from."""
OCCASIONS: Mapping[str, str] = {
    "invitation": N_("Invitation"),
    "reminder": N_("Reminder"),
}
"""Texts to be sent to people."""
IN_LANGUAGE: Mapping[str, str] = {
    "zh": N_("in Chinese"),
    "en": N_("in English"),
}
"""In which language a text is."""
LANGUAGES: Mapping[str, str] = {
    "zh": N_("Chinese"),
    "en": N_("English"),
}
"""Languages by name."""
EXTRAS: Mapping[str, str] = {
    "none": N_("The core only"),
    "importance": N_("Rate importance too"),
}
"""What a survey may ask beside its scales."""
UNITS: Mapping[str, str] = {
    "points": N_("points"),
    "money": N_("the client's currency"),
    "share": N_("%"),
    "days": N_("days"),
    "hours": N_("hours"),
    "months": N_("months"),
    "count": N_("a count"),
    "ratio": N_("a ratio"),
    "probability": N_("probability in %"),
    "sd": N_("standard deviations"),
}
"""Units of measures."""
TAGGINGS: Mapping[str, str] = {
    "unit": N_("By unit"),
    "role_band": N_("By role and performance band"),
    "role_band_region": N_("By role, performance band and region"),
    "company": N_("The whole company together"),
    "tenure": N_("New and experienced managers"),
    "role": N_("By role"),
}
"""By what answers are grouped."""
GROUP_VISIBILITY: Mapping[str, str] = {
    "alone": N_("shown alone"),
    "joined": N_("shown as one (too small each, merged before sending)"),
    "merged": N_("shown together with {others}"),
    "parent": N_("shown only within “{above}”"),
    "hidden": N_("not shown"),
}
"""How a group can be shown."""
SUM_OF: Mapping[str, str] = {
    "person": N_("sum of persons"),
    "unit": N_("sum of the outermost units"),
}
"""Of whom the figures are summed."""
PAGE_FAULTS: Mapping[str, str] = {
    "figures.currency_mixed": N_(
        "The money would be in more than one currency: {value}. Convert the file, or change the "
        "client's currency."
    ),
    "figures.names_alike": N_(
        "“{value}” and “{other}” are nearly the same ({rows} {rows:row|rows}); if they are one, "
        "please write them alike."
    ),
    "figures.metric_unknown": N_(
        "Unknown metric “{value}” ({rows} {rows:row|rows}). Please say what it is under “Change kind, "
        "columns or format”."
    ),
    "figures.no_good_row": N_(
        "Not one row can come in. Please check how days and numbers are written, and the columns."
    ),
    "figures.date_wrong": N_("“{value}” is not surely a date; please write it like 2025-03-31."),
    "figures.value_unknown": N_("“{value}” is none of: {known}. Please correct it or leave it empty."),
    "figures.column_missing": N_("A column is missing: {column}."),
}
"""Faults of files as a page says them, where the command line says more."""
ERRORS: Mapping[str, tuple[str, str]] = {
    "400": (
        N_("That did not arrive in one piece"),
        N_(
            "The page may have been open for long, or you signed in again in another window. Go back, "
            "reload, try again."
        ),
    ),
    "403": (N_("This is not open to you"), N_("If you need it, please ask an administrator.")),
    "404": (
        N_("There is no such page"),
        N_("It may have been deleted, or it does not belong to one of your clients."),
    ),
    "405": (N_("That does not work here"), N_("Please begin again from the menu.")),
    "409": (
        N_("Stored by another version"),
        N_(
            "This run or plan was stored by another version of the product, which this one can't read. "
            "Analyse again; finished reports can still be read."
        ),
    ),
    "stale": (
        N_("Somebody else has changed this"),
        N_(
            "This has changed since you opened the page, and your change was not saved. Go back, load the "
            "page again and try once more."
        ),
    ),
    "422": (
        N_("Something in it is wrong"),
        N_(
            "What you sent has something wrong in it, and nothing was saved. Go back, correct it and try "
            "again."
        ),
    ),
    "413": (
        N_("That is too large"),
        N_(
            "What you sent is more than this page takes, and nothing was saved. Please go back, make the "
            "file smaller or the text shorter, and try again; no file may be larger than 8 MB."
        ),
    ),
    "429": (N_("Please slow down"), N_("Please wait a minute and try again.")),
    "503": (
        N_("Much to do just now"),
        N_("Many people are signing in or changing passwords. Please try again in a few seconds."),
    ),
    "500": (
        N_("Something went wrong"),
        N_("The fault is ours, and nothing was saved. Please go back and try once more."),
    ),
}
"""Title and text of pages that say something does not work."""
PLAN_DONE: Mapping[str, str] = {
    "lock": N_("“{name}” is locked; no analysis changes it now."),
    "unlock": N_("“{name}” is unlocked."),
    "remove": N_("“{name}” is taken out; put it back further down."),
    "restore": N_("“{name}” is back in the plan."),
    "up": N_("“{name}” moved up."),
    "down": N_("“{name}” moved down."),
}
"""What was done with a line of the plan."""
LISTS: Mapping[str, str] = {
    "roster": N_("Roster"),
    "figures": N_("Figures and targets"),
}
"""The lists a file can be for."""
LIST_MOVED: Mapping[str, str] = {
    "roster": N_(
        "The roster changed while you were looking. Below is the result against the roster as it is "
        "now; please agree once more."
    ),
    "figures": N_(
        "The figures changed while you were looking. Below is the result against the figures as they "
        "are now; please agree once more."
    ),
}
"""What is said where a list changed since the preview."""
LIST_NOTHING: Mapping[str, str] = {
    "roster": N_("The roster is as in this file already; there is nothing to do."),
    "figures": N_("The figures are as in this file already; there is nothing to do."),
}
"""What is said where a file changes nothing."""
LIST_AGAIN: Mapping[str, str] = {
    "roster": N_("Match the columns again"),
    "figures": N_("Change kind, columns or format"),
}
"""The way back to the columns."""
PASSWORD_FAULTS: Mapping[str, str] = {
    "password_short": N_("That is too short; at least 12 characters."),
    "password_long": N_("That is too long; 200 characters at most."),
    "password_common": N_("That would be guessed soon; please take another one."),
}
"""Why a password is refused."""
