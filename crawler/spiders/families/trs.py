"""Sites made by TRS WCM, as thousands of Chinese offices and party papers are.

A section is a directory; its list is the directory itself, then `index_1.html` and so on, whose number stands only in
a script. An article is `t` with its day and number, in a folder of its month: `/news/202211/t20221107_7309857.html`;
its further pages are `t20221107_7309857_1.html`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from scrapy import Request
from scrapy.http import Response

from crawler.discovery.links import resolved
from crawler.sources import Selectors
from crawler.spiders.families.listing import ListingSpider

ARTICLE_FILE: Final = r"/t\d{8}_\d{2,10}\.s?html?(?:\?|$)"
"""The end of an article's address; what stands before it is for the source to say."""

PERMALINKS: Final = (rf"^(?:/[\w.-]+)*{ARTICLE_FILE}",)

LISTING_URL: Final = r"^/(?:(?!\d{6}/|images?/)[\w.-]+/)*(?:(?:index|list)\.s?html?)?$"
"""Any directory that is no month's folder; a source that wants some sections only says which."""

DROP: Final = ("#div_currpage", ".bdsharebuttonbox", ".jiathis_style", ".share")

SELECTORS: Final = Selectors(
    body=(
        ".TRS_Editor",
        ".trs_editor_view",
        ".TRS_UEDITOR",
        ".trs_paper_default",
        ".Custom_UnionStyle",
        "#zoom",
        "#Zoom",
        "#text",
    ),
    drop=DROP,
)
"""The boxes of the editors TRS has had. What the head names (ArticleTitle, PubDate, ContentSource) is read anywhere."""

_INDEX_FILE = re.compile(r"/index\.s?html?$")
_SCRIPT = re.compile(rb"<script\b[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(rb"""["']([^"'<>\s]{0,200}?/?t\d{8}_\d{2,10}\.s?html?)["']""")
_PAGE_COUNT = re.compile(
    rb"""(?:\b(?:countPage|pageCount|totalPage|nPageCount)\s*[=:]|\bPager\s*\(\s*\{[^{}]{0,200}?\bsize\s*:)\s*["']?(\d{1,5})\b"""
)
_CURRENT_PAGE = re.compile(rb"""\b(?:currentPage|currPage|nCurrIndex|current)\s*[=:]\s*["']?(\d{1,5})\b""")
_SUFFIX = re.compile(rb"""["']\.?(s?html?|jsp)\\?["']""")
_NUMBERED = re.compile(r"^(?P<stem>.*?)(?:_\d+)?\.(?P<suffix>s?html?|jsp)$")


class TrsSpider(ListingSpider):
    """Follows directories as lists. Articles are also found where a script holds the list."""

    def article_urls(self, response: Response) -> Iterable[str]:
        linked = dict.fromkeys(super().article_urls(response))
        scripted = map(self.source.own_scheme, urls_in_scripts(response.body, response.url))
        return (*linked, *(url for url in scripted if url not in linked and self.source.is_article_url(url)))

    def other_listings(self, response: Response) -> Iterable[str]:
        """Each list once: `/news/index.html` is `/news/`."""
        return (_INDEX_FILE.sub("/", url) for url in super().other_listings(response))

    def next_listing(self, response: Response) -> Request | None:
        following = super().next_listing(response)
        if following is not None:
            return following
        counted = next_by_count(response.body, response.url)
        return None if counted is None else Request(self.source.own_scheme(counted))


def urls_in_scripts(body: bytes, url: str) -> Iterator[str]:
    """The addresses of articles that stand in quotation marks in a page's scripts, in its order."""
    quoted = (address for script in _SCRIPT.findall(body) for address in _ADDRESS.findall(script))
    found = (resolved(address.decode("latin-1"), url) for address in quoted)
    return (address for address in dict.fromkeys(found) if address is not None)


def next_by_count(body: bytes, url: str) -> str | None:
    """The next page of a list whose script is no call of createPageHTML, but says how many pages there are.

    `var countPage = 20; var currentPage = 0;` or `Pager({size:20, current:0, ...})`; pages count from 0, and page 1
    is index_1.
    """
    count, current = _PAGE_COUNT.search(body), _CURRENT_PAGE.search(body)
    if count is None or current is None or int(current[1]) + 1 >= int(count[1]):
        return None
    folder, _, file = url.partition("?")[0].rpartition("/")
    named = _NUMBERED.match(file)
    stated = _SUFFIX.search(body, min(count.start(), current.start()))
    suffix = named["suffix"] if named else stated[1].decode() if stated else "html"
    return f"{folder}/{named['stem'] if named else 'index'}_{int(current[1]) + 1}.{suffix}"
