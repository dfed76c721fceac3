"""The pages of the web, each with the story its article belongs to and what became of the text on the way."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from tests.garbling.mirror import TO_ASCII, Mirror
from tests.garbling.script import traditional
from tests.sites import finews, shiqiao, wordpress
from tests.sites.cms import expected
from tests.sites.finews.layouts import post_page
from tests.sites.finews.post import Post
from tests.sites.jinri.article import Article as JinriArticle
from tests.sites.jinri.article import Line
from tests.sites.jinri.layouts import article_page as jinri_page
from tests.sites.meipian.article import Article as MeipianArticle
from tests.sites.meipian.pages import article_page as meipian_page
from tests.sites.pressrelease.article import Article as PressRelease
from tests.sites.pressrelease.layouts import article_page as press_page
from tests.sites.site import Dropped, Expected, Page
from tests.sites.tibet.article import Article as TibetArticle
from tests.sites.tibet.layouts import article_pages as tibet_pages
from tests.sites.tibet_mirrors.treatments import garbled
from tests.sites.writing import FIRST_DAY, Piece

Kind = Literal["exact", "near", "contained-in", "contains"]

_TEXTS: Final = {
    name: tuple(text.split("\n")[:-1])
    for name, text in tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8")).items()
}
MILLS: Final = _TEXTS["mills"]
LIBRARY: Final = _TEXTS["library"]
COUNTY: Final = "石桥县人民政府网"
MIRROR: Final = "peopleweekly.cn"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Carrier:
    """A page. `story` is None of an article that is no copy and of which none is; `kinds` are what its text can be
    called beside the original's, and empty of the original itself."""

    name: str
    url: str
    page: Page
    gold: Expected
    story: str | None = None
    kinds: frozenset[Kind] = frozenset()

    @property
    def title(self) -> str:
        return self.gold.title or ""


def _mills() -> Iterator[Carrier]:
    """The county publishes; its page is dated after that of the first that took it over, and all credit the county."""
    yield _county("county", 540101, "十七座老水碾成了乡村课堂", "2023-11-02 16:20", MILLS, story="mills")
    flat = "".join(MILLS).translate({**TO_ASCII, ord("。"): "."})
    yield _press(
        "press",
        3001,
        "石桥县十七座水碾全部修复",
        "2023-11-02 11:05",
        (flat,),
        COUNTY,
        "mills",
        "exact",
        "near",
    )
    yield _feed("feed", "NW202311030812330417", "不收门票的水碾 一年结余近两万元", "2023-11-03 08:12:00",
                MILLS, COUNTY, "mills", "exact")  # fmt: skip
    retouched = tuple(_retouched(text) for text in MILLS)
    travelled = TibetArticle(
        section="culture/ms", id=7430101, title="一座水碾的课堂", date="2023-11-03 10:00:21", publisher=COUNTY,
        site_editor="林雨桐", paragraphs=(*retouched, "图为修好的水碾。"),
    )  # fmt: skip
    [(_, html)] = tibet_pages(travelled)
    yield _carrier("portal", travelled.url, html, travelled.expected(), "mills", "near")
    mirror = garbled(Mirror(seed=61, share=0.3), characters_off=12)
    gold = travelled.expected()
    assert isinstance(gold, Expected)
    copy = f"http://{MIRROR}{travelled.path}"
    yield _carrier("mirror", copy, mirror.page(html), mirror.expected(gold), "mills", "exact", "near")
    yield _local("traditional", 2101, "十七座老水碾的第二次轉動", "2023-11-04 09:00:00",
                 tuple(map(traditional, MILLS)), traditional(COUNTY), "mills", "exact", "near")  # fmt: skip
    own = "看到家乡的水碾又转起来，我特意回去住了一晚，把照片发在下面，给在外地的乡亲们看看。"
    yield _author("author", "5q1w2e3r", "家乡的水碾又响了", "2023-11-05 20:31:00", (*MILLS[:5], own), "mills",
                  "near", "contained-in")  # fmt: skip
    yield _weekly("section", 1, "石头坏了用石头补", MILLS[1:5], "mills", "near", "contained-in")
    yield _press("paragraph", 3002, "应用题争了一节课", "2023-11-09 10:10", MILLS[5:7], COUNTY)


def _library() -> Iterator[Carrier]:
    yield _feed("evening paper", "NW202311020730110932", "图书馆里的无声夜场", "2023-11-02 07:30:00",
                LIBRARY, "临溪晚报", "library")  # fmt: skip
    shortened = (*LIBRARY[:5], LIBRARY[5].partition("届时")[0])
    yield _local("town", 2102, "临溪市图书馆开“无声夜场”", "2023-11-03 15:40:00", shortened, "临溪晚报",
                 "library", "near")  # fmt: skip


