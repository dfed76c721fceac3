"""What visits teach, into the database: in batches, in a thread, in the order of the visits."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import Callable, Sequence
from typing import TypeVar

from scrapy.utils.asyncio import create_looping_call
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from crawler.extensions.revisit_rows import page_of, row_of
from crawler.extensions.write_behind import WriteBehind
from crawler.visits import Page
from db.engine import reading, writing
from db.queries import revisits

FLUSH_SECONDS = 1.0

T = TypeVar("T")


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
        self._writer = WriteBehind(
            "revisits",
            behind="what visits taught is not written, and waits for the database",
            caught_up="what visits taught is written again",
        )
        self._flushing = create_looping_call(self._begin)

    def open(self, adopt: Callable[[Engine], None]) -> None:
        """`adopt` is done before anything else; where the database fails, the next crawl does it."""

        def adopted() -> None:
            with contextlib.suppress(DBAPIError):
                adopt(self._engine)

        self._writer.thread.submit(adopted)
        self._flushing.start(FLUSH_SECONDS, now=False)

    def take(self, lesson: Lesson) -> None:
        self._waiting.append(lesson)

    def after_that(self, ask: Callable[[Session], T]) -> asyncio.Future[T]:
        """The answer of the database once all is written that was taken so far."""

        def write_and_ask() -> T:
            self._write()
            with reading(self._engine) as session:
                return ask(session)

        return asyncio.get_running_loop().run_in_executor(self._writer.thread, write_and_ask)

    def close(self) -> None:
        """Waits until all is written, as far as it can be."""
        if self._flushing.running:
            self._flushing.stop()
        self._writer.settle()
        self._begin()
        self._writer.close()

    def _begin(self) -> None:
        if self._waiting and not self._writer.is_busy:
            self._writer.begin(self._write)

    def _write(self) -> None:
        """In the thread; nothing else takes lessons out."""
        batch = tuple(self._waiting)
        with writing(self._engine) as session:
            for source in dict.fromkeys(lesson.source for lesson in batch):
                _learn(session, source, [lesson for lesson in batch if lesson.source == source])
        del self._waiting[: len(batch)]


def _learn(session: Session, source: str, lessons: Sequence[Lesson]) -> None:
    keys = {lesson.key for lesson in lessons}
    before = {key: page_of(row) for key, row in revisits.by_key(session, source, keys).items()}
    after = dict(before)
    for lesson in lessons:
        page = lesson.learn(after.get(lesson.key))
        if page is not None:
            after[lesson.key] = page
    revisits.put(session, [row_of(page) for key, page in after.items() if before.get(key) != page])
