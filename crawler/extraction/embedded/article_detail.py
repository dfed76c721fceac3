"""What a page carries in its scripts for its own use: the article as JSON, before any script has drawn it.

A reader is chosen by what the page carries, not by its source, so that a saved page of unknown origin is read too.
"""

from __future__ import annotations

import dataclasses
import datetime
import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.markup.html import parse_html
from crawler.extraction.text.dates import iso_date
from crawler.items import ExtractionError

_DECODER: Final = json.JSONDecoder(strict=False)  # line breaks inside strings are wrong JSON and common
_QUOTED_PARSE: Final = re.compile(r"JSON\.parse\(\s*(?=\")")
_TAG: Final = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ESCAPED_TAG: Final = re.compile(r"&lt;/?[a-z][^<>]*?&gt;", re.IGNORECASE)
_ARTICLE_DETAIL: Final = "ARTICLE_DETAIL"
_PUBLIC: Final = frozenset(["", "0", "1", "none", "public"])
_KINDS_OF_PRIVATE: Final = {"2": "not listed", "3": "needs a password", "4": "its author's only"}
_SECONDS: Final = range(946_684_800, 4_102_444_800)  # the years 2000 to 2099


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class EmbeddedArticle:
    """What was carried, every field optional; `lines` are the text before anything is trimmed from its ends.

    `account` is the name of who runs the page, `published_at` and `modified_at` are ISO 8601.
    """

    lines: tuple[str, ...] = ()
    title: str | None = None
    account: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    tags: tuple[str, ...] = ()

    def or_else(self, other: EmbeddedArticle | None) -> EmbeddedArticle:
        """What this one does not state is taken from the other."""
        if other is None:
            return self
        fields = (field.name for field in dataclasses.fields(self))
        return EmbeddedArticle(**{name: getattr(self, name) or getattr(other, name) for name in fields})


def read_embedded(page: str, utc_offset: str) -> EmbeddedArticle | None:
    """The article a page carries in a script, or None where it carries none that can be read.

    Raises ExtractionError, `private` or `soft-404`, for a page that says there is nothing to be read.
    """
    return _article_detail(page, utc_offset)


def assigned_values(page: str, name: str) -> Iterator[Any]:
    """The JSON values the page's scripts assign to a variable, in order; what is no JSON is left out.

    `var NAME = {...}`, `window.NAME={...};`, `window["NAME"] = ...`, and the same quoted in `JSON.parse("...")`.
    """
    if name not in page:
        return
    for assignment in re.finditer(rf"(?<![\w$]){re.escape(name)}[\"'\]]*\s*=(?!=)\s*", page):
        value = _decoded(page, assignment.end())
        if value is not None:
            yield value


def _decoded(page: str, start: int) -> Any:
    """The value that begins there, whatever follows it; None where none does."""
    quoted = _QUOTED_PARSE.match(page, start)
    try:
        if quoted:
            return _DECODER.decode(_DECODER.raw_decode(page, quoted.end())[0])
        if page.startswith(("{&quot;", "[&quot;", "{&#34;"), start):
            return _DECODER.raw_decode(html.unescape(page[start : page.find("</script", start)]))[0]
        return _DECODER.raw_decode(page, start)[0]
    except (ValueError, RecursionError):
        return None


def _article_detail(page: str, utc_offset: str) -> EmbeddedArticle | None:
    """An article of meipian.cn: under `article` with its content nested, or at the top with a list of segments."""
    found = [value for value in assigned_values(page, _ARTICLE_DETAIL) if isinstance(value, dict) and value]
    for detail in found:
        article = detail.get("article", detail)
        segments = _segments(detail, article)
        if isinstance(article, dict) and (segments is not None or article.get("title")):
            _refuse_private(article)
            return _read_article(detail, article, segments or [], utc_offset)
    if any("article" in detail and not detail["article"] for detail in found):
        raise ExtractionError("soft-404", f"{_ARTICLE_DETAIL} holds no article")
    return None


def _read_article(
    detail: Mapping[str, Any], article: Mapping[str, Any], segments: list[Any], utc_offset: str
) -> EmbeddedArticle:
    author = next((one for one in (detail.get("author"), article.get("author")) if isinstance(one, dict)), {})
    published_at = _moment(article.get("create_time"), utc_offset)
    edited_at = _moment(article.get("edit_date_str"), utc_offset)
    later = edited_at if edited_at and published_at and edited_at[:10] > published_at[:10] else None
    return EmbeddedArticle(
        lines=tuple(markup_lines(map(_segment_text, segments))),
        title=_plain(article.get("title")),
        account=_plain(author.get("nickname") or author.get("screen_name") or article.get("nickname")),
        published_at=published_at or edited_at,
        modified_at=later,
    )


def _segments(detail: Mapping[str, Any], article: Any) -> list[Any] | None:
    """The list of text and pictures, wherever this generation of the page keeps it; None where it keeps none."""
    for holder in (article, detail):
        content = holder.get("content") if isinstance(holder, dict) else None
        while isinstance(content, dict):
            content = content.get("content")
        if isinstance(content, str):
            content = (
                _decoded(content.strip(), 0) if content.lstrip().startswith("[") else [{"text": content}]
            )
        if isinstance(content, list):
            return content
    return None


def _refuse_private(article: Mapping[str, Any]) -> None:
    privacy = str(article.get("privacy", "")).strip().lower()
    if privacy not in _PUBLIC:
        raise ExtractionError("private", _KINDS_OF_PRIVATE.get(privacy, f"privacy {privacy}"))


def _segment_text(segment: Any) -> str:
    text = segment.get("text") if isinstance(segment, dict) else segment
    return text if isinstance(text, str) else ""


def markup_lines(pieces: Iterator[str]) -> list[str]:
    """The lines of pieces of HTML, each beginning a new one.

    A piece without any tag is plain text, whose line breaks count; one whose tags are escaped is unescaped, once.
    """
    marked = [_marked(piece) for piece in pieces if piece.strip()]
    if not marked:
        return []
    return lines_of(parse_html("<html><body><div>" + "</div><div>".join(marked) + "</div></body></html>"))


def _marked(piece: str) -> str:
    if _TAG.search(piece):
        return piece
    if _ESCAPED_TAG.search(piece):
        return html.unescape(piece)
    return piece.replace("\n", "<br>")


def _plain(value: Any) -> str | None:
    """One line of text out of a value that may hold tags, entities and line breaks."""
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(_TAG.sub("", value)).split()) or None


def _moment(value: Any, utc_offset: str) -> str | None:
    """Seconds since 1970, or milliseconds, as a number or in words; else a date as people write it."""
    if isinstance(value, str) and not value.strip().isdecimal():
        return iso_date(value, utc_offset)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        seconds = int(value)
    except (ValueError, OverflowError):  # more digits than any clock has, Infinity, NaN
        return None
    seconds = next((one for one in (seconds, seconds // 1000) if one in _SECONDS), 0)
    zone = datetime.datetime.fromisoformat(f"2000-01-01T00:00:00{utc_offset}").tzinfo
    return datetime.datetime.fromtimestamp(seconds, zone).isoformat() if seconds else None
