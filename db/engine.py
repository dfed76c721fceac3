"""The door to the database, and with `db.access` the only place that knows which dialect it speaks."""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    Engine,
    bindparam,
    create_engine,
    delete,
    event,
    exc,
    inspect,
    make_url,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.access import (
    ACCESS,
    BUSY,
    begin_on_postgresql,
    begin_on_sqlite,
    busy_milliseconds,
    connect_args,
    set_pragmas,
    use_wal,
)
from db.migrations.collations import treat_text_as_sqlite_does
from db.models import Base, table_of

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_MAY_PASS = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    }
)

# of PostgreSQL's SQLSTATEs: no connection, taken back for others, no room, locked, shut down or cancelled
_CLASSES_THAT_MAY_PASS = frozenset({"08", "40", "53", "55", "57"})

_Key = TypeVar("_Key")


class DatabaseUnavailableError(Exception):
    """The database cannot be opened. The message is for a person and names it."""


def open_database(url: str, *, must_exist: bool = False) -> Engine:
    """The database at `url`, made if need be and brought to the newest migration.

    With `must_exist` a missing SQLite file is an error instead, for commands that only read.
    """
    engine = _create(url)
    place = engine.url.render_as_string(hide_password=True)
    try:
        _prepare(engine, must_exist=must_exist)
    except DatabaseUnavailableError:
        engine.dispose()
        raise
    except (exc.DBAPIError, sqlite3.Error, OSError) as error:
        engine.dispose()
        cause = error.orig if isinstance(error, exc.DBAPIError) else error
        raise DatabaseUnavailableError(f"cannot open the database {place}: {cause}") from error
    return engine


@contextlib.contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session in one transaction, alone in writing from its first statement; committed at the end."""
    bound = engine.execution_options(**{ACCESS: "write"})
    with Session(bound, expire_on_commit=False) as session, session.begin():
        yield session


def hurried(engine: Engine, milliseconds: int) -> Engine:
    """The same database, for one who tries again: a lock is waited for no longer than this in writing."""
    return engine.execution_options(**{BUSY: min(milliseconds, busy_milliseconds(engine.url))})


def may_pass(error: Exception) -> bool:
    """Whether the database was at fault in a way that passes: it was locked, full, away.

    A table that is missing, a damaged file, or a value the database has no room for is no such fault.
    """
    if not isinstance(error, exc.OperationalError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return error.orig.sqlite_errorcode & 0xFF in _MAY_PASS
    state: str | None = getattr(error.orig, "sqlstate", None)  # None: the server did not get to answer
    return state is None or state[:2] in _CLASSES_THAT_MAY_PASS


def is_of_values(error: Exception) -> bool:
    """Whether what was to be written is what no database, or not this one, ever takes; other rows it may."""
    if isinstance(error, exc.StatementError) and not isinstance(error, exc.DBAPIError):
        return isinstance(error.orig, ValueError | OverflowError)
    return isinstance(error, exc.DataError | ValueError | OverflowError) or _is_beyond_limits(error)


def _is_beyond_limits(error: Exception) -> bool:
    """Class 54 of PostgreSQL's errors, as of a text too long for an index, which its driver calls operational."""
    sqlstate: str | None = (
        getattr(error.orig, "sqlstate", None) if isinstance(error, exc.DBAPIError) else None
    )
    return sqlstate is not None and sqlstate.startswith("54")


@contextlib.contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees the database as it was at its first statement, and cannot write."""
    with Session(
        engine.execution_options(**{ACCESS: "read"}), expire_on_commit=False, autoflush=False
    ) as session:
        yield session


def file_of(engine: Engine) -> Path | None:
    """The file of an SQLite database; None for one on a server, and one in memory."""
    name = engine.url.database
    in_file = engine.dialect.name == "sqlite" and name and not name.startswith((":", "file:"))
    return Path(name) if in_file and name else None


def is_private(engine: Engine) -> bool:
    """Whether no other process can open the database, which lies in memory."""
    return engine.dialect.name == "sqlite" and file_of(engine) is None


def insert_ignore(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows of which neither the primary key nor another unique value is there yet."""
    if rows:
        session.connection().execute(_insert(session, model).on_conflict_do_nothing(), list(rows))


