"""Rules of robots.txt, a table of files and what they allow."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from crawler.discovery.robots import BYTES_READ, RobotsRules

HOST = "http://door.example"
ALL = "User-agent: *\n"


def rules(body: str | bytes) -> RobotsRules:
    return RobotsRules.read(body.encode() if isinstance(body, str) else body, token="shoulu")


@pytest.mark.parametrize(
    ("body", "path", "allowed"),
    [
        ("", "/a", True),
        (f"{ALL}Disallow:", "/a", True),
        (f"{ALL}Disallow: /", "/a", False),
        (f"{ALL}Disallow: /", "/robots.txt", True),
        (f"{ALL}Disallow: /a", "/ab", False),
        (f"{ALL}Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        (f"{ALL}Allow: /a\nDisallow: /a", "/a", True),
        (f"{ALL}Disallow: /*.pdf$", "/x/y.pdf", False),
        (f"{ALL}Disallow: /*.pdf$", "/x/y.pdf?z", True),
        (f"{ALL}Disallow: /s?q=", "/s?q=1", False),
        ("user-AGENT: *\ndisallow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        (f"User-agent: shoulu\nDisallow: /b\n\n{ALL}Disallow: /", "/a", True),
        (f"User-agent: Shoulu/1.0 (news)\nDisallow: /a\n\n{ALL}Disallow:", "/a", False),
        (f"User-agent: shoulubot\nDisallow: /\n\n{ALL}Disallow:", "/a", True),
        ("User-agent: shoulu\nDisallow: /a\n\nUser-agent: shoulu\nDisallow: /b", "/a", False),
        ("User-agent: other\nUser-agent: shoulu\nDisallow: /", "/a", False),
        (f"\ufeff{ALL}Disallow: /", "/a", False),
        ((ALL + "Disallow: /").encode("utf-16"), "/a", False),
        (f"{ALL}Disallow: /".replace("\n", "\r"), "/a", False),
        (f"{ALL}Disallow: / # all of it", "/a", False),
        ("<html><body>\n<p>Disallow: /</p>\n</body></html>", "/a", True),
        (b"\x00\xff\xfe\x01 not text", "/a", True),
    ],
)
def test_a_path_is_allowed_as_rfc_9309_says(body: str | bytes, path: str, allowed: bool) -> None:
    assert rules(body).allows(HOST + path) is allowed


@pytest.mark.parametrize("written", ["utf-8", "gbk"])
@pytest.mark.parametrize("asked", ["utf-8", "gbk"])
def test_a_rule_in_chinese_is_for_the_path_in_either_encoding(written: str, asked: str) -> None:
    body = "# 内部栏目\nUser-agent: *\nDisallow: /内部/\nDisallow: /后台".encode(written)
    refused = HOST + quote("/内部/a.html".encode(asked))
    if (written, asked) != ("utf-8", "gbk"):  # a UTF-8 file says plainly which octets it means
        assert not rules(body).allows(refused)
    assert rules(body).allows(HOST + quote("/公开/a.html".encode(asked)))


def test_of_a_long_file_the_first_500_kib_are_read_and_no_half_line() -> None:
    head = f"{ALL}Disallow: /first\n"
    padding = "# " + "x" * 97 + "\n"
    body = head + padding * ((BYTES_READ - len(head)) // len(padding))
    body += "Disallow: /" + "y" * 200 + "\nDisallow: /last\n"
    assert not rules(body).allows(f"{HOST}/first")
    assert rules(body).allows(f"{HOST}/y")
    assert rules(body).allows(f"{HOST}/last")


@pytest.mark.parametrize(
    ("body", "delay"),
    [
        ("", 0.0),
        (f"{ALL}Crawl-delay: 10", 10.0),
        (f"{ALL}Crawl-delay: 0.5", 0.5),
        (f"{ALL}Crawl-delay: 0", 0.0),
        (f"{ALL}Crawl-delay: soon", 0.0),
        (f"{ALL}Crawl-delay: -3", 0.0),
        (f"{ALL}Crawl-delay: inf", 0.0),
        (f"{ALL}Request-rate: 1/5", 5.0),
        (f"{ALL}Request-rate: 30/1m", 2.0),
        (f"{ALL}Request-rate: 1/5\nCrawl-delay: 7", 7.0),
        (f"{ALL}Crawl-delay: 9\n\nUser-agent: shoulu\nCrawl-delay: 2\nDisallow: /b", 2.0),
        ("User-agent: other\nCrawl-delay: 9", 0.0),
    ],
)
def test_the_delay_is_the_longer_of_crawl_delay_and_request_rate(body: str, delay: float) -> None:
    assert rules(body).delay == delay
