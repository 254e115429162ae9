"""What was known of a file before the one that can be undone came in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("read_count", sa.Column("before", sa.JSON(), nullable=True))
