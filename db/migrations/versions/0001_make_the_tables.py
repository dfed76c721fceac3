"""Make the tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_articles()
    _make_captures()
    _make_crawls()
    _make_quarantine()
    _make_staged()
    _make_warc_files()
    _make_article_versions()
    _make_capture_versions()


def downgrade() -> None:
    for name in (
        "capture_versions",
        "article_versions",
        "warc_files",
        "staged",
        "quarantine",
        "crawls",
        "captures",
        "articles",
    ):
        op.drop_table(name)


def _make_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("normalized_url", sa.Text(), nullable=True),
        sa.Column("canonical_url", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("site_name", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("editors", sa.JSON(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published_at", sa.String(length=32), nullable=True),
        sa.Column("modified_at", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=True),
        sa.Column("duplicate_of", sa.String(length=16), nullable=True),
        sa.Column("duplicate_kind", sa.String(length=16), nullable=True),
        sa.Column("similarity", sa.Double(), nullable=True),
        sa.Column("cluster_id", sa.String(length=16), nullable=True),
        sa.Column("repairs", sa.JSON(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("captured_at", sa.String(length=32), nullable=False),
        sa.Column("record_id", sa.String(length=128), nullable=False),
        sa.Column("payload_digest", sa.String(length=128), nullable=False),
        sa.Column("parser", sa.String(length=96), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
    )
    op.create_index("ix_articles_captured_at_id", "articles", ["captured_at", "id"])
    op.create_index("ix_articles_cluster_id", "articles", ["cluster_id"])
    op.create_index("ix_articles_duplicate_of", "articles", ["duplicate_of"])
    op.create_index("ix_articles_published_at", "articles", ["published_at"])
    op.create_index("ix_articles_record_id", "articles", ["record_id"])
    op.create_index("ix_articles_source_captured_at_id", "articles", ["source", "captured_at", "id"])
    op.create_index("ix_articles_text_digest", "articles", ["text_digest"])


def _make_captures() -> None:
    op.create_table(
        "captures",
        sa.Column("record_id", sa.String(length=128), nullable=False),
        sa.Column("record_type", sa.String(length=16), nullable=False),
        sa.Column("warc_file", sa.Text(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("payload_digest", sa.String(length=128), nullable=False),
        sa.Column("captured_at", sa.String(length=32), nullable=False),
        sa.Column("truncated", sa.String(length=32), nullable=True),
        sa.Column("article_id", sa.String(length=16), nullable=True),
        sa.Column("normalized_url", sa.Text(), nullable=True),
        sa.Column("parser", sa.String(length=96), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_captures")),
    )
    op.create_index("ix_captures_article_id", "captures", ["article_id"])
    op.create_index("ix_captures_captured_at", "captures", ["captured_at"])
    op.create_index("ix_captures_payload_digest_url", "captures", ["payload_digest", "url"])
    op.create_index(
        "ix_captures_source_parser_warc_file_offset", "captures", ["source", "parser", "warc_file", "offset"]
    )
    op.create_index("ix_captures_warc_file_offset", "captures", ["warc_file", "offset"])


def _make_crawls() -> None:
    op.create_table(
        "crawls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=True),
        sa.Column("started_at", sa.String(length=32), nullable=False),
        sa.Column("finished_at", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crawls")),
    )


def _make_quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("record_id", sa.String(length=128), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("captured_at", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("parser", sa.String(length=96), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_quarantine")),
    )
    op.create_index("ix_quarantine_reason", "quarantine", ["reason"])


def _make_staged() -> None:
    op.create_table(
        "staged",
        sa.Column("record_id", sa.String(length=128), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=True),
        sa.Column("parser", sa.String(length=96), nullable=False),
        sa.Column("found_parser", sa.String(length=96), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("severity", sa.Double(), nullable=False),
        sa.Column("article", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("refusal", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_staged")),
    )
    op.create_index("ix_staged_severity", "staged", ["severity"])


def _make_warc_files() -> None:
    op.create_table(
        "warc_files",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("indexed_to", sa.BigInteger(), nullable=False),
        sa.Column("torn_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_warc_files")),
    )


def _make_article_versions() -> None:
    op.create_table(
        "article_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("crawl_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.String(length=128), nullable=False),
        sa.Column("parser", sa.String(length=96), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("earlier", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawls.id"], name=op.f("fk_article_versions_crawl_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_versions")),
    )
    op.create_index("ix_article_versions_article_id_crawl_id", "article_versions", ["article_id", "crawl_id"])
    op.create_index("ix_article_versions_crawl_id", "article_versions", ["crawl_id"])


def _make_capture_versions() -> None:
    op.create_table(
        "capture_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("crawl_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(length=128), nullable=False),
        sa.Column("article_id", sa.String(length=16), nullable=True),
        sa.Column("earlier", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("quarantined", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("overtook", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawls.id"], name=op.f("fk_capture_versions_crawl_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture_versions")),
    )
    op.create_index("ix_capture_versions_article_id", "capture_versions", ["article_id"])
    op.create_index("ix_capture_versions_crawl_id", "capture_versions", ["crawl_id"])
    op.create_index("ix_capture_versions_record_id_crawl_id", "capture_versions", ["record_id", "crawl_id"])
