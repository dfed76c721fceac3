"""Where the guesses of a restored page stand in the title and the text that were read of it.

The page was parsed, its lines were cut and its blanks made one, so that offsets in it say nothing any more. The
paragraphs are found in it again, blanks and markup aside, in their order; where a paragraph was changed on its way, a
guess is known by the characters round it.
"""

from __future__ import annotations

import bisect
import dataclasses
import html
import re
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extraction.mirrors.restored import Restored
from crawler.items import Guess

_BLANK: Final = r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+"
_UNSEEN: Final = re.compile(rf"{_BLANK}|</?[a-zA-Z!][^<>]{{0,5000}}>")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_CONTEXTS: Final = (12, 8, 5, 3)  # characters on either side of a guess by which it is known again


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Seen:
    """A text without blanks and markup; `places` are the offsets of its characters in the text itself."""

    text: str
    places: list[int]

    def at(self, offset: int) -> int:
        """The first character that stands at the offset or after it."""
        return bisect.bisect_left(self.places, offset)


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Span:
    """Where a paragraph stands: `start` and `end` among the characters read; `page`, where in the page, if there."""

    start: int
    end: int
    page: int | None

    @property
    def page_end(self) -> int:
        return (self.page or 0) + self.end - self.start


def located(
    pages: Sequence[Restored], title: str | None, text: str
) -> tuple[tuple[Guess, ...], tuple[Guess, ...]]:
    """The guesses of the pages that stand in the title, and those that stand in the text, in their order.

    What a guess was for that was not read, or cannot be told from others like it, is left out.
    """
    page, guesses = _whole(pages)
    if not guesses:
        return (), ()
    own = _seen(text, markup=False)
    spans = list(_spans(page, own, text))
    body = next((span.page for span in spans if span.page is not None), len(page.text))
    in_text = tuple(_guesses(spans, page, guesses, own, text))
    return tuple(_in_title(page, guesses, title or "", body)), in_text


def _whole(pages: Sequence[Restored]) -> tuple[_Seen, list[Guess]]:
    """All pages as one, and their guesses by their places among its characters that can be seen."""
    joined = "\n".join(page.text for page in pages)
    whole, shift = _seen(joined, markup=True), 0
    guesses: list[Guess] = []
    for page in pages:
        for one in page.guesses:
            start, end = whole.at(one.start + shift), whole.at(one.end + shift)
            if start < end:
                guesses.append(dataclasses.replace(one, start=start, end=end))
        shift += len(page.text) + 1
    return whole, guesses


def _seen(text: str, *, markup: bool) -> _Seen:
    characters, places = list[str](), list[int]()
    at = 0
    for unseen in re.finditer(_UNSEEN if markup else _BLANK, text):
        _see(text, at, unseen.start(), characters, places, markup=markup)
        at = unseen.end()
    _see(text, at, len(text), characters, places, markup=markup)
    return _Seen(text="".join(characters), places=places)


def _see(text: str, start: int, end: int, characters: list[str], places: list[int], *, markup: bool) -> None:
    for entity in _ENTITY.finditer(text, start, end) if markup else ():
        characters.extend(text[start : entity.start()])
        places.extend(range(start, entity.start()))
        said = re.sub(_BLANK, "", html.unescape(entity[0]))
        characters.extend(said)
        places.extend([entity.start()] * len(said))
        start = entity.end()
    characters.extend(text[start:end])
    places.extend(range(start, end))


def _in_title(page: _Seen, guesses: Sequence[Guess], title: str, body: int) -> Iterator[Guess]:
    """Of a title that stands in several places the one next to where the body begins."""
    own = _seen(title, markup=False)
    if not own.text:
        return
    at = page.text.rfind(own.text, 0, body)
    at = page.text.find(own.text) if at < 0 else at
    span = _Span(start=0, end=len(own.text), page=at if at >= 0 else None)
    yield from _guesses([span], page, guesses, own, title)


def _spans(page: _Seen, own: _Seen, text: str) -> Iterator[_Span]:
    """The paragraphs: the longest where it first stands, the others where they stand next to it."""
    breaks = [own.at(found.start()) for found in re.finditer("\n", text)]
    edges = list(zip([0, *breaks], [*breaks, len(own.text)], strict=True))
    places = _places(page.text, [own.text[start:end] for start, end in edges])
    for (start, end), place in zip(edges, places, strict=True):
        yield _Span(start=start, end=end, page=place)


def _places(page: str, paragraphs: Sequence[str]) -> list[int | None]:
    places: list[int | None] = [None] * len(paragraphs)
    anchors = (
        number
        for number in sorted(range(len(paragraphs)), key=lambda n: -len(paragraphs[n]))
        if paragraphs[number]
    )
    anchor = next((number for number in anchors if paragraphs[number] in page), None)
    if anchor is None:
        return places
    begin = places[anchor] = page.find(paragraphs[anchor])
    for number in range(anchor - 1, -1, -1):
        if (at := page.rfind(paragraphs[number], 0, begin)) >= 0:
            begin = places[number] = at
    end = page.find(paragraphs[anchor]) + len(paragraphs[anchor])
    for number in range(anchor + 1, len(paragraphs)):
        if (at := page.find(paragraphs[number], end)) >= 0:
            places[number] = at
            end = at + len(paragraphs[number])
    return places


def _guesses(
    spans: Sequence[_Span], page: _Seen, guesses: Sequence[Guess], own: _Seen, value: str
) -> Iterator[Guess]:
    """What of the guesses stands in the spans, each by its place in the value."""
    behind = 0  # in the page: what stands before was read before
    for number, span in enumerate(spans):
        if span.page is not None:
            yield from (
                _placed(one, one.start - span.page + span.start, own, value)
                for one in guesses
                if span.page <= one.start and one.end <= span.page_end
            )
            behind = span.page_end
            continue
        ahead = next((later.page for later in spans[number:] if later.page is not None), len(page.text))
        near = [one for one in guesses if behind <= one.start and one.end <= ahead]
        yield from _by_context(near, page.text, span, own, value)


def _by_context(guesses: Sequence[Guess], page: str, span: _Span, own: _Seen, value: str) -> Iterator[Guess]:
    at = span.start
    for one in guesses:
        found = _known_again(one, page, own.text[: span.end], at)
        if found is not None:
            yield _placed(one, found, own, value)
            at = found + one.end - one.start


def _known_again(one: Guess, page: str, paragraph: str, begin: int) -> int | None:
    """Where it stands in the paragraph: with what stands on both its sides, or with as much as both on one of them."""
    guessed = page[one.start : one.end]
    for reach in _CONTEXTS:
        for left, right in ((reach, reach), (2 * reach, 0), (0, 2 * reach)):
            before = page[max(0, one.start - left) : one.start]
            after = page[one.end : one.end + right]
            at = paragraph.find(before + guessed + after, max(0, begin - len(before)))
            if at >= 0 and at + len(before) >= begin:
                return at + len(before)
    return None


def _placed(one: Guess, at: int, own: _Seen, value: str) -> Guess:
    start, end = own.places[at], own.places[at + one.end - one.start - 1] + 1
    return dataclasses.replace(one, start=start, end=end, value=value[start:end])
