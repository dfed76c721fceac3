"""What a crawl has got already of what it asks for, out of the archive."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

from sqlalchemy import Engine

from crawler.archive.asked import Asked, asked_for
from crawler.archive.doors import capture_from_record
from crawler.archive.errors import ArchiveError
from crawler.archive.heads import Fields
from crawler.archive.reader import read_stored
from crawler.extensions.index import record_of, resolver
from crawler.items import ExtractionError, Record
from db.engine import reading
from db.queries import captures
from db.times import to_text

ASKED_AGAIN = (
    "asked_again"  # in a request's meta: how many whole answers to it were of no use before this one
)
_ANSWERED = ("response", "revisit")
_PASSING = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)  # as all from 500 on: asked again, it may answer otherwise


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    record: Record
    headers: Fields
    body: bytes


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """`conditional`: the server may answer that nothing has changed."""

    url: str
    asked: Asked
    conditional: bool


class Answered:
    """The answers that were captured from one moment on and before another, whole and final."""

    def __init__(
        self, engine: Engine, folder: Path, since: datetime.datetime, until: datetime.datetime
    ) -> None:
        self._engine = engine
        self._folder = folder
        self._since = to_text(since)
        self._until = to_text(until)

    def find(self, question: Question, number: int) -> Answer | None:
        """The first answer for number 0, as it was read then; None where there are not so many."""
        answers = (self._read(record, question) for record in self._records(question.url))
        return next(itertools.islice(filter(None, answers), number, None), None)

    def _records(self, url: str) -> Iterator[Record]:
        with reading(self._engine) as session:
            rows = captures.of_url(session, url, since=self._since, until=self._until)
        yield from (record for record in map(record_of, rows) if _is_final(record))

    def _read(self, record: Record, question: Question) -> Answer | None:
        """None where it answers another question, or cannot be read now, so that the server is asked."""
        not_modified = record.status == HTTPStatus.NOT_MODIFIED
        if not_modified and not question.conditional:
            return None
        try:
            if (asked_for(self._folder, record) or Asked(method="GET", body=b"")) != question.asked:
                return None
            if not_modified:
                head, _ = read_stored(self._folder, record).http()
                return Answer(record=record, headers=head.headers if head else (), body=b"")
            capture = capture_from_record(record, folder=self._folder, resolve=resolver(self._engine))
        except (ExtractionError, ArchiveError, OSError):
            return None
        return Answer(record=record, headers=capture.headers, body=capture.body)


def _is_final(record: Record) -> bool:
    if record.status is None or record.record_type not in _ANSWERED or record.truncated is not None:
        return False
    return record.status < HTTPStatus.INTERNAL_SERVER_ERROR and record.status not in _PASSING
