"""Articles that are held are asked for again when they are due, and what their servers answer is taken as meant."""

from __future__ import annotations

import dataclasses
import datetime
import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.moving_clock import MovingClock
from tests.project import FAST, Project, completed
from tests.sites.changing import (
    NOT_FOUND,
    WALL,
    ChangingPaper,
    always,
    dated,
    path_of,
    plain,
    sent_to,
    tagged,
    url_of,
)
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page
from tests.sites.writing import piece

pytestmark = [pytest.mark.network, pytest.mark.timeout(300)]

CHINA = datetime.timezone(datetime.timedelta(hours=8))
BEGIN = datetime.datetime(2025, 3, 9, 9, 0, tzinfo=CHINA)
HOUR = datetime.timedelta(hours=1)
SETTINGS = (*FAST, "-L", "WARNING", "-s", "SPIDER_MODULES=tests.spiders.living", "-s", "RETRY_TIMES=1")
SETTINGS = (*SETTINGS, "-s", "RETRY_BACKOFF=0.01")

TAGGED, DATED, LYING, COUNTING, EDITED, LOST, REMOVED, HOMEWARD = range(1, 9)
NOTHING_HERE, DOWN, WALLED, FORBIDDEN, UNNAMED, STILL = range(9, 15)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Course:
    """A paper that was crawled again and again: the state of each article in each crawl, and what was asked."""

    project: Project
    states: list[dict[int, str]]
    pages: list[dict[int, dict[str, Any]]]
    asked: list[Counter[str]]

    def of(self, number: int) -> list[str | None]:
        return [crawl.get(number) for crawl in self.states]


@dataclasses.dataclass(kw_only=True)
class Crawling:
    """`paper` served to crawls of a project whose clock is moved."""

    paper: ChangingPaper
    project: Project
    clock: MovingClock
    served: Serving
    course: Course

    def crawl(self, *arguments: str, at: datetime.timedelta, code: int = 0) -> dict[int, str]:
        self.clock.move_to(BEGIN + at)
        before = len(self.served.requested)
        completed(self.project.scrapy("crawl", "beixi", *SETTINGS, *arguments), code=code)
        [*_, newest] = self.project.rows("crawls", order_by="id")
        rows = self.project.rows("crawl_urls", order_by="place")
        of_crawl = {row["url"]: row["state"] for row in rows if row["crawl_id"] == newest["id"]}
        self.course.states.append(by_number(of_crawl))
        self.course.asked.append(Counter(self.served.requested[before:]))
        visited = {row["url"]: row for row in self.project.rows("revisits", order_by="key")}
        self.course.pages.append(by_number(visited))
        return by_number(of_crawl)


def by_number(of_urls: Mapping[str, Any]) -> dict[int, Any]:
    numbers = {url_of(number): number for number in range(60)} | {url_of(0).rpartition("/yaowen")[0] + "/": 0}
    return {numbers[url]: value for url, value in of_urls.items() if url in numbers}


def begun(folder: Path, served: Serving, paper: ChangingPaper) -> Crawling:
    clock = MovingClock.showing(BEGIN, folder / "clock")
    project = Project(folder=folder, environment={**served.environment, **clock.environment})
    course = Course(project=project, states=[], pages=[], asked=[])
    return Crawling(paper=paper, project=project, clock=clock, served=served, course=course)


def new_paper(count: int) -> ChangingPaper:
    paper = ChangingPaper(date="2025-03-09 08:00", answers={}, named=list(range(1, count + 1)))
    paper.answers = {number: plain(paper.whole(number)) for number in paper.named}
    return paper