def upsert(
    session: Session,
    model: type[Base],
    rows: Sequence[Mapping[str, Any]],
    *,
    update: Sequence[str] | None = None,
) -> None:
    """Insert the rows; where the primary key is there already, overwrite `update` (without: all columns)."""
    if not rows:
        return
    statement = _insert(session, model)
    keys = [column.name for column in inspect(model).primary_key]
    names = update if update is not None else [name for name in rows[0] if name not in keys]
    changes = {name: statement.excluded[name] for name in names}
    session.connection().execute(
        statement.on_conflict_do_update(index_elements=keys, set_=changes), list(rows)
    )


def update_by_key(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Update the rows with these primary keys; the columns are those the first row names."""
    if not rows:
        return
    table = table_of(model)
    keys = [column.name for column in table.primary_key]
    found = [table.c[key] == bindparam(f"key_{key}") for key in keys]
    renamed = [{f"key_{n}" if n in keys else n: value for n, value in row.items()} for row in rows]
    session.connection().execute(update(table).where(*found), renamed)


def delete_each(session: Session, model: type[Base], keys: Sequence[Mapping[str, Any]]) -> None:
    """Delete the rows with these primary keys of several columns; SQLite reads a whole table for an IN of those."""
    if keys:
        table = table_of(model)
        found = [column == bindparam(f"key_{column.name}") for column in table.primary_key]
        renamed = [{f"key_{name}": value for name, value in key.items()} for key in keys]
        session.connection().execute(delete(table).where(*found), renamed)


def in_chunks(keys: Iterable[_Key]) -> Iterator[tuple[_Key, ...]]:
    """The keys, each once, in portions that fit one statement's IN (...): 32,766 parameters on SQLite."""
    distinct = iter(dict.fromkeys(keys))
    while portion := tuple(itertools.islice(distinct, 500)):
        yield portion


@functools.cache
def newest_revision() -> str:
    """The newest migration, read from the file names: Alembic takes a third of a second to import."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def _insert(session: Session, model: type[Base]) -> Any:
    # sqlite.Insert and postgresql.Insert have these methods alike but no common base
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table_of(model))


def _create(url: str) -> Engine:
    try:
        address = make_url(url)
        if address.get_backend_name() not in ("sqlite", "postgresql"):
            raise DatabaseUnavailableError(
                f"{address.get_backend_name()} is not supported, only sqlite and postgresql"
            )
        return create_engine(
            address,
            json_serializer=_to_json,
            connect_args=connect_args(address),
            pool_pre_ping=True,  # a server may have been begun anew
        )
    except (exc.ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise DatabaseUnavailableError(
            f"{_secretless(url)!r} is no address of a database: {error}"
        ) from error
    except ModuleNotFoundError as error:
        raise DatabaseUnavailableError(
            f"there is no driver for {_secretless(url)!r} (the module {error.name})"
        ) from error


def _secretless(url: str) -> str:
    return re.sub(r":[^/]*@", ":***@", url)


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare(engine: Engine, *, must_exist: bool) -> None:
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, must_exist=must_exist)
    else:
        event.listen(engine, "begin", begin_on_postgresql)
    with engine.connect() as connection:
        found = _revision(connection)
    if found != newest_revision():
        _migrate(engine)


def _prepare_sqlite(engine: Engine, *, must_exist: bool) -> None:
    event.listen(engine, "connect", functools.partial(set_pragmas, busy_milliseconds(engine.url)))
    event.listen(engine, "begin", begin_on_sqlite)
    name = engine.url.database
    if name and name != ":memory:":
        if must_exist and not Path(name).exists():
            raise FileNotFoundError("there is no such file; scrapy ingest or scrapy crawl makes it")
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        use_wal(Path(name), busy_milliseconds(engine.url) / 1000)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.execution_options(**{ACCESS: "write"}).begin() as connection:
        found = _revision(connection)  # again: another process may have migrated while we waited for the lock
        if found is not None and found > newest_revision():
            raise DatabaseUnavailableError(
                f"the database {engine.url.render_as_string()} is of a newer version ({found}) than this code"
            )
        if found != newest_revision():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if engine.dialect.name == "postgresql":
                treat_text_as_sqlite_does(connection)
