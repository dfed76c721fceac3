"""What happened to a URL, event by event: from the rows of several tables to one list in the order of time."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from crawler.commands.trace_found import Found
from db.models import Capture, Quarantined, Revisit
from db.queries.traces import Meeting, Rejudged, Version

What = Literal[
    "discovered", "ended", "open", "captured", "read", "changed", "judged-again", "gone", "next-visit"
]

PASSED_OVER: Final = frozenset({"known", "not-due", "left-out", "out-of-scope", "trap"})
_ORDER: Final[tuple[What, ...]] = (
    "discovered",
    "captured",
    "read",
    "judged-again",
    "changed",
    "ended",
    "open",
    "gone",
    "next-visit",
)
_GOOD: Final = frozenset({"stored", "updated", "unchanged", "older", "duplicate", "not-modified"})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """`details` are of JSON's types. `crawls` is in how many crawls in a row, up to `until`, the same happened."""

    at: str
    what: What
    crawl_id: int | None = None
    target: str | None = None
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    crawls: int = 1
    until: str | None = None

    @property
    def state(self) -> str | None:
        return self.details.get("state")


def events(found: Found) -> list[Event]:
    """The earliest first."""
    told = [
        *(event for one in found.meetings for event in _of_meeting(one)),
        *(event for row in found.captures for event in _of_capture(row, found.refusals.get(row.record_id))),
        *map(_of_version, found.versions),
        *map(_of_rejudged, found.rejudged),
        *(event for row in found.visits for event in _of_visits(row)),
    ]
    return list(_with_returns(sorted(told, key=lambda event: (event.at, _ORDER.index(event.what)))))


def _of_meeting(one: Meeting) -> Iterator[Event]:
    row = one.url
    whose = functools.partial(Event, crawl_id=row.crawl_id, target=one.crawl.target or one.crawl.source)
    named = {"url": row.url, "found_on": row.found_on}
    yield whose(at=row.discovered_at, what="discovered", details=named)
    details = {"state": row.state, "attempts": row.attempts, "start": row.start, "record_id": row.record_id}
    if row.ended_at is not None:
        yield whose(at=row.ended_at, what="ended", details=details)
    else:
        details |= {"leased_at": row.leased_at, "crawl_state": one.crawl.state}
        yield whose(at=row.leased_at or row.discovered_at, what="open", details=details)


def _of_capture(row: Capture, refusal: Quarantined | None) -> Iterator[Event]:
    names = (
        "record_id",
        "record_type",
        "url",
        "file_name",
        "status",
        "content_type",
        "truncated",
        "warc_file",
    )
    details = {name: getattr(row, name) for name in names} | {"bytes": row.length}
    yield Event(at=row.captured_at, what="captured", target=row.source, details=details)
    read = {"record_id": row.record_id, "parser": row.parser, "outcome": row.outcome}
    if row.outcome in ("article", "refused"):
        read["article_id"] = row.article_id
    if refusal is not None:
        read |= {"stage": refusal.stage, "reason": refusal.reason, "detail": refusal.detail}
    if row.outcome != "passed":  # what is no page of an article has nothing to be read
        yield Event(at=row.captured_at, what="read", target=row.source, details=read)


def _of_version(one: Version) -> Event:
    """A capture that is read long after it was made is read when the run was begun that did."""
    return Event(
        at=max(one.crawl.started_at, one.captured_at or ""),
        what="changed",
        crawl_id=one.crawl.id,
        target=one.crawl.target or one.crawl.source,
        details={
            "by": one.crawl.kind,
            "article_id": one.version.article_id,
            "changed": list(one.version.changed),
            "record_id": one.version.record_id,
            "undone": one.crawl.state == "undone",
        },
    )


def _of_rejudged(one: Rejudged) -> Event:
    version = one.version
    earlier = version.earlier or {}
    refused = version.quarantined or {}
    return Event(
        at=one.crawl.started_at,
        what="judged-again",
        crawl_id=one.crawl.id,
        target=one.crawl.target or one.crawl.source,
        details={
            "by": one.crawl.kind,
            "record_id": version.record_id,
            "outcome_before": earlier.get("outcome"),
            "reason_before": refused.get("reason"),
            "undone": one.crawl.state == "undone",
        },
    )


def _of_visits(row: Revisit) -> Iterator[Event]:
    if row.gone_at is not None:
        details = {"how": row.gone_how, "confirmed_at": row.gone_confirmed_at}
        yield Event(at=row.gone_at, what="gone", target=row.source, details=details)
    if row.next_at is not None:
        names = ("kind", "interval", "visits", "changes", "failures", "lies", "visited_at", "changed_at")
        details = {name: getattr(row, name) for name in names}
        yield Event(at=row.next_at, what="next-visit", target=row.source, details=details)


def _with_returns(told: Iterable[Event]) -> Iterator[Event]:
    """Says of the first good end after the page was gone that it is back."""
    was_gone = False
    for event in told:
        if event.what == "ended" and event.state in _GOOD and was_gone:
            event = dataclasses.replace(event, details={**event.details, "back": True})
            was_gone = False
        was_gone = was_gone or event.what == "gone" or event.state == "gone"
        yield event


def folded(told: Sequence[Event]) -> list[Event]:
    """Crawls in a row that only passed the URL over become one event."""
    kept: list[Event] = []
    passed = {event.crawl_id for event in told if event.what == "ended" and event.state in PASSED_OVER}
    for event in told:
        if event.what == "discovered" and event.crawl_id in passed and len(kept) > 0:
            continue
        before = kept[-1] if kept else None
        if before and _same(before, event):
            kept[-1] = dataclasses.replace(before, crawls=before.crawls + 1, until=event.at)
        else:
            kept.append(event)
    return kept


def _same(one: Event, other: Event) -> bool:
    alike = one.what == other.what == "ended" and one.state == other.state
    return alike and one.state in PASSED_OVER and one.target == other.target
