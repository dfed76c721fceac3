"""A paper that changes, crawled again and again by a clock that is moved: what the tests of revisits look at."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.moving_clock import MovingClock
from tests.project import FAST, Project, completed
from tests.sites.changing import NOT_FOUND, WALL, ChangingPaper, always, dated, plain, sent_to, tagged, url_of
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page

CHINA = datetime.timezone(datetime.timedelta(hours=8))
BEGIN = datetime.datetime(2025, 3, 9, 9, 0, tzinfo=CHINA)
HOUR = datetime.timedelta(hours=1)
SETTINGS = (
    *FAST,
    "-L",
    "WARNING",
    "-s",
    "SPIDER_MODULES=tests.spiders.living",
    "-s",
    "RETRY_TIMES=1",
    "-s",
    "RETRY_BACKOFF=0.01",
)

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


def five_crawls(folder: Path) -> Course:
    """Within two days."""
    paper = new_paper(STILL)
    whole = paper.whole
    paper.answers |= {
        TAGGED: tagged(whole(TAGGED), '"a-1"'),
        DATED: dated(whole(DATED), "Sun, 09 Mar 2025 00:00:00 GMT"),
        LYING: lying(paper, LYING),
        COUNTING: lambda asked: Page(body=whole(COUNTING, note=f"浏览：{asked.times}")),
    }
    with serving([paper.site()]) as served:
        crawling = begun(folder, served, paper)
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
