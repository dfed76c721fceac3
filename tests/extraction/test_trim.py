"""A body's two ends."""

import dataclasses

import pytest

from crawler.extraction.lines.trim import TrimmedText, trim
from crawler.sources import ANY_SITE, Source
from tests.extraction.test_plain import DUMPS, FIRST, SECOND, THIRD

BODY = (FIRST, SECOND, THIRD)


def trimmed(*paragraphs: str, title: str | None = None, source: Source = ANY_SITE) -> TrimmedText:
    """What a body and the lines cut from it say; which lines these are is told in `test_trim_cuts`."""
    return dataclasses.replace(trim(paragraphs, title=title, source=source), cut=())


def test_trim_leaves_a_body_whole() -> None:
    assert trimmed(*BODY) == TrimmedText(paragraphs=BODY)


def test_trim_cuts_lines_that_repeat_the_title() -> None:
    assert (
        trimmed("一口锅 半条街！", "2023-10-12", "一口锅，半条街", *BODY, title="一口锅，半条街").paragraphs
        == BODY
    )


def test_trim_keeps_a_line_break_out_of_paragraphs() -> None:
    assert trimmed(f"{FIRST}\n\n {SECOND}\u200b\r\n　　{THIRD}").paragraphs == BODY


OPENINGS = [
    ("（记者 陆小北）", "", "（记者 陆小北）", ("陆小北",)),
    (
        "(陆小北 袁野 通讯员 宁静 青岛报道)",
        "",
        "(陆小北 袁野 通讯员 宁静 青岛报道)",
        ("陆小北", "袁野", "宁静"),
    ),
    ("本报讯（记者陆小北 通讯员袁野）", None, "（记者陆小北 通讯员袁野）", ("陆小北", "袁野")),
    ("新华社北京4月2日电（记者 陆小北）", None, "（记者 陆小北）", ("陆小北",)),
    ("中新网临河10月12日电 (陆小北 袁野)", None, "(陆小北 袁野)", ("陆小北", "袁野")),
    (
        "临河网（临河日报网）讯（记者 陆小北 通讯员 袁野）",
        None,
        "（记者 陆小北 通讯员 袁野）",
        ("陆小北", "袁野"),
    ),
    ("临河商报（记者 陆小北）", None, "（记者 陆小北）", ("陆小北",)),
    ("临河新闻APP记者 陆小北 ", None, "临河新闻APP记者 陆小北", ("陆小北",)),
    ("记者 陆小北 通讯员 袁野 ", "", "记者 陆小北 通讯员 袁野", ("陆小北", "袁野")),
    ("新华社记者陆小北、袁野：", None, "新华社记者陆小北、袁野", ("陆小北", "袁野")),
    ("记者陆小北：", None, None, ()),
    ("21世纪经济报道 记者陆小北 北京报道 ", None, "21世纪经济报道 记者陆小北 北京报道", ("陆小北",)),
    ("记者 昨天 ", None, None, ()),
    ("中新社北京二月二日电 题：", None, None, ()),
    ("本报讯 记者陆小北报道：", None, "记者陆小北报道", ("陆小北",)),
    ("临河晚报记者 陆小北 袁野 报道 ", None, "临河晚报记者 陆小北 袁野 报道", ("陆小北", "袁野")),
    ("【临河晚报 记者 陆小北】", "", "【临河晚报 记者 陆小北】", ("陆小北",)),
    ("（图片见第三版）", None, None, ()),
    ("（一）", None, None, ()),
    ("据临河晚报记者陆小北报道，", None, None, ()),
    ("“记者来了吗？”", None, None, ()),
]


@pytest.mark.parametrize(("opening", "stays", "byline", "authors"), OPENINGS)
def test_trim_cuts_the_byline_a_body_opens_with(
    opening: str, stays: str | None, byline: str | None, authors: tuple[str, ...]
) -> None:
    text = trimmed(opening + FIRST, SECOND, THIRD)
    first = "".join(((opening if stays is None else stays) + FIRST).split())
    assert ("".join(text.paragraphs[0].split()), text.byline, text.authors) == (first, byline, authors)


CLOSINGS = [
    ("(图文陆平、宁小静)", {"byline": "(图文陆平、宁小静)", "authors": ("陆平", "宁小静")}),
    ("（记者 陆小北）", {"byline": "（记者 陆小北）", "authors": ("陆小北",)}),
    ("（陆小北 袁野）", {"byline": "（陆小北 袁野）", "authors": ("陆小北", "袁野")}),
    ("（来源：临河晚报）", {"publisher": "临河晚报"}),
    ("（临河晚报）", {"publisher": "临河晚报"}),
    (
        "（记者 陆小北）（责任编辑：石磊）",
        {"byline": "（记者 陆小北）", "authors": ("陆小北",), "editors": ("石磊",)},
    ),
    ("　本报记者 陆小北", {"byline": "本报记者 陆小北", "authors": ("陆小北",)}),
    ("责任编辑：石磊", {"editors": ("石磊",)}),
    (" 文章来源：临河晚报", {"publisher": "临河晚报"}),
]


