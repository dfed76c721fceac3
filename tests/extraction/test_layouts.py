"""Pages of sites nobody has declared are read by the layout of the CMS that made them."""

from __future__ import annotations

import pytest

from crawler.extraction.extract import extract
from crawler.items import ExtractionError
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.sites import jinri

REPLICA = jinri.site()
ONE_PAGE = {
    url: gold for url, gold in REPLICA.articles.items() if not url.endswith(("/1039.html", "/517.html"))
}


@pytest.mark.parametrize("url", ONE_PAGE, ids=lambda url: url.rsplit("/", 1)[-1])
def test_an_article_of_fastadmin_is_read_as_if_its_site_were_declared(url: str) -> None:
    page = REPLICA.pages[url.removeprefix(jinri.ROOT)]
    article = extract(capture(page.body, url=url), ANY_SITE)
    gold = ONE_PAGE[url]
    for field in ("title", "published_at", "text", "tags", "byline", "authors", "publisher", "flags"):
        assert getattr(article, field) == getattr(gold, field), field


def test_a_theme_that_leaves_out_the_rest_is_known_by_the_text_and_one_name_more() -> None:
    body = "<p>　　第一段说的是湾区的灯塔。</p>开头没有标签的一段，<br>换行之后又是一段。"
    page = f"""<html><body><h1>灯塔亮了</h1><div class="article-text"><p>{body}</p>
<div class="article-donate"><a>点赞(<span>0</span>)</a></div></div><p>评论列表</p><p>暂无评论</p></body></html>"""
    article = extract(capture(page, url="http://bay.example/news/7.html"), ANY_SITE)
    assert article.text == "第一段说的是湾区的灯塔。\n开头没有标签的一段，\n换行之后又是一段。"
    assert article.title == "灯塔亮了"


def test_a_page_shown_to_payers_alone_is_none() -> None:
    page = REPLICA.pages[jinri.FOR_PAYERS]
    with pytest.raises(ExtractionError, match="login-wall"):
        extract(capture(page.body, url=jinri.ROOT + jinri.FOR_PAYERS), ANY_SITE)
