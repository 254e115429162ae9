"""How many rows of its file an amount is the sum of, and which of them stood more than once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("amount", sa.Column("again", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("amount", sa.Column("rows", sa.Integer(), server_default="1", nullable=False))
