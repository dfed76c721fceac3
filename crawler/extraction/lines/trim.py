"""A body's paragraphs without what stands at their two ends and is not text; what the cut lines say is kept."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from typing import Final

from crawler.extraction.lines.aftermath import find_aftermath
from crawler.extraction.lines.cleaned import clean_lines, letters
from crawler.extraction.lines.closing import cut_tail, disclaimer_at_end
from crawler.extraction.lines.credits import Credits
from crawler.extraction.lines.cuts import Cut, said, stated
from crawler.extraction.lines.glued import unglue_closing, unglue_opening
from crawler.extraction.lines.headline_lines import without_title
from crawler.extraction.lines.labels import Kind, Statement
from crawler.extraction.lines.opening import cut_head, statements_at, without_digest_label
from crawler.extraction.lines.statements import Boilerplate
from crawler.extraction.lines.strays import calendar_at, is_stray
from crawler.items import Said
from crawler.sources import Source

_BYLINE_REACH: Final = 2  # a byline may follow a standfirst
_BELOW_STANDFIRST: Final = frozenset({Kind.BYLINE, Kind.PUBLISHER, Kind.PUBLISHED})
_LONGEST_STANDFIRST: Final = 240
_SHORTEST_DIGEST: Final = 12
_DIGEST_REACH: Final = 3  # paragraphs a digest may run through
_MOST_PASSES: Final = 6
_DATELINE_REACH: Final = 4  # captions may stand above it


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class TrimmedText:
    """`paragraphs` hold no line break and none is empty. The other fields are what the cut lines say, if anything.

    `cut` are the cut lines in the order of the page: `rule` is the class of a line, `place` where it stood (`head`,
    `middle`, `tail`).
    """

    paragraphs: tuple[str, ...]
    byline: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    publisher: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    site_name: str | None = None
    tags: tuple[str, ...] = ()
    cut: tuple[Said, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class _Text:
    """`above` and `below` were cut so far, in the order of the page; what the middle loses is counted as above."""

    lines: list[str]
    above: tuple[Cut, ...] = ()
    below: tuple[Cut, ...] = ()

    def after(self, cuts: Iterable[Cut], lines: Sequence[str]) -> _Text:
        return dataclasses.replace(self, lines=[*lines], above=(*self.above, *cuts))

    def before(self, cuts: Iterable[Cut], lines: Sequence[str]) -> _Text:
        return dataclasses.replace(self, lines=[*lines], below=(*cuts, *self.below))


def trim(paragraphs: Sequence[str], *, title: str | None, source: Source) -> TrimmedText:
    """Cut what is no text by the classes of `lines`, in the middle only what never is, and collect what is cut.

    A line break inside a paragraph ends it. Lines that repeat the title before the text are cut. Idempotent in its
    paragraphs.
    """
    boilerplate = tuple(re.compile(pattern) for pattern in source.boilerplate)
    text = _Text(lines=clean_lines(paragraphs))
    for _ in range(_MOST_PASSES):
        shorter = _trimmed_once(text, title, boilerplate)
        if shorter.lines == text.lines:
            break
        text = shorter
    return _trimmed_text(text, source)


def _trimmed_once(text: _Text, title: str | None, boilerplate: Boilerplate) -> _Text:
    """What is cut at an end may bring to light what is cut next."""
    cuts, begin = cut_head(text.lines, title, boilerplate)
    text = text.after(cuts, text.lines[begin:])
    text = _without_disclaimer(_without_aftermath(text))
    end, cuts = cut_tail(text.lines, title, boilerplate, text.below)
    text = text.before(cuts, text.lines[:end])
    text = _without_strays(_opened(text, boilerplate), boilerplate)
    text = _without_repeated_standfirst(text)
    return _closed(_without_glued_title(text, title))


def _trimmed_text(text: _Text, source: Source) -> TrimmedText:
    cuts = (*text.above, *text.below)
    dateline = next(filter(None, map(_said_in_dateline, text.lines[:_DATELINE_REACH])), ())
    credits = Credits(utc_offset=source.utc_offset)
    for states in (*(cut.states for cut in text.above), dateline, *(cut.states for cut in text.below)):
        credits.add(states)
    return TrimmedText(
        paragraphs=tuple(text.lines),
        byline=credits.byline,
        authors=credits.authors,
        editors=credits.editors,
        publisher=credits.publisher,
        published_at=credits.published_at,
        modified_at=credits.modified_at,
        site_name=credits.site_name,
        tags=credits.tags,
        cut=said(cuts),
    )


def _said_in_dateline(line: str) -> tuple[Statement, ...]:
    """What a paragraph states that keeps its opening."""
    unglued = unglue_opening(line)
    return unglued.said if unglued.text == line else ()


def _without_aftermath(text: _Text) -> _Text:
    """The lines before what only stands under an article, and the annexes below it."""
    found = find_aftermath(text.lines)
    if found is None:
        return text
    cut = text.lines[found.begin : found.end]
    return text.before(_cuts_below(cut, found.rule), [*text.lines[: found.begin], *text.lines[found.end :]])


def _without_disclaimer(text: _Text) -> _Text:
    end = disclaimer_at_end(text.lines)
    return text.before(_cuts_below(text.lines[end:], "disclaimer"), text.lines[:end])


def _cuts_below(lines: Sequence[str], rule: str) -> list[Cut]:
    """The cuts of lines below the text; who edited and whom it is from are often said among them.

    What stands at once below the text is said of it; a date further down may be another article's.
    """
    cuts: list[Cut] = []
    is_close = rule == "closing"
    while len(cuts) < len(lines):
        at = len(cuts)
        found, used = statements_at(lines, at, ())
        is_close = is_close and bool(found)
        if is_close or _is_credit(found):
            cuts += [
                stated(lines[at], found, "tail"),
                *(Cut("value", line, "tail") for line in lines[at + 1 : at + used]),
            ]
        else:
            cuts.append(Cut(rule, lines[at], "tail"))
    return cuts


def _is_credit(found: tuple[Statement, ...]) -> bool:
    return bool(found) and found[0].kind in (Kind.EDITORS, Kind.PUBLISHER) and bool(found[0].value)


def _without_strays(text: _Text, boilerplate: Boilerplate) -> _Text:
    """What a source declares to be no text, and what never is, is none in the middle of an article either."""
    cuts: list[Cut] = []
    kept: list[str] = []
    at = 0
    while at < len(text.lines):
        line = text.lines[at]
        if any(pattern.fullmatch(line) for pattern in boilerplate):
            cuts.append(Cut("boilerplate", line, "middle"))
        elif is_stray(line):
            cuts.append(Cut("interface", line, "middle"))
        elif height := calendar_at(text.lines, at):
            cuts += [Cut("calendar", day, "middle") for day in text.lines[at : at + height]]
            at += height - 1
        else:
            kept.append(line)
        at += 1
    return text.after(cuts, kept)


def _without_repeated_standfirst(text: _Text) -> _Text:
    """A digest that generators put first, and that is only the beginning of the paragraphs below it, goes."""
    while len(text.lines) > 1 and _repeats_below(text.lines):
        text = text.after([Cut("standfirst-again", text.lines[0], "head")], text.lines[1:])
    return text


def _repeats_below(lines: Sequence[str]) -> bool:
    digest = without_digest_label(lines[0])
    if letters(digest[:_SHORTEST_DIGEST])[:1] != letters(lines[1][:_SHORTEST_DIGEST])[:1]:
        return False
    said = letters(digest)
    below = letters("".join(lines[1 : 1 + _DIGEST_REACH]))
    return len(said) >= _SHORTEST_DIGEST and below.startswith(said)


def _without_glued_title(text: _Text, title: str | None) -> _Text:
    rest = without_title(text.lines[0], title) if text.lines and title else None
    if not title or rest is None or rest == text.lines[0]:
        return text
    return text.after([Cut("headline", title, "head")], [rest, *text.lines[1:]])


def _opened(text: _Text, boilerplate: Boilerplate) -> _Text:
    """The text without a byline glued to its first paragraph or standing below its standfirst."""
    if not text.lines:
        return text
    unglued = unglue_opening(text.lines[0])
    if unglued.text != text.lines[0]:
        printed = " ".join(one.printed for one in unglued.said)
        return text.after([stated(printed, unglued.said, "head")], [unglued.text, *text.lines[1:]])
    lines = text.lines
    cuts: list[Cut] = []
    for at in range(1, _BYLINE_REACH + 1):
        while at < len(lines) - 1 and max(map(len, lines[:at])) <= _LONGEST_STANDFIRST:
            found, used = statements_at(lines, at, boilerplate)
            if not all(statement.kind in _BELOW_STANDFIRST for statement in found) or _is_caption(found):
                break
            cuts.append(stated(" ".join(lines[at : at + used]), found, "head"))
            lines = [*lines[:at], *lines[at + used :]]
    return text.after(cuts, lines)


def _is_caption(found: tuple[Statement, ...]) -> bool:
    """Whether nothing is said, or no more than who took the picture above: `某某 摄`."""
    return all(one.printed.rstrip(" )）】]").endswith(("摄", "攝")) for one in found)


def _closed(text: _Text) -> _Text:
    """The text without credits glued to its last paragraph; who took a picture stays with its caption."""
    if not text.lines:
        return text
    unglued = unglue_closing(text.lines[-1])
    if _is_caption(unglued.said):
        return text
    printed = " ".join(one.printed for one in unglued.said)
    return text.before([stated(printed, unglued.said, "tail")], [*text.lines[:-1], unglued.text])
