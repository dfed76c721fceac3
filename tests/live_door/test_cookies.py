"""Cookies go back to whom they are from, and nobody is asked which names are public suffixes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.live_door.crawls import article, crawl, site
from tests.sites.server import serving
from tests.sites.site import Asked, Page

pytestmark = pytest.mark.network

HOST = "www.river.com.cn"
COOKIES = ("own=1", "shared=2; Domain=river.com.cn", "wide=3; Domain=com.cn", "other=4; Domain=lake.com.cn")


def test_a_cookie_is_kept_for_its_owner_and_none_for_a_public_suffix(tmp_path: Path) -> None:
    sent: list[str] = []

    def respond(asked: Asked) -> Page | None:
        if asked.target == "/a/1.html":
            sent.append(asked.headers.get("cookie", ""))
        return None

    moved = Page(
        body=b"",
        status=302,
        headers=(("Location", "/a/1.html"), *(("Set-Cookie", cookie) for cookie in COOKIES)),
    )
    lists = tmp_path / "lists"  # where tldextract keeps what it has fetched
    with serving([site(HOST, {"/moved": moved, "/a/1.html": article(1)}, respond=respond)]) as served:
        environment = {**served.environment, "TLDEXTRACT_CACHE": str(lists)}
        crawl(tmp_path / "crawl", [f"http://{HOST}/moved"], environment=environment)
    assert [sorted(cookies.split("; ")) for cookies in sent] == [["own=1", "shared=2"]]
    assert {url.split("/")[2] for url in served.requested} == {HOST}
    assert not lists.exists()
