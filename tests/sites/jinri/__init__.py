"""A replica of a local news site on FastAdmin's CMS addon, with articles of our own."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from tests.sites.jinri import listings
from tests.sites.jinri.article import CHANNELS, ROOT, Article, finews_original, read_articles
from tests.sites.jinri.layouts import (
    COMMENTS,
    META,
    NEW_ARTICLE,
    article_page,
    channel_link,
    framed,
    tag_path,
)
from tests.sites.site import Asked, Dropped, Page, Site

REMOVED, FOR_MEMBERS, FOR_PAYERS = "/cms/news/1001.html", "/cms/jiedao/1002.html", "/cms/news/1003.html"
PAYMENT = """<div class="article-pay"><div class="alert alert-danger"><strong>温馨提示!</strong>
你需要支付 <b>￥2.00</b> 元后才能查看付费内容
<div class="mt-3"><a href="/addons/cms/order/submit/id/1003" class="btn btn-paynow">立即支付</a></div></div></div>"""


def site() -> Site:
    articles = read_articles()
    listed = [article for article in articles if not article.late]
    around = listed[:3]
    tags = sorted({tag for article in articles for tag in article.tags})
    return Site(
        name="jinri",
        hosts=(ROOT.removeprefix("https://"),),
        pages={
            "/cms/": listings.home(listed, around, gone=(REMOVED, FOR_MEMBERS, FOR_PAYERS)),
            **{tag_path(tag): listings.list_page(tag, _tagged(listed, tag), around) for tag in tags},
            "/cms/special/gangcheng.html": listings.list_page("向海而生", _tagged(listed, "港口"), around),
            **listings.sitemaps(articles),
            **listings.others(around),
            **{
                target: page
                for article in articles
                for target, page in _article_pages(article, around).items()
            },
            REMOVED: listings.jump("未找到指定的文章"),
            FOR_MEMBERS: listings.jump("请登录后操作", "/index/user/login.html"),
            FOR_PAYERS: _paid_page(around),
        },
        not_found=listings.NOT_FOUND,
        expected={
            **{article.url: article.expected() for article in articles},
            ROOT + REMOVED: Dropped(reason="soft-404"),
            ROOT + FOR_MEMBERS: Dropped(reason="login-wall"),
            ROOT + FOR_PAYERS: Dropped(reason="login-wall"),
        },
        reposts=_reposts(articles),
        respond=lambda asked: _channel(asked, articles, listed, around),
    )


def cross_site_reposts() -> list[tuple[str, str]]:
    """The URLs of articles of other replicas, each with that of its copy here."""
    copies = [(article.same_text_as, article.url) for article in read_articles()]
    return [(finews_original(origin)[0], url) for origin, url in copies if isinstance(origin, str)]


def _channel(
    asked: Asked, articles: Sequence[Article], listed: Sequence[Article], around: Sequence[Article]
) -> Page | None:
    """The lists of the channels. An article appears in them after their first page has been read for the first time."""
    parts = urlsplit(asked.target)
    name = parts.path.removeprefix("/cms/").removesuffix(".html")
    if parts.path != f"/cms/{name}.html" or name not in CHANNELS:
        return None
    number = int(parse_qs(parts.query).get("page", ["1"])[0])
    at_once = number == 1 and asked.times == 0
    held = [article for article in (listed if at_once else articles) if article.channel == name]
    if "x-requested-with" in asked.headers:
        return listings.fragment(name, held, number)
    return listings.channel_page(name, held, number, around)


def _article_pages(article: Article, around: Sequence[Article]) -> dict[str, Page]:
    """Its pages by address; beyond the last the CMS shows the first again."""
    others = [other for other in around if other.id != article.id]
    numbers = range(1, len(article.pages) + 1)
    pages = {
        f"{article.path}?page={number}": listings.html(article_page(article, number, others))
        for number in numbers
    }
    first = pages[f"{article.path}?page=1"]
    return {article.path: first, **pages, f"{article.path}?page={len(article.pages) + 1}": first}


def _paid_page(around: Sequence[Article]) -> Page:
    main = NEW_ARTICLE.format(
        channel=channel_link("news"),
        title="湾区产业内参（第十二期）",
        facts="",
        views=9,
        text="",
        payment=PAYMENT,
        meta=META.format(
            channel=channel_link("news"),
            tags="无",
            views=9,
            date="2023-06-01 09:00:00",
            url=ROOT + FOR_PAYERS,
            neighbours="",
        ),
        related="",
        comments=COMMENTS,
    )
    return listings.html(framed("湾区产业内参（第十二期）", main, around))


def _tagged(articles: Sequence[Article], tag: str) -> list[Article]:
    return [article for article in articles if tag in article.tags]


def _reposts(articles: Sequence[Article]) -> tuple[tuple[str, ...], ...]:
    by_id = {article.id: article for article in articles}
    pairs = [(by_id.get(article.same_text_as), article) for article in articles]  # type: ignore[arg-type]
    return tuple((origin.url, copy.url) for origin, copy in pairs if origin is not None)
