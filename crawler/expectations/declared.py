"""What a source is known to bring, stated by whoever declares it; what is not stated is learned."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Final

FIELDS: Final = ("title", "published_at", "byline", "publisher", "editors", "tags")
"""Those of an article that its page states or lacks."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Expectations:
    """`min_new_per_day` counts new articles, on average over a day, or over as long as one of them may take.

    `fill` is for a field the share of articles that have it, as in `{"title": 0.99}`. `max_refused` is the share of
    the pages read that may be no article. `min_body` is a length in characters that half of the articles reach.
    """

    min_new_per_day: float | None = None
    fill: Mapping[str, float] = dataclasses.field(default_factory=dict)
    max_refused: float | None = None
    min_body: int | None = None

    def __post_init__(self) -> None:
        unknown = set(self.fill) - set(FIELDS)
        if unknown:
            raise ValueError(
                f"no field to expect: {', '.join(sorted(unknown))}; there are {', '.join(FIELDS)}"
            )
        for name, share in (*self.fill.items(), ("max_refused", self.max_refused)):
            if share is not None and not 0 <= share <= 1:
                raise ValueError(f"{name}: {share} is no share from 0 to 1")
        for name, least in (("min_new_per_day", self.min_new_per_day), ("min_body", self.min_body)):
            if least is not None and least <= 0:
                raise ValueError(f"{name}: {least} expects nothing")


NOTHING_EXPECTED = Expectations()
