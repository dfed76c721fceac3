"""The texts that articles are made of: made up by number, or taken from files one after another."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from benchmarks.reposts import prose
from benchmarks.restoring.texts import written_articles

SHORTEST: Final = 60
LONGEST: Final = 4000
_RUN: Final = 8
_SHARED_MOST: Final = 0.1


class EndOfTextsError(Exception):
    """The files have no text left that was not taken."""


class MadeUp:
    """The project's own articles first, then prose made up as the numbers fall; never at its end."""

    def __init__(self) -> None:
        written = _unlike(written_articles())
        self._written = iter([text for text in written if SHORTEST <= len(text) <= LONGEST])

    def story(self, draw: random.Random) -> str:
        """A text of a length that news have."""
        return next(self._written, None) or self.take(draw, length(draw))

    def take(self, draw: random.Random, letters: int) -> str:
        return prose.text_of(draw, letters)[:LONGEST]


class OfFiles:
    """Prose a paragraph a line; each paragraph is taken once, in the order of the files."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Raises OSError, UnicodeDecodeError."""
        files = [
            file for path in paths for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])
        ]
        self._lines: Iterator[str] = iter(
            dict.fromkeys(
                line
                for file in files
                for line in map(str.strip, file.read_text(encoding="utf-8").splitlines())
                if line
            )
        )

    def story(self, draw: random.Random) -> str:
        return self.take(draw, length(draw))

    def take(self, _: random.Random, letters: int) -> str:
        taken: list[str] = []
        for line in self._lines:
            taken.append(line)
            if sum(map(len, taken)) >= letters:
                return "\n".join(taken)[:LONGEST]
        raise EndOfTextsError


def _unlike(texts: Iterable[str]) -> Iterator[str]:
    """The Chinese ones, without reposts of one before: the replicas of sites have some."""
    seen: set[str] = set()
    for text in texts:
        if sum("一" <= character <= "鿿" for character in text) < len(text) / 2:
            continue
        runs = {text[at : at + _RUN] for at in range(len(text))}
        if len(runs & seen) < _SHARED_MOST * len(runs):
            seen |= runs
            yield text


def length(draw: random.Random) -> int:
    return min(max(round(draw.lognormvariate(6.2, 0.9)), SHORTEST), LONGEST)
