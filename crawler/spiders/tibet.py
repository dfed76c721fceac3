"""中国西藏网, in Chinese and, on a host of its own, in Tibetan (TRS WCM)."""

from crawler.sources import Selectors, Source
from crawler.spiders.families.trs import ARTICLE_FILE, DROP, TrsSpider

SECTIONS = (
    *("news/yc", "news/zx", "news/zcdt", "politics", "bwsp", "Instant", "Instant/domestic", "travel", "tech"),
    *("culture/ms", "culture/gy", "culture/zx", "culture/wx", "aid_tibet/news", "aid_tibet/rw", "ecology"),
    *("medicine/news", "medicine/jbzl", "medicine/sjys", "theory", "religion", "book", "edu"),
)


class TibetSpider(TrsSpider):
    source = Source(
        name="tibet",
        site_name="中国西藏网",
        hosts=("www.tibet.cn", "tb.tibet.cn"),
        seeds=("http://www.tibet.cn/cn/", *(f"http://www.tibet.cn/cn/{section}/" for section in SECTIONS)),
        article_url=rf"^/(?:cn|tb)/(?:[\w-]+/)*\d{{6}}{ARTICLE_FILE}",
        listing_url=r"^/(?:cn|tb)/(?:(?!\d{6}/)[\w-]+/)*(?:index\.s?html)?$",
        selectors=Selectors(
            title=("div.title_box h2", "div.center h4.title"),
            published_at=("div.title_box div.info span:nth-child(2)", "div.center div.time"),
            publisher=("div.title_box div.info span:nth-child(3)", "div.center div.time"),
            body=("div#text", "div.center"),
            drop=(*DROP, "h4.title", "div.time", "div.manu"),
        ),
        language="zh",
    )
    name = source.name
