"""The articles of the replica: the record a reader must get out of each, and how its page dresses it up."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any, Literal

from tests.sites import finews
from tests.sites.site import Expected

SITE_NAME = "今日湾区"
ROOT = "https://www.jinriwanqu.example"
CHANNELS = {"news": "湾区要闻", "jiedao": "街道动态", "wenhua": "人文海州", "hidden": "港航"}

PAGE_BREAK, WITHHELD = "---", "$"
LineKind = Literal["paragraph", "heading", "row", "item", "caption", "page-break", "withheld"]
_MARKS: dict[str, LineKind] = {"## ": "heading", "| ": "row", "* ": "item", "! ": "caption"}
_NOT_PEOPLE = ("admin", "管理员", "编辑部", "海州公积金中心")


@dataclasses.dataclass(frozen=True)
class Line:
    """A line of the source text: what it is shown as, and its words."""

    kind: LineKind
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Article:
    """An article of the site.

    `layout`: the permalink and the template of an older release of the CMS, or of a present one. `byline` is printed
    on the line of facts, `opening` before the text (glued to it or, if `opening_alone`, above it), `closing` after
    it. `uploader` is the account's name beside the counters. `late`: published
    while the lists are read. `shape`: how the editor was used.
    """

    id: int
    channel: str
    title: str
    date: str
    shape: Literal["paragraphs", "breaks", "spans", "divs"]
    lines: tuple[Line, ...]
    layout: Literal["new", "old"] = "new"
    publisher: str | None = None
    byline: str | None = None
    uploader: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    opening: str = ""
    opening_alone: bool = False
    closing: str = ""
    tags: tuple[str, ...] = ()
    late: bool = False
    same_text_as: int | str | None = None

    @property
    def path(self) -> str:
        return f"/cms/a/{self.id}.html" if self.layout == "old" else f"/cms/{self.channel}/{self.id}.html"

    @property
    def url(self) -> str:
        return ROOT + self.path

    @property
    def pages(self) -> tuple[tuple[Line, ...], ...]:
        """The lines of each page of the article."""
        pages: list[list[Line]] = [[]]
        for line in self.lines:
            if line.kind == "page-break":
                pages.append([])
            else:
                pages[-1].append(line)
        return tuple(map(tuple, pages))

    def expected(self) -> Expected:
        shown = (line for line in self.lines if line.kind not in ("page-break", "withheld"))
        return Expected(
            title=self.title,
            published_at=self.date.replace(" ", "T") + "+08:00",
            paragraphs=tuple(line.text for line in shown),
            publisher=self.publisher,
            byline=self._read_byline(),
            authors=self.authors or ((self._poster,) if self._poster else ()),
            editors=self.editors,
            tags=self.tags,
            site_name=SITE_NAME,
            canonical_url=self.url if self.layout == "old" else None,
            flags=("withheld",) if any(line.kind == "withheld" for line in self.lines) else (),
        )

    def _read_byline(self) -> str | None:
        labelled = f"作者：{self.byline}" if self.byline else ""
        return labelled or self.opening or (self.closing if self.authors else "") or self._poster

    @property
    def _poster(self) -> str | None:
        return self.uploader if self.uploader not in _NOT_PEOPLE else None


def read_articles() -> tuple[Article, ...]:
    """The articles of articles.toml, newest first; a key that is unknown or missing is an error."""
    tables = tomllib.loads(Path(__file__).with_name("articles.toml").read_text(encoding="utf-8"))["article"]
    by_id: dict[int, Article] = {}
    for table in tables:
        by_id[table["id"]] = _article(table, by_id)
    return tuple(sorted(by_id.values(), key=lambda article: article.date, reverse=True))


def _article(table: dict[str, Any], earlier: dict[int, Article]) -> Article:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    text = values.pop("text", None)
    origin = values.get("same_text_as")
    if isinstance(origin, int):
        lines = earlier[origin].lines
    elif isinstance(origin, str):
        lines = tuple(Line("paragraph", text) for text in finews_original(origin)[1].paragraphs)
    else:
        lines = tuple(map(_line, text.split("\n")[:-1]))
    return Article(lines=lines, **values)


def finews_original(named: str) -> tuple[str, Expected]:
    """The URL and the record of the article of the replica of finews that is copied here, `finews:TITLE`."""
    title = named.removeprefix("finews:")
    return next((url, gold) for url, gold in finews.site().articles.items() if gold.title == title)


def _line(text: str) -> Line:
    if text in (PAGE_BREAK, WITHHELD):
        return Line("page-break" if text == PAGE_BREAK else "withheld", "")
    kind = next((kind for mark, kind in _MARKS.items() if text.startswith(mark)), None)
    return Line(kind, text[2:].strip()) if kind else Line("paragraph", text)
