"""Whether what follows a label is what the label says; a date or the next credit glued to it is taken apart."""

from __future__ import annotations

import dataclasses
import re
from typing import Final

from crawler.extraction.lines.beside_date import names_medium
from crawler.extraction.lines.credits import names_nobody
from crawler.extraction.lines.labels import Kind, Statement
from crawler.extraction.names.pen_names import signed_names
from crawler.extraction.names.people import bare_people, first_role, people, read_byline
from crawler.extraction.names.places import is_medium, is_place
from crawler.extraction.names.runs import is_likely_name
from crawler.extraction.text.dates import iso_date
from crawler.extraction.text.words import words

NO_VALUE: Final = " \t\u3000\xa0|｜丨,，;；、/·】]）)（([【<>《》—-"
URL: Final = re.compile(r"[(（<【]?\s*(?:(?:https?:)?//|www\.)[^\s\u4e00-\u9fff]+\s*[>)）】]?", re.IGNORECASE)
_NEEDS_PEOPLE: Final = words(
    """
    记者 文 图 摄 图片 文字 采访 拍摄 摄影 摄像 供图 通讯员 整理 撰文 图文 文图 文/图 图/文 By
    """
)
_NEEDS_COMPANY: Final = words(
    """
    联系方式 联系电话 电话 邮箱 作者单位 工作单位 单位
    设计 制作 专题 话题 评论 阅读 分类 栏目 频道 分享 视觉 运营 投稿 来自 后期 统筹 策划 海报 美术
    """
)
_SIGNS: Final = words("文 撰文")
_SHORTEST_PEN_NAME: Final = 3
_BUTTONS: Final = re.compile(  # however close to the value they stand
    r"(?:(?:我要(?:评论|纠错|反馈|分享|留言|投稿)|我有话说|我(?:来|要)说(?:两|几)句|(?:网友|参与|查看|发表)评论|参与(?:互动|讨论)"
    r"|手机(?:看新闻|看|阅读|观看|版)|听新闻|打印(?:本页|本稿|此页)|关闭(?:窗口|本页)|(?:收藏|分享|保存)(?:本文|本页|网页)|[大小]字体"
    r"|(?:放大|缩小)字[体号]|分享到|分享至|扫码阅读|微信扫一扫)\s*(?:[（(]\s*\d*\s*人?(?:参与)?[)）])?[\s:：|]*)+$"
)
_BRACKETED_BUTTONS: Final = re.compile(
    r"(?:\s*[\[【［](?:推荐|打印|字号|字体|大|中|小|收藏|评论|分享|纠错|关闭|复制|手机|微博|发送)[^\[\]【】［］]{0,12}[\]】］]?)+$"
)
_CLOSING: Final = {"（": "）", "(": ")"}


def value_of(raw: str) -> str:
    """The value without what parts it from its neighbours; a bracket it opens is closed."""
    value = _BUTTONS.sub("", raw).strip(NO_VALUE).rstrip("。")
    rest = raw[raw.find(value) + len(value) :].strip()
    for opening, closing in _CLOSING.items():
        if rest[:1] in ("）", ")") and value.count(opening) > value.count(closing):
            return value + rest[0]
    return value


def fitting(
    kind: Kind, label: str, value: str, made: list[Statement], *, alone: bool
) -> list[Statement] | None:
    """The statements of a label and its value; None when the value is not of the kind the label says."""
    if kind in (Kind.PUBLISHED, Kind.MODIFIED):
        return made if _is_time(label, value, alone=alone) else None
    if label in ("链接", "网址", "原文链接") and not URL.search(value):
        return None
    if kind in (Kind.BYLINE, Kind.PUBLISHER, Kind.EDITORS, Kind.CREDIT) and iso_date(value) is not None:
        made = _without_date(made[0])
    elif label in _SIGNS and len(value) > _SHORTEST_PEN_NAME and signed_names(value):
        return made
    elif (label in _NEEDS_PEOPLE or kind is Kind.EDITORS) and not (people(value) or names_nobody(value)):
        return made if kind is Kind.EDITORS and len(value) <= 16 and not alone else _code(kind, value, made)
    elif label in _NEEDS_COMPANY and alone and not people(value):
        return made if re.fullmatch(r"[\d.,万+次人]+", value) else None
    if label == "来自" and is_place(value):
        return [dataclasses.replace(made[0], kind=Kind.CREDIT)]
    parts = [part for one in made for part in (_without_credit(one) if one.kind is Kind.PUBLISHER else [one])]
    return None if any(map(_is_clause, parts)) else parts


