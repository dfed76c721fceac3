"""What one must see of a site before it can be declared: its home page, some lists, some articles."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class SeenPage:
    """An answer of the site: where it came from after redirects, and its body with content encodings undone."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def content_type(self) -> str:
        return next((value for name, value in self.headers if name.lower() == "content-type"), "")


Fetch = Callable[[str], Awaitable[SeenPage | None]]


class SurveySpider(Spider):
    """Runs `survey` with a function that fetches a page as a crawl does, politely, or gives None and logs why.

    It has no name of its own, so `scrapy list` does not show it.
    """

    def __init__(
        self, *, name: str, hosts: Iterable[str], survey: Callable[[Fetch], Awaitable[None]], **arguments: Any
    ) -> None:
        super().__init__(name, **arguments)
        self.allowed_domains = list(hosts)
        self._survey = survey

    async def start(self) -> AsyncIterator[Any]:
        await self._survey(self._fetch)
        nothing: tuple[Any, ...] = ()
        for item in nothing:  # Scrapy asks for an iterator
            yield item

    async def _fetch(self, url: str) -> SeenPage | None:
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(Request(url))
        except Exception as error:  # noqa: BLE001 - whatever keeps a page from us is told, and the survey goes on
            self.logger.error("%s: %s", url, str(error) or type(error).__name__)  # noqa: TRY400 - for a person
            return None
        return _seen(response)


def _seen(response: Response) -> SeenPage:
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return SeenPage(url=response.url, status=response.status, headers=headers, body=response.body)
