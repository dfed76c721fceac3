"""How fast a host is asked, as its server measures it."""

from __future__ import annotations

import functools
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live_door.crawls import article, articles, command, crawl, robots, site, text
from tests.project import FAST, ROOT, Project
from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page

pytestmark = pytest.mark.network

HOST = "door.example"
URLS = [f"http://{HOST}/a/{number}.html" for number in range(5)]
AUTOTHROTTLE = ("-s", "AUTOTHROTTLE_ENABLED=True", "-s", "AUTOTHROTTLE_START_DELAY=0.1")
ALLOWANCE = 0.15  # the server sees a request later than it was sent, one more than another


def gaps(served: Serving, host: str = HOST) -> list[float]:
    times = [asked.at for asked in served.asked if f"//{host}/" in asked.url]
    return [later - earlier for earlier, later in itertools.pairwise(times)]


@pytest.mark.parametrize("throttle", [(), AUTOTHROTTLE], ids=["fixed", "autothrottle"])
def test_a_crawl_delay_is_kept_from_the_first_page_on(tmp_path: Path, throttle: tuple[str, ...]) -> None:
    lines = {"delay.example": "Crawl-delay: 0.6", "rate.example": "Request-rate: 10/6"}
    sites = [
        site(host, {"/robots.txt": robots("User-agent: *", line, wait=0.3), **articles(5)})
        for host, line in lines.items()
    ]
    urls = [url.replace(HOST, host) for url in URLS for host in lines]
    with serving(sites) as served:
        crawled = crawl(tmp_path, urls, *throttle, environment=served.environment)
    assert crawled.urls == sorted(urls)
    for host in lines:
        assert min(gaps(served, host)) >= 0.6 - ALLOWANCE
        assert served.most_at_once[host] == 1
        assert f"{host} asks for 0.6 s between requests" in crawled.log


def test_requests_that_wait_already_are_slowed_down_too(tmp_path: Path) -> None:
    """Those over http wait for their turn when the robots.txt of https comes, and the host is the same."""

    def respond(asked: Asked) -> Page | None:
        if asked.target != "/robots.txt":
            return article(1)
        return robots("User-agent: *", "Crawl-delay: 0.8") if asked.scheme == "https" else robots("")

    urls = [f"https://{HOST}/a/0.html", *URLS[1:]]
    options = ("-s", "DOWNLOAD_DELAY=0.2")
    with serving([site(HOST, {}, respond=respond)]) as served:
        crawl(tmp_path, urls, *options, environment=served.environment)
    said = next(at for at, asked in enumerate(served.asked) if asked.url == f"https://{HOST}/robots.txt")
    assert len(gaps(served)) - said >= 3
    assert min(gaps(served)[said + 1 :]) >= 0.8 - ALLOWANCE


def test_a_crawl_delay_over_the_limit_is_cut_to_it_and_told(tmp_path: Path) -> None:
    pages = {"/robots.txt": robots("User-agent: *", "Crawl-delay: 86400"), **articles(3)}
    with serving([site(HOST, pages)]) as served:
        crawled = crawl(tmp_path, URLS[:3], "-s", "CRAWL_DELAY_MAX=0.5", environment=served.environment)
    assert crawled.urls == URLS[:3]
    assert min(gaps(served)) >= 0.5 - ALLOWANCE
    assert f"{HOST} asks for 86400 s between requests and gets 0.5 (CRAWL_DELAY_MAX)" in crawled.log


def test_autothrottle_does_not_undercut_the_delay_of_a_slot(tmp_path: Path) -> None:
    settings = '{"door.example": {"delay": 0.6, "concurrency": 1}}'
    options = ("-s", f"DOWNLOAD_SLOTS={settings}", *AUTOTHROTTLE)
    with serving([site(HOST, articles(5))]) as served:
        crawl(tmp_path, URLS, *options, environment=served.environment)
    assert min(gaps(served)) >= 0.6 - ALLOWANCE


def test_no_host_is_asked_for_more_at_once_than_the_cap(tmp_path: Path) -> None:
    pages = {path: Page(body=page.body, wait=0.2) for path, page in articles(5).items()}
    options = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=2")
    with serving([site(HOST, pages)]) as served:
        crawl(tmp_path, URLS, *options, environment=served.environment)
    assert served.most_at_once[HOST] == 2


