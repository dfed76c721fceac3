"""The tables. Times are UTC, ISO 8601 text with milliseconds, so that both dialects sort and compare them alike."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    pass


class Crawl(Base):
    """One run of the corridor: a crawl, an ingest, a re-parse or an undo. `state` is running, finished or failed."""

    __tablename__ = "crawls"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(16))
    source: Mapped[str | None] = mapped_column(String(64), default=None)
    started_at: Mapped[str] = mapped_column(String(32))
    finished_at: Mapped[str | None] = mapped_column(String(32), default=None)
    state: Mapped[str] = mapped_column(String(16), default="running")
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default_factory=dict)


class WarcFile(Base):
    """A file of the archive and how far it has been indexed. `torn_at` is where a clipped end begins, in bytes."""

    __tablename__ = "warc_files"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    indexed_to: Mapped[int] = mapped_column(default=0)
    torn_at: Mapped[int | None] = mapped_column(default=None)


class Capture(Base):
    """The index of the archive: a row a record. `parser` last read it with the `outcome` article, refused or passed.

    `passed` is a record that is no article page (a listing, a feed, robots.txt, an image, an error page).
    `article_id` is the id its article has or would have.
    """

    __tablename__ = "captures"
    __table_args__ = (
        Index("ix_captures_warc_file_offset", "warc_file", "offset"),
        Index("ix_captures_source_parser", "source", "parser"),
        Index("ix_captures_url_payload_digest", "url", "payload_digest"),
    )

    record_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    record_type: Mapped[str] = mapped_column(String(16))
    warc_file: Mapped[str] = mapped_column(Text)
    offset: Mapped[int]
    length: Mapped[int]
    source: Mapped[str] = mapped_column(String(64))
    url: Mapped[str | None] = mapped_column(Text, default=None)
    file_name: Mapped[str | None] = mapped_column(Text, default=None)
    status: Mapped[int | None] = mapped_column(default=None)
    content_type: Mapped[str] = mapped_column(Text, default="")
    payload_digest: Mapped[str] = mapped_column(String(128))
    captured_at: Mapped[str] = mapped_column(String(32), index=True)
    truncated: Mapped[str | None] = mapped_column(String(32), default=None)
    article_id: Mapped[str | None] = mapped_column(String(16), default=None, index=True)
    parser: Mapped[str | None] = mapped_column(String(96), default=None)
    outcome: Mapped[str | None] = mapped_column(String(16), default=None)


class Article(Base):
    """A record as it is exported; `normalized_url` is ours, kept to notice two URLs that claim one id."""

    __tablename__ = "articles"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    url: Mapped[str | None] = mapped_column(Text, default=None)
    normalized_url: Mapped[str | None] = mapped_column(Text, default=None)
    canonical_url: Mapped[str | None] = mapped_column(Text, default=None)
    source: Mapped[str] = mapped_column(String(64), index=True)
    site_name: Mapped[str | None] = mapped_column(Text, default=None)
    title: Mapped[str | None] = mapped_column(Text, default=None)
    byline: Mapped[str | None] = mapped_column(Text, default=None)
    authors: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    editors: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    publisher: Mapped[str | None] = mapped_column(Text, default=None)
    published_at: Mapped[str | None] = mapped_column(String(32), default=None, index=True)
    modified_at: Mapped[str | None] = mapped_column(String(32), default=None)
    language: Mapped[str | None] = mapped_column(String(16), default=None)
    tags: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    text: Mapped[str] = mapped_column(Text)
    text_digest: Mapped[str | None] = mapped_column(String(64), default=None, index=True)
    duplicate_of: Mapped[str | None] = mapped_column(String(16), default=None, index=True)
    duplicate_kind: Mapped[str | None] = mapped_column(String(16), default=None)
    similarity: Mapped[float | None] = mapped_column(default=None)
    cluster_id: Mapped[str | None] = mapped_column(String(16), default=None, index=True)
    repairs: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    flags: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    captured_at: Mapped[str] = mapped_column(String(32), index=True)
    record_id: Mapped[str] = mapped_column(String(128), index=True)
    payload_digest: Mapped[str] = mapped_column(String(128))
    parser: Mapped[str] = mapped_column(String(96))


class ArticleVersion(Base):
    """What a run found in place and changed: `earlier` is the whole row as it was, None where there was none.

    `changed` names the fields that differ; `parser` is the one that wrote the row which replaced `earlier`.
    """

    __tablename__ = "article_versions"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    crawl_id: Mapped[int] = mapped_column(ForeignKey("crawls.id"), index=True)
    article_id: Mapped[str] = mapped_column(String(16), index=True)
    record_id: Mapped[str] = mapped_column(String(128))
    parser: Mapped[str] = mapped_column(String(96))
    changed: Mapped[list[str]] = mapped_column(JSON)
    earlier: Mapped[dict[str, Any] | None] = mapped_column(JSON, default=None)


class Quarantined(Base):
    """A capture that gave no article, by the parser that read it last; its page stays in the archive."""

    __tablename__ = "quarantine"

    record_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    article_id: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(64))
    url: Mapped[str | None] = mapped_column(Text, default=None)
    captured_at: Mapped[str] = mapped_column(String(32))
    stage: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(64), index=True)
    detail: Mapped[str] = mapped_column(Text, default="")
    parser: Mapped[str] = mapped_column(String(96))


class Staged(Base):
    """What a re-parse has read and not yet applied. `article` is the new row, None where it was refused or is equal."""

    __tablename__ = "staged"

    record_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    parser: Mapped[str] = mapped_column(String(96))
    verdict: Mapped[str] = mapped_column(String(16))
    article: Mapped[dict[str, Any] | None] = mapped_column(JSON, default=None)
    refusal: Mapped[dict[str, Any] | None] = mapped_column(JSON, default=None)
