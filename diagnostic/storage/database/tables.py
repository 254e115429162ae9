"""Every table of the product, typed. What is not here is stored nowhere.

Two rules are kept by the shape itself. Public ids are random 128 bits, so that no id shows an order. Receipts,
envelopes, sheets and comments hold no time, no person and no number that counts up, and on SQLite they have no
rowid either: such a table lies on disk in the order of its random key, and who came first can't be read from it.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
NO_ROWID = {"sqlite_with_rowid": False}
ID = String(32)


def new_id() -> str:
    """A random 128-bit id, from the system's source."""
    return secrets.token_hex(16)


class Table(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: Text(), bytes: LargeBinary(), dict[str, Any]: JSON(), list[Any]: JSON()}  # noqa: RUF012


class Client(Table):
    """A company whose sales team is assessed. Units, persons and figures belong to a client, under its own keys."""

    __tablename__ = "client"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    time_zone: Mapped[str]
    currency: Mapped[str | None] = mapped_column(String(3))
    fiscal_year_start: Mapped[int]
    __table_args__ = (CheckConstraint("fiscal_year_start BETWEEN 1 AND 12", name="month"),)


class Unit(Table):
    """A unit of the client's tree by its path ("公司/华东"), valid from and to a day (None: open)."""

    __tablename__ = "unit"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    client_id: Mapped[str] = mapped_column(ID, ForeignKey("client.id", ondelete="CASCADE"))
    path: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    __table_args__ = (UniqueConstraint("client_id", "path"),)


