"""A paper whose template can be changed between two crawls, and that grows by articles when it is told to."""

from __future__ import annotations

import dataclasses
from html import escape

from tests.sites.site import Asked, Page, Site
from tests.sites.writing import Piece, piece

HOST = "www.qingyuan-ribao.example"
NAME = "清源日报"
PLAIN, UNDATED, NAMELESS, MOVED, BARE = "plain", "undated", "nameless", "moved", "bare"
ONE_TEXT = "one-text"  # below every headline
NOT_FOUND = Page(status=404, body="<title>404</title><h1>没有这一页</h1>".encode())


@dataclasses.dataclass
class Paper:
    """`templates` has the template of each article, the oldest first; `at_fault` is answered instead of all.

    With `front_is_gone` there is nothing but the articles.

    With `is_all_home` the front page is, which begins with a text and counts its visits.
    """

    templates: list[str] = dataclasses.field(default_factory=list)
    at_fault: Page | None = None
    lists_name: bool = True
    front_is_gone: bool = False
    is_all_home: bool = False
    visits: int = 0

    def publish(self, count: int, template: str = PLAIN) -> None:
        self.templates += [template] * count

    def site(self) -> Site:
        return Site(
            name="redesigned", hosts=(HOST,), pages={}, not_found=NOT_FOUND, expected={}, respond=self.answer
        )

    def answer(self, asked: Asked) -> Page:
        if self.at_fault is not None:
            return self.at_fault
        path = asked.target.partition("?")[0]
        self.visits += 1
        if path == "/robots.txt" or (path == "/" and self.front_is_gone):
            return NOT_FOUND
        if path == "/" or self.is_all_home:
            lead = "".join(f"<p>{line}</p>" for line in piece(0).paragraphs) if self.is_all_home else ""
            visits = f"<p>今日第{self.visits}次访问</p>" if self.is_all_home else ""
            return _page(NAME, f"{lead}{visits}{self._list()}")
        number = path.rpartition("/")[2].removesuffix(".html")
        if path.startswith("/a/") and number.isdigit() and int(number) < len(self.templates):
            return _article(piece(int(number)), self.templates[int(number)])
        return NOT_FOUND

    def _list(self) -> str:
        newest = [piece(number) for number in reversed(range(len(self.templates)))] if self.lists_name else []
        items = (
            f'<li><a href="{self._path(one)}">{escape(one.title)}</a><i>{one.date:%m-%d}</i></li>'
            for one in newest
        )
        return f"<h2>要闻</h2><ul class='list'>{''.join(items)}</ul>"

    def _path(self, one: Piece) -> str:
        folder = f"{one.date:%Y%m%d}/" if self.templates[one.number] == BARE else ""
        return f"/a/{folder}{one.number}.html"


def _article(one: Piece, template: str) -> Page:
    told = piece(0) if template == ONE_TEXT else one
    text = "".join(f"<p>{line}</p>" for line in told.paragraphs)
    date = f"{one.date:%Y-%m-%d %H:%M}"
    credit = f"来源：{one.publisher} 作者：{one.author}"
    title = f"{escape(one.title)}_{NAME}"
    headline = f"<h1>{escape(one.title)}</h1>"
    match template:
        case "undated":
            return _page(
                title,
                f"{headline}<div class='info'>{credit}</div><div id='zw'>{text}</div>",
            )
        case "nameless":
            return _page(NAME, f"<div class='info'>{date} {credit}</div><div id='zw'>{text}</div>")
        case "bare":
            return _page(title, f"{headline}<div id='zw'>{text}</div>")
        case "moved":
            head = f"<header><section>{headline}<p class='meta'>{date} {credit}</p></section></header>"
            return _page(title, f"<article>{head}<section><div><div>{text}</div></div></section></article>")
    head = f"{headline}<div class='info'>{date} {credit}</div>"
    return _page(title, f"{head}<div id='zw'>{text}</div>")


def _page(title: str, main: str) -> Page:
    return Page(
        body=f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>
<body><div class="nav"><a href="/">首页</a></div><div class="main">{main}</div>
<div class="foot"><p>清源日报社主办</p></div></body></html>""".encode()
    )
