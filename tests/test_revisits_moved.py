"""Articles whose addresses lead elsewhere, whose pages broke off, or whose servers' words are their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.revisited_paper import HOUR, Crawling, begun, new_paper
from tests.sites.changing import NOT_FOUND, WALL, always, plain, sent_to, tagged, url_of
from tests.sites.server import serving
from tests.sites.site import Asked, Page

pytestmark = [pytest.mark.network, pytest.mark.timeout(300)]

GONE, HOMEWARD, STILL = 1, 2, 3


def over_https(number: int, then: Callable[[Asked], Page]) -> Callable[[Asked], Page]:
    """Over http there is nothing but the way to https."""
    led = sent_to(url_of(number).replace("http:", "https:"), 301)
    return lambda asked: (led if asked.scheme == "http" else then)(asked)


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawling]:
    """A paper that has gone over to https when the second crawl comes, and taken two articles away."""
    paper = new_paper(3)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path_factory.mktemp("moved"), served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.answers |= {
            GONE: over_https(GONE, always(NOT_FOUND)),
            HOMEWARD: over_https(HOMEWARD, sent_to("/")),
            STILL: over_https(STILL, plain(paper.whole(STILL))),
        }
        crawling.crawl(at=6 * HOUR)
        crawling.crawl(at=14 * HOUR)
        yield crawling


def test_an_article_is_gone_where_its_address_leads_to_what_is(moved: Crawling) -> None:
    assert moved.course.of(GONE)[1:] == ["gone", "gone"]
    assert moved.course.of(HOMEWARD)[1:] == ["gone", "gone"]
    seen, confirmed = moved.course.pages[1], moved.course.pages[2]
    assert [seen[number]["gone_how"] for number in (GONE, HOMEWARD)] == ["404", "home"]
    assert all(seen[number]["gone_confirmed_at"] is None for number in (GONE, HOMEWARD))
    assert all(confirmed[number]["gone_confirmed_at"] for number in (GONE, HOMEWARD))


def test_an_article_that_is_there_over_https_is_not_gone(moved: Crawling) -> None:
    assert moved.course.of(STILL)[1] == "redirected"
    assert moved.course.pages[2][STILL]["gone_at"] is None


def test_what_ended_a_url_is_named_by_its_record(moved: Crawling) -> None:
    status = {row["record_id"]: row["status"] for row in moved.project.rows("captures", order_by="record_id")}
    gone = [row for row in moved.project.rows("crawl_urls", order_by="place") if row["state"] == "gone"]
    assert len(gone) == 8  # of each of the two in both crawls, what was asked for and where it led
    assert {status[row["record_id"]] for row in gone} == {302, 404}


def test_an_article_whose_page_broke_off_is_asked_for_whole_though_its_server_knows_its_etag(
    tmp_path: Path,
) -> None:
    paper = new_paper(2)
    body = paper.whole(1)
    paper.answers[1] = lambda asked: Page(body=body, cut=len(body) * 3 // 4, headers=(("ETag", '"v1"'),))
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl("-s", "RETRY_TIMES=0", at=0 * HOUR)
        assert flags_of(crawling, 1) == '["truncated"]'
        paper.answers[1], paper.named = tagged(body, '"v1"'), [2]
        states = crawling.crawl(at=HOUR / 2)
    assert states[1] == "updated"
    assert flags_of(crawling, 1) == "[]"


def test_an_answer_without_a_page_means_the_capture_the_article_was_read_from(tmp_path: Path) -> None:
    paper = new_paper(2)
    answer = tagged(paper.whole(1), '"北-1"'.encode().decode("latin-1"))
    paper.answers[1] = answer
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.answers[1] = always(WALL)
        assert crawling.crawl(at=6 * HOUR)[1] == "refused:challenge"
        paper.answers[1] = answer
        assert crawling.crawl(at=30 * HOUR)[1] == "not-modified"
    [article] = [row for row in crawling.project.rows("articles", order_by="id") if row["url"] == url_of(1)]
    [said] = [
        row for row in crawling.project.rows("captures", order_by="captured_at") if row["status"] == 304
    ]
    assert refers_to(crawling, said["record_id"]) == article["record_id"]
    ended = {row["state"]: row["record_id"] for row in crawling.project.rows("crawl_urls", order_by="place")}
    assert ended["not-modified"] == said["record_id"]


def flags_of(crawling: Crawling, number: int) -> Any:
    [flags] = [
        row["flags"]
        for row in crawling.project.rows("articles", order_by="id")
        if row["url"] == url_of(number)
    ]
    return flags


def refers_to(crawling: Crawling, record_id: str) -> str:
    for path in sorted(crawling.project.archive_folder.rglob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record_id in record.rec_headers.get_header("WARC-Record-ID"):
                    return str(record.rec_headers.get_header("WARC-Refers-To")).strip("<>")
    raise AssertionError(f"{record_id} is in no file")
