"""A site of the TRS family that declares nothing of its own but where it is."""

from crawler.sources import Source
from crawler.spiders.families.trs import LISTING_URL, PERMALINKS, SELECTORS, TrsSpider


class ShiqiaoSpider(TrsSpider):
    source = Source(
        name="shiqiao",
        site_name="石桥县人民政府",
        hosts=("www.shiqiao.example",),
        seeds=("https://www.shiqiao.example/",),
        article_url=PERMALINKS[0],
        listing_url=LISTING_URL,
        selectors=SELECTORS,
    )
    name = source.name
