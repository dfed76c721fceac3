"""Articles in several pages are one record, when they are crawled and when the archive is read again."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from tests.continued_articles import (
    PARTIAL,
    WHOLE,
    articles,
    assert_equal_at_replay,
    replica,
    respond,
    text,
)
from tests.project import FAST, Project, completed
from tests.sites.bridge_pages import SOURCE, article, link, listing, site, url
from tests.sites.server import Serving, serving

pytestmark = pytest.mark.network


@pytest.fixture(scope="module")
def served() -> Iterator[Serving]:
    with serving([replica()]) as running:
        yield running


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, served: Serving) -> Project:
    project = Project(folder=tmp_path_factory.mktemp("pages"), environment=served.environment)
    completed(project.scrapy("crawl", "bridge", *SOURCE, *FAST))
    return project


@pytest.mark.parametrize("number", WHOLE)
def test_all_pages_of_an_article_are_one_record(crawled: Project, number: int) -> None:
    name, pages = WHOLE[number]
    row = articles(crawled)[number]
    assert row["text"] == text(name, pages)
    assert (row["title"], row["published_at"]) == (name, "2022-03-01T08:30:00+08:00")
    assert json.loads(row["flags"]) == []


@pytest.mark.parametrize("number", PARTIAL)
def test_an_article_whose_next_page_cannot_be_had_is_kept_as_partial(crawled: Project, number: int) -> None:
    row = articles(crawled)[number]
    assert row["text"] == text(PARTIAL[number], 1)
    assert json.loads(row["flags"]) == ["partial"]


def test_further_pages_are_no_articles(crawled: Project) -> None:
    assert set(articles(crawled)) == {*WHOLE, *PARTIAL}
    assert crawled.rows("quarantine", order_by="url") == []


def test_the_credits_below_the_last_page_are_those_of_the_article(crawled: Project) -> None:
    assert json.loads(articles(crawled)[1]["editors"]) == ["柳青"]


def test_the_archive_gives_the_same_rows(crawled: Project, tmp_path: Path) -> None:
    assert_equal_at_replay(crawled, tmp_path)


def test_partial_articles_alone_are_asked_for_again(
    crawled: Project, served: Serving, tmp_path: Path
) -> None:
    before = len(served.requested)
    completed(crawled.scrapy("crawl", "bridge", *SOURCE, *FAST))
    again = {each for each in served.requested[before:] if "/a/" in each}
    assert again == {url(f"/a/{n}{end}.html") for n in PARTIAL for end in ("", "_2")}
    assert_equal_at_replay(crawled, tmp_path)


def test_a_page_that_can_be_had_at_last_completes_its_article(tmp_path: Path) -> None:
    third = {"/a/3_2.html": article("缺一页的文章", page=2)}
    with serving([site({**replica().pages}, respond)]) as running:
        project = Project(folder=tmp_path / "first", environment=running.environment)
        completed(project.scrapy("crawl", "bridge", *SOURCE, *FAST))
    with serving([site({**replica().pages, **third}, respond)]) as running:
        project = dataclasses.replace(project, environment=running.environment)
        completed(project.scrapy("crawl", "bridge", *SOURCE, *FAST))
    row = articles(project)[3]
    assert (row["text"], json.loads(row["flags"])) == (text("缺一页的文章", 2), [])
    assert_equal_at_replay(project, tmp_path)


def test_pages_that_changed_between_two_visits_are_not_mixed(tmp_path: Path) -> None:
    project = Project(folder=tmp_path / "first")
    for visit in ("初版", "再版"):
        pages = {
            "/list.html": listing(["/a/1.html"]),
            "/a/1.html": article(f"{visit}的文章", below=link("1_2.html")),
            "/a/1_2.html": article(f"{visit}的文章", page=2),
        }
        with serving([site(pages)]) as running:
            project = dataclasses.replace(project, environment=running.environment)
            completed(project.scrapy("crawl", "bridge", "-a", "refetch=1", *SOURCE, *FAST))
        assert articles(project)[1]["text"] == text(f"{visit}的文章", 2)
    assert_equal_at_replay(project, tmp_path)


def test_an_archive_that_is_taken_in_gives_the_same_articles_in_any_order(
    crawled: Project, tmp_path: Path
) -> None:
    """Also one that holds the last pages in a file before, or after, that of the first."""
    whole = min(crawled.archive_folder.rglob("*.warc.gz"))  # of the first crawl
    firsts, others = tmp_path / "firsts.warc.gz", tmp_path / "others.warc.gz"
    _divide(whole, firsts, others)
    gold = {number: row["text"] for number, row in articles(crawled).items()}
    for order in ([whole], [firsts, others], [others, firsts]):
        project = Project(folder=tmp_path / "-".join(path.name[0] for path in order))
        for path in order:
            completed(project.scrapy("ingest", path, *SOURCE))
        assert {number: row["text"] for number, row in articles(project).items()} == gold
        assert_equal_at_replay(project, project.folder, ("articles", "captures", "quarantine"))


def _divide(whole: Path, firsts: Path, others: Path) -> None:
    """The captures of first pages into one file, the rest into another."""
    with whole.open("rb") as source, firsts.open("wb") as one, others.open("wb") as other:
        writers = [WARCWriter(one, gzip=True), WARCWriter(other, gzip=True)]
        for record in ArchiveIterator(source):
            target = record.rec_headers.get_header("WARC-Target-URI") or ""
            writers[re.search(r"/a/\d+\.html$", target) is None].write_record(record)
