"""The declared sources among the papers of tests/sites/living."""

from crawler.sources import Selectors, Source
from crawler.spiders.families.listing import ListingSpider

ARTICLE_URL = r"^/\w+/\d{6}/\d\d/\d+\.html$"
LISTING_URL = r"^/$|^/\w+/(?:\d+\.html)?$"
SELECTORS = Selectors(
    title=(".article > h1",),
    byline=(".info .writer",),
    publisher=(".info .from",),
    published_at=(".info .time",),
    body=(".article > .text",),
)


class BeixiSpider(ListingSpider):
    source = Source(
        name="beixi",
        site_name="北溪日报",
        hosts=("www.beixi-daily.example",),
        seeds=("http://www.beixi-daily.example/",),
        article_url=ARTICLE_URL,
        listing_url=LISTING_URL,
        selectors=SELECTORS,
    )
    name = source.name


class XilingSpider(ListingSpider):
    source = Source(
        name="xiling",
        site_name="西岭在线",
        hosts=("www.xiling-web.example",),
        seeds=("http://www.xiling-web.example/",),
        article_url=ARTICLE_URL,
        listing_url=LISTING_URL,
        selectors=SELECTORS,
    )
    name = source.name
