"""A replica of meipian.cn with authors and articles of our own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import parse_qs

from tests.sites.meipian.article import AUTHORS, ROOT, Article, read_articles
from tests.sites.meipian.pages import CHALLENGE, abstract, article_page, column_page
from tests.sites.site import Asked, Page, Site

HOSTS = ("www.meipian.cn", "meipian.cn")
LIST_PATH = "/static/action/load_columns_article.php"
PINNED = {"lane": "4m2k9c1a"}
GONE = {
    "id": 409010150,
    "mask_id": "4m7b0azz",
    "title": "已删除",
    "create_time": "1707300000",
    "abstract": "",
}
NOT_FOUND = Page(status=404, body="<html><body><p>页面不存在</p></body></html>".encode())
ROBOTS = b"User-agent: *\nDisallow: /service/\nDisallow: /discover\n"
CHALLENGED_ONCE = "/3k9d2c7t"
A_PAGE = 10


def site(*, challenged: bool = False, broken_api: bytes | None = None) -> Site:
    """`challenged`: the list API and an article answer the first request with the firewall's page.

    `broken_api`: what the list API answers to every request.
    """
    articles = sorted(read_articles(), key=lambda article: -article.number)
    return Site(
        name="meipian",
        hosts=HOSTS,
        pages={
            "/robots.txt": Page(body=ROBOTS, content_type="text/plain"),
            **{f"/{article.id}": _page(article) for article in articles},
            **{f"/c/{AUTHORS[author][0]}": _column(author, articles) for author in AUTHORS},
        },
        not_found=NOT_FOUND,
        expected={article.url: article.expected() for article in articles},
        reposts=tuple((f"{ROOT}/{one.same_text_as}", one.url) for one in articles if one.same_text_as),
        respond=_Responder(articles, challenged=challenged, broken_api=broken_api),
    )


class _Responder:
    """The list API, and articles at addresses that were passed on."""

    def __init__(self, articles: Sequence[Article], *, challenged: bool, broken_api: bytes | None) -> None:
        self._articles = articles
        self._challenged = challenged
        self._broken_api = broken_api
        self._by_path = {f"/{article.id}": article for article in articles}

    def __call__(self, asked: Asked) -> Page | None:
        path, _, query = asked.target.partition("?")
        if path == LIST_PATH:
            return self._list(asked, parse_qs(query).get("userid", [""])[0])
        article = self._by_path.get(path)
        if self._challenged and path == CHALLENGED_ONCE and asked.times == 0:
            return Page(body=CHALLENGE.encode())
        return _page(article) if article is not None and query else None

    def _list(self, asked: Asked, author: str) -> Page:
        if asked.method != "POST":
            return Page(status=405, body=b"")
        if self._broken_api is not None:
            return Page(body=self._broken_api)
        if self._challenged and asked.times == 0:
            return Page(body=CHALLENGE.encode())
        form = parse_qs(asked.body.decode(), keep_blank_values=True)
        if form.get("containerid") != ["0"] or form.get("stickmaskid") != [""]:
            return _json({"error": "参数错误"})
        own = [article for article in self._articles if str(AUTHORS[article.author][0]) == author]
        return _json(_entries(own, form["maxid"][0]))


def _entries(own: Sequence[Article], maxid: str) -> list[dict[str, object]]:
    """Ten entries below the number; the last that was sent comes again, as when the list moves while it is read."""
    listed = [_entry(article) for article in own]
    if len(own) > A_PAGE:
        listed = sorted([*listed, GONE], key=lambda entry: -int(str(entry["id"])))
    if not maxid:
        return listed[:A_PAGE]
    below = [entry for entry in listed if int(str(entry["id"])) < int(maxid)]
    again = [entry for entry in listed if int(str(entry["id"])) == int(maxid)]
    return [*again, *below][:A_PAGE]


def _entry(article: Article) -> dict[str, object]:
    return {
        "id": str(article.number),
        "mask_id": article.id,
        "title": article.title,
        "create_time": str(int(article.created_at.timestamp())),
        "abstract": abstract(article),
        "cover_img_url": "//ss2.example/cover.jpg",
        "visit_count": "128",
    }


def _column(author: str, articles: Sequence[Article]) -> Page:
    own = [article for article in articles if article.author == author]
    pinned = next((article for article in own if article.id == PINNED.get(author)), None)
    return Page(body=column_page(author, own, pinned).encode(), gzipped=True)


def _page(article: Article) -> Page:
    return Page(body=article_page(article).encode(), gzipped=True, chunked=article.form == "rendered")


def _json(answer: object) -> Page:
    """As PHP answers when nobody has set a type."""
    return Page(body=json.dumps(answer, ensure_ascii=True).encode(), content_type="text/html; charset=utf-8")
