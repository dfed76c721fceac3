"""What is held: the archive by its index, the articles read from it, and how they were before."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import LONG_TEXTS, Base


class WarcFile(Base, kw_only=True):
    """A file of the archive and how far it is indexed. `torn_at` is where a clipped end begins, in bytes."""

    __tablename__ = "warc_files"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    indexed_to: Mapped[int] = mapped_column(BigInteger, default=0)
    torn_at: Mapped[int | None] = mapped_column(BigInteger, default=None)


class Capture(Base, kw_only=True):
    """The index of the archive, a row a record.

    `parser` read it last, with the `outcome` article, refused or passed; both are None when none has.
    `passed` is a record that is no article page (a listing, a feed, robots.txt, an image, an error page).
    `article_id` is the id its article has or would have, `normalized_url` the URL that claims this id
    (None where no article was read, or one without a URL). `site` is the host of the URL, as the table
    `learned_sites` names it.
    """

    __tablename__ = "captures"
    __table_args__ = (
        Index("ix_captures_warc_file_offset", "warc_file", "offset"),
        Index("ix_captures_source_parser_warc_file_offset", "source", "parser", "warc_file", "offset"),
        Index("ix_captures_payload_digest", "payload_digest"),
        Index("ix_captures_url_captured_at", "url", "captured_at").ddl_if(dialect="sqlite"),
        Index("ix_captures_url", "url", postgresql_using=LONG_TEXTS).ddl_if(dialect="postgresql"),
        Index("ix_captures_source_site_captured_at", "source", "site", "captured_at"),
    )

    record_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    record_type: Mapped[str] = mapped_column(String(16))
    warc_file: Mapped[str] = mapped_column(Text)
    offset: Mapped[int] = mapped_column(BigInteger)
    length: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[str] = mapped_column(String(64))
    url: Mapped[str | None] = mapped_column(Text, default=None)
    file_name: Mapped[str | None] = mapped_column(Text, default=None)
    status: Mapped[int | None] = mapped_column(default=None)
    content_type: Mapped[str] = mapped_column(Text, default="")
    payload_digest: Mapped[str] = mapped_column(String(128))
    captured_at: Mapped[str] = mapped_column(String(32), index=True)
    truncated: Mapped[str | None] = mapped_column(String(32), default=None)
    article_id: Mapped[str | None] = mapped_column(String(16), default=None, index=True)
    normalized_url: Mapped[str | None] = mapped_column(Text, default=None)
    parser: Mapped[str | None] = mapped_column(String(96), default=None)
    outcome: Mapped[str | None] = mapped_column(String(16), default=None)
    site: Mapped[str | None] = mapped_column(String(255), default=None)


class LearnedSite(Base, kw_only=True):
    """What the archive taught of one site: a host within a source.

    `lines` are its boilerplate and `stamps` the dates of its template, each with the number of pages it was found on,
    of the `pages` read. `version` changes exactly when a line or a stamp does, and no two sites have the same.
    A site of which nothing was learned has no row.
    """

    __tablename__ = "learned_sites"

    source: Mapped[str] = mapped_column(String(64), primary_key=True)
    host: Mapped[str] = mapped_column(String(255), primary_key=True)
    version: Mapped[str] = mapped_column(String(16))
    pages: Mapped[int] = mapped_column()
    learned_at: Mapped[str] = mapped_column(String(32))
    lines: Mapped[dict[str, int]] = mapped_column(JSON, default_factory=dict)
    stamps: Mapped[dict[str, int]] = mapped_column(JSON, default_factory=dict)


class Article(Base, kw_only=True):
    """A record as it is exported; `normalized_url` is ours, kept to notice two URLs that claim one id.

    `repairs` has the places of each kind of damage that was mended.
    Articles of one story have the same `cluster_id`, the id of the one captured first; one alone has None. All but the
    original have its id as `duplicate_of`; `duplicate_kind` is what their text is to its text: exact (the same),
    near, contained-in or contains. `similarity` is the Jaccard index of the two texts, None in a story of so many texts
    that they were not compared.
    `provenance` tells by field how its value was read, in the form `crawler.extraction.provenance` gives it; it is
    empty until a parser that keeps it has read the article.
    """

    __tablename__ = "articles"
    __table_args__ = (
        Index("ix_articles_captured_at_id", "captured_at", "id"),
        Index("ix_articles_source_captured_at_id", "source", "captured_at", "id"),
        # all that is counted of every source at a glance, which rows with their texts are too long to be read for
        Index("ix_articles_counted", "source", "record_id", "duplicate_of", "published_at", "captured_at"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    url: Mapped[str | None] = mapped_column(Text, default=None)
    normalized_url: Mapped[str | None] = mapped_column(Text, default=None)
    canonical_url: Mapped[str | None] = mapped_column(Text, default=None)
    source: Mapped[str] = mapped_column(String(64))
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
    repairs: Mapped[dict[str, int]] = mapped_column(JSON, default_factory=dict)
    flags: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    captured_at: Mapped[str] = mapped_column(String(32))
    record_id: Mapped[str] = mapped_column(String(128), index=True)
    payload_digest: Mapped[str] = mapped_column(String(128))
    parser: Mapped[str] = mapped_column(String(96))
    provenance: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict, server_default="{}")


class ArticleVersion(Base, kw_only=True):
    """What a run found in place and changed: `earlier` is the whole row as it was, None where there was none.

    `changed` names the fields that differ; `parser` is the one that wrote the row which replaced `earlier`.
    """

    __tablename__ = "article_versions"
    __table_args__ = (Index("ix_article_versions_article_id_crawl_id", "article_id", "crawl_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    crawl_id: Mapped[int] = mapped_column(ForeignKey("crawls.id"), index=True)
    article_id: Mapped[str] = mapped_column(String(16))
    record_id: Mapped[str] = mapped_column(String(128))
    parser: Mapped[str] = mapped_column(String(96))
    changed: Mapped[list[str]] = mapped_column(JSON)
    earlier: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)


class CaptureVersion(Base, kw_only=True):
    """What a run found a capture judged as before it judged it otherwise; an undo needs it.

    `earlier` holds the capture's parser, outcome, article_id and normalized_url; `quarantined` its whole row
    in quarantine, None where it had none. `article_id` is the one after this run. `overtook` is the record
    from which an article was read until this run read the same content from this capture, and
    `overtaken_provenance` the provenance that row had, None where it was the same.
    """

    __tablename__ = "capture_versions"
    __table_args__ = (Index("ix_capture_versions_record_id_crawl_id", "record_id", "crawl_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    crawl_id: Mapped[int] = mapped_column(ForeignKey("crawls.id"), index=True)
    record_id: Mapped[str] = mapped_column(String(128))
    article_id: Mapped[str | None] = mapped_column(String(16), default=None, index=True)
    earlier: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    quarantined: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    overtook: Mapped[str | None] = mapped_column(String(128), default=None)
    overtaken_provenance: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)


class Quarantined(Base, kw_only=True):
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


class Staged(Base, kw_only=True):
    """What a re-parse has read and not yet applied.

    `verdict` tells it from what stood when it was read: lost, gained, changed or equal; `severity` is how
    bad that would be. `article` is the new row, None where there is none or it is equal to the present one, of
    which it then replaces the `provenance`; `refusal` is the new row in quarantine. `found_parser` is the one that
    had read the capture before.
    """

    __tablename__ = "staged"

    record_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    article_id: Mapped[str | None] = mapped_column(String(16), default=None)
    parser: Mapped[str] = mapped_column(String(96))
    found_parser: Mapped[str | None] = mapped_column(String(96), default=None)
    outcome: Mapped[str] = mapped_column(String(16))
    verdict: Mapped[str] = mapped_column(String(16))
    severity: Mapped[float] = mapped_column(default=0.0, index=True)
    article: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    provenance: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    refusal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
