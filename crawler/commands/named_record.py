"""The record a person names: by its id or the beginning of it, by a URL, or by a record of the archive."""

from __future__ import annotations

import re
from typing import Final

from scrapy.exceptions import UsageError
from sqlalchemy.orm import Session

from crawler.extraction.identity import url_id
from db import models
from db.queries import articles, captures, lookups

SHORTEST_PREFIX: Final = 6

_BEGINNING_OF_ID = re.compile(rf"[0-9a-f]{{{SHORTEST_PREFIX},16}}")
_MOST_SHOWN = 10

Found = models.Article | models.Quarantined


class NotFoundError(Exception):
    """Nothing was read of what is named, or the name is of several; the message says so to a person."""


def is_name(text: str) -> bool:
    """Whether it can be an id, the beginning of one, a URL or a record of the archive."""
    return ":" in text or _BEGINNING_OF_ID.fullmatch(text.lower()) is not None


def find(session: Session, name: str) -> Found:
    """The article, or why its page was refused. UsageError for what can be no name."""
    if not is_name(name):
        raise UsageError(
            f"{name} is no id (16 hex digits, or the first {SHORTEST_PREFIX} of them at least), URL or record id",
            print_help=False,
        )
    if ":" in name:
        return _of_record(session, name.strip("<>")) or _of_url(session, name)
    ids = lookups.ids_with(session, name.lower(), _MOST_SHOWN + 1)
    if len(ids) > 1:
        raise NotFoundError(_ambiguous(session, name, ids))
    found = _of_id(session, ids[0]) if ids else None
    if found is None:
        raise NotFoundError(f"there is no record {name}; scrapy records shows the newest")
    return found


def _of_id(session: Session, article_id: str) -> Found | None:
    return articles.by_id(session, article_id) or lookups.refusal_of_id(session, article_id)


def _of_record(session: Session, record_id: str) -> Found | None:
    """None where the archive holds no such record."""
    capture = captures.capture_by_record_id(session, record_id)
    if capture is None:
        return None
    if refused := lookups.refusal_of_record(session, record_id):
        return refused
    found = _of_id(session, capture.article_id) if capture.article_id else None
    if found is None:
        raise NotFoundError(_nothing_read(record_id, capture))
    return found


def _of_url(session: Session, url: str) -> Found:
    for article_id in (url_id(url), *lookups.ids_of_url(session, url)):
        if found := _of_id(session, article_id):
            return found
    held = captures.of_url(session, url, since="")
    if held:
        raise NotFoundError(_nothing_read(url, held[-1]))
    raise NotFoundError(f"the archive holds no page {url}")


def _nothing_read(name: str, capture: models.Capture) -> str:
    if capture.outcome == "passed":
        kind = (
            f"{capture.record_type}, {capture.content_type or 'of no stated type'}, status {capture.status}"
        )
        return f"{name} is no page of an article ({kind})"
    return f"{name} is in the archive and has not been read yet; scrapy reparse reads it"


def _ambiguous(session: Session, name: str, ids: list[str]) -> str:
    lines = []
    for article_id in ids[:_MOST_SHOWN]:
        found = _of_id(session, article_id)
        title = found.title if isinstance(found, models.Article) else "(refused)"
        lines.append(f"  {article_id}  {title or ''}".rstrip())
    more = ["  ..."] if len(ids) > _MOST_SHOWN else []
    return "\n".join((f"several records begin with {name}:", *lines, *more))
