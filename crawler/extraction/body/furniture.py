"""What of a page is furniture by its structure: navigation, lists of other pages, comments, bars, hidden parts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.body.other_articles import other_articles
from crawler.extraction.body.repeats import are_dated, are_items, are_remarks, like_siblings
from crawler.extraction.body.sheet import Line, Sheet, Span, sums
from crawler.extraction.markup.blocks import is_hidden
from crawler.extraction.text.script import simplified
from crawler.extraction.text.words import words

_TAGS: Final = frozenset(["nav", "footer", "aside", "dialog", "menu"])
_ROLES: Final = frozenset(["navigation", "contentinfo", "complementary", "banner", "search", "dialog"])
_NAME: Final = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]+(?=\d*(?![A-Za-z0-9]))"
)  # not what a script made: _4ad1f
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS: Final = words(
    """
    nav navs navi menu menus hot hots rank ranks tie ties cmt cmts ewm erwei pager pagenav pagebox tools
    login logins signin regist search foot footer sitefoot rec recs relate related relates rela like likes vote votes
    friendlink links side sidebar sider crumb crumbs share shares fx gg ad ads adv advs advert adverts advertise banner
    banners toolbar qr qrcode qrcodes copyright copyrights comment comments discuss disqus tags prev next prevnext
    cookie cookies toast toasts dialog dlg modal popup popups tooltip tooltips
    subscribe feedback reward dashang zan xgyd xgxw xgwz xgtj tj wntj phb rmtj breadcrumb breadcrumbs
    pinglun gentie
    """
)
_PARTS: Final = re.compile(
    r"comment(?!ary|ator)|relat(?:ed|ive)(?:[-_]?(?:news|read|list|post|article|box|link|content|info))?|recommend|share|"
    r"bread[-_]?crumb|sidebar|side[-_]?bar|side[-_]?nav|pinglun|gentie|tuijian|xiangguan|paihang|qr[-_]?code|er[-_]?wei[-_]?ma|jiathis|"
    r"toolbar|pagination|page[-_]?nav|guanggao|prev[-_]?next|hot[-_]?(?:news|list|article|topic|word|rank|read|point)|"
    r"(?:news|article|week|day)[-_]?(?:hot|rank)|\bads?\d+x\d+|ranking|top[-_]?list|copyright|foot(?:er|[-_]?nav|[-_]?bar)|navbar|nav[-_]?bar|"
    r"down(?:load)?[-_]?app|app[-_]?down|open[-_]?app|reply[-_]?(?:list|box|form)|guess|popular|sns_|_sns|social|next[-_]?article|"
    r"login[-_]?(?:box|bar|wrap|panel|form)|other[-_]?(?:news|article)|more[-_]?(?:news|article)|you[-_]?like|feedback|subscribe|"
    r"vjs[-_]|video[-_]js|prism-|(?:xg|d|ck|jw|ali)player|newsletter|author[-_]?(?:card|intro|bio|desc|profile)|advert|promo(?:tion)?\b|sponsor|\bhot\b",
    re.IGNORECASE,
)
_ADJECTIVES: Final = re.compile(
    r"(?:has|with|no|without|is|hide|show|not|page|col)[-_](?:[a-z]+)|[a-z]+[-_](?:page|wrapper|layout|body|main)\b",
    re.IGNORECASE,
)
_HEADINGS: Final = re.compile(
    r"(?:更多|其他|查看|点击|(?:本文|此文|文章))?(?:的)?"
    r"(?:相关|延伸|拓展|扩展|推荐|热门|热点|最新|精彩|精选|往期|今日|本周|一周|24小时|频道|图片|视频|独家|编辑|新闻|"
    r"点击|阅读|评论|跟贴|跟帖|浏览|人气|全站|站内|同类|同城|本栏|栏目|随机|猜你|原创|重点|要闻|热评|图文|一周|"
    r"大家|为您|为你|热|网友|用户|我要|发表|参与|其他|更多|看了|看过|特别|专题|周|月|日|总|实时|近期|本站|滚动)"
    r"(?:都在看|还看了|热|新闻|资讯|文章|阅读|报道|链接|推荐|评论|跟贴|跟帖|排行榜?|排名|导读|专题|视频|图片|图集|内容|"
    r"回顾|喜欢|热榜|热点|头条|要闻|关注|话题|稿件|信息|动态|列表|精选|榜单?|聚焦|热文|热图|好文|回复|留言|讨论|热门|"
    r"热搜|热词|搜索|标签|作品|帖子|主题|博文|公告|栏目|热评)*"
    r"(?:[（(]?共?有?\d*(?:条|个|篇)?[）)]?)",
)
_OTHER_HEADINGS: Final = re.compile(
    r"热榜|热搜榜?|(?:7[x×*]?)?24小时(?:快讯|直播|滚动|要闻|资讯)?|最新快讯|实时快讯|滚动快讯|排行榜?|友情链接|猜你喜欢|(?:大家|网友|看看|他们|朋友)都?(?:还)?在看|看过(?:本文|此文|该文).{0,6}还.{1,6}|"
    r"评论区|评论\d*|全部评论|我来说两句|说两句|换一换|(?:作者|TA|ta|他|她)的?(?:其他|更多|最新|热门)?(?:文章|作品|"
    r"新闻|资讯)|上一篇.{0,40}|下一篇.{0,40}|分享到?|分享至.{0,20}|相关.{0,2}(?:新闻|阅读|文章|推荐|链接)|扫一扫.{0,12}|"
    r"(?:related|recommended|popular|trending|most read|more from|you may like|you might also like|comments?|"
    r"leave a reply).{0,24}",
    re.IGNORECASE,
)
_OTHER_NEWS: Final = re.compile(
    r"相关(?:阅读|推荐|文章|资讯)|快讯|快訊|直播|猜你|推荐|推薦|排行|热[门點点]|熱[門點]|24小时|在看|还看|最新"
)
_OF_THE_SITE: Final = re.compile(
    r"(?:关于(?:我们|本站|本网|本报)|联系我们|(?:投稿|征稿|转载|用户|注册|评论|发言|跟帖|购买|阅读)?(?:须知|启事|协议|服务协议|隐私政策)|"
    r"(?:特别|郑重|法律|版权|免责|隐私|风险|本站|本网|本报)+(?:提示|提醒|声明|说明)(?:及|和|与)?(?:免责|版权)?(?:条款|声明)?|"
    r"(?:新闻|报料|爆料|投诉|监督|读者|服务)热线)"
)
_OF_READERS: Final = re.compile(r"评论|評論|跟[贴帖]|留言|热评|comments?", re.IGNORECASE)
_FRAME: Final = re.compile(r"[\s\W_]+")
_LONGEST_NAMES: Final = 200
_LONGEST_HEADING: Final = 16
_FEWEST_LINKS: Final = 3
_LINKS_LEAD: Final = 0.55  # of the weight of a list of links is in them
_TEXT_OF_A_LIST: Final = 0.3  # of its weight may be sentences
_TEXT_OF_ALL_LISTS: Final = 0.15  # of the page's text, what is taken for a list at one stroke
_TEXT_OF_A_SECTION: Final = 0.6
_MOST_OF_PAGE: Final = (
    0.4  # of the text: what holds more is not furniture unless there is an article above it
)
_NOTHING: Final = 10.0  # weight of text that is no article, though the page may hold no other
_A_FLASH: Final = 16.0  # weight of whole sentences
_AN_ARTICLE: Final = 60.0  # weight of whole sentences


@dataclasses.dataclass(frozen=True, slots=True)
class Furniture:
    """`marked` tells of each line whether it is furniture; `elements` are those that hold nothing else."""

    marked: list[bool]
    elements: list[HtmlElement]


def furniture_of(
    sheet: Sheet,
    begin: int,
    known: frozenset[str] = frozenset(),
    *,
    heading: HtmlElement | None = None,
    may_be_items: bool = False,
) -> Furniture:
    """The article is looked for from line `begin` on, below its `heading` where this is known.

    `known` are lines that are boilerplate wherever they stand. With `may_be_items` the article may consist of items
    that lead to other pages: a digest of the news.
    """
    marked = [line.text in known for line in sheet.lines] if known else [False] * len(sheet.lines)
    page = _Page(sheet, begin, may_be_items=may_be_items)
    elements = list(page.single())
    _mark(marked, map(sheet.spans.__getitem__, elements))
    repeated = [element for element in page.repeated() if not marked[sheet.spans[element].begin]]
    _mark(marked, map(sheet.spans.__getitem__, repeated))
    others = list(other_articles(sheet, heading))
    _mark(marked, map(sheet.spans.__getitem__, others))
    _mark(marked, list(_runs_of_links(sheet, marked)))
    _mark(marked, list(_headings_of_nothing(sheet, marked)))
    return Furniture(marked, [*elements, *repeated, *others])


def _mark(marked: list[bool], spans: Iterable[Span]) -> None:
    for span in spans:
        marked[span.begin : span.end] = [True] * span.size


class _Page:
    def __init__(self, sheet: Sheet, begin: int, *, may_be_items: bool) -> None:
        self._sheet, self._begin, self._may_be_items = sheet, begin, may_be_items
        self._total = sheet.value(Span(begin, len(sheet.lines)))
        self._told = sums(line.own if line.is_whole_sentence else 0.0 for line in sheet.lines)

    def single(self) -> Iterator[HtmlElement]:
        """The outermost elements that are furniture by themselves."""
        done = 0
        for element, span in self._sheet.spans.items():
            if span.end <= done or span.begin < self._begin < span.end:
                continue
            if (
                self._is_other_news(span)
                or self._is_of_the_site(span)
                or (_is_furniture(element, span, self._sheet) and self._is_spared(span))
            ):
                done = span.end
                yield element

    def repeated(self) -> Iterator[HtmlElement]:
        """Elements that are furniture as each of their like is."""
        for siblings in like_siblings(self._sheet):
            spans = [self._sheet.spans[element] for element in siblings]
            whole = Span(spans[0].begin, spans[-1].end)
            if not self._sheet.value(whole) or whole.begin < self._begin < whole.end:
                continue
            if are_remarks(spans, self._sheet):
                yield from siblings if self._told_above(whole) >= _A_FLASH else siblings[1:]
            elif (are_items(spans, self._sheet) and (not self._may_be_items or self._is_spared(whole))) or (
                self._has_article_above(whole) and are_dated(spans, self._sheet)
            ):
                yield from siblings

    def _is_other_news(self, span: Span) -> bool:
        """Whether it begins, below an article, with a heading that stands over other news, however told."""
        first = self._sheet.lines[span.begin]
        return (
            span.size > 1
            and _OTHER_NEWS.search(first.text) is not None
            and heads_section(first)
            and self._has_article_above(span)
        )

    def _is_of_the_site(self, span: Span) -> bool:
        """Whether it begins, below a text, with a heading under which the site speaks of itself."""
        first = self._sheet.lines[span.begin]
        return (
            span.size > 1
            and first.weight <= _LONGEST_HEADING
            and _OF_THE_SITE.fullmatch(_FRAME.sub("", simplified(first.text))) is not None
            and self._told_above(span) >= _A_FLASH
        )

    def _is_spared(self, span: Span) -> bool:
        """Whether the article may do without the lines: what holds most of the page's text is no furniture."""
        value = self._sheet.value(span)
        return value <= max(_NOTHING, _MOST_OF_PAGE * self._total) or self._has_article_above(span)

    def _has_article_above(self, span: Span) -> bool:
        return self._told_above(span) >= _AN_ARTICLE

    def _told_above(self, span: Span) -> float:
        """The weight of whole sentences between the heading and the lines."""
        return self._told[max(span.begin, self._begin)] - self._told[self._begin]


