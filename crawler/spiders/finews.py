"""金融消息, an aggregator of market news and local papers on GitHub Pages."""

from crawler.sources import Selectors, Source
from crawler.spiders.families.jekyll import DATE_PERMALINK, JekyllSpider


class FinewsSpider(JekyllSpider):
    source = Source(
        name="finews",
        site_name="金融消息",
        hosts=("finews.withounder.com",),
        seeds=("http://finews.withounder.com/",),
        feeds=("http://finews.withounder.com/feed.xml",),
        article_url=rf"{DATE_PERMALINK}|^/old_post/[^/]+\.html$",
        listing_url=r"^/$|^/category/[^/]+\.html$",
        selectors=Selectors(
            title=("section > h1",),
            publisher=("section p.em_media",),
            published_at=("section > small:first-child",),
            tags=("section > small:last-child em",),
            body=("section",),
            drop=("section > small", "section > h1", "section p[style*='display:none']"),
        ),
        boilerplate=(r"图片来源：.{1,30}", r"返回\S{1,20}新闻｜?", r"返回首页", r"https?://\S+"),
        language="zh",
    )
    name = source.name
