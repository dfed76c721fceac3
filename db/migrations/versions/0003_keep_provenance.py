"""Keep provenance"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # with a default of the database's own, so that the rows there are need not be rewritten
    op.add_column("articles", sa.Column("provenance", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("staged", sa.Column("provenance", sa.JSON(none_as_null=True), nullable=True))
    op.add_column(
        "capture_versions", sa.Column("overtaken_provenance", sa.JSON(none_as_null=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("capture_versions", "overtaken_provenance")
    op.drop_column("staged", "provenance")
    op.drop_column("articles", "provenance")
