"""What a line of a news page is when it is not text: a byline, a credit, a date, a disclaimer, a button.

`statements` answers for one line. A line of text gives none; a line may make several (来源：… 作者：… 2022-02-23).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Final

from crawler.extraction.dates import iso_date, states_only_a_date
from crawler.extraction.disclaimers import is_disclaimer
from crawler.extraction.labels import LABEL, LONE_LABEL, SPACED_LABEL, Kind, Statement
from crawler.extraction.names import people, read_byline
from crawler.extraction.places import is_medium
from crawler.extraction.script import simplified
from crawler.extraction.ui_labels import is_interface
from crawler.extraction.words import words

_SENTENCE: Final = re.compile(r"[。！？；]|[!?](?=[^/]|$)")
_NO_VALUE: Final = " \t\u3000\xa0|｜丨,，;；、/·】]）)（([【<>《》—-"
_LONGEST_VALUE: Final = 64
_LONGEST_LINE: Final = 240
_URL: Final = re.compile(
    r"[(（<【]?\s*(?:(?:https?:)?//|www\.)[^\s\u4e00-\u9fff]+\s*[>)）】]?", re.IGNORECASE
)
_CRUMBS: Final = re.compile(
    r"[^>＞»›→/。，！？]{1,16}(?:\s*(?:>{1,2}|＞|»|›|→)\s*[^>＞»›→/。，！？]{1,30}){1,6}\s*[>＞»›]?"
)
_HERE: Final = re.compile(
    r"(?:您?(?:的|所在|现在的|当前)?(?:当前|所在|现在)?(?:位置|浏览|在)(?:是)?)\s*[:：].{2,80}"
)
_BACK: Final = re.compile(
    r"[\[【<《«‹←]*\s*(?:点击|请)?(?:返回[^。，！？]{0,14}(?:首页|新闻|资讯|列表|顶部|上一?[页级]|目录|频道|栏目|专题|主页)|"
    r"(?:回到|进入)(?:首页|顶部|列表|目录|主页|专题)|(?:查看)?更多(?:精彩|相关|热门|最新|国内|国际|本地)?(?:新闻|资讯|专题|内容))[\]】>》»]*"
)
_EDITION: Final = re.compile(
    r"[（(]?\s*(?:原载)?\s*[《<]\s*(?P<medium>[^《》<>]{2,20}?)\s*[》>]\s*[（(,，]?\s*(?:\d{4}\s*年)?[^。！"
    r"？]{0,24}?第?\s*[A-Z]?\d*[\d一二三四五六七八九十]+\s*版\s*[)）]?\s*[)）]?"
)
_COUNTERS: Final = re.compile(r"(?:[\s(（]+\d[\d,.万]*\s*次?(?:阅读|浏览|评论|点赞|收藏|转发)[)）]?){2,}$")
_ACCORDING: Final = re.compile(
    r"[（(]?(?:据|(?:本文|文章|内容|稿件)?(?:转载自|转自|转载于|摘自|摘编自|原载于?|选自|来源于|综合自?))\s*[:：]?\s*"
    r"(?:[“\"《「](?P<quoted>[^“”\"《》「」，。]{2,20})[”\"》」]|(?P<bare>[^“”\"《》「」，。（）()]{2,16}?))"
    r"(?:微信公众号|公众号|微信|客户端|网站|官网|官微|报道|消息|电讯?)?[)）]?"
)
_END_MARK: Final = re.compile(
    r"[（(【]?\s*(?:完|全文完|正文完|The\s+End|END|—\s*END\s*—)\s*[】)）]?|-+\s*END\s*-+", re.IGNORECASE
)


def statements(line: str, *, boilerplate: tuple[re.Pattern[str], ...] = ()) -> tuple[Statement, ...]:
    """What a line states that is nothing but statements; () for a line of text.

    A label without a value (`来源：` alone) is a statement with an empty value: its value is the next line's.
    """
    text = line.strip().strip("\ufeff\u200b\u3000\xa0 ")
    whole = _whole_line_kind(text, boilerplate)
    if whole is not None:
        return (Statement(whole, text, text),)
    if edition := _EDITION.fullmatch(text):
        return (Statement(Kind.EDITION, edition["medium"].strip(), text),)
    if len(text) > _LONGEST_LINE:
        return ()
    if lone := LONE_LABEL.fullmatch(simplified(text)):
        return (Statement(Kind[lone.lastgroup or ""], "", text),)
    return tuple(_labelled(text)) or _dated(text) or _counted(text) or _unlabelled(text)


def _whole_line_kind(text: str, boilerplate: tuple[re.Pattern[str], ...]) -> Kind | None:
    if not text or any(pattern.fullmatch(text) for pattern in boilerplate):
        return Kind.INTERFACE
    if is_disclaimer(text):
        return Kind.DISCLAIMER
    if _URL.fullmatch(text) or all(
        _BACK.fullmatch(part.strip()) for part in re.split(r"[|｜]", simplified(text))
    ):
        return Kind.LINK
    if is_interface(text) or _END_MARK.fullmatch(text):
        return Kind.INTERFACE
    return Kind.BREADCRUMB if _is_breadcrumb(text) else None


def _is_breadcrumb(text: str) -> bool:
    plain = simplified(text)
    if _HERE.fullmatch(plain):
        return True
    if len(text) > 80 or not _CRUMBS.fullmatch(text) or re.search(r"\d\s*[>＞]\s*\d", text):
        return False
    crumbs = re.split(r"\s*(?:>{1,2}|＞|»|›|→)\s*", plain)
    return len(crumbs) >= 3 or crumbs[0].endswith(("首页", "网", "主页")) or crumbs[-1] in ("正文", "")


def _labelled(text: str) -> Iterator[Statement]:
    """The statements of a line made of `label：value` pairs, or nothing when a part of it is something else."""
    bare = _opened(text)
    plain = simplified(bare)
    marks = list(LABEL.finditer(plain)) or list(filter(None, [SPACED_LABEL.match(plain)]))
    if not marks or not _is_before_labels(bare[: marks[0].start()]):
        return
    before = bare[: marks[0].start()].strip(_NO_VALUE)
    found = [*_dates_in(before)]
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start() if following else len(bare)
        made = _stated(
            mark, bare[mark.start() : end], bare[mark.end() : end], alone=len(marks) == 1 and not before
        )
        if made is None:
            return
        found.extend(made)
    if len(found) == 1 and not before and text != bare:
        found = [dataclasses.replace(found[0], printed=text)]
    yield from found


def _opened(text: str) -> str:
    """The line without brackets round the whole of it."""
    for opening, closing in ("（）", "()", "【】", "[]", "〔〕", "［］", "（)", "(）"):
        if text.startswith(opening) and text.endswith(closing) and not re.search(r"[】\]].*[】\]]", text):
            return text[1:-1].strip()
    return text


def _is_before_labels(before: str) -> bool:
    """Before the first label stand only a date, a medium, a counter; not the beginning of a sentence."""
    bare = before.strip(_NO_VALUE)
    if not bare or states_only_a_date(bare) or is_interface(bare):
        return True
    return len(bare) <= 40 and all(
        states_only_a_date(part) or is_medium(part) or is_interface(part) or re.fullmatch(r"[\d:：]+", part)
        for part in bare.split()
    )


def _dates_in(before: str) -> tuple[Statement, ...]:
    if iso_date(before) is not None:
        return (Statement(Kind.PUBLISHED, before, before),)
    return (Statement(Kind.CREDIT, before, before),) if before else ()


def _stated(mark: re.Match[str], printed: str, raw: str, *, alone: bool) -> list[Statement] | None:
    kind = Kind[mark.lastgroup or "CREDIT"]
    value = raw.strip(_NO_VALUE).rstrip("。") if kind is not Kind.LINK else raw.strip()
    if len(value) > _LONGEST_VALUE and kind not in (
        Kind.KEYWORDS,
        Kind.LINK,
        Kind.ORIGINAL_TITLE,
        Kind.EDITORS,
    ):
        return None
    if kind not in (Kind.ORIGINAL_TITLE, Kind.LINK, Kind.KEYWORDS) and _SENTENCE.search(value):
        return None
    label = re.sub(r"\s", "", mark[kind.name])
    made = [Statement(kind, value, printed.strip().strip("|｜,，;；、 \u3000"))]
    if not value:
        return made
    return _checked(kind, label, value, made, alone=alone)


_NEEDS_PEOPLE: Final = words(
    """
    记者 文 图 摄 图片 文字 采访 拍摄 摄影 摄像 供图 通讯员 撰文 图文 文图 文/图 图/文 By
    """
)
_NEEDS_COMPANY: Final = words(
    """
    联系方式 联系电话 邮箱
    设计 制作 专题 话题 评论 阅读 分类 栏目 频道 分享 视觉 运营 投稿 来自 后期 统筹 策划 海报 美术
    """
)


def _checked(
    kind: Kind, label: str, value: str, made: list[Statement], *, alone: bool
) -> list[Statement] | None:
    """The statement when its value is of the kind its label says, with a date glued to it taken apart."""
    if (
        label == "时间"
        and alone
        and not re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?", value)
    ):
        return None
    if kind in (Kind.PUBLISHED, Kind.MODIFIED):
        return (
            made if iso_date(value) is not None or re.fullmatch(r"[\d\s:：年月日时分秒./-]+", value) else None
        )
    if label in ("链接", "网址", "原文链接") and not _URL.search(value):
        return None
    if kind is Kind.PUBLISHER and re.search("[，,]", value) and not is_medium(value):
        return None
    if kind in (Kind.BYLINE, Kind.PUBLISHER, Kind.EDITORS, Kind.CREDIT) and iso_date(value) is not None:
        return _without_date(made[0])
    if (label in _NEEDS_PEOPLE or kind is Kind.EDITORS) and not people(value):
        return (
            made
            if kind is Kind.EDITORS and len(value) <= 16 and not alone
            else _editor_code(kind, value, made)
        )
    if label in _NEEDS_COMPANY and alone and not people(value) and not re.fullmatch(r"[\d.,万+次人]+", value):
        return None
    return made


def _editor_code(kind: Kind, value: str, made: list[Statement]) -> list[Statement] | None:
    """责任编辑：NF123, 编辑：小王, 编辑：admin: an editor line without a name of a person."""
    code = kind is Kind.EDITORS and re.fullmatch(r"[\w.·\s-]{1,12}|.{1,10}\s*[（(][\w-]+[)）]", value)
    return made if code else None


def _without_date(statement: Statement) -> list[Statement]:
    """`新华网 2022-02-23 08:19` under 来源 is a publisher and a date."""
    start = re.search(r"\d{4}|[A-Z][a-z]{2}", statement.value)
    head = statement.value[: start.start()].strip(_NO_VALUE) if start else ""
    kept = [dataclasses.replace(statement, value=head)] if head else []
    return [*kept, Statement(Kind.PUBLISHED, statement.value[len(head) :].strip(), statement.value)]


def _dated(text: str) -> tuple[Statement, ...]:
    """A line that is a date, or a date beside a medium (2022-02-23 08:19 新华网)."""
    if len(text) > 60 or iso_date(text) is None:
        return ()
    if states_only_a_date(text):
        return (Statement(Kind.PUBLISHED, text, text),)
    words = [
        word
        for word in re.split(r"[\s|｜\u3000]+", text)
        if not re.fullmatch(r"[\d:：./年月日时分秒-]+", word)
    ]
    if not words or not all(is_medium(word) or is_interface(word) for word in words):
        return ()
    media = [
        Statement(Kind.PUBLISHER, word, word) for word in words if is_medium(word) and not is_interface(word)
    ]
    return (Statement(Kind.PUBLISHED, text, text), *media[:1])


def _counted(text: str) -> tuple[Statement, ...]:
    """`韩秋实 12 阅读 0 评论 3 点赞`: who posted, beside counters."""
    counters = _COUNTERS.search(simplified(text))
    poster = text[: counters.start()].strip(_NO_VALUE) if counters else ""
    if not 1 < len(poster) <= 16 or _SENTENCE.search(poster):
        return ()
    return (Statement(Kind.BYLINE if people(poster) else Kind.CREDIT, poster, poster),)


def _quoted_medium(text: str) -> str | None:
    """The medium of `（据新华社）`, `文章转载自“某某晚报”微信公众号`."""
    match = _ACCORDING.fullmatch(text)
    named = match and (match["quoted"] or match["bare"])
    return named if match and named and (match["quoted"] or is_medium(named)) else None


def _unlabelled(text: str) -> tuple[Statement, ...]:
    if medium := _quoted_medium(text):
        return (Statement(Kind.PUBLISHER, medium, text),)
    byline = read_byline(text)
    if byline is None:
        return ()
    if byline.editors and not byline.people:
        return (Statement(Kind.EDITORS, "、".join(byline.editors), text),)
    return (Statement(Kind.BYLINE, text, text),)
