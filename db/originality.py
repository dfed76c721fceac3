"""Which of several articles of one story is most likely the original."""

from __future__ import annotations

import dataclasses
import datetime
import heapq
import re
from collections.abc import Callable, Collection, Iterable
from typing import Literal, get_args
from urllib.parse import urlsplit

from db.likeness import folded
from db.times import CHINA, instant

_LABEL = re.compile(
    "^(?:(?:稿件|信息|文章|新闻|内容|本文|图片)?(?:来源|出处)|稿源|转载自|转自|摘自|原载|来自|综合|据)"
)
_KIND_OF_SITE = re.compile(
    "(?<=..)(?:门户网站|官方网站|网络版|电子版|数字报|官方微博|微信公众号|公众号|新闻客户端|客户端|app|官网|网站|网|社)$"
)
_SEVERAL = re.compile(r"[、，,;；/|\s]+|(?<=[报社网台])(?:和|与|及)")
_OWN_NAMES = "本站 本网 本网站 本报 本刊 本台 本社 本站原创 本网原创 原创 本报讯 本网讯 本站讯"
_OWN = frozenset(_OWN_NAMES.split())
_OWN_SITE = ""
_HOUSES = (
    "新华通讯社 新华社 新华网 新华每日电讯",
    "人民日报 人民网 人民日报社",
    "中央电视台 央视 央视网 央视新闻 cctv 中央广播电视总台 央视新闻客户端",
    "中央人民广播电台 央广 央广网 中国之声",
    "中国新闻社 中新社 中新网 中国新闻网",
    "光明日报 光明网",
    "经济日报 中国经济网",
    "科技日报 中国科技网",
    "法治日报 法制日报 法治网 法制网",
    "工人日报 中工网",
    "农民日报 中国农网",
    "解放军报 中国军网",
    "环球时报 环球网",
    "中国青年报 中青在线",
    "浙江日报 浙江在线",
    "四川日报 四川在线",
    "湖北日报 荆楚网",
    "湖南日报 华声在线",
    "河南日报 大河网",
    "大众日报 大众网",
    "南方日报 南方网",
    "羊城晚报 金羊网",
    "广州日报 大洋网",
    "北京日报 京报网",
    "解放日报 上观新闻",
)
"""The papers, agencies and stations of which a site has another name; each house by the names it goes by."""

_HOUSE_BY_NAME = {name: names.split()[0] for names in _HOUSES for name in names.split()}
_DAY = datetime.timedelta(days=1, microseconds=-1)
_SOME_DAY = datetime.datetime(2000, 1, 1, tzinfo=CHINA)
_NEVER = 10**7
_LAST = datetime.datetime.max.replace(tzinfo=datetime.UTC)

Rule = Literal["mirror", "credited", "published", "longest", "captured", "id"]
"""What is asked of two articles to tell which is the original, in the order in which it is asked."""

_Standing = tuple[bool, int, int]
_Rank = tuple[bool, int, int, int, str, str, datetime.datetime, int, str, str]
_TOLD_BY: tuple[Rule, ...] = (*get_args(Rule), *get_args(Rule)[2:])


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """What an article says that tells whether others have it from there. `letters` is how long its text is."""

    id: str
    first_captured: str
    flags: Collection[str] = ()
    site_name: str | None = None
    publisher: str | None = None
    published_at: str | None = None
    letters: int = 0


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """The rule that tells the original from the one that would be it otherwise, `over`."""

    original: Candidate
    rule: Rule
    over: Candidate


def most_likely_original(members: Collection[Candidate]) -> Candidate:
    """The same whatever order they are given in.

    None from a mirror that spoils what it copies, unless all are; then one whose site is the medium that other members
    credit, those last that credit another one themselves, or that it credits itself where no others are credited; then
    the one published first, where that is stated; then the longest; then the one captured first; then the lower id.

    Days are compared as China counts them. Of those of one day that state a time the first stands for all; one that
    states the day alone is neither before nor after it, so that the next rules tell between these two.
    """
    return min(members, key=_ranking(members))


