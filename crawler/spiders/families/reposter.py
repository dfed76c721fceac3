"""Small sites of press releases and reposts, made by DedeCMS, EmpireCMS, PHPCMS and their like.

They credit a medium under the title, or nobody, and end with a disclaimer.
"""

from __future__ import annotations

from typing import Final

from crawler.sources import Selectors
from crawler.spiders.families.listing import ListingSpider

# the further pages of an article (1045_2.html, &page=2) are none of these
_FILE: Final = r"(?<!_\d)(?<!_\d\d)\.s?html?$"
_DATED: Final = rf"/(?:\d{{4}}/\d{{4}}|\d{{4}}[-/]?\d{{2}}(?:[-/]?\d{{2}})?)/[\w-]*\d{_FILE}"
_NUMBERED: Final = r"^(?:/[a-z][\w-]*){1,3}/\d{2,}(?:\.s?html?)?$"
_SHOWN: Final = (
    r"/(?:show-\d+-\d+-1|(?:show|view|detail|article|content|news)[-_/]\d+(?:[-_]1)?)(?:\.s?html?)?$"
)
_ASKED: Final = r"\.php\?(?!.*\bpage=).*\b(?:a=show|aid=\d|classid=\d+&id=\d)"

PERMALINKS: Final = (_DATED, _NUMBERED, _SHOWN, _ASKED)
# a channel's first page only: further ones are reached from the one before, until all that is on it is known
LISTING_URL: Final = (
    r"^/(?:[a-z][\w-]*/)*$|^/list[-_]\d+\.s?html?$|/list[-_]\d+[-_]1\.s?html?$"
    r"|\.php\?(?!.*\bpage=).*\b(?:a=lists|tid=\d)"
)

SELECTORS: Final = Selectors(
    body=(
        "div.content",
        "#content",
        "div.article-content",
        "div.article_content",
        "div.newscontent",
        "#zoom",
        "div.text",
    ),
    drop=(".share", ".bdsharebuttonbox", ".prenext", ".pagelist", ".tags", ".info"),
)


class ReposterSpider(ListingSpider):
    """Channels are directories; the pager of a list is of links."""
