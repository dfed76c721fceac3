"""Databases on SQLite, and on PostgreSQL where the environment names a server."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis.configuration import set_hypothesis_home_dir
from sqlalchemy import URL, Engine, create_engine, make_url

from db.engine import open_database
from db.models import Base

SERVER = "TEST_POSTGRESQL_URL"
NO_SERVER = f"{SERVER} names no PostgreSQL server: .ci/with_postgresql make test"


def pytest_configure(config: pytest.Config) -> None:
    set_hypothesis_home_dir(config.rootpath / ".pytest_cache" / "hypothesis")  # else a folder of its own


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips here what needs a server and has none: pytest then says it once, with how many tests it was said of."""
    if SERVER not in os.environ and _is_on_postgresql(item):
        pytest.skip(NO_SERVER)


def _is_on_postgresql(item: pytest.Item) -> bool:
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    return parameters.get("dialect") == "postgresql"


class Dialect(Protocol):
    def url(self, folder: Path) -> str:
        """Of a database in which nothing was made; one that lies in a file lies in the folder."""

    def tables(self, folder: Path) -> contextlib.AbstractContextManager[Engine]:
        """A database with its tables and nothing in them; making them takes Alembic a while, so it is done once."""


class OnSqlite:
    def __init__(self, folder: Path) -> None:
        self._numbers = itertools.count()
        self._made = folder / "made.db"
        open_database(f"sqlite:///{self._made}").dispose()

    def url(self, folder: Path) -> str:
        return f"sqlite:///{folder / f'news-{next(self._numbers)}.db'}"

    @contextlib.contextmanager
    def tables(self, folder: Path) -> Iterator[Engine]:
        path = folder / f"news-{next(self._numbers)}.db"
        shutil.copy(self._made, path)
        engine = open_database(f"sqlite:///{path}")
        yield engine
        engine.dispose()


class OnPostgresql:
    """To empty a database is faster than to make one: those of ended tests are used again."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._made: list[str] = []
        self._free: list[Engine] = []

    def url(self, folder: Path) -> str:
        name = f"shoulu_test_{os.getpid()}_{len(self._made)}"
        self._made.append(name)
        self._command(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
        return self._server.set(database=name).render_as_string(hide_password=False)

    @contextlib.contextmanager
    def tables(self, folder: Path) -> Iterator[Engine]:
        engine = self._free.pop() if self._free else open_database(self.url(folder))
        yield engine
        engine.dispose()
        _empty(engine)
        self._free.append(engine)

    def close(self) -> None:
        for engine in self._free:
            engine.dispose()
        self._command(*(f"DROP DATABASE {name} WITH (FORCE)" for name in self._made))

    def _command(self, *statements: str) -> None:
        engine = create_engine(self._server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()


def _empty(engine: Engine) -> None:
    """Takes everything out, and lets the numbers of rows begin at 1 again; TRUNCATE is slower on small tables."""
    tables = Base.metadata.sorted_tables
    numbered = [table.name for table in tables if table.autoincrement_column is not None]
    with engine.begin() as connection:
        for table in reversed(tables):
            connection.execute(table.delete())
        for name in numbered:
            connection.exec_driver_sql(f"ALTER SEQUENCE {name}_id_seq RESTART")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dialect]:
    if request.param == "sqlite":
        yield OnSqlite(tmp_path_factory.mktemp("made"))
    else:
        postgresql = OnPostgresql(make_url(os.environ[SERVER]))
        yield postgresql
        postgresql.close()


@pytest.fixture
def new_database(dialect: Dialect, tmp_path: Path) -> Iterator[Callable[[], Engine]]:
    """Makes as many as a test wants."""
    with contextlib.ExitStack() as opened:
        yield lambda: opened.enter_context(dialect.tables(tmp_path))


@pytest.fixture
def engine(new_database: Callable[[], Engine]) -> Engine:
    return new_database()


@pytest.fixture
def url(dialect: Dialect, tmp_path: Path) -> str:
    """Of a database in which nothing was made."""
    return dialect.url(tmp_path)
