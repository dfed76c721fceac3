"""A page restored, told to a person: the verdict in a line, the lines that changed and what in them is guessed."""

from __future__ import annotations

import dataclasses
import difflib
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from rich.text import Text

from crawler.commands.guessed import with_guesses
from crawler.commands.pages_named import NamedPage
from crawler.commands.terminal import shown
from crawler.extraction.extract import extract
from crawler.extraction.mirrors.mended import UNRESTORED, Mended, mended
from crawler.extraction.mirrors.verdict import Verdict, verdict_of
from crawler.items import Article, Guess

# a page without line breaks has its paragraphs compared one by one all the same
_LINE_OR_BLOCK: Final = re.compile(
    r"\n|(?=<(?:p|div|h[1-6]|li|tr|td|title|meta|br|section|article)\b)", re.IGNORECASE
)
_BLANK: Final = re.compile(r"\s*")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Restoration:
    """A page, the verdict on it, and its text mended as a crawl mends it; a clean page stays as it is.

    `article` is what a crawl would read of it, where that was asked for.
    """

    page: NamedPage
    verdict: Verdict
    mended: Mended
    article: Article | None = None

    @property
    def counts(self) -> Mapping[str, int]:
        return {repair.name: repair.times for repair in self.mended.repairs}

    @property
    def guesses(self) -> tuple[Guess, ...]:
        return self.mended.restored.guesses if self.mended.restored else ()

    @property
    def failure(self) -> str:
        """Why a garbled page could not be restored, by an error of ours; nothing where it could."""
        choice = self.mended.choice
        return choice.won.value if choice and UNRESTORED in self.mended.flags else ""

    @property
    def printed(self) -> str:
        """The text a person wants: the whole page's, or the article's below its title."""
        if self.article is None:
            return self.mended.text
        return "\n\n".join(filter(None, (self.article.title, self.article.text))) + "\n"


def restoration_of(page: NamedPage, *, article: bool) -> Restoration:
    """Raises ExtractionError where there is to be an article and none can be read."""
    return Restoration(
        page=page,
        verdict=verdict_of(page.text),
        mended=mended(page.text),
        article=extract(page.capture, page.source, page.learned) if article else None,
    )


def summary(told: Restoration) -> str:
    """`page.html: garbled (bare-reading 12, torn-tag 3); readings-removed 40, lost-bytes-guessed 2`."""
    signs, counts = _counted(told.verdict.signs), _counted(told.counts)
    because = f" ({signs})" if signs else ""
    return f"{told.page.name}: {told.verdict.kind}{because}{f'; {counts}' if counts else ''}"


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def as_json(told: Restoration) -> str:
    return json.dumps(
        {
            "name": told.page.name,
            "verdict": told.verdict.kind,
            "signs": dict(told.verdict.signs),
            "counts": dict(told.counts),
            **_texts(told),
        },
        ensure_ascii=False,
    )


def _texts(told: Restoration) -> dict[str, Any]:
    if told.article is None:
        return {"guesses": _guesses(told.guesses), "text": told.mended.text}
    guessed = {choice.field: choice.guessed for choice in told.article.provenance}
    return {
        "guesses": {name: _guesses(guessed.get(name, ())) for name in ("title", "text")},
        "title": told.article.title,
        "text": told.article.text,
    }


def _guesses(guesses: Iterable[Guess]) -> list[dict[str, Any]]:
    return [dataclasses.asdict(guess) for guess in guesses]


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Line:
    start: int
    text: str


def difference(told: Restoration) -> Iterator[Text]:
    """The lines that changed, `-` as the page has them and `+` restored; a guess stands as ⟨此 93%⟩."""
    old, new = _lines(told.page.text), _lines(told.mended.text)
    matcher = difflib.SequenceMatcher(None, [line.text for line in old], [line.text for line in new])
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield from _changed(old[i1:i2], new[j1:j2], told.guesses)


def _changed(old: Sequence[_Line], new: Sequence[_Line], guesses: Sequence[Guess]) -> Iterator[Text]:
    """One below the other where the lines are as many, so that each stands by its own."""
    gone = [shown(f"- {line.text}", "red") for line in old]
    come = [
        Text.assemble(shown("+ ", "green"), with_guesses(line.text, line.start, guesses, "green"))
        for line in new
    ]
    if len(gone) == len(come):
        for one, other in zip(gone, come, strict=True):
            yield from (one, other)
    else:
        yield from (*gone, *come)


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank, each with where it begins."""
    edges = [0, *(found.end() for found in _LINE_OR_BLOCK.finditer(text)), len(text)]
    pieces = (_Line(start=start, text=text[start:end]) for start, end in itertools.pairwise(edges))
    return [_stripped(line) for line in pieces if line.text.strip()]


def _stripped(line: _Line) -> _Line:
    indent = _BLANK.match(line.text)
    assert indent is not None
    return _Line(start=line.start + indent.end(), text=line.text.strip())
