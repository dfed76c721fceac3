"""Lists that mirrors put round a text for search engines: names of counties, and words that are looked for."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Final

from crawler.extraction.text.words import words

Span = tuple[int, int]

_ITEM: Final = r"(?>(?:<a\b[^<>]{0,300}+>)?+\s{0,4}[\u4e00-\u9fff]{2,9}+\s{0,4}(?:</a>)?+)"
_BAR: Final = r"(?>(?:\s|&nbsp;|&amp;nbsp;|\xa0){0,8}+[|｜](?:\s|&nbsp;|\xa0){0,8}+)"
_LIST: Final = re.compile(
    rf"(?<![\u4e00-\u9fff|｜])(?>(?:{_ITEM}{_BAR}){{7,}})(?:{_ITEM}(?![\u4e00-\u9fff。，]))?+"
)
_NAME: Final = re.compile(r"[\u4e00-\u9fff]{2,9}")
_COUNTY: Final = re.compile(r"[县市区旗镇州盟縣區鎮]$")
_FEWEST_COUNTIES: Final = 0.5
_REACH: Final = 40
_REACH_OF_TAG: Final = 400
_BARS: Final = ("|", "｜")
_GOES_ON: Final = ("：", ":", "，", "、", "“", "（", "|", "｜")
_FEWEST_ALONE: Final = 15
_HIDDEN: Final = re.compile(
    r"""<[a-z]{1,8}\b[^<>]{0,200}style=["'][^<>"']{0,200}(?:display:\s?none|visibility:\s?hidden|(?:left|top|indent):\s?-\d{3})"""
    r"""[^<>]{0,200}>\s{0,8}\Z""",
    re.IGNORECASE,
)
_ENDS_BLOCK: Final = re.compile(
    r"</(?:p|div|h[1-6]|dt|span|strong|b|td|li)>\s{0,8}\Z|\n\s{0,8}\Z", re.IGNORECASE
)
_AROUND: Final = 120  # characters of visible text that may stand between a list and the end of its page
_MARKUP: Final = re.compile(r"<[^<>]*>|\s+")

