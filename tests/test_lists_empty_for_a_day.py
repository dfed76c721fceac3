"""A list that names nothing on a bad day is read again: nothing of it is lost once the site is mended."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from crawler.project_command import EXIT_FAULTS
from tests.moving_clock import MovingClock
from tests.project import FAST, Project
from tests.sites.changing import ChangingPaper, path_of
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page, Site

pytestmark = [pytest.mark.network, pytest.mark.timeout(300)]

HOST = "www.nanpu-daily.example"
BEGIN = datetime.datetime(2025, 3, 9, 1, 0, tzinfo=datetime.UTC)
SECTIONS = {"/yaowen/": "要闻", "/jingji/": "经济", "/wenhua/": "文化"}
BARREN = {"/bianmin/": "便民", "/zhuankan/": "专刊"}


class Paper:
    """Its first page leads to its sections only, which name what is published, or nothing while it is out of order."""

    def __init__(self) -> None:
        self.published = 0
        self.is_empty = False
        self._pages = ChangingPaper(date="2025-03-08 08:00", answers={}, named=[])

    def site(self) -> Site:
        return Site(
            name=HOST,
            hosts=(HOST,),
            pages={},
            not_found=Page(status=404, body=b"404"),
            expected={},
            respond=self._answer,
        )

    def _answer(self, asked: Asked) -> Page | None:
        if asked.target in ("/", *BARREN):
            return Page(body=_framed("<p>本栏即将开通。</p>" if asked.target in BARREN else ""))
        if asked.target in SECTIONS:
            return Page(body=_framed("" if self.is_empty else self._list(asked.target)))
        for number in range(1, self.published + 1):
            if asked.target == path_of(number):
                return Page(body=self._pages.whole(number))
        return None

    def _list(self, section: str) -> str:
        place = list(SECTIONS).index(section)
        own = [number for number in range(self.published, 0, -1) if number % len(SECTIONS) == place]
        self._pages.named = own
        return self._pages.home().decode().partition('<ul class="list">')[2].partition("</ul>")[0]


def _framed(main: str) -> bytes:
    links = "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in (SECTIONS | BARREN).items())
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>南浦日报</title></head><body>'
        f'<div class="nav"><ul>{links}</ul></div><div class="list"><ul>{main}</ul></div></body></html>'
    ).encode()


class Crawls:
    def __init__(self, folder: Path, served: Serving) -> None:
        self._clock = MovingClock.showing(BEGIN, folder / "clock")
        self._served = served
        environment = {**served.environment, **self._clock.environment}
        self.project = Project(folder=folder, environment=environment)

    def crawl(self, *, days: float) -> Counter[str]:
        """What was asked for."""
        self._clock.move_to(BEGIN + datetime.timedelta(days=days))
        before = len(self._served.requested)
        ended = self.project.scrapy("crawl", "news", "-a", f"url=http://{HOST}/", *FAST)
        assert ended.returncode in (0, EXIT_FAULTS), ended.stderr
        asked = (url.partition(HOST)[2] for url in self._served.requested[before:])
        return Counter(asked)

    @property
    def held(self) -> int:
        return len(self.project.rows("articles", order_by="id"))

    def kinds(self) -> dict[str, str]:
        rows = self.project.rows("revisits", order_by="key")
        return {row["url"].partition(HOST)[2]: row["kind"] for row in rows}


def test_lists_that_were_empty_for_days_are_read_in_every_crawl(tmp_path: Path) -> None:
    paper = Paper()
    with serving([paper.site()]) as served:
        crawls = Crawls(tmp_path, served)
        paper.published = 12
        crawls.crawl(days=0)
        assert crawls.held == 12
        paper.published, paper.is_empty = 18, True
        for days in (1, 2, 2.01):
            assert SECTIONS.keys() <= crawls.crawl(days=days).keys()
        paper.is_empty = False
        crawls.crawl(days=2.02)
        assert crawls.held == 18


def test_sections_that_were_empty_from_the_first_are_soon_looked_at_again(tmp_path: Path) -> None:
    paper = Paper()
    paper.is_empty = True
    with serving([paper.site()]) as served:
        crawls = Crawls(tmp_path, served)
        crawls.crawl(days=0)
        assert not SECTIONS.keys() & crawls.crawl(days=0.01).keys()
        paper.published, paper.is_empty = 9, False
        crawls.crawl(days=0.5)
        assert crawls.held == 9


def test_a_page_that_never_names_an_article_is_looked_at_more_and_more_rarely(tmp_path: Path) -> None:
    paper = Paper()
    paper.published = 3
    with serving([paper.site()]) as served:
        crawls = Crawls(tmp_path, served)
        asked = [crawls.crawl(days=days)["/bianmin/"] for days in (0, 1, 1.5, 2.1, 3, 4.3)]
    assert asked == [1, 1, 0, 1, 0, 1]
    assert not BARREN.keys() & crawls.kinds().keys()
