"""Where damage begins: only from there the true bytes are searched for, all other text is copied."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import Final

from crawler.extraction.mirrors.likelihood import Likelihood, extended
from crawler.extraction.mirrors.page import Page
from crawler.extraction.mirrors.tokens import STOPS, TORN_READING

_SIGN: Final = re.compile(
    rf"(?<!\?)\?(?=\?{{0,2}}{TORN_READING})|\?(?={TORN_READING})|(?<!\?)\?(?=\??[{STOPS}])|(?<!\?)\?(?=\?(?!\?))"
)
_STOP: Final = re.compile(r"(?<=[\u3400-\u9fff)）”》])[，。！？；：、,!;:]")
_REACH: Final = 4
_UNLIKELY: Final = -6.5
_SIGNS_AFTER_STOP: Final = frozenset(STOPS + string.ascii_letters)
_SCRIPT: Final = re.compile(r"<(script|style)\b([^<>]*)>", re.IGNORECASE)


def parts(text: str) -> Iterator[tuple[int, int, bool]]:
    """The text in parts, each with whether it is to be read: programs and styles are not, structured data is."""
    position = 0
    for start, end in _programs(text):
        yield position, start, True
        yield start, end, False
        position = end
    yield position, len(text), True


def _programs(text: str) -> Iterator[tuple[int, int]]:
    lowered = text.lower()
    position = 0
    while (match := _SCRIPT.search(text, position)) is not None:
        end = lowered.find(f"</{match[1].lower()}", match.end())
        if end < 0:
            return
        if "json" not in match[2].lower():
            yield match.start(), end
        position = end


class Signs:
    """Where the text of a page is damaged next."""

    def __init__(self, text: str, page: Page, likelihood: Likelihood) -> None:
        self._text = text
        self._page = page
        self._likelihood = likelihood
        self._found = -1

    def after(self, position: int, end: int) -> int:
        """The place of the next sign; `end` if there is none before."""
        found = min(self._question(position), end)
        return self._dropped(position, found) if self._page.drops_leads else found

    def _question(self, position: int) -> int:
        """The next question mark that tells of damage; looked for only once."""
        if self._found < position:
            match = _SIGN.search(self._text, position)
            self._found = len(self._text) if match is None else match.start()
        return self._found

    def _dropped(self, position: int, end: int) -> int:
        """The next stop after which the text makes no sense: there a lone lead byte was dropped."""
        for match in _STOP.finditer(self._text, position, end):
            if self._makes_no_sense(match.end()):
                return match.start()
        return end

    def _makes_no_sense(self, start: int) -> bool:
        before, score = "", 0.0
        ahead = self._text[start : start + _REACH]
        if ahead[:1] in _SIGNS_AFTER_STOP:
            return True
        for character in ahead:
            score += self._likelihood.of(before, character)
            before = extended(before, character)
        return len(ahead) == _REACH and score < _REACH * _UNLIKELY