class Person(Table):
    """One line of the roster, by the client's own key; `start` and `end` are the days of employment.

    `position` keeps the order of the client's file, here as with amounts and deals: reports list things in it."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    client_id: Mapped[str] = mapped_column(ID, ForeignKey("client.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str]
    name: Mapped[str]
    unit_path: Mapped[str]
    role: Mapped[str | None]
    level: Mapped[str | None]
    manager_key: Mapped[str | None]
    start: Mapped[date | None]
    end: Mapped[date | None]
    email: Mapped[str | None]
    lang: Mapped[str | None] = mapped_column(String(2))
    team_type: Mapped[str | None]
    manager_since: Mapped[date | None]
    territory_potential: Mapped[float | None]
    inherited_share: Mapped[float | None]
    accounts: Mapped[float | None]
    admin_hours: Mapped[float | None]
    __table_args__ = (UniqueConstraint("client_id", "key"),)


class Amount(Table):
    """A target or actual. Money is `minor`, in whole minor units of `currency` (None: not stated); anything
    else is `number`. The same target may stand there twice: the audit of targets has to see that. Actuals are sums of
    `rows` rows; `again` are the values of those among them that stood once more in the file."""

    __tablename__ = "amount"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    client_id: Mapped[str] = mapped_column(ID, ForeignKey("client.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(6))
    position: Mapped[int]
    owner_type: Mapped[str] = mapped_column(String(6))
    owner_key: Mapped[str]
    metric: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    minor: Mapped[int | None] = mapped_column(BigInteger)
    number: Mapped[float | None]
    currency: Mapped[str | None] = mapped_column(String(3))
    again: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    rows: Mapped[int] = mapped_column(server_default="1")
    import_id: Mapped[str | None] = mapped_column(ID)
    __table_args__ = (
        UniqueConstraint("client_id", "kind", "position"),
        CheckConstraint("kind IN ('target', 'actual')", name="kind"),
        CheckConstraint("owner_type IN ('person', 'unit')", name="owner_type"),
        CheckConstraint("first <= last", name="period"),
        CheckConstraint("(minor IS NULL) <> (number IS NULL)", name="value"),
        CheckConstraint("number IS NULL OR currency IS NULL", name="money"),
    )


class Deal(Table):
    """An opportunity; `minor` is its amount in whole minor units of `currency`."""

    __tablename__ = "deal"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    client_id: Mapped[str] = mapped_column(ID, ForeignKey("client.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str]
    owner_key: Mapped[str]
    stage: Mapped[str] = mapped_column(String(4))
    created: Mapped[date | None]
    closed: Mapped[date | None]
    minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    customer: Mapped[str | None]
    product: Mapped[str | None]
    channel: Mapped[str | None]
    import_id: Mapped[str | None] = mapped_column(ID)
    __table_args__ = (
        UniqueConstraint("client_id", "position"),
        CheckConstraint("stage IN ('open', 'won', 'lost')", name="stage"),
    )


class Assessment(Table):
    __tablename__ = "assessment"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    client_id: Mapped[str] = mapped_column(ID, ForeignKey("client.id", ondelete="CASCADE"), index=True)
    title_zh: Mapped[str]
    title_en: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    board_target: Mapped[int | None] = mapped_column(BigInteger)
    simulated: Mapped[bool]
    __table_args__ = (CheckConstraint("first <= last", name="period"),)


class Wave(Table):
    """One round of asking. `promise` and everything it was made from are frozen when the wave opens.

    open -> closed -> sealed (answers stored, key destroyed), void (too few answers: nothing was opened) or abandoned
    (its key is lost: nothing could be opened).
    `links_made` counts how often all links were made (each time the earlier ones ended).
    """

    __tablename__ = "wave"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    assessment_id: Mapped[str] = mapped_column(
        ID, ForeignKey("assessment.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[str] = mapped_column(String(9))
    k: Mapped[int]
    k_items: Mapped[int]
    comments: Mapped[int]
    rotation: Mapped[str | None]
    importance: Mapped[bool]
    closes_on: Mapped[date]
    public_key: Mapped[bytes]
    envelope_size: Mapped[int]
    recovery_copy: Mapped[bool]
    promise: Mapped[dict[str, Any]]
    fingerprint: Mapped[str] = mapped_column(String(64))
    certificate: Mapped[dict[str, Any] | None]
    links_made: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    __table_args__ = (
        CheckConstraint("state IN ('open', 'closed', 'sealed', 'void', 'abandoned')", name="state"),
        CheckConstraint("k >= 5 AND k_items >= 10 AND k_items >= k AND comments >= 30", name="thresholds"),
        CheckConstraint("rotation IS NULL OR NOT importance", name="rotation_or_importance"),
    )


class WaveInstrument(Table):
    """The instruments of a wave as they were when it opened: the survey file's own content and its hash."""

    __tablename__ = "wave_instrument"
    wave_id: Mapped[str] = mapped_column(ID, ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str]
    version: Mapped[str]
    definition: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(String(64))
    __table_args__ = (UniqueConstraint("wave_id", "code"),)