EMPTY: Final = re.compile(
    r"<(acronym|kbd|tt|fieldset|bdo|samp|optgroup|del|strike|xmp|noframes|legend|big|small|center|u|s|q|b|i|em|ins|dfn|var|cite"
    r"|code|font|strong|sub|sup|label|option|address|ruby|rt|rp|dl|dd|dt|ol|ul|li|th|td|tr|form|noscript|div|span|pre|button)"
    r"""\s+id=["']?(?=[a-z]{0,7}\d|[b-df-hj-np-tv-z]{4})[0-9a-z]{3,8}["']?>\s{0,8}</\1>"""
)
_NOT_EMPTY_OTHERWISE: Final = frozenset(
    words("acronym kbd tt fieldset bdo samp optgroup xmp noframes legend strike")
)
_FEWEST_EMPTY: Final = 2
_LINE: Final = re.compile(r"(?:(?<=>)|(?<=\n)|^)[^<>\n]{12,1200}+(?=<|\n|$)")
_BETWEEN_TERMS: Final = re.compile(r"[,，|｜、_\s]+")
_END_OF_SENTENCE: Final = re.compile("[。！？；：]")
_FEWEST_TERMS: Final = 5
_LONGEST_TERM: Final = 14
_SHARE_OF_TERMS: Final = 0.8
_FEWEST_SURE: Final = 3
_WANTED: Final = re.compile(
    "|".join(
        words(
            """
            在线观看 在线播放 在线看 免费下载 免费看 免费观看
            高清 完整版 排行榜 官方入口 官方下载 官网入口 手机版 安装 精品 推荐
            全集播放 无弹窗 最新章节 未删减 下载安装 app下载 娱乐平台 注册送 首页官网
            """
        )
    )
)
_SURE: Final = re.compile(
    "|".join(
        words(
            """
            无码 久久 国产精品 亚洲欧美 欧美日韩 日韩欧美 毛片 成人网 成人视频
            成人电影 黄色网 黄色视频 三级片 一区二区 二区三区
            人妻 激情视频 色情 裸聊 博彩 棋牌 彩票平台 娱乐城 真人百家乐 百家乐
            六合彩 时时彩 北京赛车 老虎机 体育投注 足球投注
            """
        )
    )
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Spam:
    """`is_a_mirror_s` tells whether it is one's beyond doubt, also on a page without another sign."""

    counties: tuple[Span, ...] = ()
    keyword_lines: int = 0
    empty_elements: int = 0
    is_a_mirror_s: bool = False

    def taken_out_of(self, text: str) -> str:
        """The text without its lists of counties: they are in simplified script on every page."""
        for begins, ends in reversed(self.counties):
            text = f"{text[:begins]} {text[ends:]}"
        return text

    def signs(self) -> Mapping[str, int]:
        counts = {
            "counties": len(self.counties),
            "keyword-lines": self.keyword_lines,
            "empty-elements": self.empty_elements,
        }
        return {name: count for name, count in counts.items() if count}


NO_SPAM: Final = Spam()


def spam_in(text: str) -> Spam:
    counties = (*lists_of_counties(text),)
    keywords, empty = len([*keyword_lines(text)]), _empty_elements(text)
    return Spam(
        counties=counties,
        keyword_lines=keywords,
        empty_elements=empty,
        is_a_mirror_s=bool(keywords or empty or any(_is_a_mirror_s(text, span) for span in counties)),
    )


def lists_of_counties(text: str) -> Iterator[Span]:
    """Where names of places stand in a row, set apart by bars; what follows a colon or a word belongs to a sentence."""
    for match in _LIST.finditer(text):
        names = _NAME.findall(_MARKUP.sub(" ", match[0]))
        if (
            names
            and not _belongs_to_sentence(text, match.span())
            and sum(map(bool, map(_COUNTY.search, names))) >= _FEWEST_COUNTIES * len(names)
        ):
            yield match.span()


def _belongs_to_sentence(text: str, span: Span) -> bool:
    """Whether the list is told of right before it; the mirrors' words above a list at the end are none of the text."""
    above = text[max(0, span[0] - _REACH) : span[0]]
    if not _MARKUP.sub("", above).endswith(_GOES_ON):
        return False
    return not (_ENDS_BLOCK.search(above) and text[: span[1]].endswith(_BARS) and _is_a_mirror_s(text, span))


def keyword_lines(text: str) -> Iterator[Span]:
    """Where a line, or all an element says, is words for search engines."""
    for match in _LINE.finditer(text):
        if _is_keywords(match[0]):
            yield match.span()


def _empty_elements(text: str) -> int:
    """How many elements of seldom kinds are empty and bear a name of nothing, if they are more than one."""
    count = sum(match[1] in _NOT_EMPTY_OTHERWISE for match in EMPTY.finditer(text))
    return count if count >= _FEWEST_EMPTY else 0


def _is_a_mirror_s(text: str, span: Span) -> bool:
    """Whether a list of counties is a mirror's also on a page without another sign: long, at head or foot, and nothing
    to follow or hidden from readers. A site of a region links to the counties it has.
    """
    begins, ends = span
    names = sum(map(text[begins:ends].count, _BARS))
    if names < _FEWEST_ALONE or not _is_at_an_end(text, span):
        return False
    return (
        "<a" not in text[begins:ends]
        or _HIDDEN.search(text[max(0, begins - _REACH_OF_TAG) : begins]) is not None
    )


def _is_at_an_end(text: str, span: Span) -> bool:
    body = max(text.find("<body"), 0)
    above = text[body : span[0]] if span[0] - body < 40 * _AROUND else None
    below = text[span[1] :] if len(text) - span[1] < 40 * _AROUND else None
    return any(part is not None and len(_MARKUP.sub("", part)) <= _AROUND for part in (above, below))


def _is_keywords(line: str) -> bool:
    if _WANTED.search(line) is None and _SURE.search(line) is None:
        return False
    terms = [term for term in _BETWEEN_TERMS.split(line.strip()) if term]
    if len(terms) < _FEWEST_TERMS or _END_OF_SENTENCE.search(line):
        return False
    short = [term for term in terms if len(term) <= _LONGEST_TERM]
    sure = sum(_SURE.search(term) is not None for term in short)
    wanted = sum(_WANTED.search(term) is not None for term in short)
    return sure >= max(_FEWEST_SURE, len(terms) // 4) or sure + wanted >= _SHARE_OF_TERMS * len(terms)
