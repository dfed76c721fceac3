"""What a source's own container holds, what is read below it, and what is not made up for an empty one."""

import pytest

from crawler.extraction.extract import extract
from crawler.items import ExtractionError
from crawler.sources import ANY_SITE, Selectors, Source
from tests.extraction.captures import capture

SOURCE = Source(name="paper", selectors=Selectors(body=("#text",), publisher=(".from",)))
TEXT = "<p>渡口的钟敲了六下，第一班船离岸。</p><p>船上坐着九个人和一只羊。</p>"


def page(inside: str, below: str = "", info: str = "") -> str:
    return (
        f"<html><body><h1>渡口的第一班船</h1>{info}<div id='text'>{inside}</div>{below}"
        "<div class='foot'>网站地图 联系电话 工作日八点至十七点有人接听</div></body></html>"
    )


@pytest.mark.parametrize(
    "below",
    [
        "<p>(责编: 陆一鸣)</p>",
        "<div>【关闭窗口】</div><div class='bj'>责任编辑：陆一鸣</div>",
        "<div><span>编辑：陆一鸣</span></div><p>版权声明：转载请写明来源。</p>",
    ],
)
def test_who_edited_is_read_below_the_container(below: str) -> None:
    article = extract(capture(page(TEXT, below)), SOURCE)
    assert article.editors == ("陆一鸣",)
    assert article.text == "渡口的钟敲了六下，第一班船离岸。\n船上坐着九个人和一只羊。"


def test_of_two_editor_lines_the_lower_is_the_sites_own() -> None:
    article = extract(capture(page(TEXT + "<p>(责编：何静秋)</p>", "<p>(责编：陆一鸣)</p>")), SOURCE)
    assert article.editors == ("陆一鸣",)


def test_an_editor_far_below_edits_something_else() -> None:
    below = "".join(f"<p>第{number}条旧闻的标题</p>" for number in range(14)) + "<p>责任编辑：陆一鸣</p>"
    assert extract(capture(page(TEXT, below)), SOURCE).editors == ()


@pytest.mark.parametrize("inside", ["", "<video>您的浏览器不支持播放</video>", "<img src='boat.jpg'>"])
def test_a_page_whose_container_is_empty_is_no_article(inside: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        extract(capture(page(inside, info="<p>发布时间:2023-09-23 12:00:00 来源: 渡口晚报</p>")), SOURCE)
    assert caught.value.reason in ("no-text", "empty-shell")


@pytest.mark.parametrize(
    ("printed", "publisher"),
    [
        ("来源: 渡口晚报", "渡口晚报"),
        ("来源：", None),
        ("发布时间:2023-09-23 12:00", None),
        ("作者：陆一鸣", None),
        ("渡口晚报", "渡口晚报"),
    ],
)
def test_what_stands_in_the_place_of_a_medium_credits_only_a_medium(
    printed: str, publisher: str | None
) -> None:
    article = extract(capture(page(TEXT, info=f"<i class='from'>{printed}</i>")), SOURCE)
    assert article.publisher == publisher


def test_who_edited_is_read_below_a_text_that_no_source_marks() -> None:
    article = extract(capture(page(TEXT * 4, "<div class='bj'>责任编辑：陆一鸣</div>")), ANY_SITE)
    assert article.editors == ("陆一鸣",)
    assert "责任编辑" not in article.text


def test_a_page_of_labels_without_a_sentence_is_no_article_of_any_site() -> None:
    info = "<p>发布时间:2023-09-23 12:00:00 来源: 渡口晚报</p><p>浏览：85 上一篇：没有了</p>"
    with pytest.raises(ExtractionError) as caught:
        extract(capture(page("", info=info)), ANY_SITE)
    assert caught.value.reason in ("no-text", "empty-shell")


def test_the_line_under_a_heading_of_the_fourth_rank_is_read() -> None:
    head = "<title>渡口的第一班船_渡口网</title><h4 class='title'>渡口的第一班船</h4>"
    article = extract(
        capture(f"<html>{head}<div>2023-09-23 12:00　来源：渡口晚报</div>{TEXT * 4}</html>"), ANY_SITE
    )
    assert (article.publisher, article.published_at) == ("渡口晚报", "2023-09-23T12:00:00+08:00")
