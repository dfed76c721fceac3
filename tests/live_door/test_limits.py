"""What is too large, too slow, broken or without end costs itself and nothing else, and is archived as it came."""

from __future__ import annotations

import collections
from pathlib import Path

import pytest

from tests.live_door.crawls import article, articles, bomb, crawl, robots, site, text
from tests.sites.server import serving
from tests.sites.site import Asked, Page

pytestmark = pytest.mark.network

HOST = "door.example"
GOOD = f"http://{HOST}/a/0.html"


def at(path: str) -> str:
    return f"http://{HOST}{path}"


def redirect(location: str, *headers: tuple[str, str]) -> Page:
    return text("", status=302, headers=(("Location", location), *headers))


def test_every_response_and_its_request_are_archived_whatever_became_of_it(tmp_path: Path) -> None:
    def respond(asked: Asked) -> Page | None:
        return text("down", status=503) if asked.target == "/a/1.html" and not asked.times else None

    pages = {
        "/robots.txt": robots("User-agent: *", "Disallow: /b"),
        "/moved": redirect("/a/0.html"),
        "/cut": Page(body=article(7).body, cut=300),
        **articles(2),
    }
    with serving([site(HOST, pages, respond=respond)]) as served:
        urls = [at("/moved"), at("/cut"), at("/a/1.html"), at("/missing"), at("/b")]
        crawled = crawl(tmp_path, urls, environment=served.environment)
    assert crawled.archived() == {
        (at("/robots.txt"), "200"): 1,
        (at("/moved"), "302"): 1,
        (GOOD, "200"): 1,
        (at("/a/1.html"), "503"): 1,
        (at("/a/1.html"), "200"): 1,
        (at("/missing"), "404"): 1,
        (at("/cut"), "200"): 1,
    }
    assert crawled.requests() == collections.Counter(url for url, _ in crawled.archived().elements())
    assert crawled.requests() == collections.Counter(served.requested)
    assert crawled.cut_off() == {at("/cut"): "disconnect"}


def test_a_response_over_the_size_is_kept_up_to_it(tmp_path: Path) -> None:
    body = article(1).body + b"<!-- " + b"x" * 3_000_000 + b" -->"
    pages = {"/length": Page(body=body), "/chunked": Page(body=body, chunked=True), **articles(1)}
    large = [at("/chunked"), at("/length")]
    with serving([site(HOST, pages)]) as served:
        options = ("-s", "DOWNLOAD_MAXSIZE=1000000")
        crawled = crawl(tmp_path, [*large, GOOD], *options, environment=served.environment)
    assert crawled.cut_off() == dict.fromkeys(large, "length")
    assert all(f"{url} is over 1000000 bytes, what follows is not read" in crawled.log for url in large)
    assert crawled.urls == [GOOD, *large]
    assert all(1_000_000 < page["bytes"] < 2_000_000 for page in crawled.pages if page["url"] in large)


def test_a_response_that_drips_ends_with_the_time_for_the_whole_of_it(tmp_path: Path) -> None:
    pages = {"/drip": Page(body=article(1).body * 50, drip=0.2), **articles(1)}
    options = ("-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_TIMES=1")
    with serving([site(HOST, pages)]) as served:
        crawled = crawl(tmp_path, [at("/drip"), GOOD], *options, environment=served.environment)
    assert crawled.states == {"failed:timeout": 1, "stored": 1}
    assert served.requested.count(at("/drip")) == 2


def test_a_connection_that_is_reset_is_tried_again(tmp_path: Path) -> None:
    def respond(asked: Asked) -> Page | None:
        return Page(body=b"", reset=True) if asked.target == "/a/0.html" and not asked.times else None

    with serving([site(HOST, articles(1), respond=respond)]) as served:
        crawled = crawl(tmp_path, [GOOD], environment=served.environment)
    assert crawled.states == {"stored": 1}


def test_redirects_without_end_are_told_as_such(tmp_path: Path) -> None:
    def respond(asked: Asked) -> Page | None:
        if not asked.target.startswith("/on/"):
            return None
        return redirect(f"/on/{int(asked.target.rpartition('/')[2]) + 1}")

    pages = {
        "/self": redirect("/self"),
        "/ping": redirect("/pong"),
        "/pong": redirect("/ping"),
        "/cookie": redirect("/cookie", ("Set-Cookie", "a=1")),
    }
    with serving([site(HOST, pages, respond=respond)]) as served:
        urls = [at("/self"), at("/ping"), at("/on/0"), at("/cookie")]
        crawled = crawl(tmp_path, urls, environment=served.environment)
    asked = collections.Counter(url.split("/")[3] for url in served.requested)
    assert asked == {"robots.txt": 1, "self": 1, "ping": 1, "pong": 1, "on": 11, "cookie": 11}
    assert crawled.states["failed:redirect-loop"] == 4
    assert crawled.states["redirected"] == 11
    assert f"{at('/ping')} is redirected without end: back to {at('/ping')}" in crawled.log


