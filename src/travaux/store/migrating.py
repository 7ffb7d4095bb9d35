"""Brings the tables of an older store to those of now, step by step, by Alembic's revisions in `migrations/`."""

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from travaux.store.preparing import name_revision

FIRST = 1
"""The schema that came before the first revision."""


def migrate(connection: Connection, version: int) -> None:
    """Take the tables from the schema of `version` to the newest, in the connection's transaction."""
    with as_file(files("travaux.store") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        if version > FIRST:
            # Stores of schema 2 are older than Alembic's own mark.
            command.stamp(config, name_revision(version))
        command.upgrade(config, "head")
