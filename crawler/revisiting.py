"""When to ask for a page again, whether to believe its server that it is the same, and how much a failure weighs."""

from __future__ import annotations

import dataclasses
import datetime
import math
import zlib
from typing import Final

HOUR: Final = 3600
DAY: Final = 24 * HOUR

LISTING_SHORTEST: Final = 600
LISTING_LONGEST: Final = DAY
LISTING_FIRST: Final = HOUR  # until a second visit shows how much comes in
ARTICLE_SHORTEST: Final = 2 * HOUR
ARTICLE_LONGEST: Final = 60 * DAY
RETRY_SHORTEST: Final = LISTING_SHORTEST
RETRY_LONGEST: Final = DAY
GONE_CONFIRMED_AFTER: Final = 3 * HOUR
"""Seconds between the two visits that make a page gone: a site that is out of order comes back sooner."""

GONE_CONFIRMED_ANYWAY: Final = 3 * DAY
"""The same where no page of the site can be had: the site itself is gone then, or out of order for long."""

GIVEN_UP_AFTER: Final = 10 * DAY
"""Seconds for which a page is asked for again that was held back from the first: by then its layout is the new one."""

SECTION_LONGEST: Final = 7 * DAY
"""Seconds after which a section of a site is looked at again, however long it has been empty."""

WHOLE_EVERY: Final = 4
"""Of so many visits one is made without conditions, so that a server that always says 304 is found out."""

DISTRUSTED_FOR: Final = 42 * DAY
"""Seconds for which no validators of a site are believed where one page has changed and its own stayed."""

_MANY_KNOWN, _FEW_KNOWN = 2 / 3, 1 / 3
_FEW_NEW = 1
_LONGER, _SHORTER = 1.5, 0.5
_AFTER_A_CHANGE = (
    1 / 8
)  # of the age of a page that has just changed: a page that always changes is not always asked
_CLEARED = 0.125  # what is left of failures below this is forgotten
_FORGIVEN = 1.0  # failures up to this sum change no interval
_MOST_FAILURES = 16.0  # beyond which the sum grows no further, so that the successes that clear it are few

# by the words of a URL's state behind `failed:` or `refused:`, or by the causes of incidents
_WEIGHTS: Final = {
    **dict.fromkeys(("timeout", "cut-off", "http-429", "http-503"), 0.25),
    **dict.fromkeys(("connection", "refused", "http-403", "blocked", "challenge", "login-wall"), 0.5),
    "dns": 1.0,
    "gone": 1.0,
}
_SERVER_FAULT = 0.25  # any other 5xx
_OTHER = 0.5


def listing_interval(before: int | None, *, entries: int, known: int, brought: bool) -> int:
    """Seconds until a list is due again, by how many of its entries were known; `before` is None at the first visit.

    All are new at the first visit, which therefore tells nothing. `brought` says that the list has named articles
    before: that it names none now is no reason to ask for it less. It is asked for less where hardly anything came: of
    a long list most is known also where articles have waited for hours.
    """
    if before is None:
        return LISTING_FIRST
    share = known / entries if entries else 0.5 if brought else 1.0
    is_quiet = share >= _MANY_KNOWN and entries - known <= _FEW_NEW
    factor = _LONGER if is_quiet else _SHORTER if share <= _FEW_KNOWN else 1.0
    return _between(LISTING_SHORTEST, before * factor, LISTING_LONGEST)


def article_interval(
    now: datetime.datetime, *, born_at: datetime.datetime, changed_at: datetime.datetime | None
) -> int:
    """Seconds until an article is due again: as long as it has existed, and less where it changed since.

    So it is visited some four times in its first day, and twice in its second month. A page that has just changed is
    due after an eighth of its age.
    """
    age = max(0.0, (now - born_at).total_seconds())
    quiet = age if changed_at is None else max(0.0, (now - changed_at).total_seconds())
    wanted = max(math.sqrt(age * min(age, quiet)), age * _AFTER_A_CHANGE)
    return _between(ARTICLE_SHORTEST, wanted, ARTICLE_LONGEST)


def not_yet_interval(lasted: float, *, is_section: bool) -> int:
    """Seconds until a page that was no article is looked at again, as long as it has been so at its visits.

    It may be a list that was empty. The sections that a site's first page leads to are few, and looked at soon; other
    pages that are no articles may be hundreds.
    """
    if is_section:
        return _between(LISTING_FIRST, lasted, SECTION_LONGEST)
    return _between(SECTION_LONGEST, lasted, ARTICLE_LONGEST)


def retry_interval(interval: int, failures: float) -> int:
    """Seconds until a page that failed is asked for again: never later than it was due anyway, or a day."""
    return _between(RETRY_SHORTEST, min(interval, slowed(RETRY_SHORTEST, failures)), RETRY_LONGEST)


def slowed(interval: int, failures: float) -> int:
    """The interval of what has failed so often: doubled for each failure of full weight beyond one, up to a day.

    One that is longer than a day stays.
    """
    doublings = max(0.0, min(failures, _MOST_FAILURES) - _FORGIVEN)
    return max(interval, _between(0, interval * 2.0**doublings, RETRY_LONGEST))


def weight_of(cause: str) -> float:
    """How much one failure counts, from nearly nothing to 1: a name that is not found lasts longer than a timeout.

    `cause` is a word as `timeout`, `dns`, `http-503`, `challenge`, with or without `failed:` or `refused:` before it.
    """
    word = cause.rpartition(":")[2]
    if word in _WEIGHTS:
        return _WEIGHTS[word]
    return _SERVER_FAULT if word.startswith("http-5") else _OTHER


def failures_after(before: float, cause: str | None) -> float:
    """The sum of failures after one more visit, which failed for `cause`, or did not: that halves the sum."""
    if cause is not None:
        return min(before + weight_of(cause), _MOST_FAILURES)
    halved = before / 2
    return halved if halved >= _CLEARED else 0.0


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Validators:
    """What a server gave to recognise a page by; RFC 9110, section 8.8. Each character is one byte of its header."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)

    def headers(self) -> dict[str, bytes]:
        """Of a request for the page only where it has changed: byte for byte as they came."""
        named = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return {name: value.encode("latin-1") for name, value in named if value}

    def same(self, other: Validators) -> bool:
        """Whether they say that it is the same page: by the ETag where both have one."""
        if self.etag and other.etag:
            return _opaque(self.etag) == _opaque(other.etag)
        return bool(self.last_modified) and self.last_modified == other.last_modified

    @property
    def of_bytes(self) -> bool:
        """Whether they stand for every byte of the page, not only for what it means."""
        return bool(self.etag) and not str(self.etag).startswith("W/")


NOTHING_GIVEN: Final = Validators()


def asks_conditionally(validators: Validators, *, key: str, lies: int, visits: int) -> bool:
    """Whether the next visit of the page with this id, after so many, is to ask for it only where it has changed.

    The turns of a site's pages differ, so that some are asked for whole from the first visit on: what one of them shows
    of its server holds for all.
    """
    turn = zlib.crc32(key.encode())
    return bool(validators) and not lies and (turn + visits) % WHOLE_EVERY != 0


def is_lie(before: Validators, after: Validators, *, other_body: bool, other_text: bool) -> bool:
    """Whether a whole response proves that the validators do not tell one state of the page from another."""
    return before.same(after) and (other_text or (other_body and before.of_bytes and after.of_bytes))


def _opaque(etag: str) -> str:
    return etag.removeprefix("W/")


def _between(least: int, seconds: float, most: int) -> int:
    return round(min(max(seconds, least), most))
