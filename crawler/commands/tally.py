"""What became of the files an ingest was given, told by name."""

from __future__ import annotations

import dataclasses

_DETAIL_CHARACTERS = 160


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """`name` is the file's, with the page's URL where the file holds many."""

    name: str
    reason: str
    detail: str = ""

    def __str__(self) -> str:
        """One line."""
        detail = " ".join(self.detail.split())
        cut = detail if len(detail) <= _DETAIL_CHARACTERS else f"{detail[:_DETAIL_CHARACTERS]}…"
        return f"{self.name}: {self.reason}" + (f" ({cut})" if cut else "")


@dataclasses.dataclass(kw_only=True, slots=True)
class Tally:
    """What became of the files and of the records in them."""

    files: int = 0
    records: int = 0
    pages: int = 0
    held: int = 0
    passed_over: int = 0
    left_before: int = 0
    failed: list[Fault] = dataclasses.field(default_factory=list)
    damaged: list[Fault] = dataclasses.field(default_factory=list)
    not_articles: list[str] = dataclasses.field(default_factory=list)
    quarantined: list[Fault] = dataclasses.field(default_factory=list)
    files_refused: int = 0

    @property
    def all_taken(self) -> bool:
        """Whether every file gave what it holds: a page of a WARC that is no article is no fault of the file."""
        return not (self.failed or self.damaged or self.files_refused)
