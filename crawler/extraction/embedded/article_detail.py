"""The article of a page of an author platform (meipian.cn), whole in one variable of its scripts.

The reader is chosen by what the page carries, not by its source, so that a saved page of unknown origin is read too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from crawler.extraction.embedded.article import EmbeddedArticle
from crawler.extraction.embedded.assigned import assigned_values, json_at
from crawler.extraction.embedded.markup import markup_lines, moment, plain
from crawler.items import ExtractionError

_ARTICLE_DETAIL: Final = "ARTICLE_DETAIL"
_PUBLIC: Final = frozenset(["", "0", "1", "none", "public"])
_KINDS_OF_PRIVATE: Final = {"2": "not listed", "3": "needs a password", "4": "its author's only"}


def read_article_detail(page: str, utc_offset: str) -> EmbeddedArticle | None:
    """Under `article` with its content nested, or at the top with a list of segments; None where neither is.

    Raises ExtractionError, `private` or `soft-404`, for a page that says there is nothing to be read.
    """
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
    published_at = moment(article.get("create_time"), utc_offset)
    edited_at = moment(article.get("edit_date_str"), utc_offset)
    later = edited_at if edited_at and published_at and edited_at[:10] > published_at[:10] else None
    return EmbeddedArticle(
        lines=tuple(markup_lines(map(_segment_text, segments))),
        title=plain(article.get("title")),
        account=plain(author.get("nickname") or author.get("screen_name") or article.get("nickname")),
        published_at=published_at or edited_at,
        modified_at=later,
        place=f"script {_ARTICLE_DETAIL}",
        whole=True,
    )


def _segments(detail: Mapping[str, Any], article: Any) -> list[Any] | None:
    """The list of text and pictures, wherever this generation of the page keeps it; None where it keeps none."""
    for holder in (article, detail):
        held = holder.get("content") if isinstance(holder, dict) else None
        while isinstance(held, dict):
            held = held.get("content")
        if isinstance(held, str):
            held = json_at(held.strip(), 0) if held.lstrip().startswith("[") else [{"text": held}]
        if isinstance(held, list):
            return held
    return None


def _refuse_private(article: Mapping[str, Any]) -> None:
    privacy = str(article.get("privacy", "")).strip().lower()
    if privacy not in _PUBLIC:
        raise ExtractionError("private", _KINDS_OF_PRIVATE.get(privacy, f"privacy {privacy}"))


def _segment_text(segment: Any) -> str:
    text = segment.get("text") if isinstance(segment, dict) else segment
    return text if isinstance(text, str) else ""
