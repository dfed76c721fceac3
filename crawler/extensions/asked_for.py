"""An address that was asked for, and where it led: what is learned at the end is told of where it began."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Final, Self

from scrapy import Request

from crawler.clock import now
from crawler.items import Record
from crawler.visits import NO_ANSWER, Answer

REVISIT: Final = "revisit"  # in a request's meta: the source of the article that is asked for again
LED: Final = "led"  # in a request's meta: what the redirects on the way say of the article
MOVED, GUARDED = "moved", "guarded"  # of which the second is told at once: what is behind it tells nothing


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class AskedFor:
    """One visit: `urls` are the address asked for and those it led to, `at` is when the last answer came."""

    source: str
    urls: tuple[str, ...]
    at: datetime.datetime
    led: str | None = None

    @classmethod
    def by(cls, request: Request, source: str) -> Self:
        """`source` is that of a request which is no revisit."""
        record: Record | None = request.meta.get("record")
        return cls(
            source=request.meta.get(REVISIT, source),
            urls=(*request.meta.get("redirect_urls", ()), request.url),
            at=record.captured_at if record is not None else now(),
            led=request.meta.get(LED),
        )

    @classmethod
    def of(cls, record: Record) -> Self:
        """Of what was read out of the archive."""
        assert record.url is not None
        return cls(source=record.source, urls=(record.url,), at=record.captured_at)

    @property
    def first(self) -> str:
        return self.urls[0]

    @property
    def is_elsewhere(self) -> bool:
        return len(self.urls) > 1


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Came:
    """A page that is being read, and the visit it was the answer to."""

    asked: AskedFor
    answer: Answer = NO_ANSWER
