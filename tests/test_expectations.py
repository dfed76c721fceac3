"""Crawls of a paper whose template changes: bad pages are kept out, the cause is named once, and its end is told."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.extensions.layouts import accept_layout
from crawler.project_command import EXIT_FAULTS
from db.engine import open_database, writing
from tests.project import FAST, Project, completed
from tests.sites.redesigned import BARE, HOST, MOVED, NAMELESS, ONE_TEXT, PLAIN, UNDATED, Paper
from tests.sites.server import serving
from tests.sites.site import Page

pytestmark = pytest.mark.network

LEARNED = 24


class Crawled:
    """The paper, and a project that crawls it."""

    def __init__(self, paper: Paper, project: Project) -> None:
        self.paper = paper
        self.project = project

    def crawl(self, *, code: int = 0) -> None:
        completed(self.project.scrapy("crawl", "news", "-a", f"url=http://{HOST}/", *FAST), code=code)

    def make_due(self, *numbers: int) -> None:
        """These articles are visited again by the next crawl."""
        with contextlib.closing(sqlite3.connect(self.project.database)) as database, database:
            for number in numbers:
                database.execute(
                    "update revisits set next_at = first_at where url like ?", (f"%/{number}.html",)
                )

    def last(self) -> dict[str, Any]:
        """What the last crawl measured."""
        measured: dict[str, Any] = json.loads(self.project.rows("crawls", order_by="id")[-1]["measures"])
        return measured

    def open_faults(self) -> list[tuple[str, str]]:
        rows = self.project.rows("incidents", order_by="id")
        return [(row["cause"], row["subject"]) for row in rows if row["ended_at"] is None]

    def stored(self) -> set[int]:
        return {_number(row["url"]) for row in self.project.rows("articles", order_by="id")}

    def held(self) -> dict[int, dict[str, Any]]:
        rows = self.project.rows("quarantine", order_by="record_id")
        return {_number(row["url"]): row for row in rows if row["stage"] == "expectations"}

    def evidence(self) -> dict[str, Any]:
        evidence: dict[str, Any] = json.loads(self.project.rows("incidents", order_by="id")[-1]["evidence"])
        return evidence


def _number(url: str) -> int:
    return int(url.rpartition("/")[2].removesuffix(".html"))


@pytest.fixture(scope="module")
def first_crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is held after a first crawl of so many pages."""
    folder = tmp_path_factory.mktemp("expectations") / "first"
    folder.mkdir()
    with crawling(folder) as crawled:
        crawled.crawl()
        assert crawled.stored() == set(range(LEARNED))
    return folder


@pytest.fixture
def learned(first_crawl: Path, tmp_path: Path) -> Iterator[Crawled]:
    with crawling(shutil.copytree(first_crawl, tmp_path / "project")) as crawled:
        yield crawled


@contextlib.contextmanager
def crawling(folder: Path) -> Iterator[Crawled]:
    paper = Paper()
    paper.publish(LEARNED)
    with serving([paper.site()]) as served:
        yield Crawled(paper, Project(folder=folder, environment=served.environment))


@pytest.mark.parametrize(("template", "field"), [(UNDATED, "published_at"), (NAMELESS, "title")])
def test_pages_without_what_all_had_are_kept_out_at_the_first_crawl_until_the_layout_is_accepted(
    learned: Crawled, template: str, field: str
) -> None:
    learned.paper.publish(4, template)
    learned.crawl(code=EXIT_FAULTS)
    bad = set(range(LEARNED, LEARNED + 4))
    assert learned.stored() == set(range(LEARNED))
    assert learned.open_faults() == [("layout-changed", HOST.removeprefix("www."))]
    assert {row["reason"] for row in learned.held().values()} == {"layout-changed"}
    assert all(field in row["detail"] for row in learned.held().values())
    assert set(learned.held()) == bad
    told = learned.evidence()["fields"][field]
    assert f"{LEARNED} of {LEARNED} pages" in told["before"]
    assert told["now"] not in told["before"]
    engine = open_database(f"sqlite:///{learned.project.database}")
    with writing(engine) as session:
        assert accept_layout(session, f"news {HOST}") == [HOST.removeprefix("www.")]
    engine.dispose()
    completed(learned.project.scrapy("reparse", "--quarantine", "layout-changed", "--again"))
    assert learned.stored() == set(range(LEARNED + 4))
    learned.paper.publish(3, template)
    learned.crawl()
    assert learned.stored() == set(range(LEARNED + 7))
    assert learned.open_faults() == []


