"""What spiders of lists know of earlier crawls: which articles are held, which lists are due."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.http import Response

from crawler.discovery.overlap import Entry
from crawler.extensions.asked_for import REVISIT
from crawler.extensions.known import KnownUrls
from crawler.extensions.revisits import Revisits
from crawler.extensions.states import UrlStates
from crawler.extraction.identity import normalized_url
from crawler.signals import list_read
from crawler.sources import Source

LIST = "list"  # the key in a request's meta that says which list a page is of, but for its first
REVISITS_PRIORITY = -10  # behind all that may be new


class VisitingSpider(Spider):
    """With `-a refetch=1` nothing is held, every list is due, and nothing is learned of how much lists bring."""

    source: ClassVar[Source]

    def __init__(self, name: str | None = None, *, refetch: str = "0", **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self.refetch = refetch == "1"
        # by article met in this crawl: as `KnownUrls.held` said, None if not
        self._held: dict[int, bool | None] = {}

    def settle(self, url: str, state: str) -> None:
        """Tells what became of a URL that is not asked for; see `UrlStates`."""
        states = self.crawler.get_extension(UrlStates)
        if states is not None:
            states.settle(url, state)

    def is_due(self, url: str) -> bool:
        """Whether a list is to be read now; one that is not gets its state."""
        revisits = self.crawler.get_extension(Revisits)
        if revisits is None or self.refetch or revisits.is_due(url):
            return True
        self.settle(url, "not-due")
        return False

    def revisit_request(self, url: str, source: str) -> Request | None:
        """That of an article which is held and due; None where this crawl is about others."""
        return Request(url, meta={REVISIT: source}, priority=REVISITS_PRIORITY)

    def tell_list(self, response: Response, entries: list[Entry], *, is_list: bool = True) -> None:
        """What a list brought, of which later pages say nothing new; `is_list` is False of what may be none."""
        if LIST in response.meta:
            return
        if REVISIT not in response.meta:  # an article that is none any more
            url = response.meta.get("redirect_urls", [response.url])[0]
            articles = [entry.url for entry in entries]
            self.crawler.signals.send_catch_log(list_read, url=url, articles=articles)
        revisits = self.crawler.get_extension(Revisits)
        if revisits is None or self.refetch:
            return
        known = sum(entry.known for entry in entries)
        revisits.list_read(response, entries=len(entries), known=known, is_list=is_list)

    def met(self, urls: Iterable[str]) -> list[Entry]:
        """Each article with whether it was held when this crawl first met it."""
        urls = list(urls)
        keys = {url: hash(normalized_url(url)) for url in urls}
        new = [url for url in urls if keys[url] not in self._held]
        held = self._known(new)
        self._held.update((keys[url], held.get(url)) for url in new)
        entries = ((url, self._held[keys[url]]) for url in urls)
        return [Entry(url=url, known=held is not None, covered=held is True) for url, held in entries]

    def met_sections(self, urls: Iterable[str]) -> list[Entry]:
        """Each section of a site with whether it need not be asked for: not for long where it named nothing."""
        urls = list(urls)
        held = self._known(urls, sections=True)
        return [Entry(url=url, known=url in held) for url in urls]

    def may_be_there(self, urls: Iterable[str]) -> tuple[str, ...]:
        """Of places that nobody has named, those where something may be by now."""
        urls = tuple(urls)
        extension = self.crawler.get_extension(KnownUrls)
        absent = set() if self.refetch or extension is None else extension.not_there(urls)
        return tuple(url for url in urls if url not in absent)

    def _known(self, urls: list[str], *, sections: bool = False) -> dict[str, bool]:
        extension = self.crawler.get_extension(KnownUrls)
        return {} if self.refetch or extension is None else extension.held(urls, sections=sections)