def _is_clause(statement: Statement) -> bool:
    """来源：财政拨款，自筹资金 is text."""
    value = statement.value
    return statement.kind is Kind.PUBLISHER and "，" in value.replace(",", "，") and not is_medium(value)


def _is_time(label: str, value: str, *, alone: bool) -> bool:
    if label == "时间" and alone:
        return re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}\s+\d{1,2}:\d{2}(?::\d{2})?", value) is not None
    return iso_date(value) is not None or re.fullmatch(r"[\d\s:：年月日时分秒./-]+", value) is not None


def _code(kind: Kind, value: str, made: list[Statement]) -> list[Statement] | None:
    """责任编辑：NF123, 编辑：小王, 编辑：admin: an editor line without a name of a person."""
    code = kind is Kind.EDITORS and re.fullmatch(r"[\w.·\s-]{1,12}|.{1,10}\s*[（(][\w-]+[)）]", value)
    return made if code else None


def _without_date(statement: Statement) -> list[Statement]:
    """`新华网 2022-02-23 08:19 记者 某某` under 来源 is a publisher, a date and a byline."""
    start = re.search(r"\d{4}|[A-Z][a-z]{2}", statement.value)
    head = statement.value[: start.start()].strip(NO_VALUE) if start else ""
    kept = [dataclasses.replace(statement, value=head)] if head else []
    tail = statement.value[len(head) :]
    role = first_role(tail)
    printed = tail[role:].strip(NO_VALUE) if role is not None else ""
    byline = read_byline(printed) if printed else None
    written = [Statement(Kind.BYLINE, printed, printed)] if byline and byline.people else []
    return [*kept, Statement(Kind.PUBLISHED, tail.strip(), statement.value), *written]


def _without_credit(statement: Statement) -> list[Statement]:
    """`某某日报 记者 某某` under 来源 is a publisher and a byline."""
    value = statement.value
    start = first_role(value)
    if start is None:
        return _without_names(statement)
    head = value[:start].rstrip(NO_VALUE)
    is_glued = len(head) == start
    if is_glued and " " in head:  # 某某日报 本报记者: the word before the role belongs to it
        head = head[: head.rindex(" ")].rstrip(NO_VALUE)
        is_glued = False
    printed = value[len(head) :].strip(" \t\u3000\xa0|｜丨,，;；、/·—-")
    byline = read_byline(printed)
    if not head or (is_glued and not is_medium(head)):
        return [statement]
    if byline is None or not (byline.people or byline.editors):
        return (
            [dataclasses.replace(statement, value=head)]
            if names_medium(head) and not is_glued
            else [statement]
        )
    medium = dataclasses.replace(statement, value=head)
    if byline.people:
        return [medium, Statement(Kind.BYLINE, "、".join(byline.people), printed)]
    return [medium, Statement(Kind.EDITORS, "、".join(byline.editors), printed)]


def _without_names(statement: Statement) -> list[Statement]:
    """`某某网 张三 李四 [打印本稿]` under 来源 is a publisher and who wrote."""
    value = _BUTTONS.sub("", _BRACKETED_BUTTONS.sub("", statement.value)).rstrip(NO_VALUE)
    medium, _, rest = value.partition(" ")
    named = bare_people(rest) if is_medium(medium) else ()
    if not named or not all(map(is_likely_name, named)):
        return [dataclasses.replace(statement, value=value or statement.value)]
    return [
        dataclasses.replace(statement, value=medium),
        Statement(Kind.BYLINE, "、".join(named), rest.strip()),
    ]
