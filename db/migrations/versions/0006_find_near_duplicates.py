"""Find near-duplicates

The tables are filled as articles are read: those of before are found as near-duplicates once a re-parse has read them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("bands", sa.LargeBinary(), nullable=False),
        sa.Column("indexed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
    )
    op.create_index("ix_signatures_text_digest", "signatures", ["text_digest"], unique=True)
    op.create_table(
        "signature_bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("signature_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("band", "signature_id", name=op.f("pk_signature_bands")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "near_texts",
        sa.Column("signature_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("jaccard", sa.Double(), nullable=False),
        sa.Column("containment", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("signature_id", "other_id", name=op.f("pk_near_texts")),
    )
    op.create_index("ix_near_texts_other_id", "near_texts", ["other_id"])


def downgrade() -> None:
    op.drop_table("near_texts")
    op.drop_table("signature_bands")
    op.drop_table("signatures")
