"""Pages saved as text."""

from __future__ import annotations

import dataclasses

import pytest

from crawler.extraction.formats.plain import read_plain
from crawler.extraction.reading import Reading
from crawler.sources import ANY_SITE, Source
from tests.extraction.records import saved_record
from tests.extraction.text_dumps import BODY, DUMPS, FIRST, SECOND, THIRD, Dump


def read(*lines: str, source: Source = ANY_SITE) -> Reading:
    return read_plain("\n".join(lines), saved_record(), source)


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.name)
def test_read_plain_tells_text_from_what_stands_round_it(dump: Dump) -> None:
    reading = read(*dump.lines)
    expected = {key: value for key, value in dataclasses.asdict(dump).items() if key not in ("name", "lines")}
    assert {key: getattr(reading, key) for key in expected} == expected


ABOVE_A_DATE = [
    "【头条】老街的豆腐坊一大早就开了门，",
    "豆腐坊关门的消息传开之后……",
    "街坊们最舍不得的只有一样：",
    "冰雹有鸡蛋那么大，砸得石磨直响。",
    "10月12日，老街管理处组织街坊打扫豆",
    "尊敬的各位街坊、各位来宾",
]


@pytest.mark.parametrize("title", ABOVE_A_DATE)
@pytest.mark.parametrize("line", ["2023-10-12 06:30:15", "2023-10-12 来源：临河晚报"])
def test_what_stands_above_the_line_of_the_date_is_the_headline_however_it_ends(
    title: str, line: str
) -> None:
    reading = read(title, line, *BODY)
    assert (reading.title, reading.paragraphs) == (title, tuple(BODY))


@pytest.mark.parametrize("below", ["2023年10月12日", "来源：临河晚报"])
def test_a_first_line_above_a_day_alone_may_be_text(below: str) -> None:
    assert read("10月12日，老街封路检修，特此通知。", below, *BODY).title is None


QL = '<p class="ql-block">'
ACCOUNTS = [
    ("photos between segments", f"{QL}{FIRST}</p> {QL}{SECOND}</p>{QL}{THIRD}</p>"),
    (
        "bold words and breaks",
        f"{QL}<b>{FIRST[:9]}</b>{FIRST[9:]}</p>{QL}<br></p>{QL}{SECOND}<br>{THIRD}</p>",
    ),
    ("spacing and entities", f"{QL}&nbsp; &nbsp; {FIRST}</p>\n{QL}{SECOND}</p>\n{QL}　　{THIRD}&nbsp;</p>"),
    (
        "old headings",
        f'<h3 class="ql-indent-1">{FIRST}</h3>\n<h3>{SECOND}</h3>\n{THIRD}\n<p class="ql-block"></p>',
    ),
]


@pytest.mark.parametrize("escaped", [False, True])
@pytest.mark.parametrize(("name", "block"), ACCOUNTS, ids=[name for name, _ in ACCOUNTS])
def test_read_plain_reads_an_author_platform(name: str, block: str, escaped: bool) -> None:
    body = block.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") if escaped else block
    reading = read(
        "【老街】一口锅，半条街", "", "豆香阿婆", "", body, "", "豆腐", "", "老街", "", "石磨", "", "评论"
    )
    assert reading.paragraphs == (FIRST, SECOND, THIRD)
    assert (reading.title, reading.authors, reading.byline) == ("【老街】一口锅，半条街", ("豆香阿婆",), None)
    assert reading.tags == ("豆腐", "老街", "石磨", "评论")


def test_read_plain_takes_a_caption_below_the_markup_for_text() -> None:
    reading = read("老街的一口锅", "豆香阿婆", f"{QL}{FIRST}</p>", "图为清晨的豆腐坊，店主正在撇去浮沫。")
    assert reading.paragraphs == (FIRST, "图为清晨的豆腐坊，店主正在撇去浮沫。")
    assert reading.tags == ()


def test_read_plain_joins_lines_wrapped_at_one_width() -> None:
    text = "　　" + FIRST + SECOND
    wrapped = [text[at : at + 30] for at in range(0, len(text), 30)]
    other = "　　" + THIRD + FIRST
    wrapped += [other[at : at + 30] for at in range(0, len(other), 30)]
    assert read(*wrapped).paragraphs == (FIRST + SECOND, THIRD + FIRST)


def test_read_plain_takes_closing_tags_that_nothing_opens_for_leavings() -> None:
    head = [
        "老街新闻网 > 民生",
        "",
        "石磨一转香满老街</h2>",
        "发布时间:2023-10-12 06:30:00来源: 临河晚报",
        "",
    ]
    reading = read(*head, f"  {FIRST}</p>", f"  {SECOND}", f"  {THIRD}</p>", "(责编:周行舟)")
    assert (reading.title, reading.paragraphs) == ("石磨一转香满老街", (FIRST, SECOND, THIRD))
    assert (reading.publisher, reading.published_at) == ("临河晚报", "2023-10-12T06:30:00+08:00")
    assert (reading.editors, reading.site_name) == (("周行舟",), "老街新闻网")


def test_read_plain_takes_labels_for_no_speakers() -> None:
    title = "临河日报寻味老街: 一口锅 半条街"
    reading = read(title, "发布时间:2023-10-12 06:30:00", FIRST, "版权声明:转载须注明出处。", "责编:周行舟")
    assert (reading.title, reading.paragraphs) == (title, (FIRST,))


def test_read_plain_cuts_the_boilerplate_a_source_declares() -> None:
    source = Source(name="laojie", boilerplate=(r"临河融媒 与你同行",))
    assert read(*BODY, "临河融媒 与你同行", source=source).paragraphs == tuple(BODY)


@pytest.mark.parametrize("text", ["", "\n\n  \n", "点赞\n评论列表\n暂无评论", "首页 > 新闻 > 正文"])
def test_read_plain_finds_no_text_where_there_is_none(text: str) -> None:
    assert read_plain(text, saved_record(), ANY_SITE).paragraphs == ()
