"""Headlines that are headings to the eye alone, and headings that hold more than the headline."""

from __future__ import annotations

import pytest

from crawler.extraction.extract import extract
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture

TITLE = "市图书馆新馆周末延长开放两小时"
BODY = "".join(
    f"<p>{number}楼的读者在新馆里找到了自己的座位，馆员说周末来的人比平时多了{number}成。天黑以后，灯要再亮两个小时。</p>"
    for number in "一二三四五"
)


@pytest.mark.parametrize(
    "page",
    [
        f"<div class='bt'>{TITLE}</div><div class='x'><span>发布日期：2024年03月05日</span></div>{BODY}",
        f"<table><tr><td><font size='4'><b>{TITLE}</b></font></td></tr><tr><td>更新时间：2024-3-5</td></tr>"
        f"<tr><td>{BODY}</td></tr></table>",
        f"<div class='weizhi'><a>首页</a> &gt; <span>{TITLE}</span></div>"
        f"<p>{TITLE}</p><p>日期：2024-03-05</p><div>{BODY}</div>",
        f"<h1>{TITLE}<br><span>2024-03-05&nbsp;&nbsp;来源：<a>清河日报</a>&nbsp;评论：<a>0</a> 点击：</span></h1>"
        f"<div class='content'>{BODY}</div>",
    ],
    ids=["a box", "bold in a table", "below a trail", "with what a template adds"],
)
@pytest.mark.parametrize("stated", [TITLE, f"{TITLE}-某某大学", f"{TITLE}_清河新闻网"])
def test_the_date_below_the_headline_is_read_whatever_draws_it(page: str, stated: str) -> None:
    article = extract(
        capture(f"<html><head><title>{stated}</title></head><body>{page}</body></html>"), ANY_SITE
    )
    assert (article.title, article.published_at) == (TITLE, "2024-03-05")
    assert TITLE not in article.text


def test_a_list_that_names_the_article_is_no_headline() -> None:
    page = f"<ul><li><span>{TITLE}</span> 2021-01-01</li></ul><div>{BODY}</div>"
    article = extract(
        capture(f"<html><head><title>{TITLE}</title></head><body>{page}</body></html>"), ANY_SITE
    )
    assert article.published_at is None
