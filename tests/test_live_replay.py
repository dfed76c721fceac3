"""The contract: crawl and ingest, re-parse the archive into an empty database, and the rows are equal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command_server import without_network
from tests.crawled_sites import CrawledSites, source_replicas
from tests.foreign_archives import packed, responses, revisit
from tests.project import Project, completed
from tests.saved_pages import SavedPage, write_saved_pages

pytestmark = pytest.mark.network

LOST = "http://order.example/lost.html"
TABLES = {"articles": "id", "captures": "record_id", "quarantine": "record_id", "warc_files": "name"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("replay")


@pytest.fixture(scope="module")
def saved(folder: Path) -> tuple[SavedPage, ...]:
    """Every kind of page; one twice under two names; and a revisit before its original, and one without."""
    pages = write_saved_pages(folder / "saved")
    [dump] = [page for page in pages if page.name.endswith(".txt")]
    (folder / "saved" / "copy_0b1c2d3e4f5a6b7c.txt").write_bytes(dump.body)
    original = responses([201], "order.example")[0]
    (folder / "saved" / "1.warc.gz").write_bytes(
        packed(revisit("http://order.example/again.html", original), revisit(LOST, b"\r\n\r\n" * 2 + b"lost"))
    )
    (folder / "saved" / "2.warc.gz").write_bytes(packed(original))
    return pages


@pytest.fixture(scope="module")
def taken_in(crawled_sites: CrawledSites, folder: Path, saved: tuple[SavedPage, ...]) -> Project:
    """All sources crawled, two at a time, and the saved pages ingested."""
    shutil.copytree(crawled_sites.project.folder, folder / "first")
    project = Project(folder=folder / "first")
    completed(project.scrapy("ingest", folder / "saved"))
    return project


@pytest.fixture(scope="module")
def replayed(folder: Path, taken_in: Project) -> Project:
    environment = without_network()
    project = Project(folder=folder / "second", archive=taken_in.archive_folder, environment=environment)
    completed(project.scrapy("reparse"))
    return project


@pytest.mark.parametrize("table", TABLES)
def test_the_archive_re_parsed_into_an_empty_database_gives_equal_rows(
    taken_in: Project, replayed: Project, table: str
) -> None:
    first = taken_in.rows(table, order_by=TABLES[table])
    assert first
    assert replayed.rows(table, order_by=TABLES[table]) == first


@pytest.mark.parametrize("name", source_replicas())
def test_every_source_has_its_part_in_it(taken_in: Project, name: str) -> None:
    for table in ("articles", "captures", "quarantine"):
        assert any(row["source"] == name for row in taken_in.rows(table, order_by=TABLES[table]))


def test_what_is_read_does_not_depend_on_the_order_of_the_files(taken_in: Project) -> None:
    captures = taken_in.rows("captures", order_by="record_id")
    outcomes = {row["url"]: row["outcome"] for row in captures if row["record_type"] == "revisit"}
    assert outcomes["http://order.example/again.html"] == "article"
    assert outcomes[LOST] == "refused"
    assert [row["reason"] for row in taken_in.rows("quarantine", order_by="url") if row["url"] == LOST] == [
        "no-original"
    ]


def test_saved_pages_are_read_as_they_were_written(taken_in: Project, saved: tuple[SavedPage, ...]) -> None:
    read = {(row["title"], row["text"]) for row in taken_in.rows("articles", order_by="id")}
    assert {(page.title, page.text) for page in saved} <= read


def test_a_re_parse_with_nothing_new_reads_nothing(replayed: Project) -> None:
    before = {table: replayed.rows(table, order_by=key) for table, key in TABLES.items()}
    again = completed(replayed.scrapy("reparse"))
    assert {table: replayed.rows(table, order_by=key) for table, key in TABLES.items()} == before
    assert "skipped" in again.stdout + again.stderr


def test_a_re_parse_of_everything_changes_no_row(replayed: Project) -> None:
    before = {table: replayed.rows(table, order_by=key) for table, key in TABLES.items()}
    completed(replayed.scrapy("reparse", "--again"))
    assert {table: replayed.rows(table, order_by=key) for table, key in TABLES.items()} == before


def test_ingesting_the_same_files_twice_changes_nothing(folder: Path, taken_in: Project) -> None:
    before = {table: taken_in.rows(table, order_by=key) for table, key in TABLES.items()}
    completed(taken_in.scrapy("ingest", folder / "saved"))
    after = {table: taken_in.rows(table, order_by=key) for table, key in TABLES.items()}
    for table in ("articles", "captures", "quarantine"):
        assert after[table] == before[table]
