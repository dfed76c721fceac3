"""How captures stand: what was read from each, by which parser, with what outcome."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from typing import Any, Self

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from db.engine import in_chunks
from db.models import Capture, Quarantined, table_of, values_of
from db.queries.claims import Claim

CONFLICT_STAGE = "storage"
CONFLICT_REASON = "id-conflict"

JUDGED_FIELDS = ("article_id", "normalized_url", "parser", "outcome")

_PLACE_FIELDS = ("record_id", "source", "url", "captured_at", "warc_file", "offset")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """A capture and how it was read; `quarantined` is its row in quarantine."""

    record_id: str
    source: str
    url: str | None
    captured_at: str
    warc_file: str
    offset: int
    article_id: str | None = None
    normalized_url: str | None = None
    parser: str | None = None
    outcome: str | None = None
    quarantined: Mapping[str, Any] | None = None

    @classmethod
    def unread(cls, capture: Capture) -> Self:
        return cls(**{name: getattr(capture, name) for name in _PLACE_FIELDS})

    @property
    def age(self) -> tuple[str, str, int]:
        return self.captured_at, self.warc_file, self.offset

    @property
    def in_conflict(self) -> bool:
        row = self.quarantined
        return row is not None and (row["stage"], row["reason"]) == (CONFLICT_STAGE, CONFLICT_REASON)

    @property
    def claims_id(self) -> bool:
        return self.outcome == "article" or self.in_conflict

    def claim(self, *, held: bool) -> Claim:
        return Claim(
            record_id=self.record_id,
            normalized_url=self.normalized_url,
            captured_at=self.captured_at,
            warc_file=self.warc_file,
            offset=self.offset,
            held=held,
        )

    def accepted(self) -> Judgement:
        return dataclasses.replace(self, outcome="article", quarantined=None)

    def opened(self) -> Judgement:
        """As if it had never been read."""
        return dataclasses.replace(
            self, article_id=None, normalized_url=None, parser=None, outcome=None, quarantined=None
        )

    def losing_to(self, holder: str | None) -> Judgement:
        """Refused, because its id belongs to another URL."""
        assert self.article_id is not None
        assert self.parser is not None
        row = Quarantined(
            record_id=self.record_id,
            article_id=self.article_id,
            source=self.source,
            url=self.url,
            captured_at=self.captured_at,
            stage=CONFLICT_STAGE,
            reason=CONFLICT_REASON,
            detail=f"{self.normalized_url} has the id {self.article_id} of {holder}",
            parser=self.parser,
        )
        return dataclasses.replace(self, outcome="refused", quarantined=values_of(row))

    def same_verdict(self, other: Judgement) -> bool:
        """Whether both say the same of the capture, whichever parser said it."""
        return _verdict(self) == _verdict(other)


def judgements_of(session: Session, record_ids: Collection[str]) -> dict[str, Judgement]:
    """How the captures of these records stand; those not in the index are left out."""
    return _load(session, [Capture.record_id.in_(keys) for keys in in_chunks(record_ids)])


def claims_on(session: Session, article_ids: Collection[str]) -> dict[str, Judgement]:
    """The captures that claim these ids, both those that have one and those in conflict."""
    conflict = and_(Quarantined.stage == CONFLICT_STAGE, Quarantined.reason == CONFLICT_REASON)
    claims = or_(Capture.outcome == "article", conflict)
    return _load(session, [Capture.article_id.in_(keys) & claims for keys in in_chunks(article_ids)])


def judged_fields(judgement: Judgement) -> dict[str, str | None]:
    return {name: getattr(judgement, name) for name in JUDGED_FIELDS}


def _load(session: Session, portions: list[ColumnElement[bool]]) -> dict[str, Judgement]:
    capture, quarantined = table_of(Capture), table_of(Quarantined)
    columns = [capture.c[name].label(f"capture_{name}") for name in (*_PLACE_FIELDS, *JUDGED_FIELDS)]
    statement = select(*columns, quarantined).outerjoin_from(
        capture, quarantined, capture.c.record_id == quarantined.c.record_id
    )
    found = {}
    for portion in portions:
        for row in session.execute(statement.where(portion)):
            values = row._mapping
            fields = {name: values[f"capture_{name}"] for name in (*_PLACE_FIELDS, *JUDGED_FIELDS)}
            refusal = {column.name: values[column] for column in quarantined.c}
            found[fields["record_id"]] = Judgement(
                **fields, quarantined=refusal if refusal["record_id"] is not None else None
            )
    return found


def _verdict(judgement: Judgement) -> tuple[object, ...]:
    row = judgement.quarantined
    refusal = {name: value for name, value in row.items() if name != "parser"} if row else None
    return judgement.article_id, judgement.normalized_url, judgement.outcome, refusal
