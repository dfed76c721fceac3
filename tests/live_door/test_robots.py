"""robots.txt is obeyed wholly, whatever state its server is in."""

from __future__ import annotations

from collections.abc import Iterable
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


def urls_of(hosts: Iterable[str], count: int) -> list[str]:
    return [f"http://{host}/a/{number}.html" for number in range(count) for host in hosts]


def test_of_fifty_pages_none_is_asked_for_where_nothing_is_allowed_or_nobody_says_what_is(
    tmp_path: Path,
) -> None:
    closed = {
        "slow.example": robots(*CLOSED, wait=1.0),
        "quick.example": robots(*CLOSED),
        "503.example": text("down", status=503, wait=0.3),
        "500.example": text("down", status=500),
        "429.example": text("slow down", status=429),
        "cut.example": robots(*CLOSED, "#" * 2000, cut=20),
        "reset.example": robots(*CLOSED, reset=True),
    }
    urls = urls_of(closed, 50)
    with serving([with_robots(page, host=host) for host, page in closed.items()]) as served:
        crawled = crawl(tmp_path, urls, *AT_ONCE, environment=served.environment)
    assert set(paths(served.requested)) == {"robots.txt"}
    assert crawled.pages == []
    assert crawled.states == {"robots": 100, "failed:robots-unreachable": 200, "failed:connection": 50}


def test_a_robots_txt_nobody_answers_for_closes_the_site_after_the_usual_retries(tmp_path: Path) -> None:
    with serving([with_robots(robots("", wait=30))]) as served:
        crawled = crawl(tmp_path, URLS[:3], "-s", "DOWNLOAD_TIMEOUT=0.5", environment=served.environment)
    assert paths(served.requested) == ["robots.txt"] * 3
    assert crawled.states == {"failed:timeout": 3}
    assert f"http://{HOST}/robots.txt cannot be had, so nothing is asked of {HOST}" in crawled.log


def test_all_is_allowed_where_there_is_no_robots_txt(tmp_path: Path) -> None:
    page = "<html><body><h1>页面不存在</h1><p>Disallow 是什么意思</p></body></html>"
    open_to_all = {
        "404.example": text("", status=404),
        "403.example": text("", status=403),
        "410.example": text("", status=410),
        "empty.example": text(""),
        "page.example": Page(body=page.encode()),
        "loop.example": text("", status=302, headers=(("Location", "/robots.txt"),)),
        "nowhere.example": text("", status=301),
    }
    urls = urls_of(open_to_all, 2)
    with serving([with_robots(page, host=host) for host, page in open_to_all.items()]) as served:
        crawled = crawl(tmp_path, urls, environment=served.environment)
    assert crawled.urls == sorted(urls)


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
