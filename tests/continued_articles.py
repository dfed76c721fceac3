"""Articles in several pages with all that can go wrong between two of them, and what a project holds of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.command_server import without_network
from tests.project import Project, completed
from tests.sites.bridge_pages import SOURCE, article, link, listing, paragraphs, site
from tests.sites.site import Asked, Page, Site

TABLES = {"articles": "id", "captures": "record_id", "quarantine": "record_id", "warc_files": "name"}
CHALLENGE = Page(
    body=b"<html><head><title>Just a moment...</title></head><body><form id='challenge-form' action='/cdn-cgi/l/chk'>"
    b"</form><p>Checking your browser before accessing the site.</p></body></html>"
)


def moved(target: str) -> Page:
    return Page(status=302, body=b"", headers=(("Location", target),))


PAGES = {
    "/a/1.html": article("三页的文章", below=link("1_2.html")),
    "/a/1_2.html": article("三页的文章", page=2, below=link("1.html", "上一页") + link("1_3.html")),
    "/a/1_3.html": article("三页的文章", page=3, below="<p>（责编：柳青）</p>" + link("1_2.html", "上一页")),
    "/a/2.html": article("一页的文章", below=link("/a/3.html", "下一页")),
    "/a/3.html": article("缺一页的文章", below=link("3_2.html")),
    "/a/4.html": article("第二页转走的文章", below=link("4_2.html")),
    "/a/4_2.html": moved("/list.html"),
    "/a/5.html": article("第二页要验证的文章", below=link("5_2.html")),
    "/a/5_2.html": CHALLENGE,
    "/a/6.html": article("第二页出错一次的文章", below=link("6_2.html")),
    "/a/7.html": article("第二页换了名的文章", below=link("7_2.html")),
    "/a/7_2.html": moved("/a/7-2.html"),
    "/a/7-2.html": article("第二页换了名的文章", page=2),
    "/a/8.html": article("脚本翻页的文章", head='<script>createPageHTML(2, 0, "8", "html");</script>'),
    "/a/8_1.html": article(
        "脚本翻页的文章", page=2, head='<script>createPageHTML(2, 1, "8", "html");</script>'
    ),
    "/a/9.html": article("绕圈的文章", below=link("9_2.html")),
    "/a/9_2.html": article("绕圈的文章", page=2, below=link("9_2.html") + link("9.html")),
    "/a/10.html": article("第二页断过的文章", below=link("10_2.html")),
    "/a/11.html": article("有全文的文章", below=link("11_all.html", "余下全文")),
    "/a/11_all.html": article(
        "有全文的文章", text=[*paragraphs("有全文的文章"), *paragraphs("有全文的文章", 2)]
    ),
    "/a/12.html": article("跨站的文章", below=link("http://other.example/a/12_2.html")),
    "/a/13.html": article("断过的文章", below=link("13_2.html")),
    "/a/13_2.html": article("断过的文章", page=2),
    "/a/14.html": article(
        "用数字翻页的文章", below="<span>1</span>" + link("?page=2", "2") + link("?page=3", "3")
    ),
    "/a/14.html?page=2": article(
        "用数字翻页的文章", page=2, below=link("14.html", "1") + link("?page=3", "3")
    ),
    "/a/14.html?page=3": article(
        "用数字翻页的文章", page=3, below=link("14.html", "1") + link("?page=2", "2")
    ),
}
WHOLE = {
    1: ("三页的文章", 3),
    2: ("一页的文章", 1),
    6: ("第二页出错一次的文章", 2),
    7: ("第二页换了名的文章", 2),
    8: ("脚本翻页的文章", 2),
    9: ("绕圈的文章", 2),
    10: ("第二页断过的文章", 2),
    11: ("有全文的文章", 2),
    12: ("跨站的文章", 1),
    13: ("断过的文章", 2),
    14: ("用数字翻页的文章", 3),
}
PARTIAL = {3: "缺一页的文章", 4: "第二页转走的文章", 5: "第二页要验证的文章"}


def respond(asked: Asked) -> Page | None:
    """What goes wrong the first time it is asked for."""
    if asked.target == "/a/6_2.html":
        return Page(status=503, body=b"") if asked.times == 0 else article("第二页出错一次的文章", page=2)
    if asked.target == "/a/10_2.html":
        whole = article("第二页断过的文章", page=2)
        return dataclasses.replace(whole, cut=400) if asked.times == 0 else whole
    if asked.target == "/a/13.html" and asked.times == 0:
        return dataclasses.replace(PAGES["/a/13.html"], cut=420)
    return None


def replica() -> Site:
    lists = {"/list.html": listing(f"/a/{n}.html" for n in range(1, 15))}
    return site({**PAGES, **lists}, respond)


def articles(project: Project) -> dict[int, dict[str, Any]]:
    rows = project.rows("articles", order_by="id")
    return {int(row["url"].rpartition("/")[2].removesuffix(".html")): row for row in rows}


def text(name: str, pages: int) -> str:
    return "\n".join(line for page in range(1, pages + 1) for line in paragraphs(name, page))


def replayed(project: Project, folder: Path) -> Project:
    """The project's archive read into an empty database."""
    second = Project(
        folder=folder / "replayed",
        archive=project.archive_folder,
        environment=without_network(),
    )
    completed(second.scrapy("reparse", *SOURCE))
    return second


def assert_equal_at_replay(project: Project, folder: Path, tables: Iterable[str] = TABLES) -> None:
    second = replayed(project, folder)
    for table, key in ((name, TABLES[name]) for name in tables):
        one, other = (each.rows(table, order_by=key) for each in (project, second))
        differences = [
            {name: (row[name], again[name]) for name in row if row[name] != again[name]}
            for row, again in zip(one, other, strict=True)
            if row != again
        ]
        assert differences == [], table
