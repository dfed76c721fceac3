"""A paper whose pages a test changes while they are served: how each article answers is a function it may replace."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from html import escape

from tests.sites.site import Asked, Page, Site
from tests.sites.writing import Piece, piece

HOST = "www.beixi-daily.example"  # that of a source in tests/spiders/living.py
NOT_FOUND = Page(status=404, body=b"<html><body><h1>404</h1></body></html>")
WALL = Page(
    body=b'<!DOCTYPE html><html><head><meta charset="utf-8"><title>.</title></head><body><script>'
    b'document.cookie="wall_pass=1;path=/";location.reload();</script></body></html>'
)

Answering = Callable[[Asked], Page]


def path_of(number: int) -> str:
    return f"/yaowen/202503/09/{number}.html"


def url_of(number: int) -> str:
    return f"http://{HOST}{path_of(number)}"


@dataclasses.dataclass(kw_only=True)
class ChangingPaper:
    """`named` are the articles its list names, in that order; `date` is what its articles state."""

    date: str
    answers: dict[int, Answering]
    named: list[int]
    everything: Page | None = None

    def site(self) -> Site:
        return Site(
            name=HOST, hosts=(HOST,), pages={}, not_found=NOT_FOUND, expected={}, respond=self._answer
        )

    def whole(self, number: int, *, text: int | None = None, note: str = "") -> bytes:
        """The page of an article with the text of that number; `note` is beside the text."""
        return _page(_article(piece(text or number), self.date), note)

    def home(self) -> bytes:
        return _page(_list(self.named), "")

    def _answer(self, asked: Asked) -> Page:
        if asked.target == "/robots.txt":
            return NOT_FOUND
        if self.everything is not None:
            return self.everything
        if asked.target == "/":
            return Page(body=self.home())
        for number, answer in self.answers.items():
            if asked.target == path_of(number):
                return answer(asked)
        return NOT_FOUND


def tagged(body: bytes, etag: str) -> Answering:
    """As an honest server answers."""

    def answer(asked: Asked) -> Page:
        headers = (("ETag", etag),)
        if asked.headers.get("if-none-match") == etag:
            return Page(status=304, body=b"", content_type="", headers=headers)
        return Page(body=body, headers=headers)

    return answer


def dated(body: bytes, changed: str) -> Answering:
    def answer(asked: Asked) -> Page:
        headers = (("Last-Modified", changed),)
        if asked.headers.get("if-modified-since") == changed:
            return Page(status=304, body=b"", content_type="", headers=headers)
        return Page(body=body, headers=headers)

    return answer


def plain(body: bytes) -> Answering:
    return lambda asked: Page(body=body)


def always(page: Page) -> Answering:
    return lambda asked: page


def sent_to(target: str, status: int = 302) -> Answering:
    return always(Page(status=status, body=b"", headers=(("Location", target),)))


def _article(text: Piece, date: str) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.paragraphs)
    return (
        f'<div class="article"><h1>{escape(text.title)}</h1><div class="info">'
        f'<span class="time">{date}</span> <span class="from">来源：北溪日报</span></div>'
        f'<div class="text">{lines}</div></div>'
    )


def _list(numbers: Iterable[int]) -> str:
    lines = (f'<li><a href="{path_of(each)}">{escape(piece(each).title)}</a></li>' for each in numbers)
    return f'<ul class="list">{"".join(lines)}</ul>'


def _page(main: str, note: str) -> bytes:
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>北溪日报</title></head><body>'
        f'<div class="top"><a href="/">首页</a></div>{main}<div class="foot">{note}</div></body></html>'
    ).encode()