def in_seconds(seconds: int) -> str:
    return str(seconds)


def as_date(seconds: int) -> str:
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + seconds + 1))


FORMS = (in_seconds, as_date)


def limited(status: int, retry_after: Callable[[], str]) -> Callable[[Asked], Page | None]:
    """The first time it is asked for, the first page is refused; every page is there after that."""

    def respond(asked: Asked) -> Page | None:
        if asked.target != "/a/0.html" or asked.times:
            return None
        return text("slow down", status=status, headers=(("Retry-After", retry_after()),))

    return respond


def test_the_whole_host_waits_as_long_as_retry_after_says(tmp_path: Path) -> None:
    answers = {f"{status}-{form.__name__}.example": (status, form) for status in (429, 503) for form in FORMS}
    sites = [
        site(host, articles(3), respond=limited(status, functools.partial(form, 2)))
        for host, (status, form) in answers.items()
    ]
    urls = [url.replace(HOST, host) for url in URLS[:3] for host in answers]
    with serving(sites) as served:
        crawled = crawl(
            tmp_path, urls, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", environment=served.environment
        )
    assert crawled.urls == sorted(urls)
    for host, (status, _) in answers.items():
        asked = [each.url for each in served.asked if f"//{host}/" in each.url]
        refused = f"http://{host}/a/0.html"
        assert gaps(served, host)[asked.index(refused)] >= 2 - ALLOWANCE
        assert crawled.archived()[refused, str(status)] == crawled.archived()[refused, "200"] == 1


def test_the_other_hosts_do_not_wait_with_it(tmp_path: Path) -> None:
    sites = [site(HOST, articles(5), respond=limited(429, lambda: "3")), site("other.example", articles(5))]
    urls = [*URLS, *(url.replace(HOST, "other.example") for url in URLS)]
    with serving(sites) as served:
        crawl(tmp_path, urls, environment=served.environment)
    refused = next(asked.at for asked in served.asked if asked.url == URLS[0])
    assert max(asked.at for asked in served.asked if "other" in asked.url) < refused + 2


