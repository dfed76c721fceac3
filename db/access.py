"""How a connection and a transaction begin on SQLite and on PostgreSQL: one that reads, one alone in writing."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import URL, Connection

ACCESS: Final = "shoulu_access"  # the execution option that says `read` or `write`
BUSY: Final = "shoulu_busy_milliseconds"  # the one that says how long the lock is waited for in writing
BUSY_MILLISECONDS = 15_000  # how long it is without; `?timeout=` in the URL says it in seconds
_MILLISECONDS_A_TRY = 250  # of waiting in SQLite, where Python hears of no signal
_WRITER = int.from_bytes(b"shoulu")  # of the advisory lock that is a database's one writer
# seconds and milliseconds until a connection that a server or a firewall dropped without a word counts as lost
_NOTICE_LOSS = {"keepalives_idle": 15, "keepalives_interval": 5, "tcp_user_timeout": 30_000}


def use_wal(path: Path, seconds: float) -> None:
    """Turn the file to write-ahead logging, which it keeps: readers and the writer then wait for nobody."""
    deadline = time.monotonic() + seconds
    with contextlib.closing(sqlite3.connect(path, timeout=seconds)) as connection:
        while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError:  # another process is doing the same; SQLite does not wait here
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)


def connect_args(address: URL) -> dict[str, Any]:
    if address.get_backend_name() == "postgresql":
        noticing = {name: address.query.get(name, value) for name, value in _NOTICE_LOSS.items()}
        # else the encoding is that of the server, and of one that has none come bytes
        return {"client_encoding": "utf8", **noticing}
    # isolation_level None: sqlite3 begins no transactions by itself, begin_on_sqlite does
    return {"isolation_level": None, "timeout": busy_milliseconds(address) / 1000}


def busy_milliseconds(url: URL) -> int:
    stated = url.query.get("timeout")
    return int(float(stated) * 1000) if isinstance(stated, str) else BUSY_MILLISECONDS


def set_pragmas(busy: int, connection: Any, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout={busy}")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def begin_on_sqlite(connection: Connection) -> None:
    access = connection.get_execution_options().get(ACCESS)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if access == 'read' else 'OFF'}")
    if access == "write":
        # a transaction that reads first and writes later could fail at once with "database is locked"
        _begin_to_write(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_to_write(connection: Connection) -> None:
    """Waits for the lock in short tries: in SQLite's own long one no signal would be heard of."""
    raw = cast("sqlite3.Connection", connection.connection.driver_connection)
    busy = busy_milliseconds(connection.engine.url)
    patience = connection.get_execution_options().get(BUSY, busy)
    deadline = time.monotonic() + patience / 1000
    raw.execute(f"PRAGMA busy_timeout={min(patience, _MILLISECONDS_A_TRY)}")
    try:
        while not _begun_to_write(raw) and time.monotonic() < deadline:
            pass
        if not raw.in_transaction:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # which tells what is wrong
    finally:
        raw.execute(f"PRAGMA busy_timeout={busy}")


def _begun_to_write(connection: sqlite3.Connection) -> bool:
    """False where another process writes."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY
    return True


def begin_on_postgresql(connection: Connection) -> None:
    access = connection.get_execution_options().get(ACCESS)
    if access == "read":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    elif access == "write":
        # READ COMMITTED, whatever the server's default: what follows sees all that was committed before the lock
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED READ WRITE")
        patience = connection.get_execution_options().get(BUSY, BUSY_MILLISECONDS)
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
