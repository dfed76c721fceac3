"""Lines that credit: beside a date, without a colon, several to a bracket, in both scripts, and what is like them."""

# ruff: noqa: E501 - a case reads best on one line

import pytest

from crawler.extraction.fields.infoline import facts_near
from crawler.extraction.formats.plain import read_plain
from crawler.extraction.markup.html import parse_html
from crawler.extraction.reading import Reading
from crawler.sources import ANY_SITE
from tests.extraction.pages import news_page
from tests.extraction.records import saved_record
from tests.extraction.test_plain import BODY, FIRST, QL, SECOND, THIRD

TITLE = "老街豆腐坊的第四十个秋天"
DAY, MINUTE = "2023-07-10", "2023-07-10T08:09:00+08:00"


def read(*lines: str) -> Reading:
    return read_plain("\n".join(lines), saved_record(), ANY_SITE)


def said(reading: Reading) -> dict[str, object]:
    fields = ("byline", "authors", "editors", "publisher", "published_at", "tags")
    return {field: value for field in fields if (value := getattr(reading, field))}


INFO_LINES = [
    ("时间：2023-07-10 来源：海州日报 字体显示：大 中 小 点击：", {"published_at": DAY, "publisher": "海州日报"}),
    ("来源：海州日报 类型：原创 2023-07-10 08:09", {"published_at": MINUTE, "publisher": "海州日报"}),
    ("陆小北 2023-07-10 08:09 来源:海州日报", {"published_at": MINUTE, "publisher": "海州日报", "byline": "陆小北", "authors": ("陆小北",)}),
    ("云溪网 http://www.yunxi.example 2023-07-10 08:09 来源：海州日报", {"published_at": MINUTE, "publisher": "海州日报"}),
    ("2023年7月10日 星期一 上午8:09 来源：海州日报", {"published_at": MINUTE, "publisher": "海州日报"}),
    ("2023-07-10 第01版 来源：海州日报", {"published_at": DAY, "publisher": "海州日报"}),
    ("海州日报 2023年07月10日 第03版：要闻", {"published_at": DAY, "publisher": "海州日报"}),
    ("2023年07月10日 08:09 星期一", {"published_at": MINUTE}),
    ("2023年7月10日（星期一）", {"published_at": DAY}),
    ("2023-07-10 08:09 山东", {"published_at": MINUTE}),
    ("2023-07-10 08:09 发表于北京", {"published_at": MINUTE}),
    ("发布于 北京 2023-07-10", {"published_at": DAY}),
    ("2023年7月10日 于北京", {"published_at": DAY}),
    ("2023-07-10 08:09 IP属地：山东", {"published_at": MINUTE}),
    ("2023-07-10 08:09 IP屬地 山東", {"published_at": MINUTE}),
    ("2023-07-10 08:09　來自山東", {"published_at": MINUTE}),
    ("农历五月廿三 2023年7月10日", {"published_at": DAY}),
    ("2023年7月10日 農曆癸卯年五月廿三 星期一", {"published_at": DAY}),
    ("10 July 2023", {"published_at": DAY}),
    ("Monday, July 10, 2023 08:09 AM", {"published_at": MINUTE}),
    ("2023-07-10 20:09 PM", {"published_at": "2023-07-10T20:09:00+08:00"}),
    ("二〇二三年七月十日", {"published_at": DAY}),
    ("民國112年7月10日", {"published_at": DAY}),
    ("2023-07-10 08:09 要闻", {"published_at": MINUTE}),
    ("2023-07-10 08:09 国内新闻", {"published_at": MINUTE}),
    ("2023-07-10 08:09 晴转多云", {"published_at": MINUTE}),
    ("2023-07-10 08:09 浏览量 1.2万", {"published_at": MINUTE}),
    ("2023-07-10 08:09 閱讀(1.2万) 評論(3)", {"published_at": MINUTE}),
    ("23-07-10 08:09", {}),
    ("23/07/10 08:09:10", {}),
    ("2023-07-10 08:09 滨江时报", {"publisher": "滨江时报", "published_at": MINUTE}),
    ("2023-07-10 08:09滨江时报", {"publisher": "滨江时报", "published_at": MINUTE}),
    ("2023-07-10 | 滨江时报 | 何小雨", {"byline": "何小雨", "authors": ("何小雨",), "publisher": "滨江时报", "published_at": DAY}),
    ("2023.07.10｜濱江時報｜陳大文", {"byline": "陳大文", "authors": ("陳大文",), "publisher": "濱江時報", "published_at": DAY}),
    ("2023-07-10 08:09 滨江时报 记者 何小雨", {"byline": "记者 何小雨", "authors": ("何小雨",), "publisher": "滨江时报", "published_at": MINUTE}),
    ("滨江时报　记者　何小雨　2023-07-10 08:09", {"byline": "记者 何小雨", "authors": ("何小雨",), "publisher": "滨江时报", "published_at": MINUTE}),
    ("2023-07-10 08:09 滨江时报 编辑 李倩", {"editors": ("李倩",), "publisher": "滨江时报", "published_at": MINUTE}),
    ("2021年5月 来源：滨江时报", {"publisher": "滨江时报"}),
    ("作者：何小雨 390 次浏览", {"byline": "作者：何小雨", "authors": ("何小雨",)}),
    ("来源：滨江时报 12 阅读 3 评论", {"publisher": "滨江时报"}),
    ("2021年 來源：濱江時報", {"publisher": "濱江時報"}),
    ("07-10 08:09 来源：滨江时报", {"publisher": "滨江时报"}),
    ("23-07-10 08:09 来源：滨江时报", {"publisher": "滨江时报"}),
    ("2023-07-10 08:09 来自：山东", {"published_at": MINUTE}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), INFO_LINES)
