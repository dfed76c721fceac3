"""What is known of a page after one more visit: pure, from one `Page` to the next."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from typing import Final

from crawler.revisiting import (
    GIVEN_UP_AFTER,
    GONE_CONFIRMED_AFTER,
    GONE_CONFIRMED_ANYWAY,
    LISTING_FIRST,
    NOTHING_GIVEN,
    Validators,
    article_interval,
    asks_conditionally,
    failures_after,
    is_lie,
    listing_interval,
    retry_interval,
    slowed,
)

ARTICLE, LISTING, HELD_BACK = "article", "listing", "held-back"
HOME, MOVED, SOFT_404 = "home", "moved", "soft-404"

_EARLIEST: Final = datetime.datetime(1990, 1, 1, tzinfo=datetime.UTC)  # before which no page was published


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The fields mean what those of `db.models.Revisit` do."""

    source: str
    key: str
    url: str
    kind: str
    first_at: datetime.datetime
    born_at: datetime.datetime | None = None
    validators: Validators = NOTHING_GIVEN
    body_digest: str | None = None
    content_digest: str | None = None
    lies: int = 0
    visits: int = 0
    changes: int = 0
    visited_at: datetime.datetime | None = None
    changed_at: datetime.datetime | None = None
    interval: int = 0
    next_at: datetime.datetime | None = None
    failures: float = 0.0
    gone_at: datetime.datetime | None = None
    gone_how: str | None = None
    gone_confirmed_at: datetime.datetime | None = None

    @property
    def is_asked_conditionally(self) -> bool:
        return asks_conditionally(self.validators, key=self.key, lies=self.lies, visits=self.visits)

    def is_due(self, now: datetime.datetime) -> bool:
        return self.next_at is not None and self.next_at <= now

    def has_seen(self, at: datetime.datetime) -> bool:
        """Whether a visit at that moment, or a later one, has been counted already."""
        return self.visited_at is not None and self.visited_at >= at


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A whole response: its validators, and the digest of its body; both None where they are not known any more."""

    validators: Validators = NOTHING_GIVEN
    body_digest: str | None = None


NO_ANSWER: Final = Answer()


def article_read(
    page: Page,
    at: datetime.datetime,
    *,
    answer: Answer,
    content_digest: str,
    published_at: datetime.datetime | None,
    is_whole: bool = True,
) -> Page:
    """It is there, and says this; that it comes back after it was gone is a change where it says something else.

    One that is not whole is asked for again soon, as after a failure, and without conditions: its server has the same
    validators for the whole page.
    """
    if not is_whole:
        answer = NO_ANSWER
    changed = page.content_digest is not None and page.content_digest != content_digest
    bodies = {page.body_digest, answer.body_digest} - {None}
    other_body = len(bodies) == 2
    # where the bytes are the same, it is we who read them otherwise now
    is_same = page.body_digest is not None and page.body_digest == answer.body_digest
    lie = is_lie(
        page.validators, answer.validators, other_body=other_body, other_text=changed and not is_same
    )
    born_at = page.born_at or _born_at(published_at, page.first_at)
    after = dataclasses.replace(
        _there(page, at),
        kind=ARTICLE,
        born_at=born_at,
        validators=answer.validators,
        body_digest=answer.body_digest,
        content_digest=content_digest,
        lies=page.lies + lie,
        changes=page.changes + changed,
        changed_at=at if changed else page.changed_at,
    )
    due = _article_due(after, at)
    return due if is_whole else failed(dataclasses.replace(due, failures=page.failures), at, "cut-off")


def not_modified(page: Page, at: datetime.datetime, validators: Validators) -> Page:
    """The server says that nothing has changed; it may give the validators anew."""
    kept = Validators(
        etag=validators.etag or page.validators.etag,
        last_modified=validators.last_modified or page.validators.last_modified,
    )
    return _article_due(dataclasses.replace(_there(page, at), validators=kept), at)


def put_off(page: Page, at: datetime.datetime) -> Page:
    """The visit could not be made, or led to another page for now: that tells nothing, and is no failure."""
    return _article_due(dataclasses.replace(page, visits=page.visits + 1, visited_at=at), at)


def led_on(page: Page, at: datetime.datetime) -> Page:
    """It leads to another address: if nothing is learned there, it is as if it had not been asked for."""
    return _article_due(page, at)


def held_back(page: Page, at: datetime.datetime) -> Page:
    """It came, and was not read as its site's pages are: that is no failure of the site, and may last or not."""
    return put_off(page, at)


