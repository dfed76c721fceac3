"""What the cut lines of one page state, put into the fields of a record."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.lines.labels import Kind, Statement
from crawler.extraction.names.people import bare_people, people, read_byline
from crawler.extraction.text.dates import iso_date
from crawler.extraction.text.script import simplified
from crawler.extraction.text.words import words

_NO_PUBLISHER: Final = words(
    """
    网络 互联网 本站 本网 本网站 原创 本站原创 未知 综合 网络整理 不详 转载 网络转载 来源网络 网友 投稿 佚名 本报
    本站整理 整理 作者 admin 无 其他 其它 暂无 网站 官网 來源網絡 網絡 互聯網 網路 轉載 未知来源
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
_ACCOUNT: Final = re.compile(
    r"\s*[（(](?:(?:微信)?(?:ID|号)|公众号|[\w.-]+$).*", re.IGNORECASE
)  # 某某发布（ID：moumou）
_TAG_MARK: Final = re.compile(r"[\s,，、;；|｜/]+")


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
        return tuple(self._people)

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
        if byline and byline.editors:
            self._editors["byline"] = byline.editors
        self._people.update(dict.fromkeys(named))


def _editors(statement: Statement) -> tuple[str, ...]:
    byline = read_byline(statement.printed)
    return byline.editors if byline else people(statement.value)


def publisher_name(value: str) -> str | None:
    """The medium a credit names, without brackets; None for 网络, 本站, an address and the like."""
    name = _ACCOUNT.sub("", _ADDRESS.sub("", value)).strip().strip("《》“”\"'[]【】（）()<>").strip()
    return (
        name
        if name and simplified(name) not in _NO_PUBLISHER and not re.fullmatch(r"[\W\d]+", name)
        else None
    )


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
