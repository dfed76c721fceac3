"""A re-parse shows what it would change before it does, goes on where it was stopped, and can be undone."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.engine import open_database
from db.locks import holding
from tests.project import ROOT, Project, completed

PARAGRAPH = (
    "<p>第{n}号提案说，镇东头的老水井每到旱季就要排队，去年冬天等得最久的一户等了两个多小时；"
    "今年开春以后，{n}名村民代表先后三次走访了上游的泵站，把管道漏损的位置一处一处标在了图上。</p>"
    "<p>泵站站长表示，第{n}处漏点会在月底之前修好，修好以后水压可以恢复到原来的水平，"
    "不过要等汛期过后才能更换整段老管，更换的费用由镇里和水务公司各出一半。</p>"
)
PAGE = (
    "<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>{title}</title>"
    "<link rel='canonical' href='http://news.example.org/a/{n}.html'></head>"
    "<body><h1>{title}</h1>{body}</body></html>"
)
OLD = "shoulu 0.0.1 of long ago"
PAGES = 12


def write_pages(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for n in range(PAGES):
        body = PARAGRAPH.replace("{n}", str(n + 3))
        html = PAGE.format(title=f"老水井第{n}次走访记", n=n, body=body)
        (folder / f"page-{n:02}.html").write_text(html, encoding="utf-8")
    (folder / "empty-shell.html").write_text(
        "<html><head><link rel='canonical' href='http://news.example.org/shell'></head><body><div id='app'></div>"
        "</body></html>",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("reparse")
    project = Project(folder=folder)
    project.scrapy("ingest", write_pages(folder / "pages"))
    assert len(project.rows("articles", order_by="id")) == PAGES
    return project


@pytest.fixture
def project(ingested: Project, tmp_path: Path) -> Project:
    """A copy of the ingested project that a test may change."""
    folder = tmp_path / "project"
    shutil.copytree(ingested.folder, folder)
    return Project(folder=folder)


def change(project: Project, statement: str, *values: Any) -> None:
    connection = sqlite3.connect(project.database)
    with connection:
        connection.execute(statement, values)
    connection.close()


def as_read_long_ago(project: Project) -> None:
    """The rows as a worse parser left them: all texts with a line too many, one title missing."""
    change(project, "UPDATE captures SET parser = ?", OLD)
    change(project, "UPDATE articles SET parser = ?, text = text || char(10) || '分享到微信'", OLD)
    change(project, "UPDATE articles SET title = NULL WHERE url LIKE '%/3.html'")


def contents(project: Project) -> list[dict[str, Any]]:
    return project.rows("articles", order_by="id")


def receipt(project: Project, *options: str) -> list[dict[str, Any]]:
    path = project.folder / "difference.jsonl"
    completed(project.scrapy("reparse", "-o", path, *options))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_what_the_same_parser_has_read_is_skipped_and_counted(project: Project) -> None:
    before = contents(project)
    told = completed(project.scrapy("reparse")).stdout
    assert f"{PAGES + 1} pages skipped" in told
    assert contents(project) == before


def test_a_dry_run_tells_every_difference_by_field_and_changes_nothing(project: Project) -> None:
    as_read_long_ago(project)
    before = contents(project)
    lines = receipt(project, "--dry-run")
    assert contents(project) == before
    assert len(lines) == PAGES
    assert {line["kind"] for line in lines} == {"changed"}
    assert [line["severity"] for line in lines] == sorted((line["severity"] for line in lines), reverse=True)
    (gained_title,) = [line for line in lines if "title" in line["fields"]]
    assert gained_title["fields"]["title"] == {"before": None, "after": "老水井第3次走访记"}
    assert all(line["fields"]["text"]["before"].endswith("分享到微信") for line in lines)


def test_applying_after_a_dry_run_reads_nothing_again(project: Project) -> None:
    good = contents(project)
    as_read_long_ago(project)
    receipt(project, "--dry-run")
    told = completed(project.scrapy("reparse")).stdout
    assert "not yet applied" in told
    assert contents(project) == good


def test_undo_puts_back_what_the_run_changed(project: Project) -> None:
    as_read_long_ago(project)
    old = contents(project)
    completed(project.scrapy("reparse"))
    assert contents(project) != old
    (run,) = [row["id"] for row in project.rows("crawls", order_by="id") if row["kind"] == "reparse"]
    completed(project.scrapy("reparse", "--undo", str(run)))
    assert contents(project) == old


def test_undo_of_a_run_that_is_not_there_is_an_error_that_names_it(project: Project) -> None:
    failed = project.scrapy("reparse", "--undo", "987")
    assert failed.returncode == 2
    assert "987" in failed.stderr + failed.stdout


def test_a_reparse_that_would_halve_many_bodies_is_refused_unless_forced(project: Project) -> None:
    as_read_long_ago(project)
    change(project, "UPDATE articles SET text = text || replace(hex(zeroblob(2000)), '0', '井')")
    before = contents(project)
    refused = project.scrapy("reparse")
    assert refused.returncode == 3
    assert "--force" in refused.stderr
    assert contents(project) == before
    completed(project.scrapy("reparse", "--force"))
    assert contents(project) != before


def test_quarantined_pages_can_be_chosen_by_reason(project: Project) -> None:
    (refusal,) = project.rows("quarantine", order_by="record_id")
    change(project, "UPDATE captures SET parser = ?", OLD)
    told = completed(project.scrapy("reparse", "--quarantine", refusal["reason"], "--dry-run"))
    assert "1 of 1 pages" in told.stderr


def test_an_unknown_source_is_an_error_that_names_those_there_are(project: Project) -> None:
    failed = project.scrapy("reparse", "--source", "nosuch")
    assert failed.returncode == 2
    assert "nosuch" in failed.stderr + failed.stdout
    assert "finews" in failed.stderr + failed.stdout


def started(project: Project, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", "reparse", *options],
        cwd=ROOT,
        env=project.variables(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def slow_to_apply(project: Project) -> None:
    """Each reading takes a tenth of a second or more to be applied: time to stop the run between two of them."""
    count = "WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 300000) SELECT max(n) FROM up"
    change(project, f"CREATE TRIGGER slow AFTER DELETE ON staged BEGIN SELECT ({count}); END")


def wait_until_staged(project: Project, process: subprocess.Popen[bytes], *, wanted: range) -> int:
    """Waits until so many readings are staged; how many there are at that moment."""
    deadline = time.monotonic() + 60
    connection = sqlite3.connect(project.database)
    while (count := connection.execute("SELECT count(*) FROM staged").fetchone()[0]) not in wanted:
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.001)
    connection.close()
    return count


@pytest.mark.parametrize("delay", [0.8, 2.0])
def test_killed_while_it_reads_it_ends_as_if_never_killed(project: Project, delay: float) -> None:
    good = contents(project)
    as_read_long_ago(project)
    process = started(project)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    completed(project.scrapy("reparse"))
    assert contents(project) == good


def test_killed_while_it_applies_it_goes_on_with_the_same_run_which_can_be_undone(project: Project) -> None:
    good = contents(project)
    as_read_long_ago(project)
    old = contents(project)
    completed(project.scrapy("reparse", "--dry-run"))
    slow_to_apply(project)
    process = started(project, "-s", "REPARSE_TRANSACTION_ROWS=1")
    left = wait_until_staged(project, process, wanted=range(1, PAGES))
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert left
    assert contents(project) not in (good, old)
    completed(project.scrapy("reparse"))
    assert contents(project) == good
    (run,) = [row for row in project.rows("crawls", order_by="id") if row["kind"] == "reparse"]
    assert run["state"] == "finished"
    assert json.loads(run["counts"])["updated"] == PAGES
    completed(project.scrapy("reparse", "--undo", str(run["id"])))
    assert contents(project) == old


def test_an_interrupt_while_it_applies_stops_it_and_the_next_run_goes_on(project: Project) -> None:
    good = contents(project)
    as_read_long_ago(project)
    completed(project.scrapy("reparse", "--dry-run"))
    slow_to_apply(project)
    process = started(project, "-s", "REPARSE_TRANSACTION_ROWS=1")
    wait_until_staged(project, process, wanted=range(1, PAGES))
    process.send_signal(signal.SIGINT)
    assert process.wait() == 130
    completed(project.scrapy("reparse"))
    assert contents(project) == good


def test_json_lines_on_stdout_have_no_other_line_among_them(project: Project) -> None:
    as_read_long_ago(project)
    told = completed(project.scrapy("reparse", "-o", "-"))
    assert len([json.loads(line) for line in told.stdout.splitlines()]) == PAGES
    assert "applied" in told.stderr


def test_a_title_that_looks_like_markup_is_told_as_it_is(project: Project) -> None:
    as_read_long_ago(project)
    change(project, "UPDATE articles SET title = '[/视频][red]快讯' WHERE url LIKE '%/5.html'")
    told = completed(project.scrapy("reparse", "--dry-run"))
    assert "[/视频][red]快讯" in told.stdout


def test_undo_takes_no_other_choice(project: Project) -> None:
    before = contents(project)
    assert project.scrapy("reparse", "--undo", "1", "--dry-run").returncode == 2
    assert contents(project) == before


def test_two_at_once_are_one_too_many(project: Project) -> None:
    engine = open_database(f"sqlite:///{project.database}")
    with holding(engine, "reparse"):
        refused = project.scrapy("reparse")
    engine.dispose()
    assert refused.returncode == 5
    assert f"another scrapy reparse or boilerplate is going on: process {os.getpid()} " in refused.stderr


@pytest.fixture
def lost_file(project: Project) -> Iterator[Path]:
    (warc,) = project.archive_folder.glob("*.warc.gz")
    moved = warc.rename(warc.with_suffix(".away"))
    yield warc
    moved.unlink()


def test_a_missing_archive_file_is_named_and_nothing_is_lost(project: Project, lost_file: Path) -> None:
    as_read_long_ago(project)
    before = contents(project)
    failed = project.scrapy("reparse")
    assert failed.returncode == 1
    assert lost_file.name in failed.stderr
    assert contents(project) == before


def test_pages_of_a_source_declared_later_are_read_again_by_its_rules(project: Project) -> None:
    """As when a spider file is added after its site's pages were ingested."""
    change(project, "UPDATE captures SET url = replace(url, 'news.example.org', 'finews.withounder.com')")
    told = completed(project.scrapy("reparse", "--dry-run"))
    assert {row["source"] for row in project.rows("captures", order_by="record_id")} == {"finews"}
    assert f"{PAGES} lost" in told.stdout  # no address of an article, by the rules of that source
