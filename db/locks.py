"""What only one process at a time may do: each such thing has a lock, which ends with the process that holds it.

Beside an SQLite file the locks are files in a folder of its name; on PostgreSQL they are its advisory locks.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import errno
import fcntl
import hashlib
import json
import os
import platform
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, ClassVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Row, exc, text

from db.engine import file_of, is_private
from db.times import to_text

_LONGEST_NAME = 200  # bytes; file systems take 255
_NO_FLOCK = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)  # as on some network drives
_APPLICATION = "shoulu"
_TRIES, _SECONDS_BETWEEN = 5, 0.02  # who asks for the holder locks the file for a moment


@dataclasses.dataclass(frozen=True, kw_only=True)
class Holder:
    """Who holds a lock: a process of a host, since when."""

    process: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.process} on {self.host}, since {self.since}"


def _kept() -> bool:
    return True


class Lock:
    """Held until it is let go or the process ends, however it ends.

    One of PostgreSQL's ends with its connection too: who holds it for long asks from time to time to `keep` it.
    """

    _held: ClassVar[set[Lock]] = set()  # so that one nobody refers to is held all the same

    def __init__(self, let_go: Callable[[], None], keep: Callable[[], bool] = _kept) -> None:
        self._let_go = let_go
        self._keep = keep
        self._held.add(self)

    def keep(self) -> bool:
        """Whether nobody else has it, taken again where it was lost; in any thread, for it may take a while.

        A DBAPIError where it cannot be told, as while the server is away.
        """
        return self._keep()

    def release(self) -> None:
        if self in self._held:
            self._held.remove(self)
            self._let_go()


def hold(engine: Engine, name: str) -> Lock | None:
    """The lock of that name, or None where another process, or another lock of this one, holds it. Never waits.

    OSError or a DBAPIError where it cannot be told, as in a folder that cannot be written.
    """
    if is_private(engine):
        return Lock(_nothing)
    path = file_of(engine)
    return _hold_key(engine, name) if path is None else _hold_file(_file_of(path, name))


def holder(engine: Engine, name: str) -> Holder | None:
    """Who holds the lock; None where nobody does, or it cannot be said."""
    if is_private(engine):
        return None
    path = file_of(engine)
    return _holder_of_key(engine, name) if path is None else _holder_of_file(_file_of(path, name))


class HeldError(Exception):
    """A lock is held by another; the message says by whom."""


@contextlib.contextmanager
def holding(engine: Engine, name: str) -> Iterator[None]:
    """Holds the lock for as long as the block lasts; HeldError where another holds it."""
    lock = hold(engine, name)
    if lock is None:
        raise HeldError(str(holder(engine, name) or "it cannot be said which"))
    try:
        yield
    finally:
        lock.release()


def _nothing() -> None:
    pass


def _file_of(database: Path, name: str) -> Path:
    stem = quote(name, safe=" ")
    if len(stem) > _LONGEST_NAME:
        digest = hashlib.sha256(name.encode()).hexdigest()[:16]
        stem = f"{stem[: _LONGEST_NAME - len(digest) - 1]}-{digest}"
    return database.with_name(f"{database.name}.locks") / f"{stem}.lock"


def _hold_file(path: Path) -> Lock | None:
    path.parent.mkdir(exist_ok=True)
    while True:
        file = path.open("a+")
        try:
            if not _locked_in_some_tries(file):
                file.close()
                return None
            if _is_at(file, path):
                break
        except OSError:
            file.close()
            raise
        file.close()  # who held it took the file away in between
    with contextlib.suppress(
        OSError
    ):  # on a full disk the lock holds all the same, and does not say whose it is
        _sign(file)

    def let_go() -> None:
        path.unlink(missing_ok=True)
        file.close()

    return Lock(let_go)


def _locked_in_some_tries(file: IO[str]) -> bool:
    for _ in range(_TRIES):
        if _locked(file):
            return True
        time.sleep(_SECONDS_BETWEEN)
    return False


def _locked(file: IO[str]) -> bool:
    """Whether the file is locked now by us. It is not inherited by the programs we start."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_FLOCK:
            raise
        return _locked_as_sqlite_does(file)
    return True


