"""Alembic's environment: runs on the connection that `registry.store` gives, inside its transaction."""

from alembic import context

from registry.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
