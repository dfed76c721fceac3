"""One at a time holds a lock, it ends with its process, and who asks learns who holds it."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from db.engine import open_database
from db.locks import hold, holder

HOLDING = """
import sys
from db.engine import open_database
from db.locks import hold
assert hold(open_database(sys.argv[1]), sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_holder_is_refused_and_learns_of_the_first(engine: Engine) -> None:
    first = hold(engine, "crawl finews")
    assert first is not None
    assert hold(engine, "crawl finews") is None
    found = holder(engine, "crawl finews")
    assert found is not None
    assert found.process == os.getpid()
    assert f"process {os.getpid()} on " in str(found)
    first.release()
    assert holder(engine, "crawl finews") is None


def test_locks_of_other_names_are_apart(engine: Engine) -> None:
    names = ("crawl finews", "crawl news 新闻.example", "crawl a/../b", "c" * 300, "c" * 301, "新" * 100)
    held = [hold(engine, name) for name in names]
    assert all(held)
    for lock in held:
        assert lock is not None
        lock.release()


def test_a_lock_that_was_let_go_can_be_held_again_and_let_go_twice(engine: Engine) -> None:
    for _ in range(2):
        lock = hold(engine, "reparse")
        assert lock is not None
        lock.release()
        lock.release()


def test_a_lock_ends_with_its_process_however_that_ends(url: str) -> None:
    engine = open_database(url)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, url, "crawl finews"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        found = holder(engine, "crawl finews")
        assert found is not None
        assert found.process == process.pid
        assert hold(engine, "crawl finews") is None
        process.kill()
        process.wait()
    while (lock := hold(engine, "crawl finews")) is None:  # a server notices in its own time
        pass
    lock.release()
    engine.dispose()


def test_a_lock_that_is_kept_is_held_still(engine: Engine) -> None:
    lock = hold(engine, "crawl finews")
    assert lock is not None
    assert lock.keep()
    assert hold(engine, "crawl finews") is None
    lock.release()
    assert lock.keep()
    assert holder(engine, "crawl finews") is None


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_a_lock_lost_with_its_connection_is_taken_again(engine: Engine) -> None:
    lock = hold(engine, "crawl finews")
    assert lock is not None
    cut_off(engine)
    assert holder(engine, "crawl finews") is None
    assert lock.keep()
    assert holder(engine, "crawl finews") is not None
    assert lock.keep()
    lock.release()
    assert holder(engine, "crawl finews") is None


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_a_lock_that_somebody_else_took_meanwhile_is_not_kept(engine: Engine) -> None:
    lock = hold(engine, "crawl finews")
    assert lock is not None
    cut_off(engine)
    other = hold(engine, "crawl finews")
    assert other is not None
    assert not lock.keep()
    assert not lock.keep()
    assert other.keep()
    other.release()
    assert lock.keep()
    lock.release()


def cut_off(engine: Engine) -> None:
    """Ends the connections of all others to the database, as a server that is begun anew does."""
    ending = text(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with engine.connect() as connection:
        connection.execute(ending)


def test_nothing_is_left_beside_the_database(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    lock = hold(engine, "crawl finews")
    assert lock is not None
    assert [path.name for path in (tmp_path / "a.db.locks").iterdir()] == ["crawl finews.lock"]
    lock.release()
    assert list((tmp_path / "a.db.locks").iterdir()) == []
    engine.dispose()


def test_a_drive_without_flock_is_locked_as_sqlite_locks_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_flock(*_: object) -> None:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    url = f"sqlite:///{tmp_path / 'a.db'}"
    engine = open_database(url)
    with subprocess.Popen(
        [sys.executable, "-c", f"import fcntl; fcntl.flock = fcntl.lockf\n{HOLDING}", url, "ingest"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        monkeypatch.setattr(fcntl, "flock", no_flock)
        assert hold(engine, "ingest") is None
        process.kill()
    assert hold(engine, "ingest") is not None
    engine.dispose()


def test_a_database_in_memory_needs_no_lock() -> None:
    engine = open_database("sqlite://")
    assert hold(engine, "crawl finews") is not None
    assert holder(engine, "crawl finews") is None
    engine.dispose()
