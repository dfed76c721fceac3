"""Every URL a crawl discovers ends in one state, and a crawl that finds nothing says why."""

from __future__ import annotations

import collections
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.http import HtmlResponse
from scrapy.utils.request import RequestFingerprinter
from scrapy.utils.test import get_crawler

from crawler.extensions.states import UrlStates
from crawler.extensions.verdicts import SMALL
from tests.live_door.crawls import NOT_FOUND, PATIENCE, article, robots, text
from tests.project import FAST, Project, completed
from tests.sites.server import Serving, serving
from tests.sites.site import Page, Site

pytestmark = pytest.mark.network

HOST, OTHER = "states.example", "elsewhere.example"
ROOT = f"http://{HOST}"
SPIDER = """
from crawler.sources import Source
from crawler.spiders.families.listing import ListingSpider

class StatesSpider(ListingSpider):
    source = Source(
        name="states", hosts=("states.example",), seeds=("http://states.example/",),
        article_url=r"^/a/", listing_url=r"^/l/", language="zh",
    )
    name = source.name

    def article_urls(self, response):
        yield from super().article_urls(response)
        yield from ("http://elsewhere.example/a/1.html",) if response.url.endswith("/") else ()
"""
# the thread in which pages are looked at is taken for a while, and the engine asks often whether the crawl is done
BUSY = (
    """
import time
from scrapy import signals
from scrapy.core.engine import ExecutionEngine
from crawler.page_thread import in_page_thread

ExecutionEngine._SLOT_HEARTBEAT_INTERVAL = 0.02
"""
    + SPIDER
    + """
    @classmethod
    def from_crawler(cls, crawler, *args, **kwargs):
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.keep_busy, signals.response_downloaded)
        return spider

    def keep_busy(self, response):
        in_page_thread(time.sleep, 0.3)
"""
)
CHALLENGE = Page(
    body=(
        "<html><head><title>安全验证</title></head><body><h1>请完成安全验证</h1><p>您的访问过于频繁，请稍后再试。</p></body></html>"
    ).encode()
)
ENDS = {
    "/a/1.html": "stored",
    "/a/2.html": "duplicate",
    "/a/robots/1.html": "robots",
    "/a/moved.html": "redirected",
    "/a/loop.html": "failed:redirect-loop",
    "/a/gone.html": "gone",
    "/a/410.html": "gone",
    "/a/403.html": "failed:http-403",
    "/a/500.html": "failed:http-500",
    "/a/reset.html": "failed:connection",
    "/a/slow.html": "failed:timeout",
    "/a/challenge.html": "refused:challenge",
    "/a/missing.html": "refused:soft-404",
    "/a/empty.html": "refused:no-text",
    "/a/picture.html": "failed:content-type",
    "/l/more.html": "listing",
    "/l/checked.html": "refused:challenge",
    "/l/blocked.html": "refused:challenge",
    "/": "listing",
}
LED_TO = collections.Counter(["stored", "out-of-scope"])  # where /a/moved.html leads, and the other host


def page(title: str, body: str, **fields: Any) -> Page:
    return Page(
        body=f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode(), **fields
    )


PAGES = {
    "/": page("首页", "".join(f'<li><a href="{path}">第{n}篇</a></li>' for n, path in enumerate(ENDS))),
    "/robots.txt": robots("User-agent: *", "Disallow: /a/robots/"),
    "/a/1.html": article(1),
    "/a/2.html": article(1),
    "/a/moved.html": text("", status=301, headers=(("Location", "/a/new.html"),)),
    "/a/new.html": article(3),
    "/a/loop.html": text("", status=302, headers=(("Location", "/a/loop.html"),)),
    "/a/410.html": text("", status=410),
    "/a/403.html": page("403", "<p>no</p>", status=403),
    "/a/500.html": text("", status=500),
    "/a/reset.html": Page(body=b"", reset=True),
    "/a/slow.html": Page(body=b"late", wait=30),
    "/a/challenge.html": CHALLENGE,
    "/a/missing.html": page("页面不存在", "<h1>您访问的页面不存在</h1>"),
    "/a/empty.html": page("第9号简报", "<div class='content'></div>"),
    "/a/picture.html": Page(body=b"\xff\xd8\xff\xe0", content_type="image/jpeg"),
    "/l/more.html": page("更多", '<a href="/a/1.html">第1篇</a>'),
    "/l/checked.html": CHALLENGE,
    "/l/blocked.html": Page(body=CHALLENGE.body, status=405),
}


