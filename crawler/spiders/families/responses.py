"""What a spider takes from a response: its links, its pager, or that it has to be asked for again."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from crawler.discovery.links import page_links
from crawler.discovery.pager import Pager, read_pager

# what middlewares noted in a request's meta on its way, which is no part of what is asked for
_OF_ONE_ANSWER = frozenset(
    (
        *("download_latency", "download_slot", "proxy", "_auth_proxy", "_scheme_proxy"),
        *("redirect_urls", "redirect_times", "redirect_ttl", "redirect_reasons"),
        *("record", "record_headers", "record_fault", "failed", "bytes_received"),
    )
)


def asked_again(response: Response, spider: Spider) -> Request | None:
    """The request once more where the response broke off, as often as RETRY_TIMES allows."""
    if "dataloss" not in response.flags or response.request is None:
        return None
    again = get_retry_request(response.request, spider=spider, reason="truncated")
    if again is not None:
        for key in _OF_ONE_ANSWER & again.meta.keys():
            del again.meta[key]
    return again


def urls_on(response: Response) -> Iterator[str]:
    """The addresses of a page's links, each once, in the page's order."""
    links = page_links(response.body, response.url, content_type=content_type(response))
    return (link.url for link in links)


def content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def pager_of(response: Response) -> Pager:
    return read_pager(response.body, response.url, content_type=content_type(response))
