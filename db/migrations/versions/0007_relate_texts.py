"""Relate texts: near, and one within another

The index of before held other keys, and relations no kind. It is made anew as articles are read: those of before are
found once a re-parse has read them. What was near before is kept until then, so that no story parts meanwhile.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


_COPIES = """
    INSERT INTO text_relations
        (signature_id, other_id, relation, jaccard, containment, begins, ends, longer, merges)
    SELECT signature_id, other_id, 'near', jaccard, containment, 0, 1, signature_id < other_id, {true} FROM near_texts
"""
_NEAR = """
    INSERT INTO near_texts (signature_id, other_id, jaccard, containment)
    SELECT signature_id, other_id, jaccard, containment FROM text_relations WHERE relation = 'near'
"""


def upgrade() -> None:
    op.create_table(
        "text_relations",
        sa.Column("signature_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("relation", sa.String(length=16), nullable=False),
        sa.Column("jaccard", sa.Double(), nullable=False),
        sa.Column("containment", sa.Double(), nullable=False),
        sa.Column("begins", sa.Double(), nullable=False),
        sa.Column("ends", sa.Double(), nullable=False),
        sa.Column("longer", sa.Boolean(), nullable=False),
        sa.Column("merges", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("signature_id", "other_id", name=op.f("pk_text_relations")),
    )
    op.execute(_COPIES.format(true=sa.true().compile(dialect=op.get_bind().dialect)))
    op.create_index("ix_text_relations_other_id", "text_relations", ["other_id"])
    _drop("near_texts", "signature_bands")
    _make_index("keys")
    _empty_signatures("bands", "keys")


def downgrade() -> None:
    op.create_table(
        "near_texts",
        sa.Column("signature_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("jaccard", sa.Double(), nullable=False),
        sa.Column("containment", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("signature_id", "other_id", name=op.f("pk_near_texts")),
    )
    op.execute(_NEAR)
    op.create_index("ix_near_texts_other_id", "near_texts", ["other_id"])
    _drop("text_relations", "signature_keys")
    _make_index("bands")
    _empty_signatures("keys", "bands")


def _drop(*tables: str) -> None:
    for table in tables:
        op.drop_table(table)


def _make_index(contents: str) -> None:
    """The table that tells by a band or a key which signatures have it."""
    part = contents.removesuffix("s")
    op.create_table(
        f"signature_{contents}",
        sa.Column(part, sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("signature_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(part, "signature_id", name=op.f(f"pk_signature_{contents}")),
        sqlite_with_rowid=False,
    )


def _empty_signatures(before: str, after: str) -> None:
    """Let them be found by nothing, as they hold what the other version does not understand."""
    op.alter_column("signatures", before, new_column_name=after)
    signatures = sa.table(
        "signatures", sa.column(after, sa.LargeBinary()), sa.column("indexed", sa.Boolean())
    )
    op.execute(signatures.update().values({after: b"", "indexed": sa.false()}))
