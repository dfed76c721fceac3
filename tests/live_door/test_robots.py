"""robots.txt is obeyed wholly, whatever state its server is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live_door.crawls import article, articles, crawl, robots, site, text
from tests.sites.server import serving
from tests.sites.site import Asked, Page, Site

pytestmark = pytest.mark.network

HOST = "door.example"
URLS = [f"http://{HOST}/a/{number}.html" for number in range(50)]
CLOSED = ("User-agent: *", "Disallow: /")
AT_ONCE = ("-s", "CONCURRENT_REQUESTS=64", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=64")


def paths(requested: list[str]) -> list[str]:
    return [url.split("/", 3)[3] for url in requested]


def with_robots(page: Page, pages: dict[str, Page] | None = None, host: str = HOST) -> Site:
    return site(host, {"/robots.txt": page, **(articles(50) if pages is None else pages)})


@pytest.mark.parametrize(
    "page",
    [
        robots(*CLOSED, wait=1.0),
        robots(*CLOSED),
        text("down", status=503, wait=0.3),
        text("down", status=500),
        text("slow down", status=429),
        robots(*CLOSED, "#" * 2000, cut=20),
        robots(*CLOSED, reset=True),
    ],
    ids=["slow", "quick", "503", "500", "429", "cut", "reset"],
)
def test_of_fifty_pages_none_is_asked_for_where_nothing_is_allowed_or_nobody_says_what_is(
    tmp_path: Path, page: Page
) -> None:
    with serving([with_robots(page)]) as served:
        crawled = crawl(tmp_path, URLS, *AT_ONCE, environment=served.environment)
    assert set(paths(served.requested)) == {"robots.txt"}
    assert crawled.pages == []
    assert sum(crawled.states.values()) == 50
    assert set(crawled.states) <= {"robots", "failed:robots-unreachable"}


def test_a_robots_txt_nobody_answers_for_closes_the_site_after_the_usual_retries(tmp_path: Path) -> None:
    with serving([with_robots(robots("", wait=30))]) as served:
        crawled = crawl(tmp_path, URLS[:3], "-s", "DOWNLOAD_TIMEOUT=0.5", environment=served.environment)
    assert paths(served.requested) == ["robots.txt"] * 3
    assert crawled.states == {"failed:robots-unreachable": 3}
    assert f"http://{HOST}/robots.txt cannot be had, so nothing is asked of {HOST}" in crawled.log


@pytest.mark.parametrize(
    "page",
    [
        text("", status=404),
        text("", status=403),
        text("", status=410),
        text(""),
        Page(body="<html><body><h1>页面不存在</h1><p>Disallow 是什么意思</p></body></html>".encode()),
        text("", status=302, headers=(("Location", "/robots.txt"),)),
        text("", status=301),
    ],
    ids=["404", "403", "410", "empty", "page", "loop", "nowhere"],
)
def test_all_is_allowed_where_there_is_no_robots_txt(tmp_path: Path, page: Page) -> None:
    with serving([with_robots(page)]) as served:
        crawled = crawl(tmp_path, URLS[:5], environment=served.environment)
    assert crawled.urls == URLS[:5]


def test_a_robots_txt_that_heals_is_obeyed_as_healed(tmp_path: Path) -> None:
    def respond(asked: Asked) -> Page | None:
        if asked.target != "/robots.txt":
            return None
        return text("", status=503) if asked.times == 0 else robots("User-agent: *", "Disallow: /a/1")

    with serving([site(HOST, articles(3), respond=respond)]) as served:
        crawled = crawl(tmp_path, URLS[:3], environment=served.environment)
    assert crawled.urls == [URLS[0], URLS[2]]
    assert crawled.states["robots"] == 1


def test_a_robots_txt_is_followed_five_redirects_far_to_other_hosts_too(tmp_path: Path) -> None:
    hops = {
        f"/{step}": text("", status=302, headers=(("Location", f"http://www.{HOST}/{step + 1}"),))
        for step in range(5)
    }
    start = text("", status=301, headers=(("Location", f"http://www.{HOST}/1"),))
    sites = [with_robots(start), site(f"www.{HOST}", {**hops, "/5": robots(*CLOSED)})]
    with serving(sites) as served:
        crawled = crawl(tmp_path, URLS[:3], environment=served.environment)
    assert crawled.states == {"robots": 3}
    assert paths(served.requested) == ["robots.txt", "1", "2", "3", "4", "5"]


def test_a_redirected_request_is_checked_where_it_leads(tmp_path: Path) -> None:
    away = text("", status=301, headers=(("Location", "http://closed.example/a/0.html"),))
    sites = [
        with_robots(robots(""), {"/a/0.html": away}),
        with_robots(robots(*CLOSED), host="closed.example"),
    ]
    with serving(sites) as served:
        crawled = crawl(tmp_path, URLS[:1], environment=served.environment)
    assert crawled.pages == []
    assert crawled.states == {"redirected": 1, "robots": 1}
    assert "http://closed.example/a/0.html" not in served.requested


def test_http_and_https_have_each_their_own(tmp_path: Path) -> None:
    def respond(asked: Asked) -> Page | None:
        if asked.target != "/robots.txt":
            return article(1)
        return robots(*CLOSED) if asked.scheme == "http" else robots("")

    urls = [f"{scheme}://{HOST}/a/1.html" for scheme in ("http", "https")]
    with serving([site(HOST, {}, respond=respond)]) as served:
        crawled = crawl(tmp_path, urls, environment=served.environment)
    assert crawled.urls == urls[1:]


def test_rules_are_those_for_the_product_token_of_the_user_agent(tmp_path: Path) -> None:
    page = robots("User-agent: shoulu", "Disallow: /a/1", "", *CLOSED, "", "User-agent: mybot/2", "Allow: /")
    with serving([with_robots(page)]) as served:
        ours = crawl(tmp_path, URLS[:2], environment=served.environment)
        named = {**served.environment, "CRAWL_USER_AGENT": "mybot/2.1 (+http://me.example/)"}
        theirs = crawl(tmp_path, URLS[:2], environment=named)
    assert ours.urls == URLS[:1]
    assert theirs.urls == URLS[:2]


def test_it_is_asked_for_once_and_archived_with_everything_else(tmp_path: Path) -> None:
    with serving([with_robots(robots("User-agent: *", "Disallow: /b"))]) as served:
        crawled = crawl(tmp_path, URLS[:5], environment=served.environment)
    assert paths(served.requested).count("robots.txt") == 1
    assert crawled.archived()[f"http://{HOST}/robots.txt", "200"] == 1
