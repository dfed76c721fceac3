"""What a page's visits teach, as lessons take it: from what was known of the page to what is known then."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from crawler import visits
from crawler.extensions.known import UNFINISHED
from crawler.extensions.revisit_rows import stated_at
from crawler.extraction.identity import url_id
from crawler.items import Article, Record
from crawler.visits import ARTICLE, HELD_BACK, LISTING, Answer, Page


def article_read(article: Article, answer: Answer, page: Page | None) -> Page:
    record = article.record
    at, url = record.captured_at, record.url
    assert url is not None
    page = page or Page(source=record.source, key=url_id(url), url=url, kind=ARTICLE, first_at=at)
    if page.has_seen(at) and page.kind == ARTICLE:
        return page
    return visits.article_read(
        page,
        at,
        answer=answer,
        content_digest=visits.content_digest(article.title, article.text_digest),
        published_at=stated_at(article.published_at),
        is_whole=not set(UNFINISHED) & set(article.flags),
    )


def held_back(record: Record, page: Page | None) -> Page:
    at, url = record.captured_at, record.url
    assert url is not None
    page = page or Page(source=record.source, key=url_id(url), url=url, kind=HELD_BACK, first_at=at)
    return page if page.has_seen(at) else visits.held_back(page, at)


def visited(at: datetime.datetime, learn: Callable[[Page], Page], page: Page | None) -> Page | None:
    """Of an article that is known, once for each visit."""
    if page is None or page.kind == LISTING or page.has_seen(at):
        return page
    return learn(page)


def ended_badly(at: datetime.datetime, cause: str, page: Page | None) -> Page | None:
    """An article that is gone is no failure, see `Revisits.gone`; a list that is gone is missed."""
    if page is None or (page.kind != LISTING and cause == "gone"):
        return page
    return visits.failed(page, at, cause)
