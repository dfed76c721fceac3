"""What `scrapy trace` prints: the events of a URL as lines for a person, or as JSON."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawler.commands.crawl_report import MEANINGS, why
from crawler.commands.status_words import ago, ahead, clock, size_told, span
from crawler.commands.terminal import shown
from crawler.commands.trace_events import Event, folded
from crawler.commands.trace_found import Found, NearMiss
from db.times import from_text

_STYLES: Final = {"gone": "yellow", "read": "bold", "changed": "bold", "next-visit": "cyan", "open": "cyan"}


def print_trace(
    out: Console, found: Found, told: Sequence[Event], *, now: datetime.datetime, limit: int
) -> None:
    for line in _head(found):
        out.print(line)
    out.line()
    lines = folded(told)
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    first, last = (
        (lines, []) if len(lines) <= limit else (lines[: limit // 2], lines[-(limit - limit // 2) :])
    )
    for event in first:
        table.add_row(*_row(event, now))
    if last:
        table.add_row("", "", shown(f"… {len(lines) - limit:,} more events (--limit shows more)", "dim"))
    for event in last:
        table.add_row(*_row(event, now))
    out.print(table)


def _head(found: Found) -> Iterator[Text]:
    yield shown(found.url or found.asked, "bold")
    others = [url for url in found.spellings if url != found.url]
    if others:
        yield shown(f"also as {', '.join(others[:5])}{' …' if len(others) > 5 else ''}", "dim")
    for article in found.articles:
        yield shown(f"record {article.id}  {article.title or '(no headline)'}")
        if article.duplicate_of:
            yield shown(
                f"  a copy of {article.duplicate_of} ({article.duplicate_kind}); scrapy reposts {article.id}"
            )
    if found.copies:
        yield shown(f"  {found.copies:,} of the records held are copies of it")


def _row(event: Event, now: datetime.datetime) -> tuple[Text, Text, Text]:
    told = _SENTENCES[event.what](event, now)
    whose = f"crawl {event.crawl_id} of {event.target}" if event.crawl_id else event.target or ""
    if event.crawl_id and event.details.get("by", "crawl") != "crawl":
        whose = f"{event.details['by']} {event.crawl_id}"
    return shown(clock(event.at), "dim"), shown(whose, "dim"), shown(told, _STYLES.get(event.what, ""))


def _discovered(event: Event, _: datetime.datetime) -> str:
    found_on = event.details["found_on"]
    return f"discovered on {found_on}" if found_on else "discovered: it is an entrance, or no page named it"


def _ended(event: Event, _: datetime.datetime) -> str:
    state = str(event.state)
    word = state.partition(":")[0]
    meaning = _why_failed(state) if word == "failed" else MEANINGS.get(word, "")
    details = event.details
    often = f"; asked for {details['attempts']:,} times" if details["attempts"] > 1 else ""
    many = f", as in {event.crawls - 1:,} more crawls until {clock(event.until)}" if event.crawls > 1 else ""
    start = f"; in start {details['start']:,} of the crawl" if details["start"] > 1 else ""
    back = "; it is back" if details.get("back") else ""
    return f"{state.replace(':', ' ')}{f' ({meaning})' if meaning else ''}{often}{many}{start}{back}"


def _why_failed(state: str) -> str:
    told = why("it", state)
    return "" if told.startswith("it: ") else told


def _open(event: Event, now: datetime.datetime) -> str:
    details = event.details
    crawl = "" if details["crawl_state"] == "running" else f"; the crawl is {details['crawl_state']}"
    tried = f", asked for {details['attempts']:,} times so far" if details["attempts"] else ""
    if details["leased_at"]:
        return f"{event.state}: under way since {ago(from_text(details['leased_at']), now)}{tried}{crawl}"
    return f"{event.state}{tried}{crawl}"


def _captured(event: Event, _: datetime.datetime) -> str:
    details = event.details
    status = f"status {details['status']}" if details["status"] else details["file_name"] or "a saved page"
    same = ", a revisit: the same as before, not stored twice" if details["record_type"] == "revisit" else ""
    cut = f", cut short ({details['truncated']})" if details["truncated"] else ""
    location = f", redirected to {details['location']}" if details.get("location") else ""
    size = size_told(details["bytes"])
    return f"captured: {status}, {size} in the archive{same}{cut}{location}; {details['record_id']}"


def _read(event: Event, _: datetime.datetime) -> str:
    details = event.details
    if details["outcome"] == "article":
        return f"read as record {details['article_id']}, last by {details['parser']}"
    if details["outcome"] == "refused":
        why_so = f" ({details['detail']})" if details.get("detail") else ""
        return f"refused: {details.get('reason', 'unknown')}{why_so}, last by {details['parser']}"
    return "not read yet"


def _changed(event: Event, _: datetime.datetime) -> str:
    undone = ", and undone since" if event.details["undone"] else ""
    changed = event.details["changed"]
    if changed == ["created"]:
        return f"record made{undone}"
    if changed == ["removed"]:
        return f"record taken out{undone}"
    return f"new version: {', '.join(changed)} changed{undone}"


def _judged_again(event: Event, _: datetime.datetime) -> str:
    details = event.details
    before = " ".join(filter(None, (details["outcome_before"], details["reason_before"])))
    return f"judged anew, before it was {before}{', and undone since' if details['undone'] else ''}"


def _gone(event: Event, _: datetime.datetime) -> str:
    sure = (
        "; the record stays"
        if event.details["confirmed_at"]
        else "; another visit will show whether it stays so"
    )
    return f"gone from the site since ({event.details['how']}){sure}"


def _next_visit(event: Event, now: datetime.datetime) -> str:
    details = event.details
    failures = f", failures {details['failures']:g}" if details["failures"] else ""
    return (
        f"next visit {ahead(from_text(event.at), now)}, every {span(details['interval'])}; "
        f"{details['changes']:,} of {details['visits']:,} visits brought something{failures}"
    )


_SENTENCES: Final[Mapping[str, Callable[[Event, datetime.datetime], str]]] = {
    "discovered": _discovered,
    "ended": _ended,
    "open": _open,
    "captured": _captured,
    "read": _read,
    "changed": _changed,
    "judged-again": _judged_again,
    "gone": _gone,
    "next-visit": _next_visit,
}


def trace_as_json(found: Found, told: Sequence[Event]) -> dict[str, Any]:
    return {
        "asked": found.asked,
        "known": True,
        "url": found.url,
        "spellings": list(found.spellings),
        "records": [
            {
                "id": article.id,
                "url": article.url,
                "title": article.title,
                "published_at": article.published_at,
                "duplicate_of": article.duplicate_of,
                "duplicate_kind": article.duplicate_kind,
            }
            for article in found.articles
        ],
        "copies": found.copies,
        "events": [_event_as_json(event) for event in told],
    }


def _event_as_json(event: Event) -> dict[str, Any]:
    fields = dataclasses.asdict(event)
    return {name: fields[name] for name in ("at", "what", "crawl_id", "target")} | dict(event.details)


def near_told(url: str, near: NearMiss, source: str | None) -> Iterator[str]:
    """`source` is the declared one whose host the URL is on."""
    yield f"no crawl has met {url}, and the archive holds no page of it"
    if near.listing is not None:
        read = f"was read last at {clock(near.listing.ended_at)} UTC"
        due = f", and is due at {clock(near.next_at)}" if near.next_at else ""
        yield f"the nearest list of {near.target}, {near.listing.url}, {read}{due}"
    if near.addresses:
        yield "the nearest that were met:"
        yield from (f"  {address}" for address in near.addresses)
    else:
        crawl = f"{source} crawls it" if source else "news -a url=... crawls any site"
        yield f"nothing of its host was met; scrapy crawl {crawl}"


def near_as_json(asked: str, near: NearMiss) -> dict[str, Any]:
    listing = near.listing
    read = {"url": listing.url, "read_at": listing.ended_at, "next_at": near.next_at} if listing else None
    return {
        "asked": asked,
        "known": False,
        "target": near.target,
        "nearest": list(near.addresses),
        "list": read,
    }
