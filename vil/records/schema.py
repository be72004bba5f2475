"""The schema's revision, and how the records are brought up to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from vil.errors import RecordsTooNew

REVISION = "0012"
"""The newest migration; a test holds it against the folder of migrations."""

MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK_KEY = 8_641_500


def bring_up_to_date(engine: Engine, writing: Callable[[], AbstractContextManager[Session]]) -> None:
    """Run the migrations that are missing, all or none; two processes may do so at once.

    When nothing is missing this is one plain query, and Alembic is not loaded.
    """
    with engine.connect() as connection:
        if find_revision(connection) == REVISION:
            return
    with writing() as writer:
        _migrate(writer.connection())


def find_revision(connection: Connection) -> str | None:
    """Read which revision the database has; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = find_revision(connection)
    if found is not None and found not in known:
        raise RecordsTooNew(found)
    if found != REVISION:
        command.upgrade(config, "head")
