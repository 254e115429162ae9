"""Sessions that were signed out of, until their cookies would have run out by themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_session",
        sa.Column("id_hash", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_ended_session")),
    )
    op.create_index(op.f("ix_ended_session_until"), "ended_session", ["until"])
