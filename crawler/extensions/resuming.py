"""What a crawl that begins finds of itself, or of the one before it, in the database."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Mapping

from sqlalchemy import Engine

from crawler.extensions.run import Run
from db.engine import reading, writing
from db.queries import frontier
from db.queries.frontier import OPEN
from db.times import to_text

logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """`states` are those of its URLs by key; `seen` are the keys of what is not to be asked for again.

    `readings` are how many starts gave a URL out of the archive that came to no end.
    """

    states: dict[int, str]
    seen: set[int]
    readings: dict[int, int]
    last_place: int


def found_by(engine: Engine, run: Run, arguments: Mapping[str, str]) -> Found:
    """What waited in an unfinished crawl before it, with which it does not go on, waits in it too."""
    with writing(engine) as session:
        frontier.reopen(session, run.crawl_id)
        earlier = frontier.unfinished_before(session, run.crawl_id, target=run.target, arguments=arguments)
        if earlier is not None and (
            count := frontier.hand_on(session, earlier, run.crawl_id, to_text(run.begun_at))
        ):
            logger.info("%d URLs that crawl %d left waiting are asked for too", count, earlier)
    states: dict[int, str] = {}
    seen = set()
    with reading(engine) as session:
        for key, state, is_unfiltered in frontier.states(session, run.crawl_id):
            states[key] = state
            if state not in OPEN and not is_unfiltered:
                seen.add(key)
        return Found(
            states=states,
            seen=seen,
            readings=frontier.readings(session, run.crawl_id),
            last_place=frontier.last_place(session, run.crawl_id),
        )
