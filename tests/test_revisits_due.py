"""What is asked for again when: articles and lists in their time, and no more of them than is allowed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from tests.project import Project
from tests.revisited_paper import HOUR, begun, new_paper
from tests.sites.changing import plain
from tests.sites.server import serving

pytestmark = [pytest.mark.network, pytest.mark.timeout(300)]


def forget_visits(project: Project) -> None:
    with sqlite3.connect(project.database) as connection:
        connection.execute("DELETE FROM revisits")


def test_no_more_articles_are_asked_for_again_than_a_crawl_is_allowed(tmp_path: Path) -> None:
    paper = new_paper(6)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        states = crawling.crawl("-s", "CRAWL_REVISITS_MAX=2", at=3 * HOUR)
    assert Counter(states.values()) == {"listing": 1, "unchanged": 2, "known": 4}


def test_a_crawl_of_what_is_due_reads_no_list_that_is_not(tmp_path: Path) -> None:
    paper = new_paper(6)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        soon = crawling.crawl("-s", "CRAWL_DUE_ONLY=1", at=HOUR / 2)
        later = crawling.crawl("-s", "CRAWL_DUE_ONLY=1", at=3 * HOUR)
    assert soon == {0: "not-due"}
    assert crawling.course.asked[1] == {}
    assert Counter(later.values()) == {"listing": 1, "unchanged": 6}


def test_a_list_is_read_the_more_rarely_the_less_it_brings(tmp_path: Path) -> None:
    paper = new_paper(6)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        crawling.crawl(at=1 * HOUR)
        paper.named = list(range(7, 16)) + paper.named[:2]
        paper.answers |= {number: plain(paper.whole(number)) for number in range(7, 16)}
        crawling.crawl(at=2 * HOUR)
    assert [crawl[0]["interval"] for crawl in crawling.course.pages] == [3600, 5400, 2700]


def test_an_article_that_was_held_before_visits_were_counted_is_asked_for_in_its_time(tmp_path: Path) -> None:
    paper = new_paper(3)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        forget_visits(crawling.project)
        states = crawling.crawl(at=3 * HOUR)
    assert Counter(states.values()) == {"listing": 1, "unchanged": 3}
