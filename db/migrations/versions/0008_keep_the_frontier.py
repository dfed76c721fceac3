"""Keep the frontier, visits, schedules, layouts and incidents"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _widen_crawls()
    _make_crawl_urls()
    _make_revisits()
    _make_schedules()
    _make_layouts()
    _make_incidents()
    _index_what_is_counted()
    _index_urls_of_any_length()


def downgrade() -> None:
    _index_short_urls()
    op.drop_index("ix_articles_counted", table_name="articles")
    op.drop_index("ix_captures_source_site_captured_at", table_name="captures")
    op.create_index("ix_captures_source_site", "captures", ["source", "site"])
    for table in ("incidents", "layouts", "schedules", "revisits", "crawl_urls"):
        op.drop_table(table)
    with op.batch_alter_table("crawls") as crawls:
        crawls.drop_index("ix_crawls_source_started_at")
        crawls.drop_index("ix_crawls_target")
        for column in ("measures", "starts", "reason", "arguments", "target"):
            crawls.drop_column(column)


def _widen_crawls() -> None:
    with op.batch_alter_table("crawls") as crawls:
        crawls.add_column(sa.Column("target", sa.Text(), nullable=True))
        crawls.add_column(sa.Column("arguments", sa.JSON(), server_default="{}", nullable=False))
        crawls.add_column(sa.Column("reason", sa.String(length=64), nullable=True))
        crawls.add_column(sa.Column("starts", sa.Integer(), server_default="1", nullable=False))
        crawls.add_column(sa.Column("measures", sa.JSON(), server_default="{}", nullable=False))
        crawls.create_index("ix_crawls_target", ["target"])
        crawls.create_index("ix_crawls_source_started_at", ["source", "started_at"])
    op.execute("UPDATE crawls SET target = source WHERE kind = 'crawl'")


def _make_crawl_urls() -> None:
    op.create_table(
        "crawl_urls",
        sa.Column("crawl_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("found_on", sa.Text(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("request", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_at", sa.String(length=32), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(length=128), nullable=True),
        sa.Column("discovered_at", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["crawl_id"], ["crawls.id"], name=op.f("fk_crawl_urls_crawl_id")),
        sa.PrimaryKeyConstraint("crawl_id", "key", name=op.f("pk_crawl_urls")),
    )
    op.create_index(
        "ix_crawl_urls_crawl_id_state_priority_place",
        "crawl_urls",
        ["crawl_id", "state", "priority", "place"],
    )
    op.create_index("ix_crawl_urls_url", "crawl_urls", ["url"], postgresql_using="spgist")


def _make_revisits() -> None:
    op.create_table(
        "revisits",
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("site", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("body_digest", sa.String(length=64), nullable=True),
        sa.Column("content_digest", sa.String(length=64), nullable=True),
        sa.Column("lies", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.String(length=32), nullable=False),
        sa.Column("born_at", sa.String(length=32), nullable=True),
        sa.Column("visited_at", sa.String(length=32), nullable=True),
        sa.Column("changed_at", sa.String(length=32), nullable=True),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.String(length=32), nullable=True),
        sa.Column("failures", sa.Double(), nullable=False),
        sa.Column("gone_at", sa.String(length=32), nullable=True),
        sa.Column("gone_how", sa.String(length=16), nullable=True),
        sa.Column("gone_confirmed_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("source", "key", name=op.f("pk_revisits")),
    )
    op.create_index("ix_revisits_source_kind_site_next_at", "revisits", ["source", "kind", "site", "next_at"])


def _make_schedules() -> None:
    op.create_table(
        "schedules",
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("next_at", sa.String(length=32), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=128), nullable=True),
        sa.Column("claimed_until", sa.String(length=32), nullable=True),
        sa.Column("failures", sa.Double(), nullable=False),
        sa.Column("started_at", sa.String(length=32), nullable=True),
        sa.Column("ended_at", sa.String(length=32), nullable=True),
        sa.Column("exit_code", sa.Integer(), nullable=True),
        sa.Column("crawl_id", sa.Integer(), nullable=True),
        sa.Column("bad_ends", sa.Integer(), nullable=False),
        sa.Column("bad_since", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("target", name=op.f("pk_schedules")),
    )
    op.create_index("ix_schedules_next_at", "schedules", ["next_at"])


def _make_layouts() -> None:
    op.create_table(
        "layouts",
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("site", sa.String(length=255), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("learned_at", sa.String(length=32), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("source", "site", name=op.f("pk_layouts")),
    )


def _make_incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("cause", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("crawl_id", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.String(length=32), nullable=False),
        sa.Column("seen_at", sa.String(length=32), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.String(length=32), nullable=True),
        sa.Column("returned_at", sa.String(length=32), nullable=True),
        sa.Column("told_at", sa.String(length=32), nullable=True),
        sa.Column("recovery_told_at", sa.String(length=32), nullable=True),
        sa.Column("told_by", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index("ix_incidents_target_ended_at", "incidents", ["target", "ended_at"])


def _index_what_is_counted() -> None:
    op.create_index(
        "ix_articles_counted",
        "articles",
        ["source", "record_id", "duplicate_of", "published_at", "captured_at"],
    )
    op.drop_index("ix_captures_source_site", table_name="captures")
    op.create_index("ix_captures_source_site_captured_at", "captures", ["source", "site", "captured_at"])


def _index_urls_of_any_length() -> None:
    """A B-tree of PostgreSQL takes no row over 2,704 bytes, and a redirect leads to addresses of any length."""
    op.drop_index("ix_captures_payload_digest_url", table_name="captures")
    op.create_index("ix_captures_payload_digest", "captures", ["payload_digest"])
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_captures_url_captured_at", table_name="captures")
        op.create_index("ix_captures_url", "captures", ["url"], postgresql_using="spgist")


def _index_short_urls() -> None:
    op.drop_index("ix_captures_payload_digest", table_name="captures")
    op.create_index("ix_captures_payload_digest_url", "captures", ["payload_digest", "url"])
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_captures_url", table_name="captures")
        op.create_index("ix_captures_url_captured_at", "captures", ["url", "captured_at"])
