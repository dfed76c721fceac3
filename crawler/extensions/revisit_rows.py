"""Pages as the database keeps them."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from crawler import visits
from crawler.extraction.identity import url_id
from crawler.extraction.learned import site_of
from crawler.revisiting import Validators
from crawler.visits import ARTICLE, Page
from db.models import Article, Revisit
from db.times import from_text, instant, to_text

_TIMES = ("first_at", "born_at", "visited_at", "changed_at", "next_at", "gone_at", "gone_confirmed_at")
_PLAIN = tuple(field.name for field in dataclasses.fields(Page) if field.name not in (*_TIMES, "validators"))


def page_of(row: Revisit) -> Page:
    times = {name: from_text(text) for name in _TIMES if (text := getattr(row, name)) is not None}
    fields: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN} | times
    validators = Validators(etag=row.etag, last_modified=row.last_modified)
    return Page(**fields, validators=validators)


def row_of(page: Page) -> dict[str, Any]:
    moments = {name: getattr(page, name) for name in _TIMES}
    times = {name: to_text(moment) if moment is not None else None for name, moment in moments.items()}
    plain = {name: getattr(page, name) for name in _PLAIN}
    stated = {"etag": page.validators.etag, "last_modified": page.validators.last_modified}
    return {**plain, **times, **stated, "site": site_of(page.url) or ""}


def page_of_article(article: Article) -> Page:
    """An article of which no visit is known. One whose id is not its URL's came in a file, and is never due."""
    assert article.url is not None
    page = Page(
        source=article.source,
        key=article.id,
        url=article.url,
        kind=ARTICLE,
        first_at=from_text(article.captured_at),
        content_digest=visits.content_digest(article.title, article.text_digest),
    )
    known = visits.adopted(page, stated_at(article.published_at))
    return known if article.id == url_id(article.url) else dataclasses.replace(known, next_at=None)


def stated_at(stated: str | None) -> datetime.datetime | None:
    """The moment of a date as articles state it; None where it is none."""
    try:
        return instant(stated).astimezone(datetime.UTC) if stated else None
    except (ValueError, OverflowError):
        return None
