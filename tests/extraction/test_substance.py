"""A page of links and labels is no article; short and unpunctuated texts are."""

import pytest

from crawler.extraction.extract import extract
from crawler.items import ExtractionError
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture

HEAD = "<html><head><title>临河在线</title></head><body>"
TOPICS = ("老街早市重新开张", "渔船傍晚回港", "小学搬进新楼？", "图书馆周末开到九点！", "谁种下了这些树")


def links(inside: str) -> str:
    return "".join(inside.format(f"{TOPICS[at % 5]}{at}", at) for at in range(50))


@pytest.mark.parametrize(
    "body",
    [
        links("<li><a href='/{1}.html'>{0}</a></li>"),
        links("<a href='/{1}.html'>{0}</a> "),
        links("<p><a href='/{1}.html'>{0}</a></p>"),
        links("<p><a href='/{1}.html'>{0}</a> <span>03-06</span></p>"),
        links("<div><h3><a href='/{1}.html'>{0}</a></h3></div>"),
        "<div>广告</div>",
        "<a href='/buy'>立即抢购 限时优惠</a>",
        "<p>ad</p>",
        "<p>Advertisement</p><p>Close this ad</p>",
    ],
)
def test_links_and_labels_without_a_sentence_are_refused(body):
    with pytest.raises(ExtractionError) as refused:
        extract(capture(f"{HEAD}{body}</body></html>"), ANY_SITE)
    assert refused.value.reason == "no-text"


@pytest.mark.parametrize(
    "lines",
    [
        ("临河镇今晨停水，中午恢复。",),
        ("图为老街早市。",),
        ("雨落在河上", "船停在桥下", "卖豆腐的人没有走", "他等一个晴天"),
        ("问：早市几点开门？", "答：五点就开门了", "问：下雨呢？", "答：下雨也开门"),
        ("The market opened again on Monday.",),
        ("Water is back in every street of Linhe since noon today",),
        ("임하진 새벽시장이 월요일에 다시 문을 열었다 상인들이 돌아왔다",),
    ],
)
@pytest.mark.parametrize(
    "around", ["", "".join(f"<li><a href='/{at}.html'>{topic}</a></li>" for at, topic in enumerate(TOPICS))]
)
def test_a_short_text_is_a_text_whatever_its_punctuation(lines, around):
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    html = f"{HEAD}<nav><ul>{around}</ul></nav><article>{paragraphs}</article></body></html>"
    assert lines[0] in extract(capture(html), ANY_SITE).text
