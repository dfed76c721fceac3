"""A page saved as text: with or without a title, with a site's labels round it, or with escaped markup in it."""

from __future__ import annotations

import dataclasses
import html
import re
from typing import Final

from crawler.extraction.fields.candidates import Candidate
from crawler.extraction.formats.fragments import paragraphs_of
from crawler.extraction.formats.keywords import keywords_of
from crawler.extraction.formats.title_line import title_at
from crawler.extraction.formats.told import Stated, told
from crawler.extraction.formats.whole_page import below_furniture, page_head, without_site
from crawler.extraction.formats.wrapping import unwrapped
from crawler.extraction.lines.cleaned import clean_lines
from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.statements import statements
from crawler.extraction.lines.trim import TrimmedText, trim
from crawler.extraction.reading import Reading
from crawler.extraction.text.language import language_of
from crawler.extraction.text.script import simplified
from crawler.items import Record
from crawler.sources import Source

_TAGGED: Final = re.compile(r"</(?:p|h[1-6]|div|li|blockquote)>|<br\s*/?>|<p[\s>]", re.IGNORECASE)
_OPENING: Final = re.compile(r"<(?:p|h[1-6]|div|li|blockquote|br)\b", re.IGNORECASE)
_CLOSING: Final = re.compile(r"</(?:p|h[1-6]|div|li|blockquote)>", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"&lt;/?(?:p|h[1-6]|div|br)\b", re.IGNORECASE)
_EDITOR_BLOCK: Final = re.compile(r"class=[\"']?[^\"'>]*\b(?:ql-|mp-)", re.IGNORECASE)
_MOST_CRUMBS: Final = 5
_LONGEST_NICKNAME: Final = 24
_NO_CREDITS: Final = frozenset({Kind.INTERFACE, Kind.BREADCRUMB, Kind.LINK, Kind.DISCLAIMER})


def read_plain(text: str, record: Record, source: Source) -> Reading:
    """The reading of a text dump."""
    unescaped = html.unescape(text) if _ESCAPED.search(text) and not _TAGGED.search(text) else text
    if not _OPENING.search(unescaped):
        unescaped = _CLOSING.sub("", unescaped)  # left by what made the dump, which took the tags it knew
    lines = unescaped.splitlines()
    marked = [at for at, line in enumerate(lines) if _TAGGED.search(line)]
    if marked:
        return _read_marked(lines, marked[0], marked[-1] + 1, source)
    return _read_lines(lines, source)


def _read_lines(lines: list[str], source: Source) -> Reading:
    title, site_name, rest = _headline(_without_crumbs(lines))
    trimmed = trim(unwrapped(rest), title=title, source=source)
    stated = {
        "title": [Candidate("title-line", title, "head")],
        "site_name": [Candidate("title-line", site_name, "head")],
    }
    reading = _reading(title, trimmed, source, site_name=site_name)
    return told(reading, trimmed, text_as="plain-text", stated=stated)


def _headline(lines: list[str]) -> tuple[str | None, str | None, list[str]]:
    """The title, the site named beside it, and the other lines."""
    if head := page_head(lines):
        return head.title, head.site_name, head.lines
    lines = below_furniture(lines)
    at, title = title_at(lines)
    if title is None:
        return None, None, lines
    return *without_site(title), [*lines[:at], *lines[at + 1 :]]


def _without_crumbs(lines: list[str]) -> list[str]:
    """The lines without a breadcrumb whose crumbs stand on lines of their own, the first of them 首页."""
    at = [at for at, line in enumerate(lines) if line.strip()][:_MOST_CRUMBS]
    if not at or simplified(lines[at[0]].strip()) not in ("首页", "网站首页", "当前位置", "当前位置："):
        return lines
    end = next(
        (here for here in at if not re.fullmatch(r"[^，。！？：\d]{1,6}[：>/]?", lines[here].strip())),
        at[-1] + 1,
    )
    return lines[end:]


def _read_marked(lines: list[str], begin: int, end: int, source: Source) -> Reading:
    """A dump whose body is markup: title and author above it, keywords below it, each a line."""
    above, below = clean_lines(lines[:begin]), clean_lines(lines[end:])
    title, nickname, stated = _above(above)
    body = paragraphs_of("\n".join(lines[begin:end]))
    credited = [line for line in below if _is_credit(line)]
    others = [line for line in below if line not in credited]
    keywords = keywords_of(others, "\n".join(body))
    trimmed = trim([*stated, *body, *credited, *([] if keywords else others)], title=title, source=source)
    is_account = any(_EDITOR_BLOCK.search(line) for line in lines[begin:end])
    authors = trimmed.authors or ((nickname,) if nickname and is_account else ())
    tagged = keywords or trimmed.tags
    places: Stated = {
        "title": [Candidate("title-line", title, "head")],
        "authors": [Candidate("account", (nickname,), "head")] if nickname else [],
        "tags": [Candidate("keyword-lines", keywords, "tail")],
    }
    reading = dataclasses.replace(_reading(title, trimmed, source), authors=authors, tags=tagged)
    return told(reading, trimmed, text_as="markup-in-text", stated=places)


def _above(lines: list[str]) -> tuple[str | None, str | None, list[str]]:
    """Title, account name and the rest of the lines above a body of markup."""
    free = [line for line in lines if not statements(line)]
    title = free[0] if free else None
    nickname = free[1] if len(free) > 1 and _is_nickname(free[1]) else None
    return title, nickname, [line for line in lines if line not in (title, nickname)]


def _is_nickname(line: str) -> bool:
    return len(line) <= _LONGEST_NICKNAME and re.search(r"[。！？；：“”]", line) is None


def _is_credit(line: str) -> bool:
    """Whether the line states who wrote, edited or published, or anything else with a label and a value."""
    return any(one.value and one.kind not in _NO_CREDITS for one in statements(line))


def _reading(
    title: str | None, trimmed: TrimmedText, source: Source, *, site_name: str | None = None
) -> Reading:
    return Reading(
        paragraphs=trimmed.paragraphs,
        title=title,
        byline=trimmed.byline,
        authors=trimmed.authors,
        editors=trimmed.editors,
        publisher=trimmed.publisher,
        site_name=site_name or trimmed.site_name,
        published_at=trimmed.published_at,
        modified_at=trimmed.modified_at,
        language=language_of("\n".join(trimmed.paragraphs), source.language),
        tags=trimmed.tags,
    )
