"""What a page states its title to be, without the names of site and section that stand beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from typing import Final

from crawler.extraction.fields.candidates import Candidate, Chosen, json_ld_place, meta_place
from crawler.extraction.lines.beside_date import is_beside_date
from crawler.extraction.markup.head import Head
from crawler.extraction.names.places import is_medium

_NOT_WORDS: Final = re.compile(r"[\W_]+")
_SURE_BREAK: Final = re.compile(r"\s*_+\s*|\s*--+\s*(?=\S{2,12}$)|\s*»\s*")
_BAR: Final = re.compile(r"\s*[|｜丨]+\s*")
_WEAK_BREAK: Final = re.compile(
    r"\s+[-–—－·•:]+\s+|(?<=[\u4e00-\u9fff？！”’）》…])\s*[-–—－]+\s*(?=[\u4e00-\u9fffA-Za-z])"
)
ANY_BREAK: Final = re.compile(r"\s*[-–—_|｜·•:：]+\s*")
_SITE_END: Final = re.compile(
    r"(?:网|網|频道|頻道|新闻|新聞|资讯|在线|在線|门户|门户网站|官网|政府|人民政府|委员会|局|厅|中心|社区|论坛|博客|报|報|"
    r"社|台|首页|主页|客户端|云|融媒|号|公众号|正文|详情|专题|快讯|要闻|News|\w\.[a-z]{2,4})$",
    re.IGNORECASE,
)
_LEADING_SITE: Final = re.compile(
    r"^[\u4e00-\u9fff]{2,12}(?:数字报|电子报|电子版|日报|晚报|早报|网|在线|频道|新闻)\s*(?:[-—－_|｜]+|--)\s*(?=[^-—－_|｜]{8})"
)
_LONG: Final = 16
_OWN_SITE_END: Final = re.compile(
    r"(?:网|網|在线|在線|门户网站|人民政府|委员会|局|官网|客户端|日报|晚报|早报|晨报|时报|商报|都市报|新闻|财经|社|台)$"
)
_HAN: Final = re.compile("[\u4e00-\u9fff]")
# what a system calls every page of an article
_NO_TITLE: Final = re.compile(
    r"(?:新闻|文章|内容|资讯|信息|通知|公告)?(?:详情|详细|正文|内容|详细页|内容页|详情页|展示|浏览|查看|页面)(?:页|页面)?|首页|无标题(?:文档)?|"
    r"untitled(?: document)?|new page \d*|document|index|home(?:page)?|article|detail",
    re.IGNORECASE,
)
CUT_SHORT: Final = re.compile(r"\s*(?:\.{2,}|…+|。{2,})$")
_SHORTEST: Final = 2
_LONGEST: Final = 600  # characters; what is longer is the text, or junk
_RIVALS: Final = frozenset(["selector", "embedded", "heading", "official-meta", "json-ld", "opengraph"])
_SHARED_PAIRS: Final = 0.3  # of the pairs of characters of the shorter of two titles that are one
_SHORT_FIRST: Final = 6  # characters of a name before the title: 央视网_标题
_LONGEST_SITE: Final = 25
_LONGEST_OWN_NAME: Final = 16


def bare(text: str) -> str:
    """The letters and digits of a text: titles are the same when these are."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def stated_titles(head: Head) -> list[Candidate[str]]:
    """All the page states, as it stands there, the most telling first."""
    official = "official-meta" if head.is_official else "meta"
    named = (
        (official, "articletitle", head.meta("articletitle")),
        ("opengraph", "og:title", head.meta("og:title")),
        ("meta", "twitter:title", head.meta("twitter:title")),
    )
    found = [Candidate(rule, text, meta_place(name)) for rule, name, text in named if text]
    if headline := head.stated("headline"):
        after = 1 if found and found[0].place == meta_place("articletitle") else 0
        found.insert(after, Candidate("json-ld", headline, json_ld_place("headline")))
    if head.title:
        found.append(Candidate("title-element", head.title, "title"))
    return [one for one in found if len(one.value) <= _LONGEST and len(bare(one.value)) >= _SHORTEST]


