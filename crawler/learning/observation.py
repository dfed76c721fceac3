"""What one page tells about its site: the lines of its text, the lines beside it, and the dates it states."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import re
from typing import Final

from crawler.extraction.decode import decode
from crawler.extraction.formats.kinds import Kind, kind_of
from crawler.extraction.formats.mhtml import is_mhtml, read_mhtml
from crawler.extraction.lines.cleaned import clean_lines, same_words
from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.markup.html import parse_html
from crawler.extraction.mirrors.mended import mended
from crawler.extraction.text.dates import iso_date
from crawler.extraction.worker import read
from crawler.items import Article, Capture
from crawler.sources import Source

LONGEST_LINE: Final = 600  # characters; a paragraph of which every site has one alone is no boilerplate
SHORTEST_LINE: Final = 6  # 首页, 财经 and 【案例】 may be an article's sub-heading as well
_DATE_IN_ADDRESS: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_/]?(0[1-9]|1[0-2])[-_/]?(0[1-9]|[12]\d|3[01])(?!\d)"
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Observation:
    """One page as it is read when nothing is learned, so that learning twice gives the same.

    `text` are the lines of its article in order, `beside` all others the page shows, each once. `piece` is equal for
    two captures of one piece of writing, at whatever address. `stamp` is the date it was given, `other_dates` the
    days that other places of the page and its address name: none where it was captured when it was published, so
    that the pages of one day's crawl, which have that date in common, teach nothing of the template's.
    """

    piece: str
    title: str
    text: tuple[str, ...]
    beside: tuple[str, ...]
    stamp: str | None
    other_dates: tuple[str, ...]


def observe(capture: Capture, source: Source) -> Observation | None:
    """None for a page no article is read of, and for what is no HTML."""
    outcome = read(dataclasses.replace(capture, continuations=()), source)
    page = _html(capture) if isinstance(outcome, Article) else None
    if page is None or not isinstance(outcome, Article):
        return None
    text, title = tuple(outcome.text.split("\n")), outcome.title or ""
    shown = clean_lines(lines_of(parse_html(page)))
    beside = dict.fromkeys(line for line in shown if SHORTEST_LINE <= len(line) <= LONGEST_LINE)
    return Observation(
        piece=_digest(title, max(text, key=len)),
        title=title,
        text=tuple(line for line in text if not same_words(line, title)),
        beside=tuple(line for line in beside if line not in text and not same_words(line, title)),
        stamp=outcome.published_at,
        other_dates=() if _is_of_its_capture(outcome) else tuple(_other_dates(outcome)),
    )


def _html(capture: Capture) -> str | None:
    """The page as its article was read of it: what a mirror did to it is undone beside the text too."""
    if is_mhtml(capture.body):
        saved = read_mhtml(capture.body)
        return mended(decode(saved.html, saved.content_type).text).text
    content_type = capture.header("content-type") or capture.record.content_type
    page = mended(decode(capture.body, content_type).text).text
    return page if kind_of(page, content_type) is Kind.HTML else None


def _is_of_its_capture(article: Article) -> bool:
    """Whether the date is that of the capture, or of the day before or after it: no clock has an offset beyond."""
    captured = article.record.captured_at.date()
    near = {(captured + datetime.timedelta(days=days)).isoformat() for days in (-1, 0, 1)}
    return (article.published_at or "")[:10] in near


def _other_dates(article: Article) -> list[str]:
    said = [
        other.value
        for choice in article.provenance
        if choice.field == "published_at"
        for other in choice.others
    ]
    days = {date[:10] for value in said if (date := iso_date(value))}
    if in_address := _DATE_IN_ADDRESS.search(article.record.url or ""):
        days.add("-".join(in_address.groups()))
    return sorted(days)


def _digest(title: str, paragraph: str) -> str:
    return hashlib.sha256(f"{title}\n{paragraph}".encode()).hexdigest()[:16]
