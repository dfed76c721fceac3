"""Which of several articles of one story is most likely the original."""

from __future__ import annotations

import dataclasses
import datetime
import heapq
import re
from collections.abc import Callable, Collection, Iterable
from typing import Literal, get_args

from db.likeness import folded
from db.times import instant

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
_LAST = datetime.datetime.max.replace(tzinfo=datetime.UTC)

Rule = Literal["mirror", "credited", "published", "longest", "captured", "id"]
"""What is asked of two articles to tell which is the original, in the order in which it is asked."""

_Rank = tuple[bool, bool, datetime.datetime, int, str, str]


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

    None from a mirror that spoils what it copies, unless all are; then one whose site is the medium that it credits, or
    that other members credit; then the one published first, where that is stated; then the longest; then the one
    captured first; then the lower id.
    """
    return min(members, key=_ranking(members))


def decided(members: Collection[Candidate]) -> Decision | None:
    """By what the most likely original is chosen; None of one alone."""
    rank = _ranking(members)
    likeliest = heapq.nsmallest(2, members, key=rank)
    if len(likeliest) < 2:
        return None
    original, over = likeliest
    compared = zip(get_args(Rule), rank(original), rank(over), strict=True)
    return Decision(
        original=original, rule=next(rule for rule, one, other in compared if one != other), over=over
    )


def _ranking(members: Collection[Candidate]) -> Callable[[Candidate], _Rank]:
    """By which the likeliest original comes first; what decides is in the order of `Rule`."""
    sites = {member.id: _house(member.site_name or "") for member in members}
    credited = {member.id: _credited(member.publisher or "") for member in members}
    known = {house for houses in credited.values() for house in houses} - {_OWN_SITE}

    def rank(member: Candidate) -> _Rank:
        is_source = _OWN_SITE in credited[member.id] or sites[member.id] in known
        return (
            is_spoilt(member.flags),
            not is_source,
            moment(member.published_at) or _LAST,
            -member.letters,
            member.first_captured,
            member.id,
        )

    return rank


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
    if first is None or published_at is None:
        return None
    return first, first + _DAY if len(published_at) == len("2026-03-05") else first


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
