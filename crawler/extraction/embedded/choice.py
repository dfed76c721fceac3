"""Of two texts of one article, the one a page shows and the one it carries: which to read, and how much of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final

from crawler.extraction.body.reader import Body
from crawler.extraction.embedded.article import EmbeddedArticle
from crawler.extraction.fields.titles import bare
from crawler.extraction.lines.statements import statements

_MUCH_LESS: Final = (
    0.6  # of what is carried, in words: then what is shown is a beginning of it, or something else
)
_WHOLE: Final = 0.7  # of what is shown, in words: then what is carried is no summary
_END: Final = 12  # letters of an end that is found again


def chosen_body(carried: EmbeddedArticle | None, shown: Body) -> Body:
    """What is shown, as it has sub-headings and captions, unless that is much less than what is carried.

    Where both are the same text, what is shown behind its end is not the article's, but for lines that name people;
    what stands before its beginning may be a standfirst that is kept apart.
    """
    if carried is None or not carried.lines:
        return shown
    words, carried_words = [bare(line) for line in shown.lines], "".join(map(bare, carried.lines))
    shown_length = sum(map(len, words))
    if shown_length < _MUCH_LESS * len(carried_words):
        return Body(lines=carried.lines, rule="embedded", place=carried.place)
    if len(carried_words) < _WHOLE * shown_length:
        return shown
    end = _end(words, carried_words)
    return dataclasses.replace(shown, lines=(*shown.lines[:end], *filter(statements, shown.lines[end:])))


def _end(words: Sequence[str], carried: str) -> int:
    """Behind the line with the end of what is carried; behind the last where it is not shown."""
    end = carried[-_END:]
    return next((at + 1 for at in range(len(words) - 1, -1, -1) if end in words[at]), len(words))