def test_pages_that_lost_source_author_and_date_but_for_the_day_in_their_address_are_kept_out(
    learned: Crawled,
) -> None:
    learned.paper.publish(6, BARE)
    learned.crawl(code=EXIT_FAULTS)
    assert learned.stored() == set(range(LEARNED))
    assert learned.open_faults() == [("layout-changed", HOST.removeprefix("www."))]
    fields = learned.evidence()["fields"]
    assert {field: told["now"] for field, told in fields.items()} == {
        "byline": "nowhere", "published_at": "url", "publisher": "nowhere",
    }  # fmt: skip
    assert all(f"({LEARNED} of {LEARNED} pages)" in told["before"] for told in fields.values())


def test_once_the_template_is_as_before_the_fault_ends_and_the_bad_pages_stay_out_of_the_store(
    learned: Crawled,
) -> None:
    learned.paper.publish(4, NAMELESS)
    learned.crawl(code=EXIT_FAULTS)
    learned.paper.publish(1, NAMELESS)
    learned.crawl(code=EXIT_FAULTS)
    assert len(learned.open_faults()) == 1
    learned.paper.publish(3)
    learned.crawl()
    assert learned.open_faults() == []
    bad = set(range(LEARNED, LEARNED + 5))
    assert learned.stored() == set(range(LEARNED + 8)) - bad
    completed(learned.project.scrapy("reparse", "--quarantine", "layout-changed", "--again"))
    assert set(learned.held()) == bad


def test_evidence_adds_up_over_crawls_that_bring_one_article_each(learned: Crawled) -> None:
    learned.paper.publish(1, UNDATED)
    learned.crawl()
    assert learned.open_faults() == []
    assert set(learned.held()) == {LEARNED}
    codes = []
    for _ in range(4):
        learned.paper.publish(1, UNDATED)
        ended = learned.project.scrapy("crawl", "news", "-a", f"url=http://{HOST}/", *FAST)
        codes.append(ended.returncode)
        if ended.returncode:
            break
    assert codes[-1] == EXIT_FAULTS
    assert learned.stored() == set(range(LEARNED))


@pytest.mark.parametrize("odd", [UNDATED, BARE])
def test_one_odd_page_among_good_ones_is_let_in_by_the_end_of_the_crawl(learned: Crawled, odd: str) -> None:
    learned.paper.publish(1, odd)
    learned.paper.publish(7)
    learned.crawl()
    assert learned.open_faults() == []
    assert learned.held() == {}
    assert learned.stored() == set(range(LEARNED + 8))
    crawl = learned.project.rows("crawls", order_by="id")[-1]
    assert json.loads(crawl["counts"])["urls/stored"] == 8


def test_an_odd_page_that_was_let_in_is_no_oddity_again_however_often_it_is_visited(learned: Crawled) -> None:
    learned.paper.publish(1, UNDATED)
    learned.paper.publish(7)
    learned.crawl()
    for _ in range(4):
        learned.make_due(LEARNED)
        learned.crawl()
        assert learned.last()["states"]["unchanged"] == 1
        assert learned.held() == {}
        assert learned.open_faults() == []


