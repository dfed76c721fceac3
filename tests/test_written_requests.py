"""Requests into the frontier and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from scrapy import Request, Spider

from crawler.extensions.written_requests import UnwritableRequestError, read, written

URL = "http://written.example/a.html"


class WrittenSpider(Spider):
    name = "written"

    def parse_list(self, response: Any) -> None: ...

    def failed(self, failure: Any) -> None: ...


def parse_list(response: Any) -> None: ...


SPIDER = WrittenSpider()


def again(request: Request) -> Request:
    stated = written(request, SPIDER)
    assert stated is None or json.loads(json.dumps(stated)) == stated
    return read(request.url, stated, priority=request.priority, spider=SPIDER)


@pytest.mark.parametrize(
    "request_",
    [
        Request(URL),
        Request(URL, SPIDER.parse_list, errback=SPIDER.failed, priority=20, dont_filter=True),
        Request(
            URL, method="POST", body="maxid=10&名=\x00".encode(), headers={"Referer": URL, "X": ["a", "b"]}
        ),
        Request(URL, meta={"trials": ("/feed", "/rss"), "older_than": None, "deep": [{"a": (1, b"\xff")}]}),
        Request(URL, cookies={"a": "b"}, cb_kwargs={"page": 2}, flags=["x"], encoding="gb18030"),
    ],
    ids=["plain", "callbacks", "post", "meta", "rest"],
)
def test_a_request_comes_back_as_it_was(request_: Request) -> None:
    found = again(request_)
    assert found.to_dict(spider=SPIDER) == request_.to_dict(spider=SPIDER)


def test_a_url_that_tells_all_takes_no_room() -> None:
    assert written(Request(URL, priority=3), SPIDER) is None


def test_what_middlewares_noted_on_the_way_is_left_behind() -> None:
    request = Request(URL, meta={"record": object(), "download_slot": "x", "replayed": True, "hops": 1})
    assert again(request).meta == {"hops": 1}


def test_a_retry_is_no_request_beyond_the_filter() -> None:
    retry = Request(URL, dont_filter=True, meta={"retry_times": 1})
    assert not again(retry).dont_filter


@pytest.mark.parametrize(
    "request_",
    [
        Request(URL, parse_list),
        Request(URL, cb_kwargs={"capture": object()}),
        Request(URL, meta={"text": "half a pair \ud83d"}),
        Request(URL, meta={"size": float("nan")}),
        Request(URL, meta={"keys": {1: 2}}),
        Request(URL, meta={"kind": {"tuple": [1]}}),
    ],
    ids=["function", "value", "surrogate", "nan", "keys", "tag"],
)
def test_what_cannot_be_written_is_refused(request_: Request) -> None:
    with pytest.raises(UnwritableRequestError):
        written(request_, SPIDER)
