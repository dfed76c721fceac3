"""What comes out of quarantine when pages are read again, told in a line."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from sqlalchemy import Engine

from db.engine import reading
from db.queries import quarantine
from db.queries.quarantine import Chosen


@contextlib.contextmanager
def telling_released(engine: Engine, chosen: Chosen, say: Callable[[str], None]) -> Iterator[None]:
    """Says afterwards how many of the pages that were held before are no longer, and why the others are."""
    with reading(engine) as session:
        before = quarantine.record_ids(session, chosen)
    yield
    with reading(engine) as session:
        still = quarantine.reasons_of(session, before)
    if before:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in still.most_common())
        stay = f"; {still.total():,} stay ({reasons})" if still else ""
        say(f"{len(before) - still.total():,} of {len(before):,} pages came out of quarantine{stay}")
