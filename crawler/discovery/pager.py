"""The pager of a page: which links lead to its further pages, by word, arrow, number, script or button."""

from __future__ import annotations

import dataclasses
import functools
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from lxml.html import HtmlElement

from crawler.discovery.links import OpenedPage, opened, resolved

_NUMBER: Final = re.compile(r"[\[(【〔第]?\s*(\d{1,5})\s*[\])】〕页頁]?")
_DECORATION: Final = re.compile(r"[\s\[\](){}<>«»‹›→➔▶►≫❯·|:!,。、【】〔〕《》〉〈…._-]+")
_NEXT_WORDS: Final = re.compile(
    r"(?:(?:请|点击|点此|进入|阅读|继续|翻到|查看|前往)*下一?(?:[页頁]|页面)(?:继续阅读|阅读)?|[后後]一?[页頁]|向后|往后翻|"
    r"下\d{1,3}[页頁]|next(?:page)?(?:\d{1,3})?|older(?:posts|entries|articles|news)?|previousentries|nextentries|"
    r"[较更]?[早旧舊]的?(?:文章|日志|内容|消息|新闻)|本文未完下一页|未完待续下一页)",
    re.IGNORECASE,
)
_REST_WORDS: Final = re.compile(
    r"(?:点击|阅读|查看|展开|显示|浏览)*(?:余下|餘下|剩余|全部|其余)(?:的)?(?:全文|内容|正文|部分)|继续阅读|阅读全文|"
    r"(?:在本页|单页|本页)(?:阅读|显示|浏览|查看)(?:全文|全部)|未完待续|全文阅读",
)
_BACK_WORDS: Final = re.compile(r"[上前]一?[页頁]|prev(?:ious)?(?:page)?", re.IGNORECASE)
_END_WORDS: Final = re.compile(r"[首尾末][页頁]|第一[页頁]|最[后後]一?[页頁]|first|last", re.IGNORECASE)
_OTHER_ARTICLE: Final = re.compile(
    r"[上下][一]?(?:篇|条|條|则|則|章|节|回|期|集|组|組|图|圖|个|位)|next(?:post|article|story|chapter|issue)",
    re.IGNORECASE,
)
_NEXT_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:next|nxt|nextpage|next-?page|page-?next|pagenxt)(?:$|[\s_-])", re.IGNORECASE
)
_CURRENT_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:active|current|curr?|currentpage|on|now|this|thisclass|selected|sel|hover|disabled)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FOREIGN_PLACE: Final = re.compile(r"comment|reply|replies|pinglun|评论|calendar|datepicker", re.IGNORECASE)
_ARROWS: Final = frozenset(["›", "»", ">", ">>", "→", "➔", "▶", "►", "≫", "❯", "〉", "》"])
_MORE_WORDS: Final = re.compile(
    r"(?:点击|加载|查看|显示|展开|浏览)*更多(?:内容|文章|新闻|资讯)?|loadmore|more|下拉加载", re.IGNORECASE
)
_SCRIPT: Final = re.compile(r"\bcreatePage(?:HTML|Html)?\w*\s*\(([^(){};]{3,200})\)")
_ARGUMENT: Final = re.compile(r"""\s*(?:(\d+)|"([^"]*)"|'([^']*)')\s*""")
_NEXT_GROUP: Final = re.compile(r"""<nextgroup>\s*<!\[CDATA\[\s*<a\s+href=["']([^"']+)""", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(
    r"__page__|\{page\}|\{\{page\}\}|%7Bpage%7D|__PAGE__|\[page\]", re.IGNORECASE
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Pager:
    """Absolute addresses, of whatever host.

    `named` are called the next page by a word, by `rel=next` or by their class; `arrows` only by an arrow, which may
    lead to the last page; `rest` promise what is left of a text. `numbered` are links whose text is a page's number,
    `current` is the number shown as that of this page. `scripted` is the next page by TRS's `createPageHTML`, or the
    next group of 大汉's records, and `more` that of a button which loads more. `back` leads to the page before, `ends`
    to the first or the last, or to the site's home page.
    """

    named: tuple[str, ...] = ()
    arrows: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    numbered: tuple[tuple[int, str], ...] = ()
    current: int | None = None
    scripted: str | None = None
    more: str | None = None
    back: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    @property
    def targets(self) -> frozenset[str]:
        """All pages of the same list or text that the pager leads to."""
        single = filter(None, (self.scripted, self.more))
        numbered = (url for _, url in self.numbered)
        return frozenset((*self.named, *self.arrows, *self.back, *self.ends, *numbered, *single))


@dataclasses.dataclass(frozen=True, slots=True)
class _Anchor:
    element: HtmlElement
    url: str
    text: str


@functools.lru_cache(maxsize=1)  # a list is asked for its next page, and for all that its pager leads to
def read_pager(body: bytes, url: str, *, content_type: str = "") -> Pager:
    """What a page shows of a pager; one of comments or of a calendar does not count."""
    page = opened(body, url, content_type=content_type)
    if page is None:
        return Pager()
    places = _Places()
    anchors = [
        _Anchor(element, target, _text(element))
        for element in page.tree.iter("a", "link", "area")
        if (target := _target(element, page.base, page.encoding)) and not places.is_elsewhere(element)
    ]
    numbered = [(int(found[1]), each) for each in anchors if (found := _NUMBER.fullmatch(each.text))]
    return Pager(
        named=_urls(sorted(filter(_is_named, anchors), key=_trust)),
        arrows=_urls(each for each in anchors if each.text in _ARROWS),
        rest=_urls(each for each in anchors if _REST_WORDS.fullmatch(_words(each.text))),
        numbered=tuple((number, each.url) for number, each in numbered),
        current=_current([each.element for _, each in numbered]),
        scripted=_scripted(page.text, page.base) or _next_group(page.text, page.base),
        more=_more(page, url, places),
        back=_urls(each for each in anchors if _BACK_WORDS.fullmatch(_words(each.text))),
        ends=_urls(each for each in anchors if _END_WORDS.fullmatch(_words(each.text))),
    )


def _target(element: HtmlElement, base: str, encoding: str) -> str | None:
    if element.tag == "link" and not _is_next_rel(element):
        return None
    href = element.get("href")
    return resolved(str(href), base, encoding=encoding) if href is not None else None


class _Places:
    """What lies in the comments or in a calendar of one page; each place is looked at once, whatever it holds."""

    def __init__(self) -> None:
        self._elsewhere: dict[HtmlElement, bool] = {}

    def is_elsewhere(self, element: HtmlElement) -> bool:
        way: list[HtmlElement] = []
        place: HtmlElement | None = element
        while place is not None and place not in self._elsewhere:
            way.append(place)
            place = place.getparent()
        found = place is not None and self._elsewhere[place]
        for each in reversed(way):
            found = self._elsewhere[each] = found or _is_foreign(each)
        return found


def _is_foreign(place: HtmlElement) -> bool:
    if place.tag in ("body", "html"):
        return False
    return _FOREIGN_PLACE.search(f"{place.get('class', '')} {place.get('id', '')}") is not None


def _is_named(anchor: _Anchor) -> bool:
    words = _words(anchor.text)
    if _OTHER_ARTICLE.search(words):
        return False
    return (
        _NEXT_WORDS.fullmatch(words) is not None
        or _is_next_rel(anchor.element)
        or (
            len(words) < 5
            and not words.isdigit()
            and any(_NEXT_CLASS.search(place.get("class", "")) for place in _near(anchor.element))
        )
    )


def _trust(anchor: _Anchor) -> int:
    """A word is surer than a `rel=next`, which many themes put on the next article, and that than a class."""
    if _NEXT_WORDS.fullmatch(_words(anchor.text)):
        return 0
    return 1 if _is_next_rel(anchor.element) else 2


def _is_next_rel(element: HtmlElement) -> bool:
    return "next" in str(element.get("rel", "")).lower().split()


def _near(element: HtmlElement) -> Iterator[HtmlElement]:
    """The link, and the list item or span that holds nothing else."""
    yield element
    parent = element.getparent()
    if parent is not None and parent.tag in ("li", "span") and len(parent) == 1:
        yield parent


def _text(element: HtmlElement) -> str:
    shown = unicodedata.normalize("NFKC", " ".join(str(element.text_content()).split()))
    if shown:
        return shown
    pictured = (image.get("alt") or image.get("title") for image in element.iter("img"))
    named = element.get("title") or element.get("aria-label") or next(filter(None, pictured), "")
    return " ".join(str(named).split())


def _words(text: str) -> str:
    return _DECORATION.sub("", text)


def _urls(anchors: Iterable[_Anchor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(anchor.url for anchor in anchors))


def _current(links: list[HtmlElement]) -> int | None:
    """The number among the numbers that is marked, or that is no link."""
    for link in links:
        if any(_CURRENT_CLASS.search(place.get("class", "")) for place in _near(link)):
            return _number(link)
    for container in dict.fromkeys(_container(link) for link in links):
        for element in container.iter("span", "strong", "b", "em", "i", "li", "font", "label", "div"):
            alone = next(element.iter("a"), None) is None and next(element.iterancestors("a"), None) is None
            if alone and (number := _number(element)) is not None:
                return number
        for link in container.iter("a"):
            if link.get("href") is None and (number := _number(link)) is not None:
                return number
        if (number := _loose_number(container)) is not None:
            return number
    return None


def _container(link: HtmlElement) -> HtmlElement:
    parent = link.getparent()
    while (
        parent is not None
        and parent.tag in ("li", "span", "em", "b", "strong")
        and parent.getparent() is not None
    ):
        parent = parent.getparent()
    return link if parent is None else parent


def _number(element: HtmlElement) -> int | None:
    found = _NUMBER.fullmatch(_text(element))
    return int(found[1]) if found else None


def _loose_number(container: HtmlElement) -> int | None:
    """A number that stands between the links as bare text."""
    for text in (container.text, *(child.tail for child in container)):
        if found := re.fullmatch(r"[\s\[(【|]*(\d{1,5})[\s\])】|]*", text or ""):
            return int(found[1])
    return None


def _scripted(page: str, base: str) -> str | None:
    """Of `createPageHTML(count, index, "index", "html")`: page 0 is index.html, page 1 index_1.html."""
    for call in _SCRIPT.finditer(page):
        arguments = _ARGUMENT.findall(call[1])
        at = next((i for i, (number, _, _) in enumerate(arguments) if number), None)
        if at is None or len(arguments) < at + 4 or not arguments[at + 1][0]:
            continue
        count, index = int(arguments[at][0]), int(arguments[at + 1][0])
        name, suffix = ("".join(argument[1:]) for argument in arguments[at + 2 : at + 4])
        if name and suffix and index + 1 < count:
            return resolved(f"{name}_{index + 1}.{suffix.lstrip('.')}", base)
    return None


def _next_group(page: str, base: str) -> str | None:
    found = _NEXT_GROUP.search(page)
    return resolved(html.unescape(found[1]), base) if found else None


def _more(page: OpenedPage, url: str, places: _Places) -> str | None:
    """A button that says which address loads more: `data-url="?page=__page__"`, `data-page` the next number."""
    for element in page.tree.iter("a", "button", "div", "span"):
        if not (pattern := _loading(element)) or places.is_elsewhere(element):
            continue
        stated = str(element.get("data-page") or element.get("data-next") or "")
        number = stated if stated.isdigit() else "2"
        address = _PLACEHOLDER.sub(number, pattern)
        # a relative query is meant of the page itself, whatever <base> says
        target = resolved(address, url if address.startswith("?") else page.base, encoding=page.encoding)
        if target:
            return target
    return None


def _loading(element: HtmlElement) -> str:
    pattern = str(element.get("data-url") or element.get("data-href") or element.get("data-next-url") or "")
    if not pattern or pattern.startswith(("#", "javascript:")):
        return ""
    loads = "loadmore" in re.sub(r"[\s_-]", "", element.get("class", "").lower()) or _MORE_WORDS.fullmatch(
        _words(_text(element))
    )
    return pattern if _PLACEHOLDER.search(pattern) or loads else ""
