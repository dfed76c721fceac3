"""A web that changes with the clock: five papers that publish, edit and withdraw, and what goes wrong with them.

Its ground truth is in `Paper.articles` and `Paper.troubles`; a paper's `site` serves it as it is at that moment.
"""

from __future__ import annotations

import dataclasses
import datetime

from tests.sites.living.layouts import OFFICE, PLAIN, PORTAL
from tests.sites.living.life import CHINA, Lots, Section
from tests.sites.living.paper import (
    CHALLENGE,
    DATED,
    HONEST,
    LYING,
    OUT,
    REDESIGN,
    SILENCE,
    Paper,
    Trouble,
)

BEGIN = datetime.datetime(2025, 3, 3, 0, 0, tzinfo=CHINA)  # a Monday
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)
DAYS, SEED = 10, 7

BEIXI = Paper(
    host="www.beixi-daily.example",
    name="北溪日报",
    source="beixi",
    sections=(
        Section(path="yaowen", title="要闻", a_day=9, hours=(6, 22), weekend=0.5),
        Section(path="shehui", title="社会", a_day=6, hours=(8, 20), weekend=0.7),
        Section(path="wenhua", title="文化", a_day=2, hours=(9, 18)),
    ),
    look=PLAIN,
    lots=Lots(seed=SEED, place=0, ways_out=("404", "home")),
    begin=BEGIN,
    days=DAYS,
    past=4,
    validators=HONEST,
)
NANPU = Paper(
    host="wanbao.nanpu.example",
    name="南浦晚报",
    source=None,
    sections=(
        Section(path="bendi", title="本地", a_day=8, hours=(12, 24)),
        Section(path="tiyu", title="体育", a_day=4, hours=(18, 24), weekend=2.0),
    ),
    look=PORTAL,
    lots=Lots(seed=SEED, place=1, ways_out=("410",)),
    begin=BEGIN,
    days=DAYS,
    past=4,
)
DONGGANG = Paper(
    host="www.donggang-news.example",
    name="东港新闻网",
    source=None,
    sections=(Section(path="news", title="滚动", a_day=26, hours=(0, 24), weekend=0.8),),
    look=PORTAL,
    lots=Lots(seed=SEED, place=2, edited=0.2, ways_out=("404", "410")),
    begin=BEGIN,
    days=DAYS,
    past=2,
    validators=DATED,
    has_feed=True,
)
XILING = Paper(
    host="www.xiling-web.example",
    name="西岭在线",
    source="xiling",
    sections=(
        Section(path="kuaixun", title="快讯", a_day=16, hours=(6, 23), weekend=0.8),
        Section(path="sheying", title="摄影", a_day=2, hours=(8, 20)),
    ),
    look=PLAIN,
    lots=Lots(seed=SEED, place=3, ways_out=("404",)),
    begin=BEGIN,
    days=DAYS,
    past=4,
    validators=HONEST,
)
ZHONGPING = Paper(
    host="www.zhongping-gov.example",
    name="中坪县政务网",
    source=None,
    sections=(
        Section(path="zwyw", title="政务要闻", a_day=4, hours=(9, 17), weekend=0.0),
        Section(path="tzgg", title="通知公告", a_day=1.5, hours=(9, 17), weekend=0.0),
    ),
    look=OFFICE,
    lots=Lots(seed=SEED, place=4, edited=0.2, ways_out=("home",)),
    begin=BEGIN,
    days=DAYS,
    past=10,
    validators=LYING,
)


def papers(*, days: int = DAYS, seed: int = SEED) -> list[Paper]:
    """The papers without their troubles."""
    return [
        dataclasses.replace(paper, days=days, lots=dataclasses.replace(paper.lots, seed=seed))
        for paper in (BEIXI, NANPU, DONGGANG, XILING, ZHONGPING)
    ]


def web(*, days: int = DAYS, seed: int = SEED) -> list[Paper]:
    """The papers with one trouble each but the last: each kind once, on days when there is a history to judge by."""
    beixi, nanpu, donggang, xiling, zhongping = papers(days=days, seed=seed)
    return [
        _troubled(beixi, REDESIGN, 7 * DAY + 9 * HOUR, 36 * HOUR),
        _troubled(nanpu, CHALLENGE, 3 * DAY, DAY),
        _troubled(donggang, OUT, 4 * DAY, DAY),
        _troubled(xiling, SILENCE, 7 * DAY, 60 * HOUR, section="kuaixun"),
        zhongping,
    ]


def _troubled(
    paper: Paper, kind: str, after: datetime.timedelta, lasting: datetime.timedelta, section: str = ""
) -> Paper:
    begins = paper.begin + after
    trouble = Trouble(kind=kind, begins=begins, ends=begins + lasting, section=section)
    return dataclasses.replace(paper, troubles=(trouble,))
