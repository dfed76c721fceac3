"""A crawl killed at any point loses no finished record: the next start takes it in."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from tests.project import FAST, ROOT, Project, completed
from tests.sites.finews import site
from tests.sites.server import Serving, serving

pytestmark = pytest.mark.network

REPLICA = site()
SLOW = (
    "-s",
    "DOWNLOAD_DELAY=0.1",
    "-s",
    "RANDOMIZE_DOWNLOAD_DELAY=False",
    "-s",
    "AUTOTHROTTLE_ENABLED=False",
)
CAPTURED = ("response", "revisit", "resource")


@pytest.fixture(scope="module")
def served() -> Iterator[Serving]:
    with serving([REPLICA]) as running:
        yield running


@pytest.fixture(scope="module", params=[6, 15], ids=["early", "midway"])
def killed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, served: Serving
) -> Project:
    """A project whose crawl was killed after so many requests."""
    project = Project(folder=tmp_path_factory.mktemp("killed"), environment=served.environment)
    before = len(served.requested)
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "crawl", "finews", *SLOW],
        cwd=ROOT,
        env=project.variables(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while len(served.requested) - before < request.param and time.monotonic() < deadline:
        time.sleep(0.01)
    assert process.poll() is None, "the crawl ended before it could be killed"
    process.kill()
    process.wait()
    return project


def finished_records(folder: Path) -> set[str]:
    """The ids of the captures another reader of WARC finds whole in the archive."""
    return {record_id for path in folder.rglob("*.warc.gz") for record_id in _whole_captures(path)}


def _whole_captures(path: Path) -> Iterator[str]:
    with path.open("rb") as stream, contextlib.suppress(ArchiveLoadFailed, EOFError):
        for record in ArchiveIterator(stream, no_record_parse=True):
            length = len(record.raw_stream.read())
            if length < int(record.rec_headers.get_header("Content-Length")):
                return
            if record.rec_type in CAPTURED:
                yield record.rec_headers.get_header("WARC-Record-ID").strip("<>")


def test_the_next_start_takes_in_what_the_killed_one_left(killed: Project) -> None:
    left = finished_records(killed.archive_folder)
    files = {path: path.read_bytes() for path in killed.archive_folder.rglob("*.warc.gz")}
    assert left
    completed(killed.scrapy("crawl", "finews", *FAST))
    captures = killed.rows("captures", order_by="record_id")
    assert {row["record_id"] for row in captures} == finished_records(killed.archive_folder) >= left
    assert {row["outcome"] for row in captures} <= {"article", "refused", "passed"}
    assert {row["url"] for row in killed.rows("articles", order_by="id")} == set(REPLICA.articles)
    assert all(path.read_bytes() == body for path, body in files.items()), "an earlier file was written to"