def site(pages: Mapping[str, Page]) -> Site:
    return Site(name="states", hosts=(HOST,), pages=pages, not_found=NOT_FOUND, expected={})


def crawl(
    folder: Path, served: Serving, *options: str, code: int = 0, spider: str = SPIDER
) -> tuple[dict[str, Any], str, str]:
    """What `--stats-json` told, what was printed, and the log."""
    (folder / "project" / "states_spiders").mkdir(parents=True)
    (folder / "project" / "states_spiders" / "__init__.py").touch()
    (folder / "project" / "states_spiders" / "states.py").write_text(spider, encoding="utf-8")
    environment = {**served.environment, "PYTHONPATH": str(folder / "project")}
    project = Project(folder=folder, environment=environment)
    told = folder / "told.json"
    ended = project.scrapy(
        *("crawl", "states", "-s", "SPIDER_MODULES=crawler.spiders,states_spiders", *FAST, *PATIENCE),
        *("--stats-json", told, *options),
    )
    completed(ended, code=code)
    return json.loads(told.read_text(encoding="utf-8")), ended.stdout, ended.stderr


def test_every_url_ends_in_the_state_that_tells_what_became_of_it(tmp_path: Path) -> None:
    with serving([site(PAGES)]) as served:
        told, _, log = crawl(tmp_path, served, "-s", "DOWNLOAD_TIMEOUT=3", "-s", "RETRY_TIMES=1")
    assert told["urls"] == dict(collections.Counter(ENDS.values()) + LED_TO)
    assert sum(told["urls"].values()) == told["discovered"]
    assert f"{ROOT}/l/checked.html is no list but a page of the kind challenge" in log
    assert f"{ROOT}/l/blocked.html is no list but a page of the kind challenge" in log


def test_a_crawl_is_not_done_while_its_only_page_is_looked_at(tmp_path: Path) -> None:
    large = page("首页", '<a href="/a/1.html">第1号简报</a>' + "<p>栏目</p>" * SMALL)
    with serving([site({"/": large, "/robots.txt": robots(), "/a/1.html": article(1)})]) as served:
        told, _, _ = crawl(tmp_path, served, spider=BUSY)
    assert told["urls"] == {"listing": 1, "stored": 1, "out-of-scope": 1}


def test_what_a_crawl_did_not_come_to_is_waiting(tmp_path: Path) -> None:
    many = {f"/a/{n}.html": article(n) for n in range(30)}
    links = "".join(f'<a href="{path}">{path}</a>' for path in many)
    with serving([site({"/": page("首页", links), "/robots.txt": robots(), **many})]) as served:
        told, shown, _ = crawl(tmp_path, served, "-s", "CLOSESPIDER_PAGECOUNT=5", code=1)
    assert told["urls"]["waiting"] > 0
    assert (
        sum(told["urls"].values()) == told["discovered"] == len(many) + 2
    )  # the first page, and one elsewhere
    assert "not asked for before the end" in shown