def _is_furniture(element: HtmlElement, span: Span, sheet: Sheet) -> bool:
    return (
        element.tag in _TAGS
        or element.get("role") in _ROLES
        or is_hidden(element)
        or _is_named(element)
        or _is_list_of_links(span, sheet)
        or _is_headed_section(span, sheet)
    )


def _is_named(element: HtmlElement) -> bool:
    """Whether its class or id is a word the web has for furniture."""
    names = f"{element.get('class', '')} {element.get('id', '')}".strip()[:_LONGEST_NAMES]
    if not names or element.tag in ("body", "html"):
        return False
    names = _ADJECTIVES.sub(" ", names)
    if _PARTS.search(names):
        return True
    return any(word.lower() in _WORDS for name in _NAME.findall(names) for word in _HUMP.split(name))


def _is_list_of_links(span: Span, sheet: Sheet) -> bool:
    weight = sheet.weight(span)
    if sheet.value(span) > _TEXT_OF_ALL_LISTS * sheet.value(sheet.whole()):
        return False
    if sheet.linked_weight(span) < _LINKS_LEAD * weight or sheet.value(span) > _TEXT_OF_A_LIST * weight:
        return False
    return sheet.link_count(span) >= _FEWEST_LINKS


def _is_headed_section(span: Span, sheet: Sheet) -> bool:
    """Whether it begins with a heading such as 相关阅读, and what follows is no running text."""
    first = sheet.lines[span.begin]
    if span.size < 2 or not heads_section(first):
        return False
    is_of_readers = _OF_READERS.search(first.text) is not None
    return is_of_readers or sheet.value(span) <= _TEXT_OF_A_SECTION * sheet.weight(span)


def heads_section(line: Line) -> bool:
    """Whether the line is a heading that stands over what is not the article's: 相关阅读, 网友评论, 24小时热榜."""
    if line.weight > _LONGEST_HEADING:
        return False
    text = _FRAME.sub("", simplified(line.text))
    return bool(text) and bool(_HEADINGS.fullmatch(text) or _OTHER_HEADINGS.fullmatch(text))


def _runs_of_links(sheet: Sheet, marked: list[bool]) -> Iterator[Span]:
    """Lines that are links and nothing else, one under another."""
    begin = 0
    for at, line in enumerate((*sheet.lines, None)):
        if line is not None and (marked[at] or line.linked > 0.8 * line.weight):
            continue
        if sum(each.links for each in sheet.lines[begin:at]) >= _FEWEST_LINKS:
            yield Span(begin, at)
        begin = at + 1


def _headings_of_nothing(sheet: Sheet, marked: list[bool]) -> Iterator[Span]:
    """Headings such as 相关阅读 over furniture."""
    for at, line in enumerate(sheet.lines[:-1]):
        if marked[at + 1] and not marked[at] and heads_section(line):
            yield Span(at, at + 1)
