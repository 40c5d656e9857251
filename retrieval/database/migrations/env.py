"""Runs the migrations on the connection that `open_database` hands in, inside its transaction."""

from alembic import context

from retrieval.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