@pytest.mark.parametrize(
    ("pages", "shown"),
    [
        pytest.param(
            {"/robots.txt": robots("User-agent: *", "Disallow: /")}, "robots.txt forbids", id="robots"
        ),
        pytest.param({"/": CHALLENGE}, "answers with a challenge", id="challenge"),
        pytest.param(
            {"/": Page(body=CHALLENGE.body, status=412)}, "answers with a challenge", id="challenge-412"
        ),
        pytest.param({}, "there is no page at", id="gone"),
        pytest.param({"/": text("", status=500)}, "failed http-500", id="http-500"),
        pytest.param(
            {"/": text("", status=302, headers=(("Location", "/l/1.html"),)), "/l/1.html": CHALLENGE},
            "/l/1.html answers with a challenge",
            id="challenge-behind-a-redirect",
        ),
    ],
)
def test_a_crawl_whose_seeds_lead_nowhere_fails_and_says_why(
    tmp_path: Path, pages: dict[str, Page], shown: str
) -> None:
    with serving([site({"/robots.txt": robots(), **pages})]) as served:
        told, _, log = crawl(tmp_path, served, "-s", "RETRY_TIMES=1", "-L", "ERROR", code=1)
    [told_why] = [line for line in log.splitlines() if line.startswith("crawl: no seed led anywhere: ")]
    assert shown in told_why
    assert told["exit_code"] == 1


def test_a_crawl_all_of_whose_articles_are_challenged_fails(tmp_path: Path) -> None:
    pages = {"/": PAGES["/l/more.html"], "/a/1.html": CHALLENGE, "/robots.txt": robots()}
    with serving([site(pages)]) as served:
        told, _, log = crawl(tmp_path, served, "-L", "ERROR", code=1)
    assert told["urls"] == {"listing": 1, "refused:challenge": 1, "out-of-scope": 1}
    assert f"no article could be had: {ROOT}/a/1.html answers with a challenge" in log


@pytest.fixture
def states() -> UrlStates:
    crawler = get_crawler(Spider)
    crawler.request_fingerprinter = RequestFingerprinter(crawler)
    return UrlStates(crawler, {})


def scheduled(states: UrlStates, request: Request) -> None:
    states.scheduled(request, states.key(request), (0, 1))


def answered(states: UrlStates, request: Request, status: int = 200) -> None:
    scheduled(states, request)
    states.ended(request, HtmlResponse(request.url, status=status, body=b"<a href=1>1</a>", request=request))


def test_what_was_not_asked_for_does_not_overrule_what_was(states: UrlStates) -> None:
    answered(states, Request(ROOT))
    states.settle(ROOT, "known")
    states.settle(f"{ROOT}/a/9.html", "known")
    assert states.counts() == {"listing": 1, "known": 1}


def test_what_was_known_and_is_asked_for_after_all_has_the_state_it_then_ends_in(states: UrlStates) -> None:
    states.settle(f"{ROOT}/a/9.html", "known")
    answered(states, Request(f"{ROOT}/a/9.html"), status=404)
    assert states.counts() == {"gone": 1}


def test_further_pages_robots_txt_and_wrong_guesses_are_no_discoveries(states: UrlStates) -> None:
    answered(states, Request(f"{ROOT}/a/1_2.html", meta={"continuation": True}))
    answered(states, Request(f"{ROOT}/robots.txt"))
    answered(states, Request(f"{ROOT}/feed", meta={"guessed": True}), status=404)
    assert states.counts() == {}
    answered(states, Request(f"{ROOT}/rss", meta={"guessed": True}))
    assert states.counts() == {"listing": 1}
    scheduled(states, Request(f"{ROOT}/feed"))
    assert states.counts() == {"listing": 1, "gone": 1}


def test_two_requests_of_one_url_with_other_bodies_are_two(states: UrlStates) -> None:
    for body in (b"maxid=0", b"maxid=10", b"maxid=0"):
        answered(states, Request(f"{ROOT}/api", method="POST", body=body))
    assert states.counts() == {"listing": 2}


@pytest.mark.parametrize("state", ["lost", "refused", "refused:", "failed", ""])
def test_a_word_that_is_no_state_is_refused(states: UrlStates, state: str) -> None:
    with pytest.raises(ValueError, match="no state of a URL"):
        states.settle(ROOT, state)
