"""The families a new source can be declared on, and what each brings to its sources."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from crawler.discovery.family import PLAIN
from crawler.sources import Selectors
from crawler.spiders.families import discuz, fastadmin, jekyll, trs, wordpress, zblog
from crawler.spiders.families.listing import ListingSpider


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """`permalinks` are the styles of article addresses its sites choose from, the most telling first.

    `listing_url` is None where sites choose freely. `feeds` and `sitemaps` are the paths they are usually at.
    """

    spider: type[ListingSpider]
    permalinks: tuple[str, ...] = ()
    listing_url: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    selectors: Selectors = dataclasses.field(default_factory=Selectors)
    boilerplate: tuple[str, ...] = ()


FAMILIES: Mapping[str, Family] = {
    "jekyll": Family(
        spider=jekyll.JekyllSpider,
        permalinks=(jekyll.DATE_PERMALINK,),
        feeds=("/feed.xml",),
        sitemaps=("/sitemap.xml",),
    ),
    "fastadmin": Family(
        spider=fastadmin.FastAdminSpider,
        permalinks=(fastadmin.ARTICLE_URL,),
        listing_url=fastadmin.LISTING_URL,
        sitemaps=(fastadmin.SITEMAP,),
        selectors=fastadmin.SELECTORS,
        boilerplate=fastadmin.BOILERPLATE,
    ),
    "trs": Family(
        spider=trs.TrsSpider,
        permalinks=trs.PERMALINKS,
        listing_url=trs.LISTING_URL,
        selectors=trs.SELECTORS,
    ),
    "wordpress": Family(
        spider=wordpress.WordPressSpider,
        permalinks=wordpress.PERMALINKS,
        listing_url=wordpress.LISTING_URL,
        feeds=(wordpress.FEED,),
        sitemaps=(wordpress.SITEMAP,),
        selectors=wordpress.SELECTORS,
    ),
    "discuz": Family(
        spider=discuz.DiscuzSpider,
        permalinks=(discuz.ARTICLE_URL,),
        listing_url=discuz.LISTING_URL,
        selectors=discuz.SELECTORS,
        boilerplate=discuz.BOILERPLATE,
    ),
    "zblog": Family(
        spider=zblog.ZBlogSpider,
        permalinks=zblog.PERMALINKS,
        listing_url=zblog.LISTING_URL,
        feeds=(zblog.FEED,),
        selectors=zblog.SELECTORS,
    ),
    PLAIN: Family(spider=ListingSpider),
}
