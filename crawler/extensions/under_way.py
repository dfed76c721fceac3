"""What was handed to the downloader, until all is done with it: also with what its callback gave."""

from __future__ import annotations

import dataclasses

from scrapy import Request
from scrapy.utils.httpobj import urlparse_cached

from crawler.extensions.frontier import Frontier


@dataclasses.dataclass(kw_only=True, slots=True)
class _Output:
    """Of a request's callback: `left` are the requests the scheduler has not taken, and one for what may follow."""

    request: Request
    url: str
    left: int = 1


class UnderWay:
    """A URL is let go of when no response came, or when its callback gave its last and the scheduler took it all.

    Scrapy takes a callback's last request after the callback has ended: a page that were at its end by then could be
    written so without it, and it would be lost with the process.
    """

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier
        self._keys: dict[Request, int] = {}
        self._of_request: dict[Request, _Output] = {}
        self._of_child: dict[Request, _Output] = {}

    def hand_out(self, request: Request, key: int) -> None:
        self._keys[request] = key
        self._frontier.lease(key)

    def let_go(self, request: Request) -> None:
        """One that was never handed out, as that of a robots.txt, is no matter."""
        self._of_request.pop(request, None)
        key = self._keys.pop(request, None)
        if key is not None:
            self._frontier.end(key)

    def begin(self, request: Request, url: str) -> None:
        """Its callback is going to give something, out of the page at that URL."""
        self._of_request[request] = _Output(request=request, url=url)

    def gave(self, request: Request, child: Request) -> None:
        output = self._of_request.get(request)
        if output is not None:
            output.left += 1
            self._of_child[child] = output

    def ended(self, request: Request) -> None:
        """Its callback gives no more."""
        output = self._of_request.get(request)
        if output is not None:
            self._take(output)

    def found_on(self, child: Request) -> str | None:
        output = self._of_child.get(child)
        return output.url if output else None

    def taken(self, child: Request) -> None:
        """The scheduler has it, or has thrown it away."""
        output = self._of_child.pop(child, None)
        if output is not None:
            self._take(output)

    def _take(self, output: _Output) -> None:
        output.left -= 1
        if not output.left:
            self.let_go(output.request)


def is_counted(request: Request) -> bool:
    """Whether its URL is one that a crawl discovers."""
    return not request.meta.get("continuation") and urlparse_cached(request).path != "/robots.txt"
