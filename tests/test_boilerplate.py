"""What the pages of a site share is learned on demand, taken out by a re-parse, and comes back when it is forgotten."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from db.engine import open_database
from db.locks import holding
from tests.project import ROOT, Project, completed
from tests.sites.writing import piece
from tests.standing_pages import (
    NOTICE_ENDING,
    PROMOTION,
    SLOGAN,
    day_of,
    furnished_page,
    headlines,
    notice_page,
    plain_page,
    write,
)

STAMP_READ = "2019-03-01T08:00:00+08:00"
FURNISHED, PLAIN, NOTICES = "dukou.example.cn", "shili.example.cn", "gonggao.example.cn"
PAGES = 30


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("boilerplate")
    write(folder / "pages", [furnished_page(n, FURNISHED) for n in range(PAGES)])
    write(folder / "pages", [plain_page(n, PLAIN) for n in range(100, 108)], first=100)
    write(folder / "pages", [notice_page(n, NOTICES) for n in range(200, 212)], first=200)
    project = Project(folder=folder)
    completed(project.scrapy("ingest", folder / "pages"))
    return project


@pytest.fixture(scope="module")
def taught(ingested: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Learned, and not yet read again."""
    project = copied(ingested, tmp_path_factory.mktemp("taught"))
    completed(project.scrapy("boilerplate", "--learn"))
    return project


@pytest.fixture
def project(ingested: Project, tmp_path: Path) -> Project:
    """A copy of the ingested project that a test may change."""
    return copied(ingested, tmp_path)


@pytest.fixture
def learned(taught: Project, tmp_path: Path) -> Project:
    return copied(taught, tmp_path)


def copied(project: Project, folder: Path) -> Project:
    shutil.copytree(project.folder, folder / "project")
    return Project(folder=folder / "project")


def articles(project: Project, host: str | None = None) -> list[dict[str, Any]]:
    rows = project.rows("articles", order_by="url")
    return rows if host is None else [row for row in rows if host in row["url"]]


def tables(project: Project) -> list[dict[str, Any]]:
    """But for the moment at which they were learned."""
    rows = project.rows("learned_sites", order_by="source, host")
    read = {name: [json.loads(row[name]) for row in rows] for name in ("lines", "stamps")}
    return [
        {**row, "learned_at": None, "lines": lines, "stamps": stamps}
        for row, lines, stamps in zip(rows, read["lines"], read["stamps"], strict=True)
    ]


def paragraphs(number: int) -> list[str]:
    return list(piece(number).paragraphs)


def test_the_furniture_of_a_site_is_learned_and_no_other_site_s_text(learned: Project) -> None:
    (table,) = tables(learned)
    assert (table["host"], table["pages"]) == (FURNISHED, PAGES)
    assert table["lines"][PROMOTION] == table["lines"][SLOGAN] == PAGES
    assert table["stamps"] == {STAMP_READ: PAGES}
    shown = {line for number in range(PAGES) for line in headlines(number)}
    assert set(table["lines"]) - {PROMOTION, SLOGAN} <= shown
    assert not {line for number in range(PAGES) for line in paragraphs(number)} & set(table["lines"])


def test_a_reparse_takes_the_furniture_out_and_leaves_the_articles_whole(learned: Project) -> None:
    before = articles(learned)
    assert {row["published_at"] for row in articles(learned, FURNISHED)} == {STAMP_READ}
    told = completed(learned.scrapy("reparse"))
    assert f"reading: {PAGES} of {PAGES} pages" in told.stderr, "the pages of the one site alone"
    (table,) = tables(learned)
    for row in articles(learned, FURNISHED):
        text = row["text"].split("\n")
        number = int(row["url"].rpartition("/")[2].removesuffix(".html"))
        assert text[: len(paragraphs(number))] == paragraphs(number)
        assert not set(table["lines"]) & set(text)
        assert row["published_at"] == day_of(number).isoformat()
        assert row["parser"].endswith(f" learned {table['version']}")
    assert [row for row in articles(learned) if FURNISHED not in row["url"]] == [
        row for row in before if FURNISHED not in row["url"]
    ]
    notices = articles(learned, NOTICES)
    assert len(notices) == 12
    assert all(row["text"].endswith(NOTICE_ENDING) for row in notices)


def test_a_dry_reparse_shows_what_was_learned_before_it_is_applied(learned: Project) -> None:
    before = articles(learned)
    path = learned.folder / "difference.jsonl"
    completed(learned.scrapy("reparse", "--dry-run", "-o", path))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == PAGES
    assert all(SLOGAN in line["fields"]["text"]["before"] for line in lines)
    assert not any(SLOGAN in line["fields"]["text"]["after"] for line in lines)
    assert articles(learned) == before


def test_learning_again_after_it_was_applied_gives_the_same_table(learned: Project) -> None:
    first = tables(learned)
    completed(learned.scrapy("reparse"))
    read = articles(learned)
    assert "as before" in completed(learned.scrapy("boilerplate", "--learn")).stdout
    assert tables(learned) == first
    assert "nothing to read" in completed(learned.scrapy("reparse")).stdout
    assert articles(learned) == read


def test_forgotten_and_read_again_the_rows_are_as_before(learned: Project) -> None:
    before = articles(learned)
    completed(learned.scrapy("reparse"))
    assert articles(learned) != before
    told = completed(learned.scrapy("boilerplate", "--clear", "--site", FURNISHED))
    assert "forgotten" in told.stdout
    assert tables(learned) == []
    completed(learned.scrapy("reparse"))
    assert articles(learned) == before