def test_an_info_line_is_no_text_and_names_no_junk(line: str, expected: dict[str, object]) -> None:
    for lines in ([TITLE, line, *BODY], [line, *BODY]):
        reading = read(*lines)
        assert reading.paragraphs == (FIRST, SECOND, THIRD)
        assert reading.title == (TITLE if lines[0] == TITLE else None)
        assert said(reading) == expected


@pytest.mark.parametrize(("line", "expected"), INFO_LINES)
def test_an_info_line_of_a_page_says_the_same(line: str, expected: dict[str, object]) -> None:
    (heading,) = parse_html(news_page(info=f"<div class='info'>{line}</div>")).iter("h1")
    facts = facts_near(heading, "+08:00")
    fields = ("byline", "authors", "editors", "publisher", "published_at")
    assert {field: value for field in fields if (value := getattr(facts, field))} == expected


def test_a_word_beside_the_date_is_a_medium_when_it_is_the_name_of_the_site() -> None:
    (heading,) = parse_html(news_page(info="<p>2023-07-10 滨江</p>")).iter("h1")
    assert facts_near(heading, "+08:00").publisher is None
    assert facts_near(heading, "+08:00", ("滨江",)).publisher == "滨江"


@pytest.mark.parametrize(
    ("info", "authors"),
    [
        ("<p>2023-07-10 08:09</p><p>何小雨</p>", ("何小雨",)),
        ("<p>何小雨　马腾飞</p><p>2023-07-10 08:09</p>", ("何小雨", "马腾飞")),
        ("<p>来源：滨江时报</p><p>何小雨 马腾飞</p>", ("何小雨", "马腾飞")),
        ("<p>2023-07-10 08:09</p><p>高速</p>", ()),
        ("<p>2023-07-10 08:09</p><p>要闻</p>", ()),
        ("<p>2023-07-10 08:09</p><p>苏州</p>", ()),
    ],
)
def test_names_alone_on_a_line_beside_the_date_are_the_authors(info: str, authors: tuple[str, ...]) -> None:
    (heading,) = parse_html(news_page(info=info)).iter("h1")
    assert facts_near(heading, "+08:00").authors == authors


