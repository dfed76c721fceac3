"""A source of the tests: a town's paper whose articles are in several pages and whose lists go on."""

from crawler.sources import Selectors, Source
from crawler.spiders.families.listing import ListingSpider


class BridgeSpider(ListingSpider):
    source = Source(
        name="bridge",
        site_name="石桥新闻",
        hosts=("www.bridge.example",),
        seeds=("http://www.bridge.example/list.html",),
        article_url=r"^/a/\d+\.html$",
        listing_url=r"^/list[\w-]*\.html$",
        selectors=Selectors(title=("h1",), published_at=(".date",), body=("div.body",), drop=("h1", ".date")),
        language="zh",
    )
    name = source.name
