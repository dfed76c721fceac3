"""Sites of authors, each with a column: a page of the newest articles, and a list API for all of them (meipian.cn)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler.discovery.author_column import ColumnPage, article_id_of, column_page
from crawler.extensions.answered import ASKED_AGAIN
from crawler.extensions.states import UrlStates
from crawler.extraction.page_kinds.impostors import impostor_of_body
from crawler.items import Capture, ExtractionError
from crawler.page_thread import in_page_thread
from crawler.spiders.families.listing import ListingSpider
from crawler.spiders.families.responses import content_type, urls_on

LIST_PATH = "/static/action/load_columns_article.php"
CHALLENGE = "challenge"
PASSING = (CHALLENGE, "not-a-list")
KEPT_IN_META = ("older_than", "list")


class ColumnSpider(ListingSpider):
    """Reads the articles of authors: `-a author=NUMBER,...`, else the seeds; `-a article=ID,...` for single ones.

    Other authors that a page leads to are not followed. What the site's firewall answers in place of a page passes,
    so that is asked for again, as often as RETRY_TIMES allows.
    """

    arguments = (*ListingSpider.arguments, "author", "article")

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self.articles = [self._article_url(address) for address in _listed(arguments.get("article", ""))]
        self.columns = [self._column_url(number) for number in _listed(arguments.get("author", ""))]
        if not self.articles and not self.columns:
            self.columns = list(self.source.seeds)

    async def start(self) -> AsyncIterator[Any]:
        for url in (*filter(self.is_due, self.columns), *self.articles):
            yield Request(url)

    def revisit_request(self, url: str, source: str) -> Request | None:
        return None if self.articles else super().revisit_request(url, source)

    async def parse_article(self, response: Response) -> AsyncIterator[Capture | Request]:
        async for each in super().parse_article(response):
            yield each
        if self._may_pass(response) and await in_page_thread(_is_challenge, response):
            yield _again(response)

    async def parse_listing(self, response: Response) -> AsyncIterator[Request]:
        refusal = await in_page_thread(_refusal, response)
        if refusal is None:
            async for request in super().parse_listing(response):
                yield request
        elif refusal.reason in PASSING and self._may_pass(response):
            yield _again(response)
        else:
            self._give_up(response, refusal)

    def article_urls(self, response: Response) -> Iterable[str]:
        if _is_api(response.url):
            return map(self._article_url, _page(response).article_ids)
        links = filter(self.source.is_article_url, urls_on(response))
        return dict.fromkeys(map(self._article_url, links))

    def other_listings(self, response: Response) -> Iterable[str]:
        return ()

    def next_listing(self, response: Response) -> Request | None:
        if not _is_api(response.url):
            author = re.fullmatch(r"/c/(\d+)/?", urlsplit(response.url).path)
            return self._older(author[1], None) if author else None
        older = _page(response).older
        number = parse_qs(urlsplit(response.url).query).get("userid", [""])[0]
        return self._older(number, older) if older is not None else None

    def _older(self, author: str, than: int | None) -> Request:
        """The ten articles before the one of that number, or the newest."""
        form = {"containerid": "0", "maxid": "" if than is None else str(than), "stickmaskid": ""}
        return Request(
            self._at(f"{LIST_PATH}?userid={author}"),
            method="POST",
            body=urlencode(form),
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": self._at(f"/c/{author}"),
            },
            meta={"older_than": than},
        )

    def _may_pass(self, response: Response) -> bool:
        return bool(response.meta.get(ASKED_AGAIN, 0) < self.settings.getint("RETRY_TIMES"))

    def _give_up(self, response: Response, refusal: ExtractionError) -> None:
        self.logger.warning(
            "%s is no list (%s), so articles may be missing: %s", response.url, refusal.reason, refusal.detail
        )
        states = self.crawler.get_extension(UrlStates)
        if states is not None:
            assert response.request is not None
            states.settle(response.request, f"refused:{refusal.reason}")

    def _article_url(self, address: str) -> str:
        """One address for one article, however it was shared. Raises ValueError for what names none."""
        found = article_id_of(address)
        if found is None:
            raise ValueError(
                f"article={address}: no article, which is like 4abc9d2e or {self._at('/4abc9d2e')}"
            )
        return self._at(f"/{found}")

    def _column_url(self, author: str) -> str:
        number = re.fullmatch(r"(?:\D*/c/)?(\d+)/?", author.partition("?")[0])
        if number is None:
            raise ValueError(f"author={author}: no author, who is a number as in {self._at('/c/12345678')}")
        return self._at(f"/c/{number[1]}")

    def _at(self, path: str) -> str:
        return urljoin(self.source.seeds[0], path)


def _refusal(response: Response) -> ExtractionError | None:
    """Why the answer is no list of articles, if it is none."""
    if _is_challenge(response):
        return ExtractionError(CHALLENGE, "the firewall wants a browser that runs scripts")
    if not _is_api(response.url):
        return None
    try:
        _page(response)
    except ExtractionError as error:
        return error
    return None


def _is_challenge(response: Response) -> bool:
    return impostor_of_body(response.body, content_type=content_type(response)) == CHALLENGE


def _is_api(url: str) -> bool:
    return urlsplit(url).path == LIST_PATH


def _page(response: Response) -> ColumnPage:
    return column_page(response.body, asked=response.meta.get("older_than"))


def _again(response: Response) -> Request:
    asked = response.request
    assert asked is not None
    kept = {key: asked.meta[key] for key in KEPT_IN_META if key in asked.meta}
    meta = {**kept, ASKED_AGAIN: response.meta.get(ASKED_AGAIN, 0) + 1}
    return asked.replace(meta=meta, dont_filter=True, priority=asked.priority - 1)


def _listed(argument: str) -> list[str]:
    return [one for one in re.split(r"[,，\s]+", argument) if one]