WRITER = {"byline": "记者 何小雨", "authors": ("何小雨",), "publisher": "滨江时报"}
SOURCE_LINES = [
    ("来源：滨江时报 记者 何小雨", WRITER),
    ("来源: 滨江时报　记者　何小雨", WRITER),
    ("（来源：滨江时报 记者 何小雨）", WRITER),
    ("来源：滨江时报，记者 何小雨", WRITER),
    ("来源 滨江时报 记者 何小雨", WRITER),
    ("来源：滨江时报记者何小雨", {**WRITER, "byline": "记者何小雨"}),
    ("来源：滨江时报 本报记者 何小雨", {**WRITER, "byline": "本报记者 何小雨"}),
    ("来源：滨江时报-社区周刊（记者 何小雨）", {**WRITER, "publisher": "滨江时报-社区周刊", "byline": "（记者 何小雨）"}),
    ("來源：濱江時報 記者陳大文", {"byline": "記者陳大文", "authors": ("陳大文",), "publisher": "濱江時報"}),
    ("来源：滨江时报 编辑 李倩", {"editors": ("李倩",), "publisher": "滨江时报"}),
    ("來源：濱江時報 責任編輯 陳大文", {"editors": ("陳大文",), "publisher": "濱江時報"}),
    ("来源：滨江时报 作者 何小雨 责编 李倩", {"byline": "作者 何小雨 责编 李倩", "authors": ("何小雨",), "editors": ("李倩",), "publisher": "滨江时报"}),
    ("来源: 滨江时报 记者 何小雨 2023-07-10", {**WRITER, "published_at": DAY}),
    ("来源：记者之家网", {"publisher": "记者之家网"}),
    ("来源：中国记者网", {"publisher": "中国记者网"}),
    ("来源：http://www.example.cn", {}),
    ("来源：www.example.cn/a/1.html", {}),
    ("来源：滨江时报 http://www.example.cn/1", {"publisher": "滨江时报"}),
    ("作者：佚名", {}),
    ("作者：admin", {}),
    ("作者：本站", {}),
    ("（作者：佚名）", {}),
    ("作者 佚名", {}),
    ("文/佚名", {}),
    ("作者：網絡", {}),
    ("作者：Admin 来源：滨江时报", {"publisher": "滨江时报"}),
    ("作者：来源：滨江时报", {"publisher": "滨江时报"}),
    ("作者：风一样的男子", {"byline": "作者：风一样的男子", "authors": ("风一样的男子",)}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), SOURCE_LINES)
def test_a_source_line_is_taken_apart_at_the_next_credit(line: str, expected: dict[str, object]) -> None:
    for reading in (read(TITLE, line, *BODY), read(*BODY, line)):
        assert reading.paragraphs == (FIRST, SECOND, THIRD)
        assert said(reading) == expected


BYLINES = [
    ("本報記者陳大文報道", ("陳大文",)),
    ("本報記者陳大文、黃小玲報道", ("陳大文", "黃小玲")),
    ("通訊員陳大文黃小玲報道", ("陳大文", "黃小玲")),
    ("記者 陳大文 臺北報道", ("陳大文",)),
    ("本報記者陳大文攝影報道", ("陳大文",)),
    ("特約記者陳大文綜合報道", ("陳大文",)),
    ("（記者陳大文報道）", ("陳大文",)),
    ("本报讯（通讯员王海涛李明 记者张伟）", ("王海涛", "李明", "张伟")),
    ("新华社北京2月18日电（记者于佳欣、谢希瑶）", ("于佳欣", "谢希瑶")),
    ("中新网北京7月10日电 (记者 何小雨)", ("何小雨",)),
    ("本報訊（記者 陳大文）", ("陳大文",)),
    ("本报讯 记者 何小雨", ("何小雨",)),
    ("(文：汪鹏 图：刘艺璇)", ("汪鹏", "刘艺璇")),
    ("（图/汪鹏 文/刘艺璇）", ("汪鹏", "刘艺璇")),
    ("文/本报记者 王一川 图/李思", ("王一川", "李思")),
    ("（供稿：何小雨；摄影：马腾飞）", ("何小雨", "马腾飞")),
    ("（記者：陳大文；攝影：黃小玲）", ("陳大文", "黃小玲")),
    ("记者：何小雨 马腾飞 通讯员：李倩", ("何小雨", "马腾飞", "李倩")),
    ("撰文｜汪鹏 摄影｜刘艺璇", ("汪鹏", "刘艺璇")),
    ("（撰稿 汪鹏 摄影 刘艺璇）", ("汪鹏", "刘艺璇")),
    ("（本文作者：汪鹏，单位：青岛市）", ("汪鹏",)),
    ("（王一川 作者单位：青岛大学）", ("王一川",)),
    ("（作者：王一川 作者单位：青岛大学）", ("王一川",)),
]


