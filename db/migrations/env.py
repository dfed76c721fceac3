"""Runs the migrations on the connection `db.engine` hands over, or on DATABASE_URL from the command line."""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import Connection

from db.engine import open_database
from db.models import Base


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Only what the models declare: full-text tables and their shadows are made by hand in migrations."""
    return kind != "table" or name in Base.metadata.tables


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=include_name,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if given := context.config.attributes.get("connection"):
    migrate(given)
else:
    engine = open_database(os.environ["DATABASE_URL"])
    with engine.begin() as opened:
        migrate(opened)
