"""Alembic's entrance: runs on the connection it is given and reads no file of its own."""

from alembic import context
from sqlmodel import SQLModel

from leersessie.store import tabellen  # noqa: F401  the tables must be known before comparing

verbinding = context.config.attributes["verbinding"]
context.configure(
    connection=verbinding,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