def lying(paper: ChangingPaper, text: int) -> Any:
    """304 to whoever has a tag, whatever the page says now."""

    def answer(asked: Asked) -> Page:
        if "if-none-match" in asked.headers:
            return Page(status=304, body=b"", content_type="")
        return Page(body=paper.whole(LYING, text=text), headers=(("ETag", '"1"'),))

    return answer


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Five crawls within two days."""
    paper = new_paper(STILL)
    whole = paper.whole
    paper.answers |= {
        TAGGED: tagged(whole(TAGGED), '"a-1"'),
        DATED: dated(whole(DATED), "Sun, 09 Mar 2025 00:00:00 GMT"),
        LYING: lying(paper, LYING),
        COUNTING: lambda asked: Page(body=whole(COUNTING, note=f"浏览：{asked.times}")),
    }
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path_factory.mktemp("revisits"), served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.named = [number for number in paper.named if number != UNNAMED]
        paper.answers |= {
            LYING: lying(paper, 40),
            EDITED: plain(whole(EDITED, text=41)),
            LOST: always(NOT_FOUND),
            REMOVED: always(dataclasses.replace(NOT_FOUND, status=410)),
            HOMEWARD: sent_to("/"),
            NOTHING_HERE: plain(
                "<html><head><title>页面不存在</title></head><body><h1>抱歉，您访问的页面不存在</h1>"
                "<p>该页面可能已被删除，请返回首页</p></body></html>".encode()
            ),
            DOWN: always(Page(status=503, body=b"busy")),
            WALLED: always(WALL),
            FORBIDDEN: always(Page(status=403, body=b"forbidden")),
        }
        crawling.crawl(at=3 * HOUR)
        paper.answers[DOWN] = plain(whole(DOWN))
        crawling.crawl(at=8 * HOUR)
        paper.answers |= {LOST: plain(whole(LOST)), WALLED: plain(whole(WALLED))}
        crawling.crawl(at=20 * HOUR)
        crawling.crawl(at=44 * HOUR)
        return crawling.course


def test_all_is_stored_at_first(course: Course) -> None:
    assert course.states[0] == {0: "listing", **dict.fromkeys(range(1, STILL + 1), "stored")}


CASES = {
    TAGGED: [
        "not-modified",
        "not-modified",
        "unchanged",
        "not-modified",
    ],  # the fourth visit is made without conditions
    DATED: ["not-modified", "not-modified", "unchanged", "not-modified"],
    LYING: ["not-modified", "not-modified", "updated", "unchanged"],
    COUNTING: ["unchanged"] * 4,
    EDITED: ["updated", "unchanged", "unchanged", "unchanged"],
    LOST: ["gone", "gone", "unchanged", "unchanged"],
    REMOVED: ["gone"] * 4,
    HOMEWARD: ["gone"] * 4,
    DOWN: ["failed:http-503", "unchanged", "unchanged", "unchanged"],
    WALLED: ["refused:challenge", "refused:challenge", "unchanged", "unchanged"],
    FORBIDDEN: ["failed:http-403"] * 4,
    UNNAMED: ["unchanged"] * 4,
}


@pytest.mark.parametrize("number", CASES)
def test_an_article_that_is_due_comes_to_the_state_its_answer_means(course: Course, number: int) -> None:
    assert course.of(number)[1:] == CASES[number]


def test_a_page_that_only_says_it_is_gone_is_refused_and_marked(course: Course) -> None:
    assert course.of(NOTHING_HERE)[1] == "refused:soft-404"
    assert course.pages[1][NOTHING_HERE]["gone_how"] == "soft-404"


@pytest.mark.parametrize(
    ("number", "how"), [(LOST, "404"), (REMOVED, "410"), (HOMEWARD, "home"), (NOTHING_HERE, "soft-404")]
)
def test_an_article_is_gone_once_a_later_visit_finds_it_so_too(course: Course, number: int, how: str) -> None:
    seen, confirmed = course.pages[1][number], course.pages[2][number]
    assert (seen["gone_how"], seen["gone_confirmed_at"]) == (how, None)
    assert confirmed["gone_at"] == seen["gone_at"]
    assert confirmed["gone_confirmed_at"] is not None


def test_an_article_that_is_back_is_gone_no_more(course: Course) -> None:
    page = course.pages[3][LOST]
    assert (page["gone_at"], page["gone_how"], page["gone_confirmed_at"]) == (None, None, None)


def test_what_is_gone_keeps_its_record(course: Course) -> None:
    held = {row["url"] for row in course.project.rows("articles", order_by="id")}
    assert {url_of(number) for number in (REMOVED, HOMEWARD, NOTHING_HERE)} <= held


@pytest.mark.parametrize("number", [DOWN, WALLED, FORBIDDEN])
def test_a_page_that_could_not_be_had_is_neither_gone_nor_changed(course: Course, number: int) -> None:
    page = course.pages[1][number]
    assert (page["gone_at"], page["changes"], page["visits"]) == (None, 0, 1)
    assert page["failures"] > 0


def test_a_failure_brings_the_next_visit_nearer_and_a_success_forgives_it(course: Course) -> None:
    assert course.pages[1][DOWN]["next_at"] < course.pages[1][STILL]["next_at"]
    assert course.pages[2][DOWN]["failures"] < course.pages[1][DOWN]["failures"]


def test_a_counter_is_no_change(course: Course) -> None:
    page = course.pages[-1][COUNTING]
    assert (page["visits"], page["changes"]) == (5, 0)


def test_a_change_is_a_new_version_and_brings_the_next_visit_nearer(course: Course) -> None:
    page, still = course.pages[1][EDITED], course.pages[1][STILL]
    assert page["changes"] == 1
    assert page["interval"] < still["interval"]


def test_a_server_that_says_nothing_has_changed_when_it_has_is_believed_no_more(course: Course) -> None:
    assert [crawl[LYING]["lies"] for crawl in course.pages] == [0, 0, 0, 1, 1]
    assert [crawl[TAGGED]["lies"] for crawl in course.pages] == [0] * 5


def test_a_list_is_never_asked_for_conditionally_and_every_crawl_reads_it(course: Course) -> None:
    assert course.of(0) == ["listing"] * 5


def test_an_answer_without_a_page_is_archived_as_a_revisit_of_the_page_it_means(course: Course) -> None:
    captures = course.project.rows("captures", order_by="captured_at")
    said = [row for row in captures if row["status"] == 304]
    assert len(said) == 8
    assert {row["record_type"] for row in said} == {"revisit"}
    assert {row["outcome"] for row in said} == {"passed"}


def test_the_archive_gives_the_same_rows_again(course: Course, tmp_path: Path) -> None:
    again = Project(
        folder=tmp_path, archive=course.project.archive_folder, environment=course.project.environment
    )
    completed(again.scrapy("reparse", "-s", "SPIDER_MODULES=tests.spiders.living"))
    for table, key in (("articles", "id"), ("captures", "record_id"), ("quarantine", "record_id")):
        assert again.rows(table, order_by=key) == course.project.rows(table, order_by=key)


OUTAGES = {"404": NOT_FOUND, "home": Page(status=302, body=b"", headers=(("Location", "/"),))}


def test_a_site_that_answers_with_its_front_page_has_neither_changed_nor_lost_its_articles(
    tmp_path: Path,
) -> None:
    paper = new_paper(6)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.everything = Page(body=paper.home())
        crawling.crawl(at=3 * HOUR)
        paper.everything = None
        states = crawling.crawl(at=7 * HOUR)
    seen = crawling.course.pages[1]
    assert {(page["changes"], page["gone_confirmed_at"]) for url, page in seen.items() if url} == {(0, None)}
    assert {state for number, state in states.items() if number} == {"unchanged"}


@pytest.mark.parametrize("how", OUTAGES)
def test_a_site_that_is_out_of_order_for_an_hour_has_not_lost_its_articles(how: str, tmp_path: Path) -> None:
    paper = new_paper(4)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.everything = OUTAGES[how]
        crawling.crawl(at=3 * HOUR, code=1)
        paper.everything = None
        assert all(page["gone_confirmed_at"] is None for page in crawling.course.pages[1].values())
        states = crawling.crawl(at=7 * HOUR)
    assert [states[number] for number in range(1, 5)] == ["unchanged"] * 4
    assert {page["gone_at"] for page in crawling.course.pages[2].values()} == {None}


def test_what_nothing_on_its_site_contradicts_is_gone_only_after_days(tmp_path: Path) -> None:
    paper = new_paper(2)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.everything = NOT_FOUND
        for hours in (3, 9, 80):
            crawling.crawl(at=hours * HOUR, code=1)
    confirmed = [page[1]["gone_confirmed_at"] is not None for page in crawling.course.pages]
    assert confirmed == [False, False, False, True]


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


def test_a_moved_article_is_followed_to_its_new_address(tmp_path: Path) -> None:
    paper = new_paper(2)
    with serving([paper.site()]) as served:
        crawling = begun(tmp_path, served, paper)
        crawling.crawl(at=0 * HOUR)
        paper.answers |= {1: sent_to(path_of(20), 301), 20: plain(paper.whole(1))}
        states = crawling.crawl(at=3 * HOUR)
    assert (states[1], states[20]) == ("redirected", "duplicate")
    assert crawling.course.pages[1][1]["gone_how"] == "moved"


def forget_visits(project: Project) -> None:
    with sqlite3.connect(project.database) as connection:
        connection.execute("DELETE FROM revisits")


def told(course: Course, number: int, *arguments: str) -> str:
    return completed(course.project.scrapy("history", url_of(number), *arguments)).stdout


def test_history_tells_every_visit(course: Course) -> None:
    whats = {
        number: [visit["what"] for visit in json.loads(told(course, number, "--json"))["visits"]]
        for number in (TAGGED, LYING, LOST, HOMEWARD, NOTHING_HERE, DOWN, WALLED)
    }
    assert whats == {
        TAGGED: ["stored", "not-modified", "not-modified", "unchanged", "not-modified"],
        LYING: ["stored", "not-modified", "not-modified", "changed", "unchanged"],
        LOST: ["stored", "gone", "gone", "unchanged", "unchanged"],
        HOMEWARD: ["stored", *["gone"] * 4],
        NOTHING_HERE: ["stored", *["gone"] * 4],
        DOWN: ["stored", "failed", "failed", *["unchanged"] * 3],
        WALLED: ["stored", "refused", "refused", "unchanged", "unchanged"],
    }


def test_history_says_when_a_page_was_gone_and_came_back(course: Course) -> None:
    lost, gone = (json.loads(told(course, number, "--json")) for number in (LOST, REMOVED))
    assert [visit["back"] for visit in lost["visits"]] == [False, False, False, True, False]
    assert lost["gone"] is None
    assert gone["gone"]["how"] == "410"
    assert gone["gone"]["confirmed_at"] > gone["gone"]["at"]


def test_history_tells_each_version_with_its_difference(course: Course) -> None:
    first, second = json.loads(told(course, EDITED, "--json"))["versions"]
    before, after = piece(EDITED), piece(41)
    assert first["fields"] == {}
    assert second["fields"]["title"] == {"before": before.title, "after": after.title}
    gone = [change["before"] for change in second["text_changes"] if change["before"]]
    come = [change["after"] for change in second["text_changes"] if change["after"]]
    assert (gone, come) == (list(before.paragraphs), list(after.paragraphs))


def test_history_is_readable(course: Course) -> None:
    lines = told(course, EDITED).splitlines()
    assert lines[0] == url_of(EDITED)
    assert any(line.endswith("changed: version 2") for line in lines)
    assert f"  - {piece(EDITED).paragraphs[0]}" in lines
    assert "gone since" in told(course, REMOVED)


def test_history_of_what_is_not_held_is_an_error(course: Course) -> None:
    ended = completed(course.project.scrapy("history", url_of(59)), code=1)
    assert "nothing is held" in ended.stderr