def seen_gone(page: Page, at: datetime.datetime, how: str, *, site_is_there: bool) -> Page:
    """It is gone if a later visit finds it so too; where nothing else of its site is there, after days only."""
    since = page.gone_at or at
    gone_for = (at - since).total_seconds()
    confirmed_at = page.gone_confirmed_at
    if confirmed_at is None and gone_for >= (
        GONE_CONFIRMED_AFTER if site_is_there else GONE_CONFIRMED_ANYWAY
    ):
        confirmed_at = at
    if confirmed_at is None:
        wanted: float = max(GONE_CONFIRMED_AFTER, gone_for)
    else:
        wanted = article_interval(at, born_at=since, changed_at=None)
    after = dataclasses.replace(
        page,
        visits=page.visits + 1,
        visited_at=at,
        gone_at=since,
        gone_how=how,
        gone_confirmed_at=confirmed_at,
    )
    return _due_in(after, at, round(wanted))


def failed(page: Page, at: datetime.datetime, cause: str) -> Page:
    """The visit told nothing. It is made again soon, and the later the more of them failed; its interval stays."""
    failures = failures_after(page.failures, cause)
    interval = page.interval or LISTING_FIRST
    wait = slowed(interval, failures) if page.kind == LISTING else retry_interval(interval, failures)
    return dataclasses.replace(page, failures=failures, next_at=_next_at(page, at, wait))


def list_read(page: Page, at: datetime.datetime, *, entries: int, known: int) -> Page:
    """It named so many articles, of which so many were held."""
    brought = entries > known
    interval = listing_interval(
        page.interval if page.visits else None, entries=entries, known=known, brought=page.changes > 0
    )
    after = dataclasses.replace(
        _there(page, at),
        changes=page.changes + brought,
        changed_at=at if brought else page.changed_at,
    )
    return _due_in(after, at, interval)


def adopted(page: Page, published_at: datetime.datetime | None) -> Page:
    """An article that was held before visits were counted: as if visited when it was captured."""
    born_at = _born_at(published_at, page.first_at)
    return _article_due(dataclasses.replace(page, born_at=born_at, visits=1), page.first_at)


def content_digest(title: str | None, text_digest: str | None) -> str:
    """Of what an article says, by which a visit that brought something new is told from one that did not."""
    return hashlib.sha256(f"{title or ''}\n{text_digest or ''}".encode()).hexdigest()


def _there(page: Page, at: datetime.datetime) -> Page:
    return dataclasses.replace(
        page,
        visits=page.visits + 1,
        visited_at=at,
        failures=failures_after(page.failures, None),
        gone_at=None,
        gone_how=None,
        gone_confirmed_at=None,
    )


def _article_due(page: Page, at: datetime.datetime) -> Page:
    wanted = article_interval(at, born_at=page.born_at or page.first_at, changed_at=page.changed_at)
    return _due_in(page, at, wanted)


def _due_in(page: Page, at: datetime.datetime, interval: int) -> Page:
    return dataclasses.replace(page, interval=interval, next_at=_next_at(page, at, interval))


def _next_at(page: Page, at: datetime.datetime, wait: int) -> datetime.datetime | None:
    """None where a page of which no article was ever read is given up."""
    held_for = (at - page.first_at).total_seconds()
    if page.kind == HELD_BACK and held_for >= GIVEN_UP_AFTER:
        return None
    return at + datetime.timedelta(seconds=wait)


def _born_at(published_at: datetime.datetime | None, first_at: datetime.datetime) -> datetime.datetime:
    """A date in the future, or before there were pages, is none."""
    return published_at if published_at and _EARLIEST <= published_at <= first_at else first_at
