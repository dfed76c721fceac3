"""A replica of www.tibet.cn and tb.tibet.cn with articles of our own."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.spiders.tibet import SECTIONS
from tests.sites.site import Page, Site
from tests.sites.tibet.article import HOST, Article, read_articles
from tests.sites.tibet.layouts import article_pages, document
from tests.sites.tibet.lists import home, list_pages

NOT_FOUND = Page(status=404, body=document("页面不存在", "<h1>404</h1>").encode())


def site() -> Site:
    articles = read_articles()
    return Site(
        name="tibet",
        hosts=(HOST, "tb.tibet.cn"),
        pages={path: Page(body=html.encode(), gzipped=True) for path, html in _pages(articles)},
        not_found=NOT_FOUND,
        expected={article.url: article.expected() for article in articles},
    )


def _pages(articles: tuple[Article, ...]) -> Iterator[tuple[str, str]]:
    for article in articles:
        yield from article_pages(article)
    sections = dict.fromkeys(
        [f"/cn/{section}/" for section in SECTIONS] + [one.directory for one in articles]
    )
    for directory in sections:
        yield from list_pages(directory, [one for one in articles if one.path.startswith(directory)])
    yield "/cn/", home([path for path in sections if path.startswith("/cn/")], articles)
