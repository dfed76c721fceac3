"""One item the database does not take costs no other item; a database at fault refuses no page."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import ROOT, Project

SCRIPT = """
import dataclasses, sqlite3, sys
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
from crawler.items import Refusal
from crawler.spiders.offline import OfflineSpider
from tests.values import article, record

def items(crawler):
    if "broken" in sys.argv:
        with sqlite3.connect(sys.argv[1]) as connection:
            connection.execute("ALTER TABLE article_versions RENAME TO elsewhere")
    for number in range(6):
        where = record(record_id=f"urn:x:{number}", offset=number, url=f"https://a.example/{number}.html")
        one = article(f"第{number}座桥通车。", id=f"{number:016}", record=where)
        if number == 2 and "publisher" in sys.argv:
            one = dataclasses.replace(one, publisher="临河\\ud83d日报")
        if number == 2 and "refusal" in sys.argv:
            one = Refusal(
                id=one.id, record=where, parser="p", stage="extraction", reason="parser-error", detail="\\udc80"
            )
        yield one

settings = get_project_settings()
settings.setdict({"LOG_LEVEL": "ERROR", "STORAGE_STAGED": "staged" in sys.argv}, priority="cmdline")
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(OfflineSpider)
process.crawl(crawler, name="ingest", kind="ingest", captures=items)
process.start()
print(dict(sorted(crawler.spider.outcomes.items())))
"""


def run(project: Project, *how: str) -> str:
    process = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(project.database), *how],
        cwd=ROOT,
        env=project.variables(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    return process.stdout.strip()


@pytest.mark.parametrize("culprit", ["publisher", "refusal"])
def test_an_item_that_cannot_be_written_is_refused_and_the_others_are_stored(
    tmp_path: Path, culprit: str
) -> None:
    project = Project(folder=tmp_path)
    assert run(project, culprit) == "{'article': 5, 'refused': 1}"
    assert [row["record_id"] for row in project.rows("articles", order_by="id")] == [
        f"urn:x:{number}" for number in (0, 1, 3, 4, 5)
    ]
    (refused,) = project.rows("quarantine", order_by="record_id")
    assert (refused["record_id"], refused["stage"], refused["reason"]) == (
        "urn:x:2",
        "storage",
        "unwritable",
    )
    assert "UnicodeEncodeError" in refused["detail"]
    assert {row["outcome"] for row in project.rows("captures", order_by="record_id")} == {
        "article",
        "refused",
    }
    (crawl,) = project.rows("crawls", order_by="id")
    assert crawl["state"] == "finished"
    assert json.loads(crawl["counts"])["unwritable"] == 1


def test_a_staged_item_that_cannot_be_written_is_staged_as_refused(tmp_path: Path) -> None:
    project = Project(folder=tmp_path)
    assert run(project, "publisher", "staged") == "{'article': 5, 'refused': 1}"
    staged = {row["record_id"]: row["outcome"] for row in project.rows("staged", order_by="record_id")}
    assert staged == {f"urn:x:{number}": "refused" if number == 2 else "article" for number in range(6)}


def test_a_database_at_fault_fails_the_items_and_refuses_none(tmp_path: Path) -> None:
    project = Project(folder=tmp_path)
    assert run(project, "broken") == "{'crashed': 6}"
    assert project.rows("quarantine", order_by="record_id") == []
    assert project.rows("captures", order_by="record_id") == []
    (crawl,) = project.rows("crawls", order_by="id")
    assert (crawl["state"], json.loads(crawl["counts"])) == ("failed", {"crashed": 6})
