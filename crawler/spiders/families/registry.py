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
    `constants` names, by field, what a source's file imports from the module of the spider.
    """

    spider: type[ListingSpider]
    permalinks: tuple[str, ...] = ()
    listing_url: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    selectors: Selectors = dataclasses.field(default_factory=Selectors)
    boilerplate: tuple[str, ...] = ()
    constants: Mapping[str, str] = dataclasses.field(default_factory=dict)


FAMILIES: Mapping[str, Family] = {
    "jekyll": Family(
        spider=jekyll.JekyllSpider,
        permalinks=(jekyll.DATE_PERMALINK,),
        feeds=("/feed.xml",),
        sitemaps=("/sitemap.xml",),
        constants={"article_url": "DATE_PERMALINK"},
    ),
    "fastadmin": Family(
        spider=fastadmin.FastAdminSpider,
        permalinks=(fastadmin.ARTICLE_URL,),
        listing_url=fastadmin.LISTING_URL,
        sitemaps=(fastadmin.SITEMAP,),
        selectors=fastadmin.SELECTORS,
        boilerplate=fastadmin.BOILERPLATE,
        constants={
            "article_url": "ARTICLE_URL",
            "listing_url": "LISTING_URL",
            "selectors": "SELECTORS",
            "boilerplate": "BOILERPLATE",
        },
    ),
    "trs": Family(
        spider=trs.TrsSpider,
        permalinks=trs.PERMALINKS,
        listing_url=trs.LISTING_URL,
        selectors=trs.SELECTORS,
        constants={"listing_url": "LISTING_URL", "selectors": "SELECTORS"},
    ),
    "wordpress": Family(
        spider=wordpress.WordPressSpider,
        permalinks=wordpress.PERMALINKS,
        listing_url=wordpress.LISTING_URL,
        feeds=(wordpress.FEED,),
        sitemaps=(wordpress.SITEMAP,),
        selectors=wordpress.SELECTORS,
        constants={"listing_url": "LISTING_URL", "selectors": "SELECTORS"},
    ),
    "discuz": Family(
        spider=discuz.DiscuzSpider,
        permalinks=(discuz.ARTICLE_URL,),
        listing_url=discuz.LISTING_URL,
        selectors=discuz.SELECTORS,
        boilerplate=discuz.BOILERPLATE,
        constants={
            "article_url": "ARTICLE_URL",
            "listing_url": "LISTING_URL",
            "selectors": "SELECTORS",
            "boilerplate": "BOILERPLATE",
        },
    ),
    "zblog": Family(
        spider=zblog.ZBlogSpider,
        permalinks=zblog.PERMALINKS,
        listing_url=zblog.LISTING_URL,
        feeds=(zblog.FEED,),
        selectors=zblog.SELECTORS,
        constants={"listing_url": "LISTING_URL", "selectors": "SELECTORS"},
    ),
    PLAIN: Family(spider=ListingSpider),
}
