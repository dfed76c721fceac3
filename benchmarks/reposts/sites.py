"""What is said round an article: the site, who is credited, and when it says it was published."""

from __future__ import annotations

import dataclasses
import datetime
import random
from typing import Final

from tests.sites.writing import FIRST_DAY, WORDS

Draw = random.Random
_ENDINGS: Final = ("日报", "晚报", "新闻网", "都市报", "商报")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outlet:
    """A site; `paper` is how it is credited, by itself and by others."""

    site_name: str
    host: str
    paper: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Said:
    """What the page says of itself: `published_at` as publishers state it, sometimes the day alone."""

    outlet: Outlet
    publisher: str | None
    published_at: str | None


def _outlet(number: int, place: str, ending: str) -> Outlet:
    paper = place + ending
    on_line = paper if ending == "新闻网" else paper + ("网" if number % 2 else "")
    return Outlet(site_name=on_line, host=f"www.site{number}.example", paper=paper)


OUTLETS: Final = [
    _outlet(number, place, ending)
    for number, (place, ending) in enumerate(
        (place, ending) for place in WORDS["places"] for ending in _ENDINGS
    )
]


def of_origin(draw: Draw, outlet: Outlet | None = None) -> tuple[Said, datetime.datetime]:
    """And the moment it was published; without an outlet, any."""
    outlet = outlet or draw.choice(OUTLETS)
    at = FIRST_DAY + datetime.timedelta(minutes=draw.randrange(60 * 24 * 600))
    publisher = outlet.paper if draw.random() < 0.85 else None
    stated = at.date().isoformat() if draw.random() < 0.08 else at.isoformat()
    return Said(outlet=outlet, publisher=publisher, published_at=stated), at


def of_copy(draw: Draw, origin: Said, at: datetime.datetime) -> Said:
    """Later than the origin, which most credit; some state the day alone or nothing, and a few a day that is wrong."""
    outlet = draw.choice([one for one in OUTLETS if one is not origin.outlet])
    later = at + datetime.timedelta(minutes=int(2 ** draw.uniform(2, 13)))
    credited = draw.choices((origin.outlet.paper, None, outlet.paper), (70, 22, 8))[0]
    stated: str | None = later.isoformat()
    kind = draw.random()
    if kind < 0.12:
        stated = later.date().isoformat()
    elif kind < 0.2:
        stated = None
    elif kind < 0.22 and credited == origin.outlet.paper:
        stated = (at - datetime.timedelta(days=1)).isoformat()
    return Said(outlet=outlet, publisher=credited, published_at=stated)