class WaveModule(Table):
    """How a module of this wave is tagged (its grouping columns, outermost first), and the items anybody is asked."""

    __tablename__ = "wave_module"
    wave_id: Mapped[str] = mapped_column(ID, ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    module: Mapped[str] = mapped_column(primary_key=True)
    columns: Mapped[list[Any]]
    items: Mapped[list[Any]]


class Tag(Table):
    """What is stored with an answer while the wave is open, inside the envelope. Deleted at sealing.

    `leaves` lists the units or kinds of people it holds: path, labels, kind and audience of each, and how many
    were invited.
    """

    __tablename__ = "tag"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    wave_id: Mapped[str] = mapped_column(ID, ForeignKey("wave.id", ondelete="CASCADE"), index=True)
    module: Mapped[str]
    label_zh: Mapped[str]
    label_en: Mapped[str]
    invited: Mapped[int]
    leaves: Mapped[list[Any]]


class Invitation(Table):
    """One person asked: the keyed hash of their link, and their tag in each module. Deleted at sealing."""

    __tablename__ = "invitation"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    wave_id: Mapped[str] = mapped_column(ID, ForeignKey("wave.id", ondelete="CASCADE"), index=True)
    person_key: Mapped[str]
    token_hash: Mapped[bytes]
    tags: Mapped[dict[str, Any]]
    revoked: Mapped[bool]
    __table_args__ = (UniqueConstraint("token_hash"), UniqueConstraint("wave_id", "person_key"))


class Receipt(Table):
    """This link has been used; asked for only when a sitting is sent. `sitting` is the keyed hash of the one that used
    it, so that the same one may be sent again after a lost connection. No time, no order. Deleted at sealing."""

    __tablename__ = "receipt"
    invitation_id: Mapped[str] = mapped_column(
        ID, ForeignKey("invitation.id", ondelete="CASCADE"), primary_key=True
    )
    sitting: Mapped[bytes]
    __table_args__ = (NO_ROWID,)


class Envelope(Table):
    """One sitting, encrypted to the wave's key and padded to the wave's size. Deleted at sealing."""

    __tablename__ = "envelope"
    wave_id: Mapped[str] = mapped_column(ID, ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    sealed: Mapped[bytes]
    __table_args__ = (NO_ROWID,)


class Atom(Table):
    """A stored tag of a sealed wave: carried by at least k respondents. `leaves` are the tags it is made of."""

    __tablename__ = "atom"
    wave_id: Mapped[str] = mapped_column(ID, ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    module: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    invited: Mapped[int]
    answered: Mapped[int]
    leaves: Mapped[list[Any]]


class Sheets(Table):
    """The answers of all respondents of an atom to its module, packed in one block (`packing`) in a random order.

    A sheet has no key of its own at all, and so it cannot be found again. `wide` names the columns
    that need more than a byte.
    """

    __tablename__ = "sheet"
    wave_id: Mapped[str] = mapped_column(ID, primary_key=True)
    module: Mapped[str] = mapped_column(primary_key=True)
    atom: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    wide: Mapped[str]
    answers: Mapped[bytes]
    __table_args__ = (
        ForeignKeyConstraint(
            ["wave_id", "module", "atom"], ["atom.wave_id", "atom.module", "atom.number"], ondelete="CASCADE"
        ),
        NO_ROWID,
    )


class Comment(Table):
    """One written answer, company-wide, apart from every sheet and from the same person's other comments."""

    __tablename__ = "comment"
    wave_id: Mapped[str] = mapped_column(ID, ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    words: Mapped[str]
    __table_args__ = (NO_ROWID,)


class Account(Table):
    """Somebody who signs in: a consultant, an administrator of the installation, or a client's executive. Never a rep.

    `fs_uniquifier` stands in their session cookies instead of their id; changing it ends all their sessions.
    """

    __tablename__ = "account"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str]
    role: Mapped[str] = mapped_column(String(13))
    active: Mapped[bool]
    fs_uniquifier: Mapped[str] = mapped_column(ID, unique=True, default=new_id)
    __table_args__ = (
        CheckConstraint("role IN ('administrator', 'consultant', 'executive')", name="role"),
        CheckConstraint("email = lower(email)", name="email_lower"),
    )


class Access(Table):
    """This account may see this client. An administrator sees every client and has no row here."""

    __tablename__ = "access"
    account_id: Mapped[str] = mapped_column(
        ID, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    client_id: Mapped[str] = mapped_column(
        ID, ForeignKey("client.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class EndedSession(Table):
    """A session that was signed out of, by the hash of its id, until its cookie would have run out anyway."""

    __tablename__ = "ended_session"
    id_hash: Mapped[bytes] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(DateTime, index=True)


class AuditEntry(Table):
    """What a member of staff did, and when (UTC). The database refuses to change or delete an entry.

    It names accounts and clients by what they were called then, since both may be gone later. Nothing a rep does is
    ever written here: no link, no token, no wave's answers.
    """

    __tablename__ = "audit_entry"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(DateTime, index=True)
    account: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]


class RosterImport(Table):
    """The last import of a client's roster, and what it replaced, so that it can be undone."""

    __tablename__ = "roster_import"
    client_id: Mapped[str] = mapped_column(ID, ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(ID, default=new_id)
    file: Mapped[str]
    before: Mapped[dict[str, Any]]


class WaveDraft(Table):
    """What a consultant has chosen for the next wave of an assessment, until it is published.

    `surveys` are the contents of survey files with where each came from; `tagging` says module -> grouping columns.
    `version` goes up with every change, so that of two who change it at once the second gets a conflict page.
    """

    __tablename__ = "wave_draft"
    assessment_id: Mapped[str] = mapped_column(
        ID, ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int]
    surveys: Mapped[list[Any]]
    tagging: Mapped[dict[str, Any]]
    settings: Mapped[dict[str, Any]]


class Participation(Table):
    """How many have answered at least, as counted once a day and rounded down to steps; never a count of its own."""

    __tablename__ = "participation"
    wave_id: Mapped[str] = mapped_column(ID, ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    at_least: Mapped[int]


class FigureImport(Table):
    """The last import of a client's figures, and what it replaced, so that it can be undone. What it added carries
    its id."""

    __tablename__ = "figure_import"
    client_id: Mapped[str] = mapped_column(ID, ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(ID, default=new_id)
    kind: Mapped[str] = mapped_column(String(13))
    file: Mapped[str]
    added: Mapped[int]
    before: Mapped[list[Any]]
    __table_args__ = (CheckConstraint("kind IN ('targets', 'actuals', 'opportunities')", name="kind"),)


class ReadCount(Table):
    """How much of an input could be read when its file came in: rows in all, rows that could not be read, totals and
    notes. `accepted_by` answers for going on although more than a tenth was not read. `before` is the same of what was
    there before the last import, which can be undone."""

    __tablename__ = "read_count"
    client_id: Mapped[str] = mapped_column(ID, ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(13), primary_key=True)
    rows: Mapped[int]
    unread: Mapped[int]
    no_data: Mapped[int]
    accepted_by: Mapped[str | None]
    accepted_at: Mapped[datetime | None] = mapped_column(DateTime)
    before: Mapped[dict[str, Any] | None]
    __table_args__ = (
        CheckConstraint("kind IN ('roster', 'targets', 'actuals', 'opportunities')", name="kind"),
    )


class Confirmation(Table):
    """Somebody looked at values that can hardly be right and said that they are. `mark` is a hash of exactly those
    values: others are asked about again, and the same ones, brought back, need no second answer."""

    __tablename__ = "confirmation"
    assessment_id: Mapped[str] = mapped_column(
        ID, ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True
    )
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    made_by: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(DateTime)


class ColumnMatch(Table):
    """Which of our columns stands under which heading, as somebody said for a file of this kind with these headings."""

    __tablename__ = "column_match"
    client_id: Mapped[str] = mapped_column(ID, ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(13), primary_key=True)
    headings: Mapped[str] = mapped_column(String(64), primary_key=True)
    columns: Mapped[dict[str, Any]]
    settings: Mapped[dict[str, Any]]


class Job(Table):
    """Long work. This row is the truth; the queue only carries its id to a worker.

    A running job has a lease: a living worker renews it, and one that was killed loses it. Of a kind there is at
    most one active job for a subject, even after a double click. `faults` say what stopped it.
    """

    __tablename__ = "job"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    client_id: Mapped[str] = mapped_column(ID, ForeignKey("client.id", ondelete="CASCADE"), index=True)
    assessment_id: Mapped[str] = mapped_column(
        ID, ForeignKey("assessment.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(ID)
    given: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(9))
    step: Mapped[list[Any]]
    done: Mapped[int]
    total: Mapped[int]
    attempts: Mapped[int]
    lease_until: Mapped[datetime | None] = mapped_column(DateTime)
    holder: Mapped[str | None]
    cancel: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(DateTime)
    made_by: Mapped[str]
    ended_at: Mapped[datetime | None] = mapped_column(DateTime)
    faults: Mapped[list[Any] | None]
    result: Mapped[str | None]
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name="state"),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="lease"),
        # Over active jobs only, as the migration makes it; to say so here would load the dialect of an unused database.
        Index("uq_job_active", "kind", "subject", unique=True),
    )


class Run(Table):
    """One diagnosis: frozen inputs (by their hash), settings, code and root seed, and what came out of them.

    `diagnosis`, `plan` and `release` are packed JSON (`dataclass_json`).
    """

    __tablename__ = "run"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    assessment_id: Mapped[str] = mapped_column(ID, ForeignKey("assessment.id", ondelete="CASCADE"))
    wave_id: Mapped[str | None] = mapped_column(ID, ForeignKey("wave.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    study: Mapped[str] = mapped_column(String(64))
    code: Mapped[str]
    seed: Mapped[int]
    resamples: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(DateTime)
    made_by: Mapped[str]
    diagnosis: Mapped[bytes]
    plan: Mapped[bytes]
    release: Mapped[bytes]
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)


class RunFile(Table):
    """A page or chart of a run, as the diagnosis page shows it."""

    __tablename__ = "run_file"
    run_id: Mapped[str] = mapped_column(ID, ForeignKey("run.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class PlanEdit(Table):
    """One field of one line of the plan as a consultant wants it; laid over what the analysis proposes.

    `line` is the line's key (finding, measure, unit, action). `base` is what stood there when it was edited, so that
    a later analysis that proposes something else can show both.
    """

    __tablename__ = "plan_edit"
    assessment_id: Mapped[str] = mapped_column(
        ID, ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True
    )
    line: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(24), primary_key=True)
    value: Mapped[dict[str, Any]]
    base: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(DateTime)
    made_by: Mapped[str]


class PlanLock(Table):
    """A line that no analysis changes any more, as it stood when it was locked."""

    __tablename__ = "plan_lock"
    assessment_id: Mapped[str] = mapped_column(
        ID, ForeignKey("assessment.id", ondelete="CASCADE"), primary_key=True
    )
    line: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]
    made_at: Mapped[datetime] = mapped_column(DateTime)
    made_by: Mapped[str]


class PlanVersion(Table):
    """The whole plan as it was kept at one moment, numbered within the assessment; never changed."""

    __tablename__ = "plan_version"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    assessment_id: Mapped[str] = mapped_column(ID, ForeignKey("assessment.id", ondelete="CASCADE"))
    run_id: Mapped[str] = mapped_column(ID, ForeignKey("run.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    note: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(DateTime)
    made_by: Mapped[str]
    content: Mapped[bytes]
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)


class Report(Table):
    """A finished report: a run and a version of the plan, in both languages, under one number of the client's; never
    changed. A correction is a new number."""

    __tablename__ = "report"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    client_id: Mapped[str] = mapped_column(ID, ForeignKey("client.id", ondelete="CASCADE"))
    assessment_id: Mapped[str] = mapped_column(
        ID, ForeignKey("assessment.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    run_id: Mapped[str] = mapped_column(ID, ForeignKey("run.id", ondelete="CASCADE"), index=True)
    plan_version_id: Mapped[str] = mapped_column(
        ID, ForeignKey("plan_version.id", ondelete="CASCADE"), index=True
    )
    made_at: Mapped[datetime] = mapped_column(DateTime)
    made_by: Mapped[str]
    released: Mapped[bool]
    __table_args__ = (UniqueConstraint("client_id", "number"),)


class ReportFile(Table):
    """A file of a report: PDF, page, chart, release.json."""

    __tablename__ = "report_file"
    report_id: Mapped[str] = mapped_column(ID, ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]


class ShareLink(Table):
    """A link by which somebody without an account reads one report, until a day or until it is revoked. The token is
    stored as its keyed hash."""

    __tablename__ = "share_link"
    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    report_id: Mapped[str] = mapped_column(ID, ForeignKey("report.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    label: Mapped[str]
    expires_on: Mapped[date]
    revoked: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(DateTime)
    made_by: Mapped[str]
