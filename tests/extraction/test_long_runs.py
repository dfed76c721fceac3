"""What stands thousands of times where a few words would is passed over, and the article beside it is read."""

from __future__ import annotations

import datetime

import pytest

from crawler.extraction.page import read_page
from crawler.sources import ANY_SITE

TITLE = "河东小学搬进新教学楼"
TEXT = (
    "河东小学的三百名学生昨天搬进了新教学楼。新楼有四层，每层六间教室，屋顶装了太阳能板。",
    "校长说，旧楼建于五十年前，冬天漏风，夏天漏雨，孩子们早就盼着搬家了。",
    "旧楼将改成镇上的图书馆，明年春天开放，藏书由附近三所学校一起挑选。",
)
CAPTURED_AT = datetime.datetime(2024, 3, 8, tzinfo=datetime.UTC)
LENGTH = 100_000
RUNS = ["\n", " ", "日", "a", "2024-", "记者", "来源：", "扫码", "www.", "a="]


def page(head: str = "", body: str = "") -> str:
    return (
        f"<html><head><title>{TITLE}</title>{head}</head><body>{body}<h1>{TITLE}</h1>"
        f"<div>{''.join(f'<p>{line}</p>' for line in TEXT)}</div></body></html>"
    )


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize(
    "place",
    [
        page(head='<meta name="source" content="RUN"><meta name="author" content="RUN">'),
        page(head='<meta name="pubdate" content="RUN"><meta name="keywords" content="RUN">'),
        page(head='<script>var source = "河东晚报";RUNvar content = "<p>河东</p>";</script>'),
        page(head='<script>var title = "RUN"; window.page = {content: "<p>RUN</p>"};</script>'),
    ],
    ids=["credits", "facts", "between variables", "in a variable"],
)
def test_a_long_run_of_one_thing_takes_nothing_from_the_article(place: str, run: str) -> None:
    html = place.replace("RUN", run * (LENGTH // len(run)))
    reading = read_page(html, "https://www.example.cn/1.html", ANY_SITE, CAPTURED_AT)
    assert (reading.title, reading.paragraphs) == (TITLE, TEXT)
