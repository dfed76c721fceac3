"""Which links of a page lead to articles, and which to further lists, by how the page is built.

For sites that publish neither feed nor sitemap. Nothing is known of the site: the address of a link, how much it says,
whether a date stands beside it, whether it stands in a menu, and how many links of the same make the page has.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from lxml.html import HtmlElement

from crawler.discovery.links import OpenedPage, opened, resolved
from crawler.discovery.scope import host_of
from crawler.discovery.scripted_links import links_in_json, markup_in_scripts
from crawler.url_shape import Shape, pattern_of, shape_of

_HAN: Final = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_DATE: Final = re.compile(
    r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|(?<!\d)\d{1,2}[-/]\d{1,2}(?!\d)|\d{1,2}月\d{1,2}日|\d+\s?(?:分钟|小时|天)前|"
    r"昨天|前天|刚刚|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d|\d+\s(?:minute|hour|day)s?\sago"
)
_BESIDE: Final = 60  # characters round a link within which a date is that of the link
_MENU: Final = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|header|head|top|topbar|footer|foot|bottom|crumbs?|breadcrumbs?|position|location|"
    r"copyright|link|links|friendlinks?|sitenav|channel|login|tool|tools|toolbar)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_MENU_TAGS: Final = frozenset(["nav", "header", "footer", "select"])
_MORE: Final = re.compile(
    r"^\W*(?:(?:查看|浏览|点击)?更多\w{0,6}|more(?:\s\w+){0,3}|全部|all)\W*$", re.IGNORECASE
)
_NO_LINK: Final = re.compile(
    r"^\W*(?:上一?[篇页条]|下一?[篇页条]|首页|尾页|末页|返回(?:顶部|首页|上一?[级页])?|登录|注册|退出|打印|收藏|关闭|举报|分享.{0,4}|评论.{0,6}|回复|投稿|搜索|"
    r"设为首页|加入收藏|联系我们|关于我们|版权声明|网站地图|广告.{0,4}|\d+|prev\w*|next|log\s?in|sign\s?(?:in|up)|print|share|"
    r"\d+\scomments?|leave a comment|reply|contact(?:\sus)?|about(?:\sus)?|privacy.*|terms.*)\W*$",
    re.IGNORECASE,
)
_OF_ADDRESS: Final = {
    Shape.ARTICLE: 4.0,
    Shape.LIKELY_ARTICLE: 2.0,
    Shape.UNKNOWN: 0.0,
    Shape.LIKELY_LISTING: -1.0,
    Shape.LISTING: -4.0,
}
_OF_A_LIST: Final = {
    Shape.LISTING: 3.0,
    Shape.LIKELY_LISTING: 2.0,
    Shape.UNKNOWN: 0.5,
    Shape.LIKELY_ARTICLE: -1.0,
    Shape.ARTICLE: -4.0,
}
_ARTICLE: Final = 2.0
_LIST: Final = 2.0


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Targets:
    """Absolute URLs in the page's order; no URL is in two. `unsure` may be either, or neither."""

    articles: tuple[str, ...]
    lists: tuple[str, ...]
    unsure: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class _Anchor:
    url: str
    text: str
    shape: Shape
    headline: bool
    dated: bool
    in_menu: bool
    pictured: bool


def targets_of(body: bytes, url: str, *, content_type: str = "") -> Targets:
    """The links of a page worth following, of all hosts; services and files are left out."""
    page = opened(body, url, content_type=content_type)
    if page is None:
        return Targets(articles=(), lists=(), unsure=())
    anchors = _merged(_all_anchors(page, url))
    alike = Counter(pattern_of(anchor.url) for anchor in anchors if anchor.headline)
    chosen: dict[str, list[str]] = {"articles": [], "lists": [], "unsure": []}
    for anchor in anchors:
        kind = _kind(anchor, alike[pattern_of(anchor.url)])
        if kind:
            chosen[kind].append(anchor.url)
    return Targets(**{kind: tuple(urls) for kind, urls in chosen.items()})


def _kind(anchor: _Anchor, alike: int) -> str | None:
    article, listing = _as_article(anchor, alike), _as_list(anchor)
    if article >= _ARTICLE and article >= listing:
        return "articles"
    if listing >= _LIST:
        return "lists"
    return "unsure" if max(article, listing) >= 0.5 else None


def _as_article(anchor: _Anchor, alike: int) -> float:
    """How much speaks for an article behind a link."""
    points = _OF_ADDRESS[anchor.shape]
    points += 2 if anchor.headline else 0 if anchor.pictured and not anchor.text else -1
    points += 1.5 if anchor.dated else 0
    points += (alike >= 3) + (alike >= 8)
    return points - (2 if anchor.in_menu else 0)


