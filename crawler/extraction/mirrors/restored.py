"""What restoring a corrupted text gives: the text, how often what was mended, and which characters are guesses."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from crawler.items import Guess


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """A text as it was before it was corrupted, as far as that can be known.

    `counts` are the repairs by name, how often each was made; `guesses` lie in `text`, in its order, and do not
    overlap. A text that needed nothing is returned as it was, with neither.
    """

    text: str
    counts: Mapping[str, int]
    guesses: tuple[Guess, ...] = ()
