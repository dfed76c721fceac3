"""The state of every URL of a crawl: in memory for those who ask, and behind that in the database."""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from sqlalchemy.exc import DBAPIError

from crawler.clock import now
from crawler.extensions.journal import Journal
from crawler.extensions.readings import Readings
from crawler.extensions.written_requests import UnwritableRequestError, written
from db.engine import writing
from db.queries.frontier import OPEN, UNREAD, WAITING, Place, count_reading
from db.times import to_text

NOT_THERE = "not-there"  # a guess that proved wrong, which is no discovery
FOUND_ON: ContextVar[str | None] = ContextVar("found_on", default=None)  # the page whose links are being read

NOWHERE: Place = (0, 0)  # in no queue


def key_of(crawler: Crawler, request: Request) -> int:
    assert crawler.request_fingerprinter is not None
    return int.from_bytes(crawler.request_fingerprinter.fingerprint(request)[:8], "big", signed=True)


class Frontier:
    """A URL is its key, which is 8 bytes of the fingerprint of its request.

    It has two states. The one that is counted, and told at the end, is what the last answer to it came to, `waiting`
    before the first. The one that is shown, in its row in the database, is `waiting` or `unread` for as long as
    anything is to be done about it, whatever it is counted as: while it is in a queue once more, and until the output
    of its request's callback was taken. A killed process leaves its rows as they are shown; where all was done the two
    are the same. Without a journal nothing is written.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._states: dict[int, str] = {}
        self._again: set[int] = set()  # in a queue once more, after they had been asked for or answered
        self._under_way: Counter[int] = Counter()
        self._unmet: set[int] = set()  # open since an earlier start, and not asked for in this one yet
        self.readings = Readings()
        self._journal: Journal | None = None
        self._spider: Spider | None = None
        self._start = 1

    def open(self, journal: Journal, spider: Spider, start: int) -> None:
        self._journal, self._spider, self._start = journal, spider, start

    def take_in(self, known: Iterable[tuple[int, str]]) -> None:
        """The URLs an earlier start discovered; of those that are open none has been met by this one."""
        for key, state in known:
            self._count(key, state)
            if state in OPEN:
                self._unmet.add(key)

    @property
    def has_waiting(self) -> bool:
        return self.counts[WAITING] > 0

    @property
    def unmet(self) -> frozenset[int]:
        """What waits since an earlier start and was not come upon in this one."""
        return frozenset(self._unmet)

    def all_met(self) -> None:
        """What had not been met waits in the queue now."""
        self._unmet.clear()

    def __len__(self) -> int:
        return len(self._states) - self.counts[NOT_THERE]

    def __contains__(self, key: int) -> bool:
        return key in self._states

    def state(self, key: int | None) -> str | None:
        return None if key is None else self._states.get(key)

    def is_queued(self, key: int) -> bool:
        """Whether it is going to be asked for, and has not been yet."""
        waits = self._states.get(key) == WAITING or key in self._again
        return waits and key not in self._under_way and key not in self._unmet

    def is_unmet(self, key: int) -> bool:
        return key in self._unmet

    def states(self) -> Iterator[tuple[int, str]]:
        yield from self._states.items()

    def settle(self, key: int, url: str, state: str, record_id: str | None = None) -> None:
        """Whatever it was before, if it was anything."""
        is_new = self._states.get(key) in (None, NOT_THERE)
        self._count(key, state)
        self._unmet.discard(key)
        if self._journal is None:
            return
        if state == NOT_THERE:
            self._journal.note().forget(key)
        elif is_new:
            self._discover(key, url, FOUND_ON.get(), NOWHERE, None)
        else:
            self._note(key, **({"record_id": record_id} if record_id else {}))

    def queue(self, key: int, request: Request, place: Place, found_on: str | None) -> bool:
        """It goes into the queue; one that has come to an end keeps its state until it comes to another.

        Whether the database can give the request back.
        """
        before = self._states.get(key)
        if before is None or before == NOT_THERE:
            self._count(key, WAITING)
        elif (
            before != WAITING or key in self._under_way
        ):  # it comes to an end before this request does, or has
            self._again.add(key)
        self._unmet.discard(key)
        if self._journal is None:
            return False
        stated, is_written = self._written(request)
        if before is None or before == NOT_THERE:
            self._discover(key, request.url, found_on, place, stated)
        else:
            self._note(key, priority=place[0], place=place[1], request=stated, start=self._start)
        return is_written

    def lease(self, key: int) -> None:
        """It is handed to the downloader."""
        self._under_way[key] += 1
        self._again.discard(key)
        self._unmet.discard(key)
        if self._journal is not None:
            self._journal.note().change(key, {"state": self._shown(key), "leased_at": to_text(now())})

    def end(self, key: int) -> None:
        """All is done with what was handed to the downloader."""
        self._under_way[key] -= 1
        if not self._under_way[key]:
            del self._under_way[key]
        if self._journal is not None and self._states.get(key) not in (None, NOT_THERE):
            self._note(key)
        if key in self._again or self._states.get(key) != UNREAD:
            self.readings.rest(key)

    async def begin_reading(self, key: int) -> None:
        """It is given out of the archive to be read, which is written first, once a start; not what is at its end.

        What is at its end, as a list that is read again for what it names, was outlived before.
        """
        if self._states.get(key) not in OPEN or self.readings.is_begun(key) or self._journal is None:
            return
        await self.readings.begin(key)
        crawl_id = self._journal.crawl_id
        with contextlib.suppress(
            DBAPIError
        ):  # a page that is innocent, as most are, need not wait for the database
            await self._journal.after_that(lambda session: count_reading(session, crawl_id, key), writing)

    def outlive(self) -> None:
        """The process comes to an end in order, so it dies of nothing that it began to read."""
        if self._journal is not None:
            for key in self.readings.begun:
                self._journal.note().change(key, {"readings": 0})

    def attempt(self, key: int) -> None:
        if self._journal is not None and self._states.get(key) not in (None, NOT_THERE):
            self._journal.note().attempt(key)

    def _note(self, key: int, **columns: Any) -> None:
        assert self._journal is not None
        state = self._shown(key)
        columns |= {"state": state, "ended_at": None if state in OPEN else to_text(now())}
        if key not in self._under_way or key in self._again:
            columns["leased_at"] = None  # else what is in a queue could not be asked for
        if state not in OPEN and self.readings.is_begun(key):
            columns["readings"] = 0
            self.readings.end(key)
        self._journal.note().change(key, columns)

    def _discover(
        self, key: int, url: str, found_on: str | None, place: Place, request: dict[str, Any] | None
    ) -> None:
        assert self._journal is not None
        at, state = to_text(now()), self._shown(key)
        row = {
            "url": url,
            "state": state,
            "found_on": found_on,
            "priority": place[0],
            "place": place[1],
            "request": request,
            "attempts": 0,
            "leased_at": None,
            "start": self._start,
            "readings": 0,
            "record_id": None,
            "discovered_at": at,
            "ended_at": None if state in OPEN else at,
        }
        self._journal.note().discover(key, row)

    def _shown(self, key: int) -> str:
        """Being in a queue comes before all else, as the table may be the only one that has the request."""
        state = self._states[key]
        if key in self._again:
            return WAITING
        return UNREAD if key in self._under_way and state not in OPEN else state

    def _written(self, request: Request) -> tuple[dict[str, Any] | None, bool]:
        """What is written of it, and whether that is all there is."""
        assert self._spider is not None
        try:
            return written(request, self._spider), True
        except UnwritableRequestError:
            return None, False

    def _count(self, key: int, state: str) -> None:
        before = self._states.get(key)
        if before is not None:
            self.counts[before] -= 1
        self._states[key] = sys.intern(state)
        self.counts[state] += 1
