"""What is told of a host that cannot be reached at all, without a proxy that would answer for it."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from crawler.project_command import EXIT_FAILED
from tests.project import FAST, Project

pytestmark = pytest.mark.network

DIRECT = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"), "")
IMPATIENT = ("-s", "RETRY_TIMES=0", "-s", "RETRY_BACKOFF=0.05", "-s", "CRAWL_PRIVATE_ADDRESSES=1")


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize(
    ("url", "cause", "said"),
    [
        ("http://nosuch.invalid/", "dns", "not known to the DNS"),
        ("http://127.0.0.1:{port}/", "refused", "no connection to"),
    ],
)
def test_a_host_that_cannot_be_reached_is_told_by_what_keeps_it(
    url: str, cause: str, said: str, tmp_path: Path
) -> None:
    project = Project(folder=tmp_path, environment=DIRECT)
    ended = project.scrapy("crawl", "news", "-a", f"url={url.format(port=closed_port())}", *FAST, *IMPATIENT)
    assert ended.returncode == EXIT_FAILED
    assert said in ended.stderr
    assert [row["cause"] for row in project.rows("incidents", order_by="id")] == [cause]
