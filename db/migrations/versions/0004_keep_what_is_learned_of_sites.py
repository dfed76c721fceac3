"""Keep what is learned of sites"""

from __future__ import annotations

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ROWS_A_STATEMENT = 5_000


def upgrade() -> None:
    op.create_table(
        "learned_sites",
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("learned_at", sa.String(length=32), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("stamps", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("source", "host", name=op.f("pk_learned_sites")),
    )
    op.add_column("captures", sa.Column("site", sa.String(length=255), nullable=True))
    _name_the_sites()
    op.create_index("ix_captures_source_site", "captures", ["source", "site"])


def downgrade() -> None:
    op.drop_index("ix_captures_source_site", table_name="captures")
    op.drop_column("captures", "site")
    op.drop_table("learned_sites")


def _name_the_sites() -> None:
    captures = sa.table("captures", sa.column("record_id"), sa.column("url"), sa.column("site"))
    change = (
        sa.update(captures)
        .where(captures.c.record_id == sa.bindparam("key"))
        .values(site=sa.bindparam("named"))
    )
    after = ""
    while True:
        page = (
            sa.select(captures.c.record_id, captures.c.url)
            .where(captures.c.record_id > after)
            .order_by(captures.c.record_id)
            .limit(_ROWS_A_STATEMENT)
        )
        rows = op.get_bind().execute(page).all()
        if not rows:
            return
        op.get_bind().execute(change, [{"key": row.record_id, "named": _host(row.url)} for row in rows])
        after = rows[-1].record_id


def _host(url: str | None) -> str | None:
    """As `crawler.extraction.learned.site_of` had it when this was written."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.").rstrip(".")[:255] or None if host else None
