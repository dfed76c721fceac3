"""Relate texts: near, and one within another

The index of before held other keys, and relations no kind. It is made anew as articles are read: those of before are
found once a re-parse has read them, and keep their links until then.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _drop("near_texts", "signature_bands", "signatures")
    _make_signatures("keys")
    op.create_table(
        "signature_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("signature_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "signature_id", name=op.f("pk_signature_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "text_relations",
        sa.Column("signature_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("jaccard", sa.Double(), nullable=False),
        sa.Column("containment", sa.Double(), nullable=False),
        sa.Column("begins", sa.Double(), nullable=False),
        sa.Column("ends", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("signature_id", "other_id", name=op.f("pk_text_relations")),
    )
    op.create_index("ix_text_relations_other_id", "text_relations", ["other_id"])


def downgrade() -> None:
    _drop("text_relations", "signature_keys", "signatures")
    _make_signatures("bands")
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


def _drop(*tables: str) -> None:
    for table in tables:
        op.drop_table(table)


def _make_signatures(contents: str) -> None:
    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column(contents, sa.LargeBinary(), nullable=False),
        sa.Column("indexed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
    )
    op.create_index("ix_signatures_text_digest", "signatures", ["text_digest"], unique=True)
