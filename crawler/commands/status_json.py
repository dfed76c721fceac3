"""What `scrapy status --json` prints: the same for programs, with keys that stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crawler.commands.status_facts import Line, Status
from crawler.commands.status_health import Standing, is_killed
from crawler.commands.status_words import seconds_between
from db.models import Crawl, Incident, Revisit
from db.queries.status import FIELDS, Filled
from db.times import to_text


def status_as_json(status: Status) -> dict[str, Any]:
    return {
        "at": to_text(status.at),
        "in_order": status.in_order,
        "targets": [line_as_json(line, status) for line in status.lines],
        "totals": {
            "records": status.totals.records,
            "duplicates": status.totals.duplicates,
            "versions": status.totals.versions,
            "captures": status.totals.captures,
            "refused": dict(status.totals.quarantined),
        },
        "archive": {
            "folder": status.archive.folder,
            "files": status.archive.files,
            "bytes": status.archive.size,
            "free_bytes": status.archive.free,
            "database_bytes": status.archive.database_size,
        },
    }


def line_as_json(line: Line, status: Status) -> dict[str, Any]:
    one = line.standing
    return {
        "target": one.target,
        "source": one.part.source,
        "sites": list(one.part.sites),
        "health": {
            "state": line.health.word,
            "in_order": line.health.in_order,
            "since": line.health.since,
            "says": line.health.says,
            "advice": [sentence for trouble in line.health.troubles for sentence in trouble.advice],
            "incidents": [incident_as_json(incident) for incident in one.incidents],
        },
        "last_crawl": crawl_as_json(one.last, one.states, alive=one.alive) if one.last else None,
        "next_crawl": _next_crawl(one, status),
        "held": {
            "records": one.held.records,
            "duplicates": one.held.duplicates,
            "newest_captured_at": one.held.captured_at,
            "newest_published_at": one.held.published_at,
        },
        "filled": {"since": to_text(status.since), **filled_as_json(one.filled)},
    }


def crawl_as_json(crawl: Crawl, states: Mapping[str, int], *, alive: bool) -> dict[str, Any]:
    """`state` is finished, stopped, failed, running or killed."""
    killed = not alive and is_killed(crawl)
    ended = crawl.finished_at
    return {
        "id": crawl.id,
        "state": "killed" if killed else crawl.state,
        "reason": crawl.reason,
        "started_at": crawl.started_at,
        "finished_at": ended,
        "seconds": seconds_between(crawl.started_at, ended) if ended else None,
        "starts": crawl.starts,
        "arguments": dict(crawl.arguments),
        "discovered": sum(states.values()),
        "urls": dict(states),
    }


def _next_crawl(one: Standing, status: Status) -> dict[str, Any] | None:
    if one.schedule is None:
        return None
    return {"at": one.schedule.next_at, "rule": one.schedule.rule, "overdue": one.overdue}


def filled_as_json(filled: Filled) -> dict[str, Any]:
    """Shares from 0 to 1, null of no records."""
    shares = {name: filled.share(name) for name in FIELDS}
    return {
        "records": filled.records,
        "shares": {name: None if part is None else round(part, 4) for name, part in shares.items()},
    }


def incident_as_json(incident: Incident) -> dict[str, Any]:
    names = ("id", "cause", "subject", "message", "evidence", "began_at", "seen_at", "times", "crawl_id")
    return {name: getattr(incident, name) for name in names}


def lists_as_json(lists: Sequence[Revisit]) -> list[dict[str, Any]]:
    names = ("url", "interval", "visited_at", "changed_at", "next_at", "visits", "changes", "failures")
    return [{name: getattr(row, name) for name in names} for row in lists]