def _as_list(anchor: _Anchor) -> float:
    """How much speaks for a list behind a link."""
    points = _OF_A_LIST[anchor.shape]
    points += 2 if _MORE.match(anchor.text) else 0
    points += 1 if anchor.in_menu else 0
    points += 1 if anchor.text and not anchor.headline and not anchor.dated else -1
    return points


def _all_anchors(page: OpenedPage, url: str) -> Iterator[_Anchor]:
    """Those it shows, and those its scripts will show."""
    yield from _anchors(page, url)
    for fragment in markup_in_scripts(page.tree):
        yield from _anchors(dataclasses.replace(page, tree=fragment), url)
    yield from _anchors_in_json(page, url)


def _anchors_in_json(page: OpenedPage, url: str) -> Iterator[_Anchor]:
    """Of items with a headline: a menu kept as JSON looks like much else that is kept so."""
    for link in links_in_json(page.tree):
        target = resolved(link.href, page.base, encoding=page.encoding)
        if target is None or target == url or not _is_headline(link.title):
            continue
        if (shape := shape_of(target)) in _OF_ADDRESS:
            yield _Anchor(target, link.title, shape, True, link.dated, in_menu=False, pictured=False)


def _anchors(page: OpenedPage, url: str) -> Iterator[_Anchor]:
    menus: dict[HtmlElement, bool] = {}
    for element in page.tree.iter("a", "area"):
        target = resolved(element.get("href") or "", page.base, encoding=page.encoding)
        if target is None or target == url:
            continue
        shape = shape_of(target)
        if shape is Shape.HOME and host_of(target) != host_of(url):
            shape = Shape.LISTING  # a channel with a host of its own
        text = _shown(element)
        if shape not in _OF_ADDRESS or _NO_LINK.match(text):
            continue
        headline = _is_headline(text)
        yield _Anchor(
            url=target,
            text=text,
            shape=shape,
            headline=headline,
            dated=(headline or not text) and _DATE.search(_beside(element, text)) is not None,
            in_menu=_in_menu(element, menus),
            pictured=element.find(".//img") is not None,
        )


def _merged(anchors: Iterable[_Anchor]) -> list[_Anchor]:
    """One anchor a URL: a picture, a heading and `more` lead to the same page, and the one that says most counts."""
    best: dict[str, _Anchor] = {}
    for anchor in anchors:
        known = best.get(anchor.url)
        if known is None or (anchor.headline, len(anchor.text)) > (known.headline, len(known.text)):
            best[anchor.url] = (
                anchor if known is None else dataclasses.replace(anchor, dated=anchor.dated or known.dated)
            )
    return list(best.values())


def _is_headline(text: str) -> bool:
    return len(_HAN.findall(text)) >= 7 or (len(text) >= 20 and len(text.split()) >= 4)


def _shown(element: HtmlElement) -> str:
    text = " ".join(str(element.text_content()).split())
    named = " ".join((element.get("title") or element.get("aria-label") or "").split())
    if text and not (text.endswith(("…", "...")) or len(named) > 2 * len(text)):
        return text
    picture = element.find(".//img")
    return named or text or ("" if picture is None else " ".join((picture.get("alt") or "").split()))


def _beside(element: HtmlElement, text: str) -> str:
    """What stands in the same item: after the link, and round it as long as that is little."""
    following = element.getnext()
    near = f"{element.tail or ''} {'' if following is None else _text_of(following)}"[: 2 * _BESIDE]
    parent = element.getparent()
    for _ in range(3):
        if parent is None:
            break
        whole = _text_of_item(parent, len(text) + 5 * _BESIDE)
        if whole is None:
            break
        near = whole.replace(text, " ", 1)
        parent = parent.getparent()
    return near


def _text_of(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def _text_of_item(element: HtmlElement, most: int) -> str | None:
    """None for more than so many characters, of which no more are read: every link of a long list asks for it."""
    length = 0
    for piece in element.itertext("*"):
        length += sum(map(len, str(piece).split()))
        if length > most:
            return None
    whole = _text_of(element)
    return whole if len(whole) <= most else None


def _in_menu(element: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    """Whether a box of a menu, the head or the foot of the page is round the link."""
    passed = []
    answer = False
    for parent in element.iterancestors():
        if parent in known:
            answer = known[parent]
            break
        passed.append(parent)
        if parent.tag in ("body", "html"):
            break
        if parent.tag in _MENU_TAGS or _MENU.search(f"{parent.get('class') or ''} {parent.get('id') or ''}"):
            answer = not _holds_most(parent)
            break
    known.update((parent, answer) for parent in passed)
    return answer


def _holds_most(box: HtmlElement) -> bool:
    """A box that is called a menu and holds long links is none (`<div class="top-news">`, `<header>` of an item)."""
    texts = [_shown(link) for link in box.iter("a")]
    return sum(map(_is_headline, texts)) > len(texts) / 2
