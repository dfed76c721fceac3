"""美篇, where offices, schools and people publish articles of text and photos: read by author."""

from crawler.sources import Selectors, Source
from crawler.spiders.families.columns import ColumnSpider

PLACES = "service|article|discover|download|special|activity|register|contact|privacy|company|channel|explore|settings"
SUBHEAD = ".mp-article-caption-subhead"


class MeipianSpider(ColumnSpider):
    source = Source(
        name="meipian",
        site_name="美篇",
        hosts=("www.meipian.cn", "meipian.cn"),
        seeds=("https://www.meipian.cn/c/60310277", "https://www.meipian.cn/c/60884519"),
        article_url=rf"^/(?!(?:{PLACES})\b)[0-9a-z]{{7,8}}/?(?:\?|$)",
        listing_url=r"^/c/\d+/?(?:\?|$)",
        selectors=Selectors(
            title=(".caption-title-html",),
            account=(f"{SUBHEAD}-author", f"{SUBHEAD}-nickname"),
            published_at=(f"{SUBHEAD}-time",),
            body=(".mp-article-content-area", ".mp-article-tpl"),
            drop=(".caption-title-html", SUBHEAD, ".mp-article-content-more", ".pull-app-banner"),
        ),
        language="zh",
        continues=False,
    )
    name = source.name
