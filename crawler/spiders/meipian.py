"""美篇, where offices, schools and people publish articles of text and photos: read by author."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from scrapy import Request
from scrapy.http import Response

from crawler.discovery.author_column import ColumnPage, article_id_of, column_page
from crawler.extensions.states import UrlStates
from crawler.extraction.impostors import impostor_of_body
from crawler.items import ExtractionError
from crawler.sources import Selectors, Source
from crawler.spiders.families.listing import ListingSpider, urls_on

ROOT = "https://www.meipian.cn"
LIST_PATH = "/static/action/load_columns_article.php"
KEPT_IN_META = ("older_than", "list")
PASSING = ("challenge", "not-a-list")
PLACES = "service|article|discover|download|special|activity|register|contact|privacy|company|channel|explore|settings"


class MeipianSpider(ListingSpider):
    """Reads the articles of authors: `-a author=NUMBER,...` (else the seeds), `-a article=ID,...` for single ones.

    An author's page names the newest articles, the list API all of them, ten at a time. Other authors an article
    leads to are not followed.
    """

    source = Source(
        name="meipian",
        site_name="美篇",
        hosts=("www.meipian.cn", "meipian.cn"),
        seeds=(f"{ROOT}/c/60310277", f"{ROOT}/c/60884519"),
        article_url=rf"^/(?!(?:{PLACES})\b)[0-9a-z]{{7,8}}/?(?:\?|$)",
        listing_url=r"^/c/\d+/?(?:\?|$)",
        selectors=Selectors(
            title=(".caption-title-html",),
            account=(".mp-article-caption-subhead-author", ".mp-article-caption-subhead-nickname"),
            published_at=(".mp-article-caption-subhead-time",),
            body=(".mp-article-content-area", ".mp-article-tpl"),
            drop=(
                ".caption-title-html",
                ".mp-article-caption-subhead",
                ".mp-article-content-more",
                ".pull-app-banner",
            ),
        ),
        language="zh",
        continues=False,
    )
    name = source.name
    arguments = (*ListingSpider.arguments, "author", "article")

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self.articles = [_article_url(address) for address in _listed(arguments.get("article", ""))]
        self.columns = [_column_url(number) for number in _listed(arguments.get("author", ""))]
        if not self.articles and not self.columns:
            self.columns = list(self.source.seeds)

    async def start(self) -> AsyncIterator[Any]:
        for url in (*self.columns, *self.articles):
            yield Request(url)

    def parse_listing(self, response: Response) -> Iterator[Request]:
        """What the firewall gives in place of a list passes, so that is asked for again, a few times."""
        refusal = self._refusal(response)
        if refusal is None:
            yield from super().parse_listing(response)
            return
        tries = response.meta.get("asked_again", 0)
        if refusal.reason in PASSING and tries < self.settings.getint("RETRY_TIMES"):
            yield _again(response, tries + 1)
        else:
            self._give_up(response, refusal)

    def _give_up(self, response: Response, refusal: ExtractionError) -> None:
        self.logger.warning(
            "%s is no list (%s), so articles may be missing: %s", response.url, refusal.reason, refusal.detail
        )
        states = self.crawler.get_extension(UrlStates)
        if states is not None:
            assert response.request is not None
            states.settle(response.request, f"refused:{refusal.reason}")

    def article_urls(self, response: Response) -> Iterable[str]:
        if _is_api(response.url):
            return (f"{ROOT}/{one}" for one in _page(response).article_ids)
        links = filter(self.source.is_article_url, urls_on(response))
        return dict.fromkeys(_article_url(link) for link in links)

    def other_listings(self, response: Response) -> Iterable[str]:
        return ()

    def next_listing(self, response: Response) -> Request | None:
        if not _is_api(response.url):
            author = urlsplit(response.url).path.removeprefix("/c/").strip("/")
            return _older(author, None) if author.isdecimal() else None
        older = _page(response).older
        author = parse_qs(urlsplit(response.url).query).get("userid", [""])[0]
        return _older(author, older) if older is not None else None

    def _refusal(self, response: Response) -> ExtractionError | None:
        if impostor_of_body(response.body, content_type="text/html") == "challenge":
            return ExtractionError("challenge", "the firewall asks for a browser")
        if not _is_api(response.url):
            return None
        try:
            _page(response)
        except ExtractionError as error:
            return error
        return None


def _is_api(url: str) -> bool:
    return urlsplit(url).path == LIST_PATH


def _page(response: Response) -> ColumnPage:
    return column_page(response.body, asked=response.meta.get("older_than"))


def _older(author: str, number: int | None) -> Request:
    """The ten articles before the one of that number, or the newest."""
    form = {"containerid": "0", "maxid": "" if number is None else str(number), "stickmaskid": ""}
    return Request(
        f"{ROOT}{LIST_PATH}?userid={author}",
        method="POST",
        body=urlencode(form),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": f"{ROOT}/c/{author}"},
        meta={"older_than": number},
    )


def _again(response: Response, tries: int) -> Request:
    asked = response.request
    assert asked is not None
    kept = {key: asked.meta[key] for key in KEPT_IN_META if key in asked.meta}
    return asked.replace(meta={**kept, "asked_again": tries}, dont_filter=True, priority=asked.priority - 1)


def _listed(argument: str) -> list[str]:
    return [one for one in re.split(r"[,，\s]+", argument) if one]


def _article_url(address: str) -> str:
    """One address for one article, however it was shared. Raises ValueError for what names none."""
    found = article_id_of(address)
    if found is None:
        raise ValueError(
            f"article={address}: no article of meipian.cn, which is like 4abc9d2e or {ROOT}/4abc9d2e"
        )
    return f"{ROOT}/{found}"


def _column_url(author: str) -> str:
    number = re.search(r"^(?:\D*/c/)?(\d+)/?$", author.partition("?")[0])
    if number is None:
        raise ValueError(
            f"author={author}: no author of meipian.cn, which is a number as in {ROOT}/c/12345678"
        )
    return f"{ROOT}/c/{number[1]}"