@pytest.mark.parametrize(("line", "authors"), BYLINES)
def test_a_byline_is_kept_as_printed_wherever_it_stands(line: str, authors: tuple[str, ...]) -> None:
    for reading in (read(line, *BODY), read(TITLE, line, *BODY), read(*BODY, line)):
        assert reading.paragraphs == (FIRST, SECOND, THIRD)
        assert said(reading) == {"byline": line, "authors": authors}


OPENINGS = [
    ("【本报讯】（记者 何小雨）", True, ("何小雨",)),
    ("【滨江时报讯】（记者：何小雨 摄影：汪鹏）", True, ("何小雨", "汪鹏")),
    ("【滨江时报讯】（记者：何小雨；摄影：汪鹏）", True, ("何小雨", "汪鹏")),
    ("【本報訊】（記者 陳大文）", True, ("陳大文",)),
    ("本報訊（記者陳大文報道）", True, ("陳大文",)),
    ("【滨江时报驻海州特约记者 何小雨】", True, ("何小雨",)),
    ("[本报讯] 记者 何小雨 ", True, ("何小雨",)),
    ("【滨江时报讯】记者何小雨报道：", True, ("何小雨",)),
    ("滨江时报记者 何小雨 海州报道 ", True, ("何小雨",)),
    ("滨江新闻（报料邮箱bj@example.cn）记者 何小雨 ", True, ("何小雨",)),
    ("【滨江时报-滨江网报道 记者 何小雨】", True, ("何小雨",)),
    ("记者 何小雨 通讯员 汪鹏 ", False, ("何小雨", "汪鹏")),
]


@pytest.mark.parametrize(("opening", "stays", "authors"), OPENINGS)
def test_a_byline_stays_in_its_dateline_and_is_read(
    opening: str, stays: bool, authors: tuple[str, ...]
) -> None:
    reading = read(opening + FIRST, SECOND, THIRD)
    assert reading.paragraphs[0].endswith(FIRST)
    assert (reading.paragraphs[0] == opening + FIRST) is stays
    assert reading.paragraphs[1:] == (SECOND, THIRD)
    assert reading.authors == authors


CLOSINGS = [
    ("（本报记者 王一川）（文章来源：日照日报）", {"byline": "（本报记者 王一川）", "authors": ("王一川",), "publisher": "日照日报"}),
    ("（本报记者 王一川） （文章来源：日照日报） （责任编辑：李倩）", {"byline": "（本报记者 王一川）", "authors": ("王一川",), "publisher": "日照日报", "editors": ("李倩",)}),
    ("（王一川）（来源：日照日报）", {"byline": "（王一川）", "authors": ("王一川",), "publisher": "日照日报"}),
    ("文/汪鹏 图/刘艺璇 编辑/李倩", {"byline": "文/汪鹏 图/刘艺璇", "authors": ("汪鹏", "刘艺璇"), "editors": ("李倩",)}),
    ("（文：汪鹏 图：刘艺璇 来源：滨江时报）", {"byline": "文：汪鹏 图：刘艺璇", "authors": ("汪鹏", "刘艺璇"), "publisher": "滨江时报"}),
    ("作者：汪鹏 来源：滨江时报 摄影：刘艺璇", {"byline": "作者：汪鹏 摄影：刘艺璇", "authors": ("汪鹏", "刘艺璇"), "publisher": "滨江时报"}),
    ("（来源：青岛日报 记者 汪鹏）", {"byline": "记者 汪鹏", "authors": ("汪鹏",), "publisher": "青岛日报"}),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), CLOSINGS)
def test_credits_at_the_end_are_read_on_a_line_and_glued_to_the_text(
    line: str, expected: dict[str, object]
) -> None:
    for reading in (read(*BODY, line), read(FIRST, SECOND, THIRD + line)):
        assert reading.paragraphs == (FIRST, SECOND, THIRD)
        assert said(reading) == expected


DISCLAIMERS = [
    ["郑重声明", "转载企业宣传资讯,仅代表作者观点,与本网无关。"],
    ["鄭重聲明", "轉載企業宣傳資訊，僅代表作者觀點"],
    ["郑 重 声 明：本文转载,与本站无关。"],
    ["免 责 声 明", "市场有风险，投资需谨慎。本文不构成投资建议"],
    ["【免责声明】"],
    ["特别声明：", "以上内容为用户上传并发布，本平台仅提供信息存储服务。"],
    ["风险提示：投资有风险，入市需谨慎。"],
    ["风险提示：投资有风险，请谨慎"],
    ["举报/反馈"],
    ["舉報 / 反饋"],
    ["举报", "反馈"],
]


