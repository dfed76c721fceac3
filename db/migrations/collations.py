"""What PostgreSQL is told of its texts, so that they are as SQLite's."""

from __future__ import annotations

from sqlalchemy import Connection, text

from db.models import Base


def treat_text_as_sqlite_does(connection: Connection) -> None:
    """On PostgreSQL, sort text by code points, not by the server's locale, and let it be of any length.

    A stated digest or record id may be longer than the models say, and SQLite does not mind.
    """
    columns = text(
        "SELECT attrelid::regclass::text, quote_ident(attname), format_type(atttypid, NULL)"
        " FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
        " WHERE relname = ANY(:tables) AND relnamespace = current_schema()::regnamespace AND NOT attisdropped"
        " AND attcollation = 'pg_catalog.\"default\"'::regcollation"
    )
    for table, column, kind in connection.execute(columns, {"tables": list(Base.metadata.tables)}).all():
        connection.exec_driver_sql(f'ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind} COLLATE "C"')