def decided(members: Collection[Candidate]) -> Decision | None:
    """By what the most likely original is chosen; None of one alone."""
    rank = _ranking(members)
    likeliest = heapq.nsmallest(2, members, key=rank)
    if len(likeliest) < 2:
        return None
    original, over = likeliest
    compared = zip(_TOLD_BY, rank(original), rank(over), strict=True)
    return Decision(
        original=original, rule=next(rule for rule, one, other in compared if one != other), over=over
    )


def _ranking(members: Collection[Candidate]) -> Callable[[Candidate], _Rank]:
    """By which the likeliest original comes first; what decides is told by `_TOLD_BY`."""
    standing = _standings(members)
    first: dict[_Standing, Candidate] = {}
    for member in members:
        key = standing[member.id]
        if _states_time(member.published_at) and (
            key not in first or _in_time(member) < _in_time(first[key])
        ):
            first[key] = member

    def rank(member: Candidate) -> _Rank:
        key = standing[member.id]
        of_day = first[key] if _states_time(member.published_at) else member
        return (*key, *_rest(of_day), *_in_time(member))

    return rank


def _standings(members: Collection[Candidate]) -> dict[str, _Standing]:
    """By id, what tells before the time of the day does."""
    sites = {member.id: _house(member.site_name or "") for member in members}
    credited = {member.id: _credited(member.publisher or "") for member in members}
    owning = {name for name, houses in credited.items() if houses & {_OWN_SITE, sites[name]}}
    known = {house for name, houses in credited.items() if name not in owning for house in houses}
    return {
        member.id: (
            is_spoilt(member.flags),
            _distance(sites[member.id], credited[member.id], known, is_own=member.id in owning),
            _day(member.published_at),
        )
        for member in members
    }


def _distance(site: str, credited: Collection[str], known: Collection[str], *, is_own: bool) -> int:
    """From the source: 0 is the site that others credit, 1 one that they credit and that has it from another, or that
    credits itself where nobody credits another."""
    if site in known:
        return 0 if is_own or not credited else 1
    return 1 if is_own and not known else 2


def _in_time(member: Candidate) -> tuple[datetime.datetime, int, str, str]:
    return moment(member.published_at) or _LAST, *_rest(member)


def _rest(member: Candidate) -> tuple[int, str, str]:
    return -member.letters, member.first_captured, member.id


def is_spoilt(flags: Iterable[str]) -> bool:
    """Whether a mirror that corrupts what it copies has the article."""
    return any(flag == "garbled" or flag.startswith("mirror-") for flag in flags)


def moment(published_at: str | None) -> datetime.datetime | None:
    """When an article was published: a day is its beginning, in China where nothing else is stated. None where it is
    not stated, or in no way that can be read."""
    try:
        return instant(published_at) if published_at else None
    except ValueError:
        return None


def period(published_at: str | None) -> tuple[datetime.datetime, datetime.datetime] | None:
    """The first and the last moment at which it can have been by what is stated: those of a day."""
    first = moment(published_at)
    if first is None:
        return None
    return first, first if _states_time(published_at) else first + _DAY


def _states_time(published_at: str | None) -> bool:
    return published_at is not None and ":" in published_at and moment(published_at) is not None


def _day(published_at: str | None) -> int:
    """As China counts them; a day after all others where none is stated."""
    published = moment(published_at)
    return (published - _SOME_DAY).days if published else _NEVER


def voices(publisher: str | None, site_name: str | None, url: str | None) -> frozenset[str]:
    """The houses that speak in an article: those it credits, else the site's own, else its host."""
    named = _credited(publisher or "") - {_OWN_SITE}
    site = _house(site_name or "") or _host(url or "")
    return named or frozenset([site] if site else ())


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # brackets that are no address
        return None


def _credited(publisher: str) -> frozenset[str]:
    """The houses it names; of what stands for the site itself `_OWN_SITE`."""
    names = [folded(name) for name in _SEVERAL.split(publisher)]
    return frozenset(_OWN_SITE if name in _OWN else _house(name) for name in names if name)


def _house(name: str) -> str:
    """What a medium and its sites have in common of their names: 扬子晚报 is the house of 扬子晚报网 too."""
    rest = folded(name)
    house = _LABEL.sub("", rest) or rest
    while house not in _HOUSE_BY_NAME and (shorter := _KIND_OF_SITE.sub("", house)) != house:
        house = shorter
    return _HOUSE_BY_NAME.get(house, house.replace("人民政府", "政府"))
