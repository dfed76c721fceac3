"""Runs, what crawls discovered and when they are due, and what was wrong with them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import LONG_TEXTS, Base


class Crawl(Base, kw_only=True):
    """One run of the corridor: a crawl, an ingest, a re-parse or an undo.

    `state` is running, finished, stopped (by a signal or a time limit, so that it may go on), failed or undone; a
    crawl that was killed is running for as long as nobody has noticed. `reason` is why it ended, in Scrapy's words.
    `target` names what only one crawl at a time may be about: a source, or a source and a site. `arguments` are the
    spider's (`-a`), `starts` how often the crawl was begun, `measures` what the expectations are about.
    """

    __tablename__ = "crawls"
    __table_args__ = (Index("ix_crawls_source_started_at", "source", "started_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(16))
    source: Mapped[str | None] = mapped_column(String(64), default=None)
    started_at: Mapped[str] = mapped_column(String(32))
    finished_at: Mapped[str | None] = mapped_column(String(32), default=None)
    state: Mapped[str] = mapped_column(String(16), default="running")
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default_factory=dict)
    target: Mapped[str | None] = mapped_column(Text, default=None, index=True)
    arguments: Mapped[dict[str, str]] = mapped_column(JSON, default_factory=dict, server_default="{}")
    reason: Mapped[str | None] = mapped_column(String(64), default=None)
    starts: Mapped[int] = mapped_column(default=1, server_default="1")
    measures: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict, server_default="{}")


class CrawlUrl(Base, kw_only=True):
    """A URL that a crawl discovered: the frontier while it goes on, and what became of the URL ever after.

    `key` is 8 bytes of the request's fingerprint, `state` as `crawler.extensions.states` names them. `found_on` is the
    URL of the page that named it, None for a seed. What waits is asked for by `priority`, the highest first, then by
    `place`, the lowest first; `request` is what the URL alone does not tell of the request, None where it tells all.
    `attempts` counts how often it was asked of the network, in all starts. `leased_at` is when it was handed
    to the downloader, None when it is not under way. `start` is the start of the crawl that met it last.
    `readings` counts the starts that gave it out of the archive to be read since it last came to an end.
    `record_id` is the response that ended it.
    """

    __tablename__ = "crawl_urls"
    __table_args__ = (
        Index("ix_crawl_urls_crawl_id_state_priority_place", "crawl_id", "state", "priority", "place"),
        Index("ix_crawl_urls_url", "url", postgresql_using=LONG_TEXTS),
    )

    crawl_id: Mapped[int] = mapped_column(ForeignKey("crawls.id"), primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    url: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(64))
    found_on: Mapped[str | None] = mapped_column(Text, default=None)
    priority: Mapped[int] = mapped_column(default=0)
    place: Mapped[int] = mapped_column(BigInteger, default=0)
    request: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_at: Mapped[str | None] = mapped_column(String(32), default=None)
    start: Mapped[int] = mapped_column(default=1)
    readings: Mapped[int] = mapped_column(default=0)
    record_id: Mapped[str | None] = mapped_column(String(128), default=None)
    discovered_at: Mapped[str] = mapped_column(String(32))
    ended_at: Mapped[str | None] = mapped_column(String(32), default=None)


class Revisit(Base, kw_only=True):
    """What is known of a page from all visits, and when to ask for it again.

    `key` is the id of its normalized URL, `site` its host without `www.`, `kind` listing, article, or held-back: a page
    that the expectations of its site keep in quarantine, so that no article was read of it yet. `etag` and
    `last_modified` are validators of its last whole response, `body_digest` that response's without its content
    encoding, `content_digest` of the title and the text read from it; `lies` counts how often its validators proved
    wrong. `born_at` is when it was published, as far as is known. `visits` and `changes` count visits that told
    something, and those that brought something new.
    `interval` is in seconds, `next_at` is when it is due. `failures` counts visits that failed since one that did not,
    each by its weight. `gone_at` is since when the page is gone, `gone_how` the way it is: 404, 410, home, soft-404,
    moved; what has been seen once may be a passing fault, until it is seen again: `gone_confirmed_at`.
    """

    __tablename__ = "revisits"
    __table_args__ = (Index("ix_revisits_source_kind_site_next_at", "source", "kind", "site", "next_at"),)

    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(16), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    site: Mapped[str] = mapped_column(String(255), default="")
    kind: Mapped[str] = mapped_column(String(16))
    etag: Mapped[str | None] = mapped_column(Text, default=None)
    last_modified: Mapped[str | None] = mapped_column(Text, default=None)
    body_digest: Mapped[str | None] = mapped_column(String(64), default=None)
    content_digest: Mapped[str | None] = mapped_column(String(64), default=None)
    lies: Mapped[int] = mapped_column(default=0)
    visits: Mapped[int] = mapped_column(default=0)
    changes: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[str] = mapped_column(String(32))
    born_at: Mapped[str | None] = mapped_column(String(32), default=None)
    visited_at: Mapped[str | None] = mapped_column(String(32), default=None)
    changed_at: Mapped[str | None] = mapped_column(String(32), default=None)
    interval: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[str | None] = mapped_column(String(32), default=None)
    failures: Mapped[float] = mapped_column(default=0.0)
    gone_at: Mapped[str | None] = mapped_column(String(32), default=None)
    gone_how: Mapped[str | None] = mapped_column(String(16), default=None)
    gone_confirmed_at: Mapped[str | None] = mapped_column(String(32), default=None)


class Schedule(Base, kw_only=True):
    """When a crawl is to be run: `target` as a crawl has it, `rule` an interval, a cron expression or `adaptive`.

    `next_at` is when it is due, `interval` how many seconds the rule puts between two crawls there. Who runs it holds
    it until `claimed_until`, as `claimed_by`. `failures` counts crawls that failed since one that did not, each by its
    weight. `ended_at`, `exit_code` and `crawl_id` are the last crawl's. `bad_ends` counts crawls in a row that came to
    no good end, which no fault of the site explains; `bad_since` is when the first of them was begun.
    """

    __tablename__ = "schedules"

    target: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(String(64))
    arguments: Mapped[dict[str, str]] = mapped_column(JSON, default_factory=dict)
    rule: Mapped[str] = mapped_column(Text)
    next_at: Mapped[str] = mapped_column(String(32), index=True)
    interval: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(128), default=None)
    claimed_until: Mapped[str | None] = mapped_column(String(32), default=None)
    failures: Mapped[float] = mapped_column(default=0.0)
    started_at: Mapped[str | None] = mapped_column(String(32), default=None)
    ended_at: Mapped[str | None] = mapped_column(String(32), default=None)
    exit_code: Mapped[int | None] = mapped_column(default=None)
    crawl_id: Mapped[int | None] = mapped_column(default=None)
    bad_ends: Mapped[int] = mapped_column(default=0)
    bad_since: Mapped[str | None] = mapped_column(String(32), default=None)


class Layout(Base, kw_only=True):
    """Where and how well the pages of one site of a source were read, as its crawls in good order showed.

    `profile` is as `crawler.expectations.layout` has it; `pages` is of how many pages it tells.
    """

    __tablename__ = "layouts"

    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    site: Mapped[str] = mapped_column(String(255), primary_key=True)
    pages: Mapped[int] = mapped_column()
    learned_at: Mapped[str] = mapped_column(String(32))
    profile: Mapped[dict[str, Any]] = mapped_column(JSON)


class Incident(Base, kw_only=True):
    """A fault that a crawl showed, from when it was first seen until a crawl was in order again.

    `cause` is a short fixed word, `subject` what it is about (a field, a host, a status), or empty.
    `message` is for a person, `evidence` the figures and the before and after, as the last crawl had them that showed
    it. `crawl_id` is the crawl that showed it first. `returned_at` is when it last came back soon after it had ended.
    `told_at` is when it was told, `recovery_told_at` when its end was, None where what was told last is that it is
    there; `told_by` are the channels which have told what others still could not.
    """

    __tablename__ = "incidents"
    __table_args__ = (Index("ix_incidents_target_ended_at", "target", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    target: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(String(48))
    subject: Mapped[str] = mapped_column(String(255), default="")
    message: Mapped[str] = mapped_column(Text)
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    crawl_id: Mapped[int | None] = mapped_column(default=None)
    began_at: Mapped[str] = mapped_column(String(32))
    seen_at: Mapped[str] = mapped_column(String(32))
    times: Mapped[int] = mapped_column(default=1)
    ended_at: Mapped[str | None] = mapped_column(String(32), default=None)
    returned_at: Mapped[str | None] = mapped_column(String(32), default=None)
    told_at: Mapped[str | None] = mapped_column(String(32), default=None)
    recovery_told_at: Mapped[str | None] = mapped_column(String(32), default=None)
    told_by: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