def test_a_reparse_by_what_was_learned_can_be_undone(learned: Project) -> None:
    before = articles(learned)
    completed(learned.scrapy("reparse"))
    (run,) = [row["id"] for row in learned.rows("crawls", order_by="id") if row["kind"] == "reparse"]
    completed(learned.scrapy("reparse", "--undo", str(run)))
    assert articles(learned) == before


def test_pages_that_come_in_later_are_read_by_what_is_learned(learned: Project) -> None:
    more = write(learned.folder / "more", [furnished_page(40, FURNISHED), plain_page(41, PLAIN)], first=40)
    completed(learned.scrapy("ingest", more))
    later = {row["url"]: row for row in articles(learned)}
    assert SLOGAN not in later[f"http://{FURNISHED}/a/40.html"]["text"]
    assert " learned " in later[f"http://{FURNISHED}/a/40.html"]["parser"]
    assert " learned " not in later[f"http://{PLAIN}/a/41.html"]["parser"]


def test_a_database_that_learned_nothing_reads_the_archive_as_it_was_read_at_first(
    learned: Project, ingested: Project, tmp_path: Path
) -> None:
    completed(learned.scrapy("reparse"))
    replayed = Project(folder=tmp_path / "replayed")
    completed(replayed.scrapy("ingest", learned.archive_folder))
    assert articles(replayed) == articles(ingested)


def test_a_dry_run_tells_and_keeps_nothing(project: Project) -> None:
    told = completed(project.scrapy("boilerplate", "--learn", "--dry-run")).stdout
    assert f"on {PAGES}: {SLOGAN}" in told
    assert "nothing kept" in told
    assert tables(project) == []


def test_one_site_can_be_learned_alone(project: Project) -> None:
    completed(project.scrapy("boilerplate", "--learn", "--site", f"http://www.{PLAIN}/a/100.html"))
    assert tables(project) == []
    completed(project.scrapy("boilerplate", "--learn", "--source", "ingest", "--site", FURNISHED.upper()))
    assert [table["host"] for table in tables(project)] == [FURNISHED]


def test_what_is_learned_is_shown_as_a_table_and_as_json(learned: Project) -> None:
    (table,) = tables(learned)
    told = completed(learned.scrapy("boilerplate", "--list", "--site", FURNISHED)).stdout
    assert table["version"] in told
    assert SLOGAN in told
    (line,) = completed(learned.scrapy("boilerplate", "--list", "--json")).stdout.splitlines()
    shown = json.loads(line)
    assert (shown["site"], shown["lines"], shown["dates"]) == (FURNISHED, table["lines"], table["stamps"])


def test_interrupted_it_keeps_nothing_half_learned_and_can_be_begun_anew(project: Project) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "scrapy", "boilerplate", "--learn"],
        cwd=ROOT,
        env=project.variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not (
        project.folder / "shoulu.db.locks" / "reparse.lock"
    ).exists():  # held from then on, while workers start
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "Traceback" not in told
    assert tables(project) == []
    completed(project.scrapy("boilerplate", "--learn"))
    assert len(tables(project)) == 1


def test_a_site_with_a_page_gone_from_the_archive_keeps_what_was_learned(learned: Project) -> None:
    first = tables(learned)
    (warc,) = learned.archive_folder.glob("*.warc.gz")
    warc.rename(warc.with_suffix(".away"))
    failed = learned.scrapy("boilerplate", "--learn")
    assert failed.returncode == 1
    assert FURNISHED in failed.stderr
    assert tables(learned) == first


def test_a_site_of_too_few_pages_teaches_nothing_any_more(learned: Project) -> None:
    connection = sqlite3.connect(learned.database)
    with connection:
        connection.execute("DELETE FROM captures WHERE site = ? AND url NOT LIKE '%/1_.html'", (FURNISHED,))
        connection.execute(
            "DELETE FROM captures WHERE site = ? AND url > ?", (FURNISHED, f"http://{FURNISHED}/a/13")
        )
    connection.close()
    told = completed(learned.scrapy("boilerplate", "--learn")).stdout
    assert "nothing learned any more" in told
    assert tables(learned) == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "--learn, --list and --clear"),
        (("--learn", "--clear"), "not allowed"),
        (("--clear", "--dry-run"), "--dry-run goes with --learn"),
        (("--learn", "--source", "nosuch"), "no such source: nosuch"),
        (("--learn", "--site", "nosuch.example.cn"), "no article is held of nosuch.example.cn"),
    ],
)
def test_a_wrong_use_is_told(ingested: Project, options: tuple[str, ...], told: str) -> None:
    failed = ingested.scrapy("boilerplate", *options)
    assert failed.returncode == 2
    assert told in failed.stderr + failed.stdout
    assert "Traceback" not in failed.stderr


def test_without_a_database_it_says_so_and_makes_none(tmp_path: Path) -> None:
    project = Project(folder=tmp_path)
    failed = project.scrapy("boilerplate", "--learn")
    assert failed.returncode == 1
    assert "there is no such file" in failed.stderr
    assert not project.database.exists()


def test_it_does_not_learn_while_a_reparse_runs(project: Project) -> None:
    engine = open_database(f"sqlite:///{project.database}")
    with holding(engine, "reparse"):
        refused = project.scrapy("boilerplate", "--learn")
    engine.dispose()
    assert refused.returncode == 5
    assert f"another scrapy reparse or boilerplate is going on: process {os.getpid()} " in refused.stderr
