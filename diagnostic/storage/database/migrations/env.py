"""Alembic's entry: runs the migrations on the connection `schema` hands over; there is no other way in."""

from __future__ import annotations

from alembic import context

from diagnostic.storage.database.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    transactional_ddl=True,
)
context.run_migrations()
