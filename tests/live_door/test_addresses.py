"""Nothing is asked of the network the crawler runs in, unless a setting allows it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.live_door.crawls import article, articles, crawl, robots, site, text
from tests.project import Project, completed
from tests.sites.server import serving
from tests.sites.site import Page

pytestmark = pytest.mark.network

# names of the outer world, for every Python below it: what the resolver of the system would say
NAMES = """
import json
import os
import socket

names = json.loads(os.environ["NAMES"])
looked_up = socket.getaddrinfo

def getaddrinfo(host, port, family=0, *arguments, **named):
    answers = names.get(host)
    if answers is None:
        return looked_up(host, port, family, *arguments, **named)
    families = {4: socket.AF_INET, 6: socket.AF_INET6}
    return [
        (families[6 if ":" in address else 4], socket.SOCK_STREAM, 6, "", (address, port or 0))
        for address in answers
    ]

socket.getaddrinfo = getaddrinfo
"""


def direct(folder: Path, names: Mapping[str, list[str]] | None = None, **variables: str) -> dict[str, str]:
    """An environment without proxies, in which names have the addresses given."""
    code = folder / "code"
    code.mkdir(exist_ok=True)
    (code / "sitecustomize.py").write_text(NAMES)
    proxies = dict.fromkeys(
        ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"), ""
    )
    return {
        **proxies,
        "PYTHONPATH": os.pathsep.join(filter(None, (str(code), os.environ.get("PYTHONPATH")))),
        "NAMES": json.dumps(names or {}),
        **variables,
    }


def test_private_addresses_are_refused_however_spelled_and_nothing_is_asked_for(tmp_path: Path) -> None:
    with serving([site("127.0.0.1", articles(1)), site("localhost", articles(1))]) as served:
        port = served.url.rpartition(":")[2]
        hosts = ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "127.1"]
        urls = [f"http://{host}:{port}/a/0.html" for host in hosts]
        crawled = crawl(tmp_path, urls, environment=direct(tmp_path))
    assert served.requested == []
    assert crawled.states == {"failed:private-address": len(hosts)}
    assert f"http://127.0.0.1:{port}/robots.txt is refused: 127.0.0.1 is a private address" in crawled.log
    assert "set CRAWL_PRIVATE_ADDRESSES=1 to allow it" in crawled.log
    assert "retry/count" not in crawled.stats


def test_they_are_refused_through_a_proxy_too_which_may_itself_be_private(tmp_path: Path) -> None:
    urls = ["http://127.0.0.1/a/0.html", "https://10.0.0.1/", "http://door.example/a/0.html"]
    with serving([site("127.0.0.1", articles(1)), site("door.example", articles(1))]) as served:
        crawled = crawl(tmp_path, urls, environment=served.environment)
    assert crawled.urls == urls[2:]
    assert crawled.states == {"failed:private-address": 2, "stored": 1}
    assert {url.split("/")[2] for url in served.requested} == {"door.example"}


def test_a_redirect_to_a_private_address_is_refused(tmp_path: Path) -> None:
    away = text("", status=302, headers=(("Location", "http://169.254.169.254/latest/meta-data/"),))
    with serving([site("door.example", {"/": away})]) as served:
        crawled = crawl(tmp_path, ["http://door.example/"], environment=served.environment)
    assert crawled.states == {"redirected": 1, "failed:private-address": 1}


def test_a_name_that_has_private_addresses_only_is_refused_after_its_lookup(tmp_path: Path) -> None:
    names = {
        "four.example": ["127.0.0.1"],
        "six.example": ["::1"],
        "mapped.example": ["::ffff:127.0.0.1"],
        "both.example": ["10.0.0.1", "127.0.0.1"],
    }
    with serving([site(name, articles(1)) for name in names]) as served:
        port = served.url.rpartition(":")[2]
        urls = [f"http://{name}:{port}/a/0.html" for name in names]
        crawled = crawl(tmp_path, urls, environment=direct(tmp_path, names))
    assert served.requested == []
    assert crawled.states == {"failed:private-address": 4}
    for name, addresses in names.items():
        assert f"{name} is {', '.join(addresses)}; set CRAWL_PRIVATE_ADDRESSES=1" in crawled.log
    assert "retry/count" not in crawled.stats


def test_of_several_addresses_only_the_public_ones_are_connected_to(tmp_path: Path) -> None:
    """The public one is not there; had the other been tried, the page had come."""
    with serving([site("mixed.example", articles(1))]) as served:
        port = served.url.rpartition(":")[2]
        environment = direct(tmp_path, {"mixed.example": ["0100::1", "127.0.0.1", "2001:4860:4860::8888"]})
        crawled = crawl(
            tmp_path,
            [f"http://mixed.example:{port}/a/0.html"],
            "-s",
            "DOWNLOAD_TIMEOUT=2",
            "-s",
            "RETRY_TIMES=0",
            environment=environment,
        )
    assert served.requested == []
    assert crawled.states == {"failed:connection": 1}


@pytest.mark.parametrize("set_by", ["environment", "option"])
def test_a_setting_allows_them(tmp_path: Path, set_by: str) -> None:
    environment = direct(tmp_path, {"inside.example": ["127.0.0.1"]})
    options = ("-s", "CRAWL_PRIVATE_ADDRESSES=1") if set_by == "option" else ()
    if set_by == "environment":
        environment["CRAWL_PRIVATE_ADDRESSES"] = "1"
    pages: dict[str, Page] = {"/robots.txt": robots("User-agent: *", "Disallow: /b"), "/a.html": article(1)}
    with serving([site(host, pages) for host in ("127.0.0.1", "localhost", "inside.example")]) as served:
        port = served.url.rpartition(":")[2]
        urls = [f"http://{host}:{port}/a.html" for host in ("127.0.0.1", "inside.example", "localhost")]
        crawled = crawl(tmp_path, urls, *options, environment=environment)
    assert crawled.urls == urls


@pytest.mark.parametrize(("said", "allowed"), [("no", False), ("Off", False), ("YES", True)])
def test_the_setting_is_said_as_a_person_says_it(tmp_path: Path, said: str, allowed: bool) -> None:
    with serving([site("127.0.0.1", articles(1))]) as served:
        url = f"http://127.0.0.1:{served.url.rpartition(':')[2]}/a/0.html"
        environment = direct(tmp_path, CRAWL_PRIVATE_ADDRESSES=said)
        crawled = crawl(tmp_path, [url], environment=environment)
    assert crawled.states == ({"stored": 1} if allowed else {"failed:private-address": 1})


@pytest.mark.parametrize(
    ("name", "said", "wanted"),
    [
        ("CRAWL_PRIVATE_ADDRESSES", "perhaps", "yes or no"),
        ("DOWNLOAD_DELAY", "fast", "a number from 0 on"),
        ("RETRY_BACKOFF", "-1", "a number from 0 on"),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", "0", "a whole number from 1 on"),
    ],
)
def test_a_setting_that_cannot_be_is_a_usage_error(tmp_path: Path, name: str, said: str, wanted: str) -> None:
    project = Project(folder=tmp_path)
    process = completed(project.scrapy("crawl", "finews", "-s", f"{name}={said}"), code=2)
    assert f"{name} must be {wanted}, not '{said}'" in process.stderr
