"""What an answer is that no article was read of, by its type and its body."""

from __future__ import annotations

from scrapy.http import Response

from crawler.extraction.page_kinds.impostors import impostor_of_body
from crawler.sources import Source

_MARKUP = ("", "text/html", "application/xhtml+xml", "text/plain")
_LISTED = ("xml", "json", "javascript")


def impostor_in(response: Response) -> str | None:
    """What kind of page it is in the place of another, as `impostor_of_body` says."""
    media_type = _media_type(response)
    if media_type not in _MARKUP or not response.body:
        return None
    return impostor_of_body(response.body, content_type=media_type)


def is_list(source: Source, response: Response) -> bool:
    """A page at an article's address that is not read as one is an image or a file, unless it is a feed."""
    media_type = _media_type(response)
    if any(word in media_type for word in _LISTED):
        return True
    return media_type in _MARKUP or not source.is_article_url(response.url)


def _media_type(response: Response) -> str:
    stated = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return stated.partition(";")[0].strip().lower()
