"""Which capture an article is read from when several have its id: the same in whatever order they came."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A capture that was read as an article, and so claims the article's id for its URL (None: for any).

    `held` says that what was read from it is at hand: in the article's row, or in the batch being saved.
    """

    record_id: str
    normalized_url: str | None
    captured_at: str
    warc_file: str
    offset: int
    held: bool

    @property
    def place(self) -> tuple[str, int]:
        return self.warc_file, self.offset

    @property
    def age(self) -> tuple[str, str, int]:
        return self.captured_at, self.warc_file, self.offset


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Settlement:
    """`holder` is the URL that has the id; `accepted` claim it, `conflicting` claim the id for another URL.

    `current` is the newest accepted claim that is held. `missing` are accepted and newer, but what was read
    from them was not kept: they must be read again.
    """

    holder: str | None
    accepted: tuple[Claim, ...]
    conflicting: tuple[Claim, ...]
    current: Claim | None
    missing: tuple[Claim, ...]


def settle(claims: Iterable[Claim]) -> Settlement:
    """Give the id to the URL that was archived first, and the article's row to the latest capture of it."""
    oldest_first = sorted(claims, key=lambda claim: claim.age)
    named = [claim for claim in oldest_first if claim.normalized_url is not None]
    holder = min(named, key=lambda claim: claim.place).normalized_url if named else None
    accepted = [claim for claim in oldest_first if claim.normalized_url in (None, holder)]
    current = next((claim for claim in reversed(accepted) if claim.held), None)
    return Settlement(
        holder=holder,
        accepted=tuple(accepted),
        conflicting=tuple(claim for claim in oldest_first if claim.normalized_url not in (None, holder)),
        current=current,
        missing=tuple(claim for claim in accepted if current is None or claim.age > current.age),
    )
