"""Alembic's entry point: runs the migrations on the connection that `migrate` passes."""

from __future__ import annotations

from alembic import context

from diagnostic.storage.database.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    transactional_ddl=True,
)
context.run_migrations()
