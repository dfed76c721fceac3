"""The articles of the replica: the record a reader must get out of each, and how its pages dress it up."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import tomllib
from pathlib import Path
from typing import Any, Literal

from tests.sites.site import Dropped, Expected

SITE_NAME = "中国西藏网"
HOST = "www.tibet.cn"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Article:
    """An article of the site.

    `author` stands in a span that is empty without one. `foreign_editors` came with the text from elsewhere,
    `site_editor` is the site's own. `pages` are the numbers of paragraphs after which a new page begins. `body`:
    the paragraphs lie in the box or in another of Word's making inside it. A paragraph that begins with 图为 stands
    under a picture.
    """

    section: str
    id: int
    title: str
    date: str
    paragraphs: tuple[str, ...]
    publisher: str | None = None
    language: str = "zh"
    host: str = HOST
    author: str | None = None
    foreign_editors: tuple[str, ...] = ()
    site_editor: str | None = None
    pages: tuple[int, ...] = ()
    body: Literal["plain", "union"] = "plain"
    layout: Literal["content", "tb", "video"] = "content"
    dropped: str | None = None

    @property
    def directory(self) -> str:
        return f"/{self.section}/" if self.host != HOST else f"/cn/{self.section}/"

    @property
    def file(self) -> str:
        """Its address as seen from the list of its section."""
        day = self.date[:10].replace("-", "")
        return f"{day[:6]}/t{day}_{self.id}.html"

    @property
    def path(self) -> str:
        return self.directory + self.file

    @property
    def url(self) -> str:
        return f"http://{self.host}{self.path}"

    @property
    def page_paths(self) -> tuple[str, ...]:
        """Of its first page and of the following ones: t..._1.html, t..._2.html."""
        stem = self.path.removesuffix(".html")
        return (self.path, *(f"{stem}_{number}.html" for number in range(1, len(self.pages) + 1)))

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """Its paragraphs, page by page."""
        edges = (0, *self.pages, len(self.paragraphs))
        return tuple(self.paragraphs[start:end] for start, end in itertools.pairwise(edges))

    def expected(self) -> Expected | Dropped:
        if self.dropped:
            return Dropped(reason=self.dropped)
        return Expected(
            title=self.title,
            published_at=datetime.datetime.fromisoformat(f"{self.date}+08:00").isoformat(),
            paragraphs=self.paragraphs,
            publisher=self.publisher,
            byline=f"作者：{self.author}" if self.author else None,
            authors=self._people(),
            editors=(self.site_editor,) if self.site_editor else (),
            site_name=SITE_NAME,
            language=self.language,
        )

    def _people(self) -> tuple[str, ...]:
        words = (self.author or "").split()
        return tuple(word for word in words if word not in ("记者", "通讯员"))


def read_articles() -> tuple[Article, ...]:
    """The articles of articles.toml, newest first; a key that is unknown or missing is an error."""
    tables = tomllib.loads(Path(__file__).with_name("articles.toml").read_text(encoding="utf-8"))["article"]
    articles = [Article(**{key: _value(key, value) for key, value in table.items()}) for table in tables]
    return tuple(sorted(articles, key=lambda article: article.date, reverse=True))


def _value(key: str, value: Any) -> Any:
    if key == "paragraphs":
        return tuple(value.split("\n")[:-1])
    return tuple(value) if isinstance(value, list) else value