@pytest.mark.parametrize(("closing", "said"), CLOSINGS)
def test_trim_cuts_credits_glued_to_the_end(closing: str, said: dict[str, object]) -> None:
    assert trimmed(FIRST, SECOND, THIRD + closing) == TrimmedText(paragraphs=BODY, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "closing",
    [
        "（公告第3号）",
        "（国家电网）",
        "（某某专业合作社）",
        "（完整视频）",
        "（详见日报）",
        "（见图）",
        "（下转第三版）",
        "（单位：万元）",
        "（一位老顾客语）",
        "（完）",
        "（2023年10月）",
        "（作者系临河大学教授）",
        "（文中人物均为化名）",
    ],
)
def test_trim_keeps_other_brackets_at_the_end(closing: str) -> None:
    assert trimmed(FIRST, SECOND, THIRD + closing).paragraphs == (FIRST, SECOND, THIRD + closing)


def test_trim_keeps_credits_in_the_middle() -> None:
    body = (FIRST, "来源：临河晚报", SECOND * 4, "（记者 陆小北）", THIRD, SECOND)
    assert trimmed(SECOND * 6, *body).paragraphs == (SECOND * 6, *body)


def test_trim_finds_the_byline_below_a_standfirst() -> None:
    text = trimmed("老街的豆腐坊开了四十年。", "本报记者 陆小北", *BODY)
    assert (text.paragraphs, text.authors) == (("老街的豆腐坊开了四十年。", *BODY), ("陆小北",))


def test_trim_reads_a_date_with_a_time_below_the_text_and_leaves_a_signature() -> None:
    assert trimmed(*BODY, "2023-10-12 06:30").published_at == "2023-10-12T06:30:00+08:00"
    assert trimmed(*BODY, "2023年10月12日").paragraphs[-1] == "2023年10月12日"


def test_trim_keeps_an_event_that_begins_with_its_date() -> None:
    body = ("日期：2023年10月12日", "地点：老街豆腐坊", FIRST)
    assert trimmed(*body).paragraphs == body


def test_trim_uses_the_clock_of_the_source() -> None:
    source = Source(name="abroad", utc_offset="+09:00")
    assert trimmed("2023-10-12 06:30", *BODY, source=source).published_at == "2023-10-12T06:30:00+09:00"


def test_trim_cuts_nothing_of_a_long_text_after_a_heading_in_its_middle() -> None:
    body = (FIRST, "相关链接", *BODY, *BODY)
    assert trimmed(*body).paragraphs == body


TAILS = [
    (["责任编辑：史小磊_NBJ11331"], {"editors": ("史小磊",)}),
    (["（责任编辑： HN666）"], {}),
    (["本文来源：新京报", "责任编辑：杨小倩_NF4425"], {"publisher": "新京报", "editors": ("杨小倩",)}),
    (["编辑 刘晓阳 校对 李铭"], {"editors": ("刘晓阳", "李铭")}),
    (
        ["文 / 张小明", "图 / 李晓华", "编辑 / 王五"],
        {"byline": "文 / 张小明", "authors": ("张小明", "李晓华"), "editors": ("王五",)},
    ),
    (
        ["策划：张小明", "文字：李晓华", "编辑：王建国 审核：张红"],
        {"byline": "文字：李晓华", "authors": ("李晓华",), "editors": ("王建国", "张红")},
    ),
    (["来源：临河发布（ID：linhefabu）"], {"publisher": "临河发布"}),
    (["—END—", "编辑：张红", "来源：临河晚报"], {"publisher": "临河晚报", "editors": ("张红",)}),
    (
        ["（本文来源：临河晚报 作者：张小明）"],
        {"publisher": "临河晚报", "byline": "作者：张小明", "authors": ("张小明",)},
    ),
    (["总值班：张红", "值班主任：王建国", "编辑：李晓华"], {"editors": ("李晓华",)}),
    (["一审一校：张红  二审二校：王建国"], {"editors": ("张红", "王建国")}),
    (
        ["本报记者张小明/文 李晓华/图"],
        {"byline": "本报记者张小明/文 李晓华/图", "authors": ("张小明", "李晓华")},
    ),
    (["（文章转载自“临河晚报”微信公众号）"], {"publisher": "临河晚报"}),
    (["（据新华社）"], {"publisher": "新华社"}),
    (["（责编：石磊、谷雨）", "版权声明：未经授权不得转载。", "（责编：丁一）"], {"editors": ("丁一",)}),
]


@pytest.mark.parametrize(("tail", "said"), TAILS)
def test_trim_reads_the_credits_below_the_text(tail: list[str], said: dict[str, object]) -> None:
    assert trimmed(*BODY, *tail) == TrimmedText(paragraphs=BODY, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize("publisher", ["网络", "本站", "原创", "互联网", "未知"])
def test_trim_names_no_publisher_that_is_none(publisher: str) -> None:
    assert trimmed(f"来源：{publisher}", *BODY) == TrimmedText(paragraphs=BODY)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.name)
def test_trim_cuts_nothing_the_second_time(dump: object) -> None:
    once = trim(dump.lines, title=None, source=ANY_SITE).paragraphs  # type: ignore[attr-defined]
    assert trim(once, title=None, source=ANY_SITE).paragraphs == once
