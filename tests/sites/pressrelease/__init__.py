"""A replica of a site that puts out press releases and reposts, with articles of our own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.sites.pressrelease.article import HOST, Article, read_articles
from tests.sites.pressrelease.layouts import CHANNELS, article_page, document, list_pages
from tests.sites.site import Page, Site
from tests.sites.tibet.article import read_articles as read_tibet

NOT_FOUND = Page(status=404, body=document("404", "<h1>404</h1>").encode())


def site() -> Site:
    articles = read_articles()
    by_id = {str(article.id): article for article in articles}
    return Site(
        name="pressrelease",
        hosts=(HOST,),
        pages=dict(_pages(articles)),
        not_found=NOT_FOUND,
        expected={article.url: article.expected() for article in articles},
        reposts=[(by_id[one.repost_of].url, one.url) for one in articles if one.repost_of in by_id],
    )


def reposts_of_other_sites() -> dict[str, str]:
    """By the URL of a repost here, the URL of the original in the replica of tibet: equal texts, other headlines."""
    originals = {f"tibet:{one.id}": one.url for one in read_tibet()}
    return {
        article.url: originals[article.repost_of]
        for article in read_articles()
        if article.repost_of in originals
    }


def _pages(articles: tuple[Article, ...]) -> Iterator[tuple[str, Page]]:
    for article in articles:
        yield article.path, article_page(article)
    yield from list_pages("/", articles[:3])
    for channel in CHANNELS:
        yield from list_pages(f"/{channel}/", [one for one in articles if one.channel == channel])
