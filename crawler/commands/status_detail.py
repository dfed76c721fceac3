"""One target in detail: its last crawls, what is wrong, its lists, and how full its fields are now and were before."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy.orm import Session

from crawler.commands.status_facts import RECORDS_LOOKED_AT, Line, Status, states_of
from crawler.commands.status_health import Standing
from crawler.commands.status_json import (
    crawl_as_json,
    filled_as_json,
    line_as_json,
    lists_as_json,
)
from crawler.commands.status_table import archive_told, at_told, crawl_ending, health_told, next_told
from crawler.commands.status_words import (
    age_told,
    ahead,
    clock,
    counts_told,
    number_of,
    percent,
    seconds_between,
    span,
)
from crawler.commands.terminal import shown
from db.models import Crawl, Revisit
from db.queries import status as queries
from db.queries.status import FIELDS, Filled
from db.times import from_text, to_text

CRAWLS: Final = 10
LISTS: Final = 15


@dataclasses.dataclass(frozen=True, kw_only=True)
class Detail:
    """`before` is of records captured before those that the line counts; `gone` articles their site has no more."""

    line: Line
    crawls: Sequence[tuple[Crawl, Mapping[str, int]]]
    lists: Sequence[Revisit]
    before: Filled
    gone: int


def detail_of(session: Session, line: Line, status: Status) -> Detail:
    one = line.standing
    crawls = queries.crawls_of(session, one.target, CRAWLS)
    frontier = queries.url_states(session, (crawl.id for crawl in crawls if crawl.state != "finished"))
    until = to_text(status.since)
    return Detail(
        line=line,
        crawls=[(crawl, states_of(crawl, frontier)) for crawl in crawls],
        lists=queries.listings(session, one.part),
        before=queries.filled(session, one.part, until=until, limit=RECORDS_LOOKED_AT),
        gone=queries.gone(session, one.part.source),
    )


def details_as_json(session: Session, status: Status) -> list[dict[str, Any]]:
    return [_as_json(detail_of(session, line, status), status) for line in status.lines]


def _as_json(detail: Detail, status: Status) -> dict[str, Any]:
    alive = detail.line.standing.alive
    return {
        **line_as_json(detail.line, status),
        "crawls": [
            crawl_as_json(crawl, states, alive=alive and number == 0)
            for number, (crawl, states) in enumerate(detail.crawls)
        ],
        "lists": lists_as_json(detail.lists),
        "gone": detail.gone,
        "filled_before": filled_as_json(detail.before),
    }


def print_detail(out: Console, detail: Detail, status: Status) -> None:
    one = detail.line.standing
    out.print(Text.assemble(shown(one.target, "bold"), "  ", health_told(detail.line)))
    for told in _head(detail, status):
        out.print(shown(told))
    if one.incidents or detail.line.health.troubles:
        _print_troubles(out, detail)
    if detail.crawls:
        out.print(_crawls(detail))
    if detail.lists:
        out.print(_lists(detail.lists, status))
    if one.filled.records or detail.before.records:
        out.print(_fields(one, detail.before, status))
    out.print(shown(archive_told(status.archive), "dim"))


def _head(detail: Detail, status: Status) -> Iterator[str]:
    one = detail.line.standing
    if one.schedule:
        yield f"next crawl {next_told(one, status)} ({clock(one.schedule.next_at)} UTC), by {one.schedule.rule}"
    else:
        yield "no next crawl: it is not scheduled"
    gone = f", {detail.gone:,} gone from the site" if detail.gone else ""
    yield f"held: {number_of(one.held.records, 'record')}, {one.held.duplicates:,} of them copies{gone}"
    if one.held.records:
        published, captured = (
            age_told(at, status.at) for at in (one.held.published_at, one.held.captured_at)
        )
        yield f"the newest was published {published} ago, captured {captured} ago (it is {at_told(status)} UTC)"


def _print_troubles(out: Console, detail: Detail) -> None:
    out.line()
    for trouble in detail.line.health.troubles:
        since = f" since {clock(trouble.since)}" if trouble.since else ""
        out.print(shown(f"{trouble.says}{since}", "bold"))
        for sentence in trouble.advice:
            out.print(shown(f"  {sentence}"))


def _crawls(detail: Detail) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title="last crawls (UTC)", title_justify="left")
    for name in ("id", "begun", "took"):
        table.add_column(name, no_wrap=True)
    table.add_column("ended")
    table.add_column("discovered", justify="right", no_wrap=True)
    table.add_column("of these", ratio=1)
    for number, (crawl, states) in enumerate(detail.crawls):
        took = span(seconds_between(crawl.started_at, crawl.finished_at)) if crawl.finished_at else "-"
        cells = (
            str(crawl.id),
            clock(crawl.started_at),
            took,
            crawl_ending(crawl, alive=detail.line.standing.alive and number == 0),
            f"{sum(states.values()):,}",
            counts_told(states),
        )
        table.add_row(*map(shown, cells))
    return table


def _lists(lists: Sequence[Revisit], status: Status) -> Table:
    more = f", the {LISTS} due first of {len(lists):,}" if len(lists) > LISTS else ""
    title = f"lists{more}"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left")
    for name in ("every", "read", "brought something", "due"):
        table.add_column(name, no_wrap=True)
    table.add_column("failures", justify="right")
    table.add_column("list", overflow="fold", ratio=1)
    for row in lists[:LISTS]:
        cells = (
            span(row.interval),
            _ago(row.visited_at, status),
            f"{_ago(row.changed_at, status)}, {row.changes:,} of {row.visits:,} times",
            ahead(from_text(row.next_at), status.at) if row.next_at else "-",
            f"{row.failures:g}" if row.failures else "",
            row.url,
        )
        table.add_row(*map(shown, cells))
    return table


def _ago(at: str | None, status: Status) -> str:
    return f"{age_told(at, status.at)} ago" if at else "never"


def _fields(one: Standing, before: Filled, status: Status) -> Table:
    days = (status.at - status.since).days
    title = "how many records of a hundred have the field"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left")
    table.add_column("field")
    table.add_column(f"last {days:,} days", justify="right")
    table.add_column("before", justify="right")
    for field in FIELDS:
        table.add_row(field, percent(one.filled.share(field)), percent(before.share(field)))
    table.add_row("(records looked at)", f"{one.filled.records:,}", f"{before.records:,}", style="dim")
    return table
