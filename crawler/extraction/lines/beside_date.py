"""The words of a line that says when, from whom and where: `2023-07-10 08:09 星期一 某某日报 记者 某某`."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.lines.labels import Kind, Statement
from crawler.extraction.lines.ui_labels import is_interface
from crawler.extraction.names.people import bare_people, read_byline
from crawler.extraction.names.places import is_medium, is_office, is_place
from crawler.extraction.names.runs import is_likely_name
from crawler.extraction.text.dates import iso_date, states_only_a_date
from crawler.extraction.text.script import simplified
from crawler.extraction.text.words import words

_LONGEST: Final = 80
_GLUED_DATE: Final = re.compile(
    r"(?<!\d)\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*(?:[日号](?!报))?"
    r"(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?(?![\d:：])"
)
_WORD: Final = re.compile(r"(?:[^\s|｜丨·•/／]|(?<=\d)/(?=\d))+")
_PARTED: Final = re.compile(r"[|｜丨·•]|(?<!\d)[/／]")
_FIGURES: Final = re.compile(r"['’]?[\d:：./年月日时分秒号,，+\-—–T]+")
_NUMBER: Final = re.compile(r"[(（]?\d[\d,.]*\s*[万亿kw]?\+?\s*[次人条]?[)）]?", re.IGNORECASE)
_CALENDAR: Final = re.compile(
    r"[（(]?(?:(?:星期|周|礼拜)[一二三四五六日天]"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?[.,]?"
    r"|\d{1,2}(?:st|nd|rd|th)[.,]?|[ap]\.?m\.?|(?:gmt|utc)(?:[+-]\d+)?|at|on"
    r"|(?:上午|下午|中午|早上|凌晨|晚上|晚间|傍晚)(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
    r"|第\s?[A-Z]?\d{1,2}\s?版(?:[:：]?[\u4e00-\u9fff]{2,4})?|今天|昨天|北京时间)[)）]?",
    re.IGNORECASE,
)
_LUNAR: Final = re.compile(
    r"[（(]?(?:农历|阴历|夏历|旧历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥])?"
    r"[（(]?[鼠牛虎兔龙蛇马羊猴鸡狗猪]?[)）]?年?(?:闰?[正一二三四五六七八九十冬腊]{1,2}月[大小]?)?"
    r"(?:(?:初|十|廿|卅|二十|三十)[一二三四五六七八九十]?)?[)）]?"
)
_LUNAR_SIGN: Final = re.compile(
    r"农历|阴历|夏历|旧历|月[初十廿卅]|月二十|月三十|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]"
)
_WHERE_LABEL: Final = re.compile(
    r"(?:IP\s*(?:归?属地|地址|位置)|归?属地|来自|发表于|发布于|发布地|发自|定位|位置|[于在])[:：]?",
    re.IGNORECASE,
)
_LABEL: Final = words(
    """
    发布 发表 更新 时间 日期 发布时间 发布日期 发表时间 发表于 发布于 更新于 刊发 于 来自 浏览 浏览量 浏览次数 浏览数
    阅读 阅读量 阅读数 阅读次数 点击 点击量 点击数 点击率 点击次数 访问 访问量 访问次数 人气 热度 评论 评论数 播放
    播放量 已阅读 已浏览 次 人 条 次浏览 次阅读 人浏览 人阅读 围观 参与 参与评论 人参与
    """
)
_SECTION: Final = re.compile(
    r"(?:国内|国际|社会|本地|地方|图片|热点|今日|最新|滚动|综合|时政|体育|娱乐|财经|科技|民生|行业|公司|企业|视频|要闻|"
    r"焦点|教育|健康|法治|文化|旅游|房产|汽车|军事|股票|产经|经济|城市|时事|独家|原创|突发|重磅|深度|特别|首页|媒体|网友)?"
    r"(?:新闻|资讯|要闻|频道|快讯|视频|热线|热点|报道|关注|聚焦|专题|评论|栏目|动态|公告|通知|推荐|精选|头条)"
    r"|(?:主编|编辑|小编|编者)(?:推荐|精选|荐读)"
    r"|观察|在线|财经|论坛|博客|公众号|传媒|媒体|广角|原创|转载|独家|置顶|号|网|台|报|社|刊|来源|稿源"
)
_WEATHER: Final = re.compile(
    r"(?:[晴阴雨雪雾霾]|多云|阵雨|雷阵雨|[小中大暴]+[雨雪]|[东西南北]+风|转|到|间|\d+级|-?\d+℃|[~～-])+"
)
_PARTIAL_DATE: Final = re.compile(
    r"\d{4}\s*年(?:\s*\d{1,2}\s*月)?|\d{4}[-/.]\d{1,2}|\d{1,2}月\d{1,2}日|['’]?\d{2}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{1,2}[-/]\d{1,2}"
)
_SHORT_YEAR: Final = re.compile(r"['’]?\d{2}[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")


def states_a_day_of_no_year(text: str) -> bool:
    """Whether the text is a day and a time of a year of two digits, which is no date to us: 23-07-10 08:09."""
    return _SHORT_YEAR.fullmatch(text) is not None


def is_beside_date(word: str) -> bool:
    """Whether the word is of a date, a place, a section or a counter: 星期一, 农历五月廿三, IP属地：山东, 要闻, PM."""
    plain = simplified(word).strip(":：,，")
    where = _WHERE_LABEL.match(plain)
    return (
        not plain
        or _FIGURES.fullmatch(plain) is not None
        or _NUMBER.fullmatch(plain) is not None
        or _CALENDAR.fullmatch(plain) is not None
        or (_LUNAR.fullmatch(plain) is not None and _LUNAR_SIGN.search(plain) is not None)
        or plain in _LABEL
        or any(
            plain.startswith(label) and _NUMBER.fullmatch(plain[len(label) :].strip(":："))
            for label in _LABEL
        )
        or (where is not None and (where.end() == len(plain) or is_place(plain[where.end() :])))
        or is_place(word)
        or _SECTION.fullmatch(plain) is not None
        or _WEATHER.fullmatch(plain) is not None
        or _PARTIAL_DATE.fullmatch(plain) is not None
        or states_only_a_date(word)
        or is_interface(word)
    )


def words_of(line: str) -> list[str]:
    """The words of a line of facts; a date stands apart from what is glued to it."""
    return _WORD.findall(_date_apart(line))


def facts_beside_date(text: str) -> tuple[Statement, ...]:
    """What a line states that is a date and what stands beside one; () when a word of it is anything else."""
    if len(text) > _LONGEST or iso_date(text) is None:
        return ()
    if states_only_a_date(text):
        return (Statement(Kind.PUBLISHED, text, text),)
    return facts_without_label(text)


def facts_without_label(text: str, *, is_credit: bool = False) -> tuple[Statement, ...]:
    """Date, medium and writer of a line of such words; () when it holds none or a word of it is anything else.

    `is_credit` says that the line is known to name who made the text, so that bare names are a byline; and that an
    authority and a day are not the end of a notice.
    """
    line = _date_apart(text)
    spans = [word for word in _WORD.finditer(line) if not is_beside_date(word[0])]
    media = [word[0] for word in spans if names_medium(word[0]) or (is_credit and is_office(word[0]))]
    said = [Statement(Kind.PUBLISHED, text, text)] if iso_date(text) is not None else []
    said += [Statement(Kind.PUBLISHER, medium, medium) for medium in media[:1]]
    rest = [word for word in spans if word[0] not in media]
    if not rest:
        return tuple(said)
    is_named = is_credit or bool(media or _PARTED.search(line))
    writer = _writer(line[rest[0].start() : rest[-1].end()], is_named=is_named)
    return (*said, writer) if writer else ()


def names_medium(word: str) -> bool:
    """Whether an unlabelled word names one medium, and not a section (国内新闻, 财经)."""
    return is_medium(word) and not is_beside_date(word)


def _writer(printed: str, *, is_named: bool) -> Statement | None:
    """The byline a rest of the line is; bare names are one beside a medium or between bars only."""
    byline = read_byline(printed)
    if byline is not None:
        if byline.editors and not byline.people:
            return Statement(Kind.EDITORS, "、".join(byline.editors), printed)
        return Statement(Kind.BYLINE, printed, printed)
    people = bare_people(printed) if is_named else ()
    return Statement(Kind.BYLINE, printed, printed) if people and all(map(is_likely_name, people)) else None


def _date_apart(line: str) -> str:
    return _GLUED_DATE.sub(r" \g<0> ", line).strip()