@pytest.mark.parametrize("how", ["lists name nothing", "the front page is gone"])
def test_lists_that_tell_nothing_are_no_less_missed_where_articles_are_visited_again(
    learned: Crawled, how: str
) -> None:
    for _ in range(2):
        learned.paper.publish(1)
        learned.crawl()
        assert learned.last()["brought"] == {f"http://{HOST}/": 1}
        assert learned.last()["named"] == len(learned.paper.templates)
    learned.paper.lists_name = how != "lists name nothing"
    learned.paper.front_is_gone = how == "the front page is gone"
    cause = "listing-empty" if how == "lists name nothing" else "gone"
    for again in (0, 6, 0):
        learned.make_due(*range(again))
        ended = learned.project.scrapy("crawl", "news", "-a", f"url=http://{HOST}/", *FAST)
        assert ended.returncode
        assert learned.last()["states"].get("unchanged", 0) == again
        assert [cause for cause, _ in learned.open_faults()] == [cause]
        assert len(learned.project.rows("incidents", order_by="id")) == 1


def test_fields_that_are_read_elsewhere_are_told_and_stored(learned: Crawled) -> None:
    learned.paper.publish(4, MOVED)
    learned.crawl(code=EXIT_FAULTS)
    assert learned.open_faults() == [("layout-drift", HOST.removeprefix("www."))]
    assert learned.stored() == set(range(LEARNED + 4))
    assert learned.held() == {}


def test_a_server_that_is_down_is_told_once_and_nothing_else(learned: Crawled) -> None:
    learned.crawl()
    learned.paper.at_fault = Page(status=503, body=b"down")
    for _ in range(2):
        ended = learned.project.scrapy(
            "crawl",
            "news",
            "-a",
            f"url=http://{HOST}/",
            *FAST,
            "-s",
            "RETRY_TIMES=0",
            "-s",
            "RETRY_BACKOFF=0.1",
        )
        assert ended.returncode
        assert [cause for cause, _ in learned.open_faults()] == ["http-error"]
    learned.paper.at_fault = None
    learned.crawl()
    assert learned.open_faults() == []


def test_a_site_that_answers_with_its_front_page_is_told_and_its_layout_is_not(learned: Crawled) -> None:
    learned.paper.is_all_home = True
    for _ in range(2):
        learned.paper.publish(4)
        ended = learned.project.scrapy("crawl", "news", "-a", f"url=http://{HOST}/", *FAST)
        assert ended.returncode == EXIT_FAULTS
        assert learned.open_faults() == [("same-page", "")]
        assert learned.stored() == set(range(LEARNED))
        assert {row["reason"] for row in learned.held().values()} == {"same-page"}
        counts = json.loads(learned.project.rows("crawls", order_by="id")[-1]["counts"])
        assert counts["urls/refused:same-page"] == len(learned.held())
        assert "urls/refused:layout-changed" not in counts
    learned.paper.is_all_home = False
    learned.paper.publish(1)
    learned.crawl()
    assert learned.open_faults() == []
    assert learned.stored() == set(range(LEARNED + 9))


def test_one_text_below_all_headlines_is_told_as_long_as_it_is_so(learned: Crawled) -> None:
    learned.paper.templates = [ONE_TEXT] * LEARNED
    learned.paper.publish(4, ONE_TEXT)
    learned.make_due(*range(1, LEARNED))
    learned.crawl(code=EXIT_FAULTS)
    assert learned.open_faults() == [("same-page", "")]
    assert learned.evidence()["pages"] > 20
    learned.paper.templates = [PLAIN] * (LEARNED + 4)
    learned.make_due(*range(1, LEARNED + 4))
    learned.crawl()
    assert learned.open_faults() == []


def test_a_challenge_in_place_of_all_pages_is_a_block(learned: Crawled) -> None:
    learned.paper.at_fault = Page(status=403, body="<title>403</title><h1>禁止访问</h1>".encode())
    ended = learned.project.scrapy("crawl", "news", "-a", f"url=http://{HOST}/", *FAST)
    assert ended.returncode
    assert [cause for cause, _ in learned.open_faults()] == ["blocked"]
