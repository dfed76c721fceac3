"""What sites print round a text, in the forms they print it in: none of it is text, wherever the readers let it in."""

from __future__ import annotations

import pytest

from crawler.extraction.lines.trim import trim
from crawler.sources import ANY_SITE
from tests.extraction.furniture.above import HEADS
from tests.extraction.furniture.article import BODY, FIRST, SECOND, THIRD, TITLE
from tests.extraction.furniture.below import TAILS


def text_of(*lines: str, title: str | None = TITLE) -> tuple[str, ...]:
    return trim(lines, title=title, source=ANY_SITE).paragraphs


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_what_stands_above_a_text_is_cut(head: list[str]) -> None:
    assert text_of(*head, *BODY) == BODY


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_what_stands_below_a_text_is_cut(tail: list[str]) -> None:
    assert text_of(*BODY, *tail) == BODY


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_it_is_cut_below_all_else_too(tail: list[str]) -> None:
    assert text_of(TITLE, "2023-06-18 20:15 来源：云溪日报", *BODY, *tail, *TAILS["several lists"]) == BODY


STRAYS = [
    "[图片]",
    "（点击看清晰大图）",
    "点击图片查看大图",
    "视频加载失败，请刷新重试",
    "您的浏览器版本过低，请升级后访问",
    "00:12 / 02:30",
    "广告",
    "请继续往下阅读",
    "点击展开全文",
    "分享到：微信 微博 QQ好友",
    "【打印】【关闭】",
    "[ 我要评论 ]",
    "延伸阅读：老渡口的最后一班船开走以后",
    "点击上方“云溪新闻”关注我们",
    "回上頁 轉寄 列印",
    "字号：大 中 小",
    "打开云溪新闻APP，查看更多高清图片",
    "左右滑动查看更多",
    "------分隔线----------------------------",
    "点击上方蓝字关注我们",
    "戳上面的蓝字关注我们哦！",
    "点击蓝字 关注我们 设为星标⭐",
    "↑↑↑点击上方“云溪日报”，每天看新鲜事",
    "长按识别二维码关注云溪日报",
    "长按二维码",
    "扫码关注云溪日报",
    "▲ 点击图片查看更多",
    "阅读原文",
    "相关阅读",
    "（2/4）",
    "第1页 共4页",
    "共4页 第2页",
    "上一页 1 2 3 下一页",
    "1 2 3 4 下一页 尾页",
]


@pytest.mark.parametrize("stray", STRAYS)
def test_machinery_in_the_middle_of_a_text_is_cut(stray: str) -> None:
    assert text_of(FIRST, stray, SECOND, stray, THIRD) == BODY


CARELESS = (  # as readers write, who know no full stop
    "桥是好看,就是桥头没有路灯!!晚上走过去黑灯瞎火的,心里发毛,什么时候能装上?",
    "装了路灯再来看,风也大!栏杆上连个扶手都没有,带孩子的千万看紧了,别光顾着拍照",
    "1. 桥头的停车场,进口,出口都只有一个,周末堵得一动不动,谁设计的真该自己来开一回",
)
IN_FRONT = [
    "点击上方蓝字关注我们",
    "责任编辑：石磊",
    "【打印】【关闭】",
    "投稿邮箱：tougao@yunxi.example",
    "上一页 1 2 3 下一页",
]


@pytest.mark.parametrize("line", IN_FRONT)
@pytest.mark.parametrize("text", [BODY, CARELESS], ids=["sentences", "careless"])
def test_a_line_that_closes_pages_ends_no_text_that_goes_on_below_it(
    line: str, text: tuple[str, ...]
) -> None:
    heading = "【本地】桥是好看，就是没有路灯，"
    assert text_of(heading, line, *text)[-3:] == text
    assert [one for one in text_of(heading, *text[:1], line, *text[1:]) if one in text] == [*text]


def test_a_line_in_the_middle_does_not_keep_another_from_closing_the_page() -> None:
    below = ["责任编辑：石磊", "老渡口的最后一班船", "县城首条夜间公交开通"]
    assert text_of(FIRST, "投稿邮箱：tougao@yunxi.example", SECOND, THIRD, *below)[-1] == THIRD


GLUED = [
    f"{TITLE} {FIRST}",
    f"{TITLE}本报讯{FIRST}",
]


@pytest.mark.parametrize("glued", GLUED)
def test_a_headline_glued_to_the_first_paragraph_is_cut(glued: str) -> None:
    assert text_of(glued, SECOND, THIRD)[0] == glued.removeprefix(TITLE).strip()


def test_trim_says_which_lines_it_cut_and_as_what() -> None:
    cut = trim(
        [
            TITLE,
            "来源：云溪日报",
            FIRST,
            "[图片]",
            SECOND,
            "（责编：石磊）",
            "相关阅读",
            "老渡口的最后一班船",
        ],
        title=TITLE,
        source=ANY_SITE,
    ).cut
    assert [(one.rule, one.value, one.place) for one in cut] == [
        ("headline", TITLE, "head"),
        ("publisher", "来源：云溪日报", "head"),
        ("interface", "[图片]", "middle"),
        ("editors", "（责编：石磊）", "tail"),
        ("interface", "相关阅读", "tail"),
        ("closing", "老渡口的最后一班船", "tail"),
    ]


@pytest.mark.parametrize("lines", [*HEADS.values(), *TAILS.values()], ids=[*HEADS, *TAILS])
def test_trim_is_idempotent(lines: list[str]) -> None:
    once = text_of(*lines, *BODY, *lines, *BODY)
    assert text_of(*once) == once


REPEATED = [
    "0",
    "A+",
    "微信好友",
    "返回顶部",
    "打印",
    "【打印】",
    "首页",
    "1 ",
    "编辑：",
    "来源 ",
    "更多",
    "（",
    "点击",
    "一",
    "举报/",
    "未经授权",
    "上一页 1",
    "1 2",
    "点击蓝字",
    "长按二维码",
    "点赞",
]


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize("size", [40, 79, 119, 199, 100_000])
def test_no_line_takes_long(piece: str, size: int) -> None:
    """A pattern that tries every way of parting such a line would not come back from it."""
    line = (piece * size)[:size] + "x"
    assert text_of(FIRST, line, line, SECOND)
