"""What Alembic runs for every command: the revisions, on the connection of the store that is being opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
# No transaction of its own: that of the store goes round all of it.
context.run_migrations()