def test_without_retry_after_a_host_waits_longer_with_each_attempt(tmp_path: Path) -> None:
    def respond(asked: Asked) -> Page | None:
        return text("down", status=503) if asked.target == "/a/0.html" else None

    options = ("-s", "RETRY_BACKOFF=0.5", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    with serving([site(HOST, {}, respond=respond)]) as served:
        crawled = crawl(tmp_path, URLS[:1], *options, environment=served.environment)
    first, second = gaps(served)[1:]
    assert first >= 0.5 - ALLOWANCE
    assert second >= 1.0 - ALLOWANCE
    assert crawled.archived()[URLS[0], "503"] == 3
    assert crawled.states == {"failed:http-503": 1}


def refusing(status: int, *headers: tuple[str, str]) -> Callable[[Asked], Page | None]:
    """Every page, whenever it is asked for; robots.txt alone is there."""
    return lambda asked: (
        robots("") if asked.target == "/robots.txt" else text("busy", status=status, headers=headers)
    )


def test_a_host_that_refuses_every_url_waits_longer_with_each_of_them(tmp_path: Path) -> None:
    options = ("-s", "RETRY_BACKOFF=0.4", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", "-s", "RETRY_TIMES=0")
    with serving([site(HOST, {}, respond=refusing(429))]) as served:
        crawled = crawl(tmp_path, URLS[:4], *options, environment=served.environment)
    first, second, third = gaps(served)[1:]
    assert first >= 0.4 - ALLOWANCE
    assert second >= 0.8 - ALLOWANCE
    assert third >= 1.6 - ALLOWANCE
    assert crawled.states == {"failed:http-429": 4}


def test_another_answer_ends_the_row_and_the_wait_begins_anew(tmp_path: Path) -> None:
    def respond(asked: Asked) -> Page | None:
        return text("busy", status=503) if asked.target in ("/a/0.html", "/a/2.html") else None

    settings = ("RETRY_TIMES=0", "RETRY_HOST_TIMES=2", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    options = [word for setting in settings for word in ("-s", setting)]
    with serving([site(HOST, articles(4), respond=respond)]) as served:
        crawled = crawl(tmp_path, URLS[:4], *options, environment=served.environment)
    assert crawled.states == {"failed:http-503": 2, "stored": 2}
    assert crawled.log.count("left alone for 0.05 s") == 2


@pytest.mark.parametrize(("status", "headers"), [(429, ()), (503, (("Retry-After", "0"),))])
def test_a_host_that_refuses_on_and_on_is_given_up(
    tmp_path: Path, status: int, headers: tuple[tuple[str, str]]
) -> None:
    urls = [f"http://{HOST}/a/{number}.html" for number in range(30)]
    options = ("-s", "RETRY_HOST_TIMES=4", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    sites = [site(HOST, {}, respond=refusing(status, *headers)), site("other.example", articles(5))]
    others = [f"http://other.example/a/{number}.html" for number in range(5)]
    with serving(sites) as served:
        crawled = crawl(tmp_path, [*urls, *others], *options, environment=served.environment)
    assert (
        4 <= sum(f"//{HOST}/a/" in url for url in served.requested) <= 8
    )  # some may be under way at one time
    assert crawled.states == {"failed:retry-after": 30, "stored": 5}
    assert crawled.log.count(f"{HOST} has refused 4 requests in a row: it is not asked any more") == 1


def test_requests_refused_at_one_time_are_one_refusal_of_their_host(tmp_path: Path) -> None:
    def respond(asked: Asked) -> Page | None:
        return (
            text("busy", status=429, wait=0.5) if asked.target != "/robots.txt" and not asked.times else None
        )

    options = ("-s", "RETRY_HOST_TIMES=2", "-s", "RETRY_BACKOFF=2")
    with serving([site(HOST, articles(5), respond=respond)]) as served:
        crawled = crawl(tmp_path, URLS, *options, environment=served.environment)
    assert served.most_at_once[HOST] == 5
    assert crawled.states == {"stored": 5}


def test_a_retry_after_that_is_too_long_is_not_waited_for_nor_is_the_host_asked_again(tmp_path: Path) -> None:
    options = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    with serving([site(HOST, articles(5), respond=limited(429, lambda: "86400"))]) as served:
        crawled = crawl(tmp_path, URLS, *options, environment=served.environment)
    assert crawled.states == {"failed:retry-after": 5}
    assert [asked.url for asked in served.asked[1:]] == URLS[:1]
    assert "86400 s, which is over RETRY_AFTER_MAX" in crawled.log


def test_a_page_that_is_down_for_long_does_not_close_its_host(tmp_path: Path) -> None:
    with serving([site(HOST, articles(5), respond=limited(503, lambda: "86400"))]) as served:
        crawled = crawl(tmp_path, URLS, environment=served.environment)
    assert crawled.states == {"failed:retry-after": 1, "stored": 4}


@pytest.mark.parametrize("waits_for", ["retry-after", "crawl-delay"])
def test_an_interrupt_ends_a_crawl_whose_hosts_wait(tmp_path: Path, waits_for: str) -> None:
    pages = dict(articles(5))
    if waits_for == "crawl-delay":
        pages["/robots.txt"] = robots("User-agent: *", "Crawl-delay: 50")
    respond = limited(429, lambda: "500") if waits_for == "retry-after" else None
    with serving([site(HOST, pages, respond=respond)]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "scrapy",
                *command(tmp_path, URLS),
                *FAST,
                "-s",
                "CONCURRENT_REQUESTS_PER_DOMAIN=1",
            ],
            cwd=ROOT,
            env=project.variables(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        deadline = time.monotonic() + 30
        while len(served.asked) < (2 if waits_for == "retry-after" else 1) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1)
        os.kill(process.pid, signal.SIGINT)
        interrupted = time.monotonic()
        _, log = process.communicate(timeout=60)
    assert time.monotonic() - interrupted < 5
    assert "Traceback" not in log
    assert "Spider closed (shutdown)" in log
