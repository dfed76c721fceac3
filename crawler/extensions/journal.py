"""What happens to the URLs of a crawl into the database, in batches and in a thread."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections import deque
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from typing import TypeVar

from scrapy.utils.asyncio import create_looping_call
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from crawler.extensions.write_behind import WriteBehind
from db.engine import hurried, is_of_values, reading, writing
from db.queries import frontier
from db.queries.frontier import Batch

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_BATCHES = 0.25
ROWS_A_BATCH = 1000  # that begin one at once
ROWS_PRUNED = 5000  # in one transaction, for which others wait
MILLISECONDS_TO_PRUNE = 1000  # that it waits for others; at the end of a crawl it is waited for
MOST_BEHIND = 50_000  # rows that are not written, beyond which nothing more is asked for

T = TypeVar("T")
Door = Callable[[Engine], AbstractContextManager[Session]]


class Journal:
    """Notes what happens, in its order, and writes it behind, each batch in one transaction.

    A batch is closed between two turns of the event loop, never within one: what belongs together is written together.
    While the database cannot be written, batches wait and go with the next. A row that no database takes, as of a URL
    with half a character in it, is left out, and an error names its URL.
    """

    def __init__(self, engine: Engine, crawl_id: int) -> None:
        self.crawl_id = crawl_id
        self._engine = engine
        self._open = Batch()
        self._left = Batch()  # for the thread: what could not be written yet
        self._left_out: deque[tuple[str, Exception]] = deque()  # by the thread, until it is told
        self.is_closed = False
        self._pruning: asyncio.Future[None] | None = None
        self._writer = WriteBehind(
            "frontier",
            behind="the frontier is not written, and waits for the database",
            caught_up="the frontier is written again",
        )
        self._beginning = create_looping_call(self.begin)

    def open(self) -> None:
        self._beginning.start(SECONDS_BETWEEN_BATCHES, now=False)

    def note(self) -> Batch:
        """The open batch, to be written to in one turn of the event loop."""
        if len(self._open) >= ROWS_A_BATCH:
            self.begin()
        return self._open

    @property
    def is_far_behind(self) -> bool:
        return len(self._open) + len(self._left) > MOST_BEHIND

    def begin(self) -> None:
        """Begins to write what was noted, unless a batch is being written."""
        self._tell_left_out()
        if (self._open or self._left) and not self._writer.is_busy:
            self._writer.begin(functools.partial(self._write, self._closed()))

    def after_that(self, ask: Callable[[Session], T], door: Door = reading) -> asyncio.Future[T]:
        """The answer of the database once all is written that was noted so far; not when it `is_closed`."""
        closed = self._closed()

        def write_and_ask() -> T:
            self._write(closed)
            with door(self._engine) as session:
                return ask(session)

        return asyncio.get_running_loop().run_in_executor(self._writer.thread, write_and_ask)

    def prune(self, before: str, states: Collection[str]) -> None:
        """Takes out what brought nothing to the crawls before that time, a portion at a time until it is closed."""
        engine = hurried(self._engine, MILLISECONDS_TO_PRUNE)

        def prune_some() -> bool:
            try:
                with writing(engine) as session:
                    return frontier.prune(session, before=before, states=states, limit=ROWS_PRUNED) > 0
            except DBAPIError:  # the next crawl does it
                return False

        async def prune_all() -> None:
            loop = asyncio.get_running_loop()
            while not self.is_closed and await loop.run_in_executor(self._writer.thread, prune_some):
                await asyncio.sleep(SECONDS_BETWEEN_BATCHES)

        self._pruning = asyncio.ensure_future(prune_all())

    def close(self) -> bool:
        """Waits until all is written, as far as it can be; whether all is."""
        self.is_closed = True
        if self._pruning is not None:
            self._pruning.cancel()
        if self._beginning.running:
            self._beginning.stop()
        self._writer.settle()
        self.begin()
        self._writer.close()
        self._tell_left_out()
        if self._left:
            left = len(self._left.keys())
            logger.error("what became of %d URLs could not be written; the next start finds it out", left)
        self._engine.dispose()
        return not self._left

    def _closed(self) -> Batch:
        closed, self._open = self._open, Batch()
        return closed

    def _write(self, batch: Batch) -> None:
        self._left.add(batch)
        if self._left:
            try:
                with writing(self._engine) as session:
                    frontier.save(session, self.crawl_id, self._left)
            except (StatementError, ValueError, OverflowError) as error:
                if not is_of_values(error):
                    raise
                with writing(self._engine) as session:
                    left_out = frontier.save_all_but_bad(session, self.crawl_id, self._left)
                self._left_out.extend(left_out)
            self._left = Batch()

    def _tell_left_out(self) -> None:
        """On the reactor, where Scrapy counts what is logged."""
        while self._left_out:
            url, error = self._left_out.popleft()
            cause = error.orig if isinstance(error, StatementError) and error.orig else error
            logger.error("what became of %r can never be written, and is left out: %s", url, cause)
