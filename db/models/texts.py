"""Texts, by their digests, and what they are to each other."""

from __future__ import annotations

from sqlalchemy import BigInteger, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base


class Signature(Base, kw_only=True):
    """By what a text is found beside others like it; the text is known by its digest alone.

    `keys` are integers of 8 bytes, two texts of which are compared where they share some; there are none where an
    earlier version made others, until the text is read again. Its rows in `signature_keys` are there, and `indexed` is
    true, while an article has this text; the signature stays when none has it any more, because an undo brings the text
    back.
    """

    __tablename__ = "signatures"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    text_digest: Mapped[str] = mapped_column(String(64), index=True, unique=True)
    keys: Mapped[bytes] = mapped_column(LargeBinary)
    indexed: Mapped[bool] = mapped_column(default=False)


class SignatureKey(Base, kw_only=True):
    """A key of a signature that is indexed."""

    __tablename__ = "signature_keys"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    signature_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class TextRelation(Base, kw_only=True):
    """What one text, by its signature, is to another; a row in either direction.

    `relation` is near, contained-in (the text is within the other) or contains. `jaccard` and `containment` are as
    `db.likeness` has them, and so are `begins` and `ends`: where the shorter of the two stands in the longer, as shares
    of the longer's letters. `longer` tells whether the text is the longer of the two. `merges` tells whether articles
    with one and articles with the other are one story, as `db.clusters` decides; it is the same in both directions.
    """

    __tablename__ = "text_relations"

    signature_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    other_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    relation: Mapped[str] = mapped_column(String(16))
    jaccard: Mapped[float] = mapped_column()
    containment: Mapped[float] = mapped_column()
    begins: Mapped[float] = mapped_column()
    ends: Mapped[float] = mapped_column()
    longer: Mapped[bool] = mapped_column(default=False)
    merges: Mapped[bool] = mapped_column(default=False)
