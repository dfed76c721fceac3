"""Find captures by URL"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_captures_url_captured_at", "captures", ["url", "captured_at"])


def downgrade() -> None:
    op.drop_index("ix_captures_url_captured_at", table_name="captures")
