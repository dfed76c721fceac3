"""Pages of which no visit is known, or which were read since the last one otherwise than by a visit."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Engine

from crawler import visits
from crawler.expectations.measures import HELD_BACK
from crawler.extensions.revisit_rows import page_of_article, row_of
from crawler.visits import Page
from db.engine import reading, writing
from db.queries import revisits
from db.times import from_text

MOST: Final = 5_000  # of each kind, in one crawl


def adopt(engine: Engine, source: str) -> None:
    """What a killed crawl, an ingest or a re-parse brought, and what was held before visits were counted."""
    with reading(engine) as session:
        articles = revisits.never_visited(session, source, MOST)
        read_since = revisits.read_since(session, source)
        held_back = revisits.never_asked_again(session, source, reason=HELD_BACK, limit=MOST)
    if not (articles or read_since or held_back):
        return
    refused = [_held_back(source, key, url, at) for key, url, at in held_back if url is not None]
    with writing(engine) as session:
        revisits.put_new(session, [row_of(page) for page in [*map(page_of_article, articles), *refused]])
        revisits.put(session, [row_of(page_of_article(article)) for article in read_since])


def _held_back(source: str, key: str, url: str, captured_at: str) -> Page:
    at = from_text(captured_at)
    return visits.held_back(Page(source=source, key=key, url=url, kind=visits.HELD_BACK, first_at=at), at)