def _only_alike() -> Iterator[Carrier]:
    """Two stories joined in a digest, and what was never one article."""
    lead = "早上好，今天为您读两条消息：石桥的孩子在碾房里上课，临溪的读者在灯下打手语。"
    yield _weekly("digest", 2, "早读｜碾房里的课堂 图书馆的夜场", (lead, *MILLS, *LIBRARY))
    yield _weekly("own report", 3, "碾房里的应用题", _TEXTS["own_report"])
    yield _county(
        "planting 2022", 531990, "石桥县冬季义务植树活动公告", "2022-11-25 09:00", _TEXTS["planting_2022"]
    )
    yield _county(
        "planting 2023", 540190, "石桥县冬季义务植树活动公告", "2023-11-28 09:00", _TEXTS["planting_2023"]
    )
    yield _local(
        "weather 6", 2106, "海州天气预报", "2023-11-06 17:10:00", _TEXTS["weather_6"], "海州市气象台"
    )
    yield _local(
        "weather 7", 2107, "海州天气预报", "2023-11-07 17:10:00", _TEXTS["weather_7"], "海州市气象台"
    )


def _retouched(text: str) -> str:
    changes = {
        "11月2日，": "日前，",
        "猪圈": "猪栏",
        "一百六十多个小时": "160多个小时",
        "搬去垫了": "搬走垫了",
    }
    for before, after in changes.items():
        text = text.replace(before, after)
    return text


def _county(
    name: str, number: int, title: str, date: str, text: tuple[str, ...], story: str | None = None
) -> Carrier:
    article = shiqiao.Article(
        section="xwzx/zwyw", id=number, title=title, date=date, publisher=shiqiao.SITE_NAME, paragraphs=text,
        box="TRS_Editor", editor="周晚晴",
    )  # fmt: skip
    [(path, html)] = shiqiao.article_pages(article)
    return _carrier(name, f"http://{shiqiao.HOST}{path}", shiqiao.page(html), article.expected(), story)


def _press(
    name: str, number: int, title: str, date: str, text: tuple[str, ...], publisher: str,
    story: str | None = None, *kinds: Kind,
) -> Carrier:  # fmt: skip
    article = PressRelease(
        id=number, channel="zixun", title=title, date=date, publisher=publisher, paragraphs=text
    )
    return _carrier(name, article.url, press_page(article), article.expected(), story, *kinds)


def _feed(
    name: str, slug: str, title: str, date: str, text: tuple[str, ...], publisher: str,
    story: str | None = None, *kinds: Kind,
) -> Carrier:  # fmt: skip
    post = Post(
        slug=slug, category="emnews", medium="东方财富", title=title, date=date, paragraphs=text, layout="late",
        publisher=publisher,
    )  # fmt: skip
    return _carrier(name, f"http://{finews.HOST}{post.path}", post_page(post), post.expected(), story, *kinds)


def _local(
    name: str, number: int, title: str, date: str, text: tuple[str, ...], publisher: str,
    story: str | None = None, *kinds: Kind,
) -> Carrier:  # fmt: skip
    article = JinriArticle(
        id=number, channel="news", title=title, date=date, shape="paragraphs", publisher=publisher,
        lines=tuple(Line("paragraph", line) for line in text),
    )  # fmt: skip
    url = article.url.replace("https:", "http:")
    return _carrier(name, url, jinri_page(article, 1, ()), article.expected(), story, *kinds)


def _author(
    name: str, identity: str, title: str, date: str, text: tuple[str, ...], story: str, *kinds: Kind
) -> Carrier:
    article = MeipianArticle(
        id=identity, number=410_200_000, author="lane", title=title, created=date, text="\n".join(text),
        form="detail",
    )  # fmt: skip
    url = article.url.replace("https:", "http:")
    return _carrier(name, url, meipian_page(article), article.expected(), story, *kinds)


def _weekly(
    name: str, number: int, title: str, text: tuple[str, ...], story: str | None = None, *kinds: Kind
) -> Carrier:
    day = FIRST_DAY.replace(year=2023, month=11, day=5 + number)
    piece = Piece(
        number=72_000 + number, title=title, paragraphs=text, author="柳文海", publisher="竹溪周刊", channel="乡土",
        date=day,
    )  # fmt: skip
    gold = expected(
        piece, site_name=wordpress.SITE_NAME, byline=piece.author, authors=(piece.author,), tags=("竹溪",)
    )
    url = f"http://{wordpress.HOST}{wordpress.path(piece)}"
    return _carrier(name, url, wordpress.article_page(piece), gold, story, *kinds)


def _carrier(
    name: str,
    url: str,
    page: Page | str,
    gold: Expected | Dropped,
    story: str | None = None,
    *kinds: Kind,
) -> Carrier:
    assert isinstance(gold, Expected)
    served = page if isinstance(page, Page) else Page(body=page.encode())
    return Carrier(name=name, url=url, page=served, gold=gold, story=story, kinds=frozenset(kinds))


CARRIERS: Final = (*_mills(), *_library(), *_only_alike())
_ORIGINALS: Final = {one.story: one for one in CARRIERS if one.story and not one.kinds}


def original_of(carrier: Carrier) -> Carrier | None:
    """The page whose record a copy must point to; None for what is no copy."""
    return _ORIGINALS[carrier.story] if carrier.kinds else None