def _locked_as_sqlite_does(file: IO[str]) -> bool:
    """For a drive without flock: where not even this works, SQLite does not either. Told apart by process only."""
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN):
            return False
        raise
    return True


def _is_at(file: IO[str], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _sign(file: IO[str]) -> None:
    file.truncate(0)
    ours = Holder(
        process=os.getpid(), host=platform.node(), since=to_text(datetime.datetime.now(datetime.UTC))
    )
    file.write(json.dumps(dataclasses.asdict(ours)))
    file.flush()


def _holder_of_file(path: Path) -> Holder | None:
    try:
        with path.open("r+") as file:
            return None if _locked(file) else Holder(**json.load(file))
    except (OSError, ValueError, TypeError):  # nobody, or one that has not signed yet
        return None


def _hold_key(engine: Engine, name: str) -> Lock | None:
    key = _Key(engine, name)
    return Lock(key.let_go, key.keep) if key.take() else None


class _Key:
    """An advisory lock of PostgreSQL, which lasts as long as the connection that took it."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._connection: Connection | None = None
        self._session = 0  # the server's process that took it
        self._is_over = False
        self._turn = threading.Lock()

    def take(self) -> bool:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            # how others learn who holds it: pg_stat_activity knows the server's processes only
            ours = f"{_APPLICATION} {os.getpid()} {platform.node()}"
            connection.execute(
                text("SELECT set_config('application_name', :name, false)"), {"name": ours[:63]}
            )
            taking = text(f"SELECT pg_try_advisory_lock({_KEY}), pg_backend_pid()")
            held, session = connection.execute(taking, {"name": self._name}).one()
        except BaseException:
            _end(connection)
            raise
        if held:
            self._connection, self._session = connection, session
        else:
            _end(connection)
        return bool(held)

    def keep(self) -> bool:
        with self._turn:
            if self._is_over or self._answers():
                return True
            return self.take() or self._is_not_buried()

    def _answers(self) -> bool:
        if self._connection is None:
            return False
        try:
            self._connection.execute(text("SELECT 1"))
        except exc.DBAPIError:
            _end(self._connection)
            self._connection = None
            return False
        return True

    def _is_not_buried(self) -> bool:
        """Whether the server has not noticed yet that the connection is lost, and holds it for the one we had."""
        with self._engine.connect() as connection:
            row = _session_of_key(connection, self._name)
        return row is not None and row.pid == self._session

    def let_go(self) -> None:
        with self._turn:
            self._is_over = True
            if self._connection is not None:
                _end(self._connection)
                self._connection = None


def _end(connection: Connection) -> None:
    connection.invalidate()  # ends the session, and with it the lock, also where the server has gone
    connection.close()


# apart for each schema, as its tables are
_KEY = "hashtextextended(current_schema() || ' ' || :name, 0)"


def _holder_of_key(engine: Engine, name: str) -> Holder | None:
    with engine.connect() as connection:
        row = _session_of_key(connection, name)
    if row is None:
        return None
    _, process, host = [*str(row.application_name).split(" ", 2), "", ""][:3]
    return Holder(process=int(process) if process.isdigit() else 0, host=host, since=str(row.since))


def _session_of_key(connection: Connection, name: str) -> Row[Any] | None:
    found = text(
        "SELECT pid, application_name,"
        " to_char(backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') AS since"
        " FROM pg_locks JOIN pg_stat_activity USING (pid)"
        " WHERE locktype = 'advisory' AND objsubid = 1 AND granted"
        " AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        f" AND ((classid::bigint << 32) | objid::bigint) = {_KEY}"
    )
    return connection.execute(found, {"name": name}).first()
