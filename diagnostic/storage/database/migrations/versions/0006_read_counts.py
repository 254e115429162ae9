"""How much of each file of a client could be read, and who accepted it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "read_count",
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=13), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("unread", sa.Integer(), nullable=False),
        sa.Column("no_data", sa.Integer(), nullable=False),
        sa.Column("accepted_by", sa.Text(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('roster', 'targets', 'actuals', 'opportunities')", name=op.f("ck_read_count_kind")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_read_count_client_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", "kind", name=op.f("pk_read_count")),
    )
