"""A site of press releases and reposts, each with a disclaimer; the real one is not known by its host."""

from crawler.sources import Source
from crawler.spiders.families.reposter import LISTING_URL, PERMALINKS, SELECTORS, ReposterSpider

HOST = "www.pressrelease.example"  # to read such a site, put its host here: nothing else names it


class PressreleaseSpider(ReposterSpider):
    source = Source(
        name="pressrelease",
        site_name="企业资讯网",
        hosts=(HOST,),
        seeds=(f"http://{HOST}/",),
        article_url="|".join(PERMALINKS),
        listing_url=LISTING_URL,
        selectors=SELECTORS,
        language="zh",
    )
    name = source.name
