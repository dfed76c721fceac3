"""Whole pages saved as text: the title of the window above the head of the site. Every text was written for this."""

import pytest

from crawler.extraction.formats.plain import read_plain
from crawler.extraction.formats.whole_page import page_head, without_site
from crawler.extraction.reading import Reading
from crawler.sources import ANY_SITE
from tests.extraction.records import saved_record

TITLE = "渡口的灯亮了三十年"
FIRST = "每天傍晚六点，老周都会划着小船到江心，把航标灯一盏一盏点亮。三十年里，他换过四条船，灯却从来没有误过一晚。"
SECOND = "“夜里行船的人看的就是这点亮光。”老周说，等新桥通车那天，他想请女儿回来，一起坐一趟末班渡船。"
BODY = (FIRST, SECOND)
LINE = "2021-03-05 18:20 来源： 望江晚报 作者：沈一舟"


def read(*lines: str) -> Reading:
    return read_plain("\n\n".join(lines), saved_record(), ANY_SITE)


HEADS = [
    (
        "channels with spaces and a breadcrumb",
        f"{TITLE}--望江新闻网",
        ["首页 时政 国内 财经 体育", "望江新闻网 > 本地 > 人物"],
    ),
    ("channels run together", f"{TITLE}-望江在线", ["首页时政国内财经体育娱乐科技"]),
    (
        "the site's name and other headlines",
        TITLE,
        ["望江新闻网", "首页 | 时政 | 国内 | 财经", "相关新闻", "·老码头要拆了", "·“夜游”重开"],
    ),
    ("a button of a mobile page", f"{TITLE}_手机望江网", ["打开APP 看更多精彩"]),
    ("where the reader is", f"{TITLE} - 望江论坛", ["您的位置：望江论坛 → 江边人家 → 正文"]),
    ("a section and a site", f"{TITLE}_人物_望江网", ["首页", "人物"]),
    ("a title cut short", f"{TITLE[:6]}…_望江网", ["首页 时政 国内 财经"]),
    ("the site first", f"望江网_{TITLE}", ["望江网", "登录 注册"]),
]


@pytest.mark.parametrize(("name", "window", "head"), HEADS, ids=[name for name, _, _ in HEADS])
def test_read_plain_reads_what_stands_below_the_head_of_a_page(
    name: str, window: str, head: list[str]
) -> None:
    reading = read(window, *head, TITLE, LINE, *BODY)
    assert (reading.title, reading.paragraphs) == (TITLE, BODY)
    assert (reading.publisher, reading.authors) == ("望江晚报", ("沈一舟",))
    assert reading.published_at == "2021-03-05T18:20:00+08:00"


TOPS = [
    ("channels", ["首页 时政 国内 财经 体育"]),
    ("channels between bars", ["首页 | 时政 | 国内 | 财经"]),
    ("channels run together", ["首页时政国内财经体育娱乐"]),
    ("the site and its channels", ["望江新闻网", "首页 时政 国内 财经"]),
    ("the site and where the reader is", ["望江新闻网", "首页 > 新闻 > 正文"]),
    ("the day of reading", ["设为首页 | 加入收藏", "2024年3月5日 星期二", "首页 时政 国内 财经"]),
    ("a search", ["登录 注册", "搜索", "首页 时政 国内 财经"]),
]


@pytest.mark.parametrize(("name", "top"), TOPS, ids=[name for name, _ in TOPS])
def test_read_plain_takes_no_bar_of_channels_for_the_title(name: str, top: list[str]) -> None:
    reading = read(*top, TITLE, LINE, *BODY)
    assert (reading.title, reading.paragraphs) == (TITLE, BODY)
    assert (reading.publisher, reading.published_at) == ("望江晚报", "2021-03-05T18:20:00+08:00")


def test_read_plain_reads_a_headline_over_two_lines() -> None:
    reading = read("渡口的灯 亮了三十年_望江网", "首页 时政 国内 财经", "渡口的灯", "亮了三十年", LINE, *BODY)
    assert (reading.title, reading.paragraphs) == ("渡口的灯 亮了三十年", BODY)


def test_a_medium_s_name_is_a_title_where_nothing_of_a_page_stands_beside_it() -> None:
    assert read("我在望江日报", LINE, *BODY).title == "我在望江日报"


def test_read_plain_keeps_the_date_above_the_headline() -> None:
    reading = read(f"{TITLE}_望江网", "望江网 > 人物", "2021-03-05 18:20 来源：望江晚报", TITLE, *BODY)
    assert (reading.published_at, reading.publisher, reading.site_name) == (
        "2021-03-05T18:20:00+08:00",
        "望江晚报",
        "望江网",
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["江水长", "江水长", "划一桨是晨", "划一桨是昏"],
        ["江水长", "划一桨是晨", "划一桨是昏", "江水长"],
        [TITLE, FIRST, TITLE],
        [f"{TITLE}之后的故事", "望江网 > 人物", TITLE],
        [f"{TITLE}-终章", "江边", TITLE],
        [TITLE],
        [],
    ],
    ids=["a refrain", "a last line", "below the text", "other words", "no site", "one line", "nothing"],
)
def test_page_head_wants_a_site_or_a_page_s_furniture_above_the_headline(lines: list[str]) -> None:
    assert page_head(lines) is None


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (f"{TITLE}-望江网", (TITLE, "望江网")),
        (f"{TITLE}——望江日报", (TITLE, "望江日报")),
        (f"{TITLE} - 江边论坛", (TITLE, "江边论坛")),
        (f"{TITLE}_人物_望江网", (TITLE, "望江网")),
        ("江边开讲-渡口论坛", ("江边开讲-渡口论坛", None)),
        ("望江—临河开通夜渡", ("望江—临河开通夜渡", None)),
    ],
)
def test_without_site_takes_only_the_name_of_a_medium(window: str, expected: tuple[str, str | None]) -> None:
    assert without_site(window) == expected


@pytest.mark.parametrize("text", ["-", "首页", "望江-", " _ ", "题"])
def test_a_line_without_end_is_no_title_and_costs_nothing(text: str) -> None:
    line = text * (200_000 // len(text))
    assert page_head([line, "首页", line]) is None
    assert read(line, TITLE, *BODY).title is None
