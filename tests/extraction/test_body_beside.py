"""What stands near a text and is told from it: copies of it, the next article, captions, notices of the site."""

from __future__ import annotations

import pytest

from crawler.extraction.extract import extract
from crawler.sources import ANY_SITE
from tests.extraction.body_layouts import EXCERPTS, FLASH, OTHER_NEWS, page, paragraphs
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS, TITLE

CAPTION = "老街早市上的豆腐摊。陈一禾 摄"
FACTS = "<div class='facts'><span>{day} 08:30</span><span>来源：临河日报</span></div>"


def article(title: str, text: str, day: str) -> str:
    return (
        f"<div class='article'><h1>{title}</h1>{FACTS.format(day=day)}<div class='words'>{text}</div></div>"
    )


def scrolled(first: str) -> str:
    below = (article(title, paragraphs(*EXCERPTS), "2024-03-05") for title in OTHER_NEWS[:3])
    return page(f"<div>{article(TITLE, first, '2024-03-06')}{''.join(below)}</div>", heading="")


def told_by_site(heading: str, *told: str) -> str:
    return page(
        f"{FACTS.format(day='2024-03-06')}<div class='words'><p>{FLASH}</p></div>"
        f"<div class='site'><h4>{heading}</h4>{paragraphs(*told)}</div>"
    )


def under_picture(caption: str) -> str:
    return page(
        f"{FACTS.format(day='2024-03-06')}<div class='lead'><img src='1.jpg'>{caption}</div>"
        f"<div class='words'>{paragraphs()}</div>"
    )


SITE = (
    "临河在线成立于二〇〇三年，由临河日报社主办，为县里的人提供新闻、天气和班车时刻。",
    "来稿请写明姓名与住址，三十日内没有接到用稿通知的，可以投给别处，请勿一稿多投。",
)
COPY = f"<div style='display:none'><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></div>"
CONTROLS = "<div class='video-js'><div class='vjs-modal'>This is a modal window. 播放 静音 全屏 1.5X 2.0X</div></div>"
FOOT = (
    "<div><p>报社概况 | 关于我们 | 招聘英才 | 广告服务 | 合作加盟 | 供稿服务 | 数据服务 | 网站声明</p>"
    "<p>新闻信息服务许可证31120170001 | 临河在线 版 权 所 有 ，未 经 书 面 同 意 禁 止 使 用</p></div>"
)
LAYOUTS = {
    "a flash above the next articles": (scrolled(f"<p>{FLASH}</p>"), [FLASH]),
    "a report above the next articles": (scrolled(paragraphs()), list(PARAGRAPHS)),
    "the site about itself": (told_by_site("关于我们", *SITE), [FLASH]),
    "the site to those who write": (told_by_site("投稿须知", *SITE), [FLASH]),
    "a caption above the text's element": (
        under_picture(f"<figure><figcaption>{CAPTION}</figcaption></figure>"),
        [CAPTION, *PARAGRAPHS],
    ),
    "a caption known by its class": (
        under_picture(f"<div class='picinfo'>{CAPTION}</div>"),
        [CAPTION, *PARAGRAPHS],
    ),
    "a hidden copy of the beginning": (
        page(f"{FACTS.format(day='2024-03-06')}<div>{paragraphs()}</div>", above=COPY),
        list(PARAGRAPHS),
    ),
    "a foot of names that are no links": (
        page(
            f"<div>{FACTS.format(day='2024-03-06')}<div class='words'>{paragraphs()}</div></div>", below=FOOT
        ),
        list(PARAGRAPHS),
    ),
    "a class made up by a script": (
        page(f"{FACTS.format(day='2024-03-06')}<div class='_4ad1f _1AdKx'><p>{FLASH}</p></div>"),
        [FLASH],
    ),
    "other news told under its heading": (
        page(f"<div class='words'>{paragraphs()}</div><div><h3>相关阅读</h3>{paragraphs(*EXCERPTS)}</div>"),
        list(PARAGRAPHS),
    ),
    "the controls of a video": (
        page(f"{FACTS.format(day='2024-03-06')}<div>{CONTROLS}<p>{FLASH}</p></div>"),
        [FLASH],
    ),
}


@pytest.mark.parametrize(("html", "lines"), LAYOUTS.values(), ids=LAYOUTS)
def test_only_the_article_is_text(html: str, lines: list[str]) -> None:
    assert extract(capture(html), ANY_SITE).text.split("\n") == lines
