"""A paper as its server answers at a moment, and what is wrong with that server at times."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from collections.abc import Callable
from email.utils import format_datetime

from tests.sites.living import layouts
from tests.sites.living.life import HOUR, Article, Lots, Section, lives
from tests.sites.site import Asked, Page, Site
from tests.sites.writing import Piece

LISTED = 20
IN_FEED = 30
_LIST = re.compile(r"/(\w+)/(?:(\d+)\.html)?")
NOT_FOUND = Page(status=404, body="<title>404</title><h1>页面不存在</h1>".encode())
GONE = Page(status=410, body="<title>410</title><h1>该内容已删除</h1>".encode())
HOME = Page(status=302, body=b"", headers=(("Location", "/"),))
DOWN = Page(body=b"", reset=True)
WALL = Page(body=layouts.CHALLENGE.encode())
ANSWERS = {"404": NOT_FOUND, "410": GONE, "home": HOME}

REDESIGN, CHALLENGE, OUT, SILENCE = "redesign", "challenge", "out", "silence"
LYING, HONEST, DATED, NONE = "lying", "honest", "dated", "none"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trouble:
    """`kind` is REDESIGN, CHALLENGE, OUT, or SILENCE of one section."""

    kind: str
    begins: datetime.datetime
    ends: datetime.datetime
    section: str = ""

    def lasts(self, now: datetime.datetime) -> bool:
        return self.begins <= now < self.ends


@dataclasses.dataclass(frozen=True, kw_only=True)
class Paper:
    """`validators` says what its articles carry: an ETag for each revision (HONEST), one that never changes and is
    believed (LYING), the date of the revision (DATED), or NONE. Lists carry none.

    It is read from `past` days before `begin` on, for `days` after it. `source` names the declared source it is crawled
    as, None where it is crawled as any site is.
    """

    host: str
    name: str
    source: str | None
    sections: tuple[Section, ...]
    look: str
    lots: Lots
    begin: datetime.datetime
    days: int
    past: int
    validators: str = NONE
    has_feed: bool = False
    troubles: tuple[Trouble, ...] = ()

    @functools.cached_property
    def articles(self) -> list[Article]:
        """All that it ever publishes, the earliest first."""
        first = self.begin - self.past * 24 * HOUR
        every = lives(self.sections, self.lots, first, (self.past + self.days) * 24)
        return [each for each in every if not self._is_silent(each)]

    def url(self, article: Article) -> str:
        return f"http://{self.host}{article.path}"

    def site(self, now: Callable[[], datetime.datetime]) -> Site:
        return Site(
            name=self.host,
            hosts=(self.host,),
            pages={},
            not_found=NOT_FOUND,
            expected={},
            respond=lambda asked: self.answer(asked, now()),
        )

    def answer(self, asked: Asked, now: datetime.datetime) -> Page:
        trouble = next((each.kind for each in self.troubles if each.lasts(now)), None)
        if trouble == OUT:
            return DOWN
        if trouble == CHALLENGE:
            return WALL
        article = self._by_path.get(asked.target)
        if article is None:
            return self._other(asked.target, now)
        if article.published_at > now:
            return NOT_FOUND
        if article.withdrawal is not None and article.is_withdrawn(now):
            return ANSWERS[article.withdrawal.how]
        return self._article(article, asked, now, layouts.REDESIGNED if trouble == REDESIGN else self.look)

    def _is_silent(self, article: Article) -> bool:
        return any(
            each.kind == SILENCE and each.section == article.section and each.lasts(article.published_at)
            for each in self.troubles
        )

    @functools.cached_property
    def _by_path(self) -> dict[str, Article]:
        return {article.path: article for article in self.articles}

    def _article(self, article: Article, asked: Asked, now: datetime.datetime, look: str) -> Page:
        headers = self._validating(article, look, now)
        if any(asked.headers.get(_asks[name]) == value for name, value in headers if name in _asks):
            return Page(status=304, body=b"", content_type="", headers=headers)
        text = article.text(now)
        section = next(each for each in self.sections if each.path == article.section)
        main = layouts.article(look, text, section=section, name=self.name)
        title = self.name if look == layouts.REDESIGNED else f"{text.title}_{section.title}_{self.name}"
        return self._page(title, main, now, headers=headers)

    def _validating(self, article: Article, look: str, now: datetime.datetime) -> tuple[tuple[str, str], ...]:
        changed, _ = article.revisions[article.revision(now)]
        match self.validators:
            case "lying":
                return (("ETag", f'"{article.number:x}"'),)
            case "honest":
                return (("ETag", f'W/"{article.number:x}-{article.revision(now)}-{look}"'),)
            case "dated":
                return (("Last-Modified", format_datetime(changed.astimezone(datetime.UTC), usegmt=True)),)
        return ()

    def _other(self, target: str, now: datetime.datetime) -> Page:
        there = [each for each in reversed(self.articles) if each.is_there(now)]
        if target == "/":
            return self._home(there, now)
        if target == "/feed.xml" and self.has_feed:
            listed = _listed(there[:IN_FEED], now)
            body = layouts.feed(self.host, self.name, listed).encode()
            return Page(body=body, content_type="application/rss+xml; charset=utf-8")
        if target == "/about.html":
            return self._page(f"关于{self.name}", f"<h1>关于本报</h1><p>{self.name}每日出版。</p>", now)
        found = _LIST.fullmatch(target)
        section = next((each for each in self.sections if found and each.path == found[1]), None)
        if section is None or found is None:
            return NOT_FOUND
        return self._list(section, int(found[2] or 1), there, now)

    def _home(self, there: list[Article], now: datetime.datetime) -> Page:
        blocks = [
            f"<h2>{section.title}</h2>"
            + layouts.entries(_listed([each for each in there if each.section == section.path][:8], now))
            for section in self.sections
        ]
        return self._page(self.name, "".join(blocks), now)

    def _list(self, section: Section, number: int, there: list[Article], now: datetime.datetime) -> Page:
        own = [each for each in there if each.section == section.path]
        pages = max(1, -(-len(own) // LISTED))
        if number > pages:
            return NOT_FOUND
        shown = own[LISTED * (number - 1) : LISTED * number]
        main = layouts.entries(_listed(shown, now)) + layouts.pager(section.path, number, pages)
        return self._page(f"{section.title}_{self.name}", main, now)

    def _page(
        self, title: str, main: str, now: datetime.datetime, headers: tuple[tuple[str, str], ...] = ()
    ) -> Page:
        feed = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">' if self.has_feed else ""
        visits = int((now - self.begin).total_seconds() * 10) + 100_000_000
        body = layouts.whole(
            title=title, name=self.name, sections=self.sections, main=main, visits=visits, head=feed
        )
        return Page(body=body.encode(), gzipped=True, headers=headers)


_asks = {"ETag": "if-none-match", "Last-Modified": "if-modified-since"}


def _listed(articles: list[Article], now: datetime.datetime) -> list[tuple[str, Piece]]:
    return [(each.path, each.text(now)) for each in articles]
