"""A full disk, an archive or a database that cannot be written, a server that vanishes: nothing captured is lost, the
end is told with its cause, and the next start ends as an undisturbed crawl does."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.killing import HURRIED, Held, Row, Scenario, shown, undisturbed
from tests.project import FAST, ROOT, Project, completed
from tests.running import Ended, ended, running, wait_until
from tests.sites.finews import site
from tests.sites.server import Serving, serving

pytestmark = pytest.mark.network

REPLICA = site()
SLOW = ("-s", "DOWNLOAD_DELAY=0.15", "-s", "AUTOTHROTTLE_ENABLED=False")
SHORT = "?timeout=1"  # seconds that a lock of the database is waited for


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> Held:
    folder = tmp_path_factory.mktemp("undisturbed") / "project"
    held, _ = undisturbed(
        Scenario(name="finews", command=("crawl", "finews", *HURRIED), sites=(REPLICA,)), folder
    )
    return held


@pytest.fixture
def served() -> Iterator[Serving]:
    with serving([REPLICA]) as running:
        yield running


@pytest.fixture
def project(tmp_path: Path, served: Serving) -> Project:
    return Project(
        folder=tmp_path,
        environment={
            **served.environment,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'shoulu.db'}{SHORT}",
        },
    )


def assert_as_undisturbed(project: Project, wanted: Held) -> None:
    completed(project.scrapy("crawl", "finews", *FAST))
    found = Held.by(project)
    assert shown(wanted.rows - found.rows) == []
    assert shown(found.rows - wanted.rows) == []
    assert shown(wanted.captures - found.captures) == []


def assert_told(told: Ended, *words: str) -> None:
    assert told.code == 1, told.stderr
    assert "Traceback" not in told.stderr, told.stderr
    for word in words:
        assert word in told.stdout + told.stderr


def without_urls(held: Held) -> Counter[Row]:
    """Where another crawl came after it, whose URLs have states of their own."""
    return Counter({row: times for row, times in held.rows.items() if row[0] != "url"})


@contextlib.contextmanager
def small_disk(at: Path, megabytes: float) -> Iterator[None]:
    """A file system of its own, which takes no more; the test is skipped where none may be made."""
    at.mkdir(parents=True, exist_ok=True)
    size = int(megabytes * 1_000_000)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(at)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no file system may be made here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


def test_a_full_disk_under_the_archive(tmp_path: Path, served: Serving, wanted: Held) -> None:
    archive = tmp_path / "archive"
    project = Project(folder=tmp_path, environment=served.environment)
    kept = tmp_path / "kept"
    with small_disk(archive, 0.05):
        with running(project, "crawl", "finews", *HURRIED) as process:
            assert_told(ended(process), "archive-unwritable", "No space left on device")
        subprocess.run(["cp", "-a", str(archive), str(kept)], check=True)
    archive.rmdir()
    kept.rename(archive)
    assert_as_undisturbed(project, wanted)


def test_a_full_disk_under_the_database(tmp_path: Path, served: Serving, wanted: Held) -> None:
    folder = tmp_path / "small"
    with small_disk(folder, 0.75):
        project = Project(folder=folder, archive=tmp_path / "archive", environment=served.environment)
        with running(project, "crawl", "finews", *HURRIED, "-s", "DATABASE_PATIENCE=2") as process:
            told = ended(process)
        assert told.code == 1, told.stdout + told.stderr
        assert "Traceback" not in told.stderr, told.stderr
        assert "database or disk is full" in told.stderr
        kept = tmp_path / "kept"
        subprocess.run(["cp", "-a", str(folder), str(kept)], check=True)
    whole = Project(folder=kept, archive=tmp_path / "archive", environment=served.environment)
    assert_as_undisturbed(whole, wanted)


def test_an_archive_that_may_not_be_written(project: Project, served: Serving, wanted: Held) -> None:
    """A file in its place, as root may write into any folder."""
    kept = project.folder / "kept"
    with running(project, "crawl", "finews", *SLOW, "-s", "ARCHIVE_FILE_BYTES=1") as process:
        wait_until(lambda: len(served.requested) >= 12)
        project.archive_folder.rename(kept)
        project.archive_folder.write_text("no folder")
        assert_told(ended(process), "archive-unwritable", "cannot be written, so the crawl ends")
    project.archive_folder.unlink()
    kept.rename(project.archive_folder)
    assert_as_undisturbed(project, wanted)


@contextlib.contextmanager
def locked(project: Project) -> Iterator[None]:
    """As by another process that writes all the while."""
    with contextlib.closing(sqlite3.connect(project.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout=60000")
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def test_a_database_that_another_process_holds_for_a_while(
    project: Project, served: Serving, wanted: Held
) -> None:
    with running(project, "crawl", "finews", *SLOW) as process:
        wait_until(lambda: len(served.requested) >= 8)
        with locked(project):
            threading.Event().wait(6)
        told = ended(process)
    assert told.code == 0, told.stdout + told.stderr
    assert told.stderr.count("the database cannot be written (database is locked): pages wait") == 1
    assert "the database is written again" in told.stderr
    assert "Traceback" not in told.stderr, told.stderr
    found = Held.by(project)
    assert shown(wanted.rows - found.rows) == []
    assert shown(found.rows - wanted.rows) == []


def test_a_database_that_another_process_never_lets_go_of(
    project: Project, served: Serving, wanted: Held
) -> None:
    with running(project, "crawl", "finews", *SLOW, "-s", "DATABASE_PATIENCE=1") as process:
        wait_until(lambda: len(served.requested) >= 8)
        with locked(project):
            told = ended(process)
    assert_told(told, "database-unwritable", "the database cannot be written, so the run ends", "unread")
    assert "crashed" not in told.stdout
    assert_as_undisturbed(project, wanted)
    whole = [row["url"] for row in project.rows("captures", order_by="url") if row["status"] == 200]
    assert [url for url, times in Counter(whole).items() if times > 1] == []
    assert project.rows("incidents", order_by="id") == []


def test_a_server_that_vanishes_and_returns(tmp_path: Path, wanted: Held) -> None:
    with serving([REPLICA]) as served:
        port = int(served.url.rpartition(":")[2])
        project = Project(folder=tmp_path, environment=served.environment)
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", "crawl", "finews", *SLOW, "-s", "RETRY_TIMES=1"],
            cwd=ROOT,
            env=project.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        wait_until(lambda: len(served.requested) >= 10)
    told = ended(process)
    assert "Traceback" not in told.stderr, told.stderr
    assert "connection" in told.stdout
    captured = {row["url"] for row in project.rows("captures", order_by="url")}
    with serving([REPLICA], port=port):
        completed(project.scrapy("crawl", "finews", *FAST))
    found = Held.by(project)
    assert shown(without_urls(wanted) - without_urls(found)) == []
    assert captured <= {row["url"] for row in project.rows("captures", order_by="url")}
