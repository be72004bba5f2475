"""Run migrations on the connection that the store has opened; there is no other way to run them."""

from alembic import context

from vil.records.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
