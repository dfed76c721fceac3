"""What the cut lines of one page state, put into the fields of a record."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.lines.labels import Kind, Statement
from crawler.extraction.names.pen_names import signed_names
from crawler.extraction.names.people import bare_people, people, read_byline
from crawler.extraction.names.places import is_medium
from crawler.extraction.text.dates import iso_date
from crawler.extraction.text.script import simplified
from crawler.extraction.text.words import words

_NO_PUBLISHER: Final = words(
    """
    网络 互联网 本站 本网 本网站 原创 本站原创 未知 综合 网络整理 不详 转载 网络转载 来源网络 网友 投稿 佚名 本报
    本站整理 整理 作者 admin 无 其他 其它 暂无 网站 官网 來源網絡 網絡 互聯網 網路 轉載 未知来源 网络综合 综合网络
    网络来源 转载自网络 来自网络 互联网综合 网上 本站编辑 本站综合 本网综合 自媒体 用户投稿 作者投稿 读者投稿 网友投稿
    网友供稿 外网 综合整理 综合报道 综合媒体 媒体 原创文章 作者原创 不明 未注明 管理员 编辑 编辑部 小编 网络收集
    公开资料 内部 本刊 本台 本社 来源 原创稿件 网络媒体 网络素材 网络编辑 其他来源 其它来源 互联网转载 网站转载 媒体转载
    null none undefined
    """
)
_NOBODY: Final = words(
    """
    佚名 无名氏 无名 匿名 未知 不详 无 暂无 空 网络 互联网 网络整理 网络转载 转载 网友 小编 本站 本网 本网站 原创
    本站原创 本站整理 本站编辑 网站编辑 管理员 系统管理员 超级管理员 站长 系统 用户 作者 编辑 发布者 其他 其它
    来源网络 网络来源 admin administrator root test user guest author editor webmaster anonymous unknown none null
    default
    """
)
_ADDRESS: Final = re.compile(r"(?:https?:)?//\S*|www\.\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)
_ACCOUNT: Final = re.compile(  # 某某发布（ID：moumou）
    r"\s*[（(](?:(?:微信)?(?:ID|号)|公众号|公號|[\w.-]+[)）]?$).*", re.IGNORECASE
)
_LABEL: Final = re.compile(r"(?:文章|稿件|信息|新闻|内容|本文|转载)?(?:来\s*源|稿\s*源|出处)\s*[:：]\s*")
_WECHAT: Final = r"(?:官方)?(?:微信)?公众[号號](?:平台)?|微信公[号號]|(?:官方)?微信(?!公)"
_WECHAT_BEFORE: Final = re.compile(rf"^(?:本文|文章)?(?:来自|转自|转载自)?(?:{_WECHAT})\s*[:：]?\s*(?=\S)")
_WECHAT_BEHIND: Final = re.compile(rf"(?<=\S)\s*(?:{_WECHAT})$")
_TAKEN_FROM: Final = re.compile(
    r"^(?:据|據|综合自?|綜合|转载自?|转自|摘自|摘编自|来自|来源于|原载于?|选自|编译自|整理自)\s*[:：]?\s*"
)
_AND_OTHERS: Final = re.compile(r"等(?:媒体|网站|报道)?$|(?:综合)?(?:报道|消息|电|讯)$")
_DAY_BEHIND: Final = re.compile(r"\s*[（(]?\d{4}\s*[-年/.]\s*\d{1,2}\D.*$")
_AROUND: Final = "'[]【】（）()<> \u3000:：,，、|｜-—"
_QUOTES: Final = re.compile('[《》“”「」『』"]')
_SIGNS: Final = re.compile(r"(?:本文|文章)?作者|文|撰文|撰稿人?|采写|署名|投稿人?|By|Author", re.IGNORECASE)
_TAG_MARK: Final = re.compile(r"[\s,，、;；|｜/]+")
_LONGEST_CREDIT: Final = 200  # characters; what is longer in a page's head is no credit


class Credits:
    """Collects statements in the order of the page; the first of a kind counts, but the last of two editor lines.

    Of two lines `责编` the upper one came with the text from elsewhere and the lower one is the site's own.
    """

    def __init__(self, *, utc_offset: str) -> None:
        self._utc_offset = utc_offset
        self._people: dict[str, None] = {}
        self._editors: dict[str, tuple[str, ...]] = {}
        self._edition: str | None = None
        self._publisher: str | None = None
        self.byline: str | None = None
        self.published_at: str | None = None
        self.modified_at: str | None = None
        self.site_name: str | None = None
        self.tags: tuple[str, ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """The people of the bylines; what is credited as the medium too is no person (`文/某某网`)."""
        return tuple(name for name in self._people if name != self._publisher)

    @property
    def editors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for names in self._editors.values() for name in names))

    @property
    def publisher(self) -> str | None:
        return self._publisher or self._edition

    def add(self, line: tuple[Statement, ...]) -> None:
        """Take in the statements of one line."""
        said_here: dict[str, tuple[str, ...]] = {}
        bylines = [
            one for one in line if one.kind is Kind.BYLINE and one.value and not names_nobody(one.value)
        ]
        self.byline = self.byline or " ".join(one.printed for one in bylines) or None
        for statement in line:
            if not statement.value:
                continue
            match statement.kind:
                case Kind.BYLINE:
                    self._add_byline(statement)
                case Kind.EDITORS:
                    label = _label(statement)
                    said_here[label] = said_here.get(label, ()) + _editors(statement)
                case Kind.PUBLISHER:
                    self._publisher = self._publisher or publisher_name(statement.value)
                case Kind.EDITION:
                    self._edition = self._edition or statement.value
                case Kind.PUBLISHED:
                    self.published_at = self.published_at or iso_date(statement.value, self._utc_offset)
                case Kind.MODIFIED:
                    self.modified_at = self.modified_at or iso_date(statement.value, self._utc_offset)
                case Kind.KEYWORDS:
                    self.tags = self.tags or tags(statement.value)
                case Kind.BREADCRUMB:
                    self.site_name = self.site_name or _site(statement.value)
                case _:
                    pass
        self._editors.update({label: names for label, names in said_here.items() if names})

    def _add_byline(self, statement: Statement) -> None:
        if names_nobody(statement.value):
            return
        byline = read_byline(statement.printed)
        named = byline.people if byline else people(statement.value) or bare_people(statement.value)
        if not named and not (byline and byline.editors) and _SIGNS.fullmatch(simplified(_label(statement))):
            named = signed_names(statement.value)
        if byline and byline.editors:
            self._editors["byline"] = byline.editors
        self._people.update(dict.fromkeys(named))


def _editors(statement: Statement) -> tuple[str, ...]:
    byline = read_byline(statement.printed)
    return byline.editors if byline else people(statement.value)


def publisher_name(value: str) -> str | None:
    """The medium a credit names, as it calls itself; None for 网络, 本站, an address and the like.

    Without labels, quotes, brackets, days and what makes an account of it: `微信公众号“某某”`, `某某（ID：moumou）`.
    A credit to several (`综合某社、某报等`) keeps them all, in the order printed.
    """
    if len(value) > _LONGEST_CREDIT:
        return None
    name = _ACCOUNT.sub("", _ADDRESS.sub("", _LABEL.sub("", value)))
    name = _QUOTES.sub("", _DAY_BEHIND.sub("", name)).strip(_AROUND).strip()
    name = _WECHAT_BEHIND.sub("", _WECHAT_BEFORE.sub("", name)).strip()
    taken = _TAKEN_FROM.sub("", name)
    if taken != name and any(map(is_medium, _media(taken))):
        name = taken
    if (rest := _AND_OTHERS.sub("", name)) != name and any(map(is_medium, _media(rest))):
        name = rest
    return name if name and simplified(name) not in _NO_PUBLISHER and re.search(r"[^\W\d_]", name) else None


def _media(name: str) -> list[str]:
    return re.split(r"[、，,/ ]+", _AND_OTHERS.sub("", name)) if name else [""]


def names_nobody(value: str) -> bool:
    """Whether what stands for an author stands for none: 佚名, 本站, admin."""
    return simplified(value.strip().strip("【】[]（）()<>《》-—").strip()).casefold() in _NOBODY


def tags(value: str) -> tuple[str, ...]:
    """The tags of a keyword line, each once."""
    return tuple(dict.fromkeys(tag for tag in _TAG_MARK.split(value.strip()) if tag))


def _label(statement: Statement) -> str:
    """What stands before the value, so that 责任编辑 and 校对 are told apart and two 责任编辑 are not."""
    return re.sub(r"[\s\W]+", "", statement.printed.partition(statement.value)[0])


def _site(breadcrumb: str) -> str | None:
    first = re.split(r"\s*[>＞»›→]\s*", breadcrumb)[0].strip()
    return first if first.endswith(("网", "網")) and len(first) <= 12 else None
