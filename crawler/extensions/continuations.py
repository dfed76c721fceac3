"""The further pages of an article out of the archive: those that were captured along with its first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path

from sqlalchemy import Engine

from crawler.archive.doors import capture_from_record
from crawler.archive.errors import ArchiveError
from crawler.discovery.continuation import next_page, with_page
from crawler.discovery.links import resolved
from crawler.extensions.index import record_of, resolver
from crawler.extraction.page_kinds.page_kind import PageKind, kind_of_page
from crawler.items import Capture, ExtractionError, Record
from crawler.sources import Source
from db.engine import reading
from db.queries import captures
from db.times import to_text

_REDIRECTS = frozenset(
    {
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    }
)
_MOST_REDIRECTS = 20  # as many as Scrapy follows

OfUrl = Callable[[str], list[Record]]


def with_continuations(capture: Capture, source: Source, *, engine: Engine, folder: Path) -> Capture:
    """The capture with its further pages: the captures of each made at or after its own, before its URL's next.

    So each visit has the pages that were fetched for it, and a page of another visit completes none.
    """
    if next_page(capture, source) is None or capture.record.url is None:
        return capture
    if source.mixed and not _shows_an_article(capture, capture.record.url):
        return capture  # a list has further pages too
    of_url = _of_visit(capture.record, capture.record.url, engine)
    while (url := next_page(capture, source)) is not None:
        page = _page(url, of_url, engine=engine, folder=folder)
        continued = page and with_page(capture, page, source)
        if not continued:
            break
        capture = continued
    return capture


def _shows_an_article(capture: Capture, url: str) -> bool:
    content_type = capture.header("content-type") or capture.record.content_type
    return kind_of_page(capture.body, url, content_type=content_type) is PageKind.ARTICLE


def _of_visit(first: Record, url: str, engine: Engine) -> OfUrl:
    since = to_text(first.captured_at)
    with reading(engine) as session:
        until = captures.next_capture_at(session, url, since)

    def of_url(url: str) -> list[Record]:
        with reading(engine) as session:
            return [record_of(row) for row in captures.of_url(session, url, since=since, until=until)]

    return of_url


def _page(url: str, of_url: OfUrl, *, engine: Engine, folder: Path) -> Capture | None:
    """What asking for the URL came to in the end, after retries and redirects; None where it came to no page."""
    for _ in range(_MOST_REDIRECTS):
        record = _answer(of_url(url))
        if record is None:
            return None
        try:
            page = capture_from_record(record, folder=folder, resolve=resolver(engine))
        except (ExtractionError, ArchiveError, OSError):
            return None
        if record.status not in _REDIRECTS:
            return page
        target = resolved(page.header("location") or "", url)
        if target is None:
            return None
        url = target
    return None


def _answer(records: Iterable[Record]) -> Record | None:
    """The first whole page or redirect; where there is none, the last that broke off."""
    usable = [record for record in records if record.status == HTTPStatus.OK or record.status in _REDIRECTS]
    whole = next((record for record in usable if record.truncated is None), None)
    return whole or (usable[-1] if usable else None)