def without_site(title: str, sites: Collection[str] = ()) -> str:
    """`标题_频道_网站`, `标题 - 网站` and `网站-标题` without what names the site; `sites` as `bare` gives them."""
    title = _LEADING_SITE.sub("", title) if len(title) >= _LONG else title
    first, *rest = [part for part in _SURE_BREAK.split(title) if part.strip()] or [title]
    if rest:
        longest = max(rest, key=len)
        first = longest if len(bare(first)) < _SHORT_FIRST and len(longest) > len(first) else first
    first = _without_bars(first, sites)
    parts = _WEAK_BREAK.split(first)
    while len(parts) > 1 and names_site(parts[-1], sites):
        first = first[: first.rindex(parts.pop())].rstrip(" -–—－·•:")
    return first.strip()


def _without_bars(title: str, sites: Collection[str]) -> str:
    """Behind a bar stands the site; or the title, whose first word is the name of a column: 快讯｜标题."""
    while bars := list(_BAR.finditer(title)):
        before, after = title[: bars[-1].start()], title[bars[-1].end() :]
        if before and (
            _names_end(after, before, sites) or (len(bars) == 1 and _cuts(bars[0], before, after))
        ):
            title = before
        elif after and bare(before) in sites:
            title = after
        else:
            break
    return title


def _names_end(after: str, before: str, sites: Collection[str]) -> bool:
    return names_site(after, sites) and len(bare(after)) <= len(bare(before))


def _cuts(bar: re.Match[str], before: str, after: str) -> bool:
    is_western = not _HAN.search(before) and len(bare(before)) >= _SHORT_FIRST
    return "|" in bar[0] and (len(bare(after)) < len(bare(before)) or is_western)


def names_site(text: str, sites: Collection[str] = ()) -> bool:
    """Whether the end of a title is the name of a site or of a section of one."""
    return (
        bare(text) in sites
        or is_medium(text)
        or (len(text) <= _LONGEST_SITE and _SITE_END.search(text) is not None)
    )


def says_nothing(title: str, sites: Collection[str]) -> bool:
    """Whether it is what all pages of the site have for a title: its name, a section's, 详情页."""
    name = bare(title)
    if not name or name in sites or _NO_TITLE.fullmatch(title.strip()):
        return True
    parts = [part for part in ANY_BREAK.split(title) if part]
    return len(title) <= _LONGEST_SITE and all(
        _NO_TITLE.fullmatch(part) or is_beside_date(part) or (names_site(part, sites) and len(part) <= 12)
        for part in parts
    )


def site_in_title(
    title: str | None, headline: str | None, known: Callable[[], Collection[str]] = tuple
) -> str | None:
    """The site of `标题_频道_网站`, where the title is known and what is left surely names a site.

    What does not by its words is one where it is among the names `known` as `bare` gives them, asked for only then.
    """
    if not title or not headline or not bare(title).startswith(bare(headline)) or not bare(headline):
        return None
    names = [*_names_behind(title, bare(headline))]
    if sure := next(filter(_is_own_site, names), None):
        return sure
    names = [name for name in names if 1 < len(name) <= _LONGEST_OWN_NAME]
    sites = known() if names else ()
    return next((name for name in names if bare(name) in sites), None)


def _names_behind(title: str, headline: str) -> Iterator[str]:
    """The parts of a title that follow the headline, the last first."""
    for part in reversed(re.split(r"\s*[-–—－_|｜·•»]+\s*", title)):
        if bare(part) and headline.endswith(bare(part)):
            return
        yield part.strip()


def _is_own_site(name: str) -> bool:
    return (
        1 < len(name) <= _LONGEST_OWN_NAME
        and _OWN_SITE_END.search(name) is not None
        and not is_beside_date(name)
    )


def is_disputed(chosen: Chosen[str], sites: Collection[str]) -> bool:
    """Whether what the page states is another title, and not the same one cut, or with more to it."""
    if chosen.won is None:
        return False
    won = bare(chosen.won.value)
    rivals = (
        one.value for one in chosen.others if one.rule in _RIVALS and not says_nothing(one.value, sites)
    )
    return any(_is_another(won, bare(CUT_SHORT.sub("", rival))) for rival in rivals)


def _is_another(won: str, rival: str) -> bool:
    if not rival or rival in won or won in rival:
        return False
    shared = len(_pairs(won) & _pairs(rival))
    return shared < _SHARED_PAIRS * min(len(_pairs(won)), len(_pairs(rival)))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
