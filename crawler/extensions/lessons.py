"""What visits teach, into the database: in batches, in a thread, in the order of the visits."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from scrapy.utils.asyncio import create_looping_call
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from crawler.extensions.revisit_rows import page_of, row_of
from crawler.visits import Page
from db.engine import writing
from db.queries import revisits

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 1.0


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """`learn` gives what is known of a page afterwards, from what was known before; None is nothing."""

    source: str
    key: str
    learn: Callable[[Page | None], Page | None]


class Lessons:
    """What cannot be written waits and goes with the next; what a killed crawl leaves, its pages' next visit tells."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: list[Lesson] = []
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="revisits")
        self._under_way: Future[None] | None = None
        self._flushing = create_looping_call(self._begin)

    def open(self) -> None:
        self._flushing.start(FLUSH_SECONDS, now=False)

    def take(self, lesson: Lesson) -> None:
        self._waiting.append(lesson)

    def close(self) -> None:
        """Waits until all is written, as far as it can be."""
        if self._flushing.running:
            self._flushing.stop()
        if self._under_way is not None:
            self._under_way.exception()
        self._begin()
        self._thread.shutdown()
        self._tell()

    def _begin(self) -> None:
        if self._under_way is not None and not self._under_way.done():
            return
        self._tell()
        if self._waiting:
            self._under_way = self._thread.submit(self._write)

    def _write(self) -> None:
        """In the thread; nothing else takes lessons out."""
        batch = tuple(self._waiting)
        with writing(self._engine) as session:
            for source in dict.fromkeys(lesson.source for lesson in batch):
                _learn(session, source, [lesson for lesson in batch if lesson.source == source])
        del self._waiting[: len(batch)]

    def _tell(self) -> None:
        """How the last batch went; on the reactor, where Scrapy counts what is logged."""
        written, self._under_way = self._under_way, None
        if written is None:
            return
        try:
            written.result()
        except DBAPIError as error:
            logger.warning("what visits taught is not written, and waits for the database: %s", error.orig)


def _learn(session: Session, source: str, lessons: Sequence[Lesson]) -> None:
    keys = {lesson.key for lesson in lessons}
    before = {key: page_of(row) for key, row in revisits.by_key(session, source, keys).items()}
    after = dict(before)
    for lesson in lessons:
        page = lesson.learn(after.get(lesson.key))
        if page is not None:
            after[lesson.key] = page
    revisits.put(session, [row_of(page) for key, page in after.items() if before.get(key) != page])