def test_a_page_that_sets_a_cookie_and_leads_back_to_itself_is_read(tmp_path: Path) -> None:
    def respond(asked: Asked) -> Page | None:
        if asked.target != "/a/0.html" or "seen=1" in asked.headers.get("cookie", ""):
            return None
        return redirect("/a/0.html", ("Set-Cookie", "seen=1; Path=/"))

    with serving([site(HOST, articles(1), respond=respond)]) as served:
        crawled = crawl(tmp_path, [GOOD], environment=served.environment)
    assert crawled.states == {"stored": 1}


def test_a_redirect_that_leads_nowhere_is_a_line_in_the_log_and_a_state(tmp_path: Path) -> None:
    locations = [
        "javascript:void(0)",
        "mailto:desk@door.example",
        "http://[bad",
        f"http://{HOST}:99999/",
    ]
    pages = {f"/{number}": redirect(location) for number, location in enumerate(locations)}
    pages["/robots.txt"] = redirect("http://[bad")
    with serving([site(HOST, {**pages, **articles(1)})]) as served:
        urls = [at(f"/{number}") for number in range(len(locations))]
        crawled = crawl(tmp_path, [*urls, GOOD], environment=served.environment)
    assert "Error downloading" not in crawled.log
    for url, location in zip(urls, locations, strict=True):
        told = [line for line in crawled.log.splitlines() if f"{url} is redirected to" in line]
        assert len(told) == 1, crawled.log
        assert f"WARNING: {url} is redirected to '{location}', which cannot be asked for" in told[0]
    assert crawled.states == {"failed:url": len(locations), "stored": 1}


def test_a_redirect_is_followed_without_the_user_and_password_it_carries(tmp_path: Path) -> None:
    pages = {"/moved": redirect(f"http://desk:secret@{HOST}/a/0.html"), **articles(1)}
    with serving([site(HOST, pages)]) as served:
        crawled = crawl(tmp_path, [at("/moved")], environment=served.environment)
    assert crawled.urls == [GOOD]
    assert "secret" not in str(crawled.project.rows("captures", order_by="url"))
    assert crawled.archived()[GOOD, "200"] == 1
    assert not any("secret" in url for url in crawled.requests())


def test_bombs_are_refused_and_the_crawl_goes_on(tmp_path: Path) -> None:
    header = ("Content-Encoding", "gzip")
    pages = {
        "/bomb": Page(body=bomb(1_000_000_000), headers=(header,)),
        "/nested": Page(body=bomb(2_000_000_000), headers=(("Content-Encoding", "gzip, gzip, gzip"),)),
        **articles(1),
    }
    with serving([site(HOST, pages)]) as served:
        crawled = crawl(tmp_path, [at("/bomb"), at("/nested"), GOOD], environment=served.environment)
    assert crawled.states == {"refused:too-large": 2, "stored": 1}


def test_heads_without_end_cost_only_themselves(tmp_path: Path) -> None:
    pages = {
        "/long": Page(body=b"x", headers=(("X-Long", "x" * 100_000),)),
        "/many": Page(
            body=article(2).body, headers=tuple((f"X-{number}", "x" * 50) for number in range(5_000))
        ),
        **articles(1),
    }
    with serving([site(HOST, pages)]) as served:
        crawled = crawl(tmp_path, [at("/long"), at("/many"), GOOD], environment=served.environment)
    assert GOOD in crawled.urls
    assert at("/long") not in crawled.urls


def test_nothing_but_the_web_is_asked(tmp_path: Path) -> None:
    others = [f"ftp://{HOST}/a", f"s3://{HOST}/a", "file:///etc/hostname", "data:text/html,<p>x"]
    with serving([site(HOST, articles(1))]) as served:
        crawled = crawl(tmp_path, [*others, GOOD], environment=served.environment)
    assert crawled.urls == [GOOD]
    assert crawled.states == {"failed:scheme": 4, "stored": 1}


def test_the_user_agent_says_who_asks_and_where_to_complain(tmp_path: Path) -> None:
    with serving([site(HOST, articles(1))]) as served:
        contact = {**served.environment, "CRAWL_CONTACT": "http://crawl.example/about"}
        crawl(tmp_path / "contact", [GOOD], environment=contact)
        crawl(tmp_path / "plain", [GOOD], environment=served.environment)
    agents = [asked.headers["user-agent"] for asked in served.asked]
    assert agents == [
        *["shoulu/0.1 (+http://crawl.example/about; news archive)"] * 2,
        *["shoulu/0.1 (news archive)"] * 2,
    ]