@pytest.mark.parametrize("lines", DISCLAIMERS)
def test_a_disclaimer_goes_with_its_heading_and_the_byline_before_it_is_read(lines: list[str]) -> None:
    reading = read(FIRST, SECOND, THIRD + "(图文汪鹏、刘艺璇)", *lines)
    assert reading.paragraphs == (FIRST, SECOND, THIRD)
    assert said(reading) == {"byline": "(图文汪鹏、刘艺璇)", "authors": ("汪鹏", "刘艺璇")}


KEYWORD_LINES = [
    (["豆腐 老街 石磨 店主 豆子 蒸汽 老顾客 巷子 黄豆 木窗"], {"tags": ("豆腐", "老街", "石磨", "店主", "豆子", "蒸汽", "老顾客", "巷子", "黄豆", "木窗")}),
    (["豆腐,老街，石磨、店主"], {"tags": ("豆腐", "老街", "石磨", "店主")}),
    (["豆腐"], {"tags": ("豆腐",)}),
    (["豆腐", "老街"], {"tags": ("豆腐", "老街")}),
    (["编辑：马腾飞", "审核：李倩", "豆腐", "老街", "石磨"], {"editors": ("马腾飞", "李倩"), "tags": ("豆腐", "老街", "石磨")}),
    (["豆腐 老街 石磨", "編輯：馬騰飛"], {"editors": ("馬騰飛",), "tags": ("豆腐", "老街", "石磨")}),
    (["关键词：豆腐 老街"], {"tags": ("豆腐", "老街")}),
]  # fmt: skip


@pytest.mark.parametrize(("below", "expected"), KEYWORD_LINES)
def test_keywords_below_an_author_platform_s_markup_are_tags(
    below: list[str], expected: dict[str, object]
) -> None:
    markup = "".join(f"{QL}{line}</p>" for line in BODY).replace("<", "&lt;").replace(">", "&gt;")
    reading = read("老街的一口锅", "", "豆香阿婆", "", markup, "", *below)
    assert reading.paragraphs == (FIRST, SECOND, THIRD)
    assert said(reading) == {"authors": ("豆香阿婆",), **expected}


@pytest.mark.parametrize(
    "below", [["谢谢阅读"], ["阿婆的店"], ["磨一圈是晨，磨两圈是昏，磨到白发时，豆香还在门"]]
)
def test_words_below_the_markup_that_are_not_of_the_body_stay_text(below: list[str]) -> None:
    markup = "".join(f"{QL}{line}</p>" for line in BODY)
    assert read("老街的一口锅", "豆香阿婆", markup, *below).paragraphs == (FIRST, SECOND, THIRD, *below)


TEXT = [
    "记者 昨天 从现场带回了消息。",
    "2023年，滨江时报记者何小雨走进了这家豆腐坊。",
    "单位：万元",
    "王芳 阅读：让人沉静",
    "声明发布当天，街上很安静。",
    "风险提示：宏观经济下行，原料价格上涨。",
    "作者的话",
    "摄影展开幕",
    "“图：一把刀，文：一支笔。”",
    "（一）（二）",
    "据本报讯，豆腐涨价了。",
    "来自山东的老顾客说，豆腐还是老味道。",
]


@pytest.mark.parametrize("line", TEXT)
def test_what_is_like_a_credit_line_and_is_none_stays(line: str) -> None:
    assert read(FIRST, SECOND, THIRD, line).paragraphs == (FIRST, SECOND, THIRD, line)
    assert read(FIRST, line, SECOND, THIRD).paragraphs == (FIRST, line, SECOND, THIRD)


def test_a_declaration_keeps_its_heading_when_its_text_follows() -> None:
    assert read(FIRST, "郑重声明", *BODY).paragraphs == (FIRST, "郑重声明", *BODY)


def test_a_day_and_a_place_below_the_text_are_its_signature() -> None:
    assert read(*BODY, "2023年7月10日 于北京").paragraphs == (FIRST, SECOND, THIRD, "2023年7月10日 于北京")
