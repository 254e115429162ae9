"""A wave whose key is lost can be given up: its state has one more word.

SQLite can't change a check, so the table is recreated there. `migrate` makes sure that dropping the old one deletes
no row of another table.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    name = op.f("ck_wave_state")
    with op.batch_alter_table("wave") as wave:
        wave.drop_constraint(name, type_="check")
        wave.alter_column("state", type_=sa.String(length=9), existing_nullable=False)
        wave.create_check_constraint(name, "state IN ('open', 'closed', 'sealed', 'void', 'abandoned')")
