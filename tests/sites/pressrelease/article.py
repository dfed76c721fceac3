"""The articles of the replica: the record a reader must get out of each, and how its page dresses it up."""

from __future__ import annotations

import dataclasses
import datetime
import tomllib
from pathlib import Path
from typing import Any, Literal

from tests.sites.site import Dropped, Expected
from tests.sites.tibet.article import read_articles as read_tibet

HOST = "www.pressrelease.example"
SITE_NAME = "企业资讯网"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Article:
    """An article of the site.

    `closing` is glued to the last paragraph. `author` stands in the line under the title, `editor` below the text.
    `disclaimer` closes the text, a paragraph a line. `repost_of` names another article, whose text it has: by its id
    here, or in another replica (`tibet:7415733`).
    """

    id: int
    channel: str
    title: str
    date: str
    paragraphs: tuple[str, ...] = ()
    publisher: str | None = None
    author: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    editor: str | None = None
    closing: str = ""
    disclaimer: str = ""
    repost_of: str | None = None
    shape: Literal["article", "soft-404", "shell", "nothing"] = "article"
    dropped: str | None = None

    @property
    def path(self) -> str:
        return f"/{self.channel}/{self.date[:10].replace('-', '')}/{self.id}.html"

    @property
    def url(self) -> str:
        return f"http://{HOST}{self.path}"

    def expected(self) -> Expected | Dropped:
        if self.dropped:
            return Dropped(reason=self.dropped)
        return Expected(
            title=self.title,
            published_at=datetime.datetime.fromisoformat(f"{self.date}+08:00").isoformat(),
            paragraphs=self.paragraphs,
            publisher=self.publisher,
            byline=f"作者：{self.author}" if self.author else self.byline,
            authors=(self.author,) if self.author else self.authors,
            editors=(self.editor,) if self.editor else (),
            site_name=SITE_NAME,
        )


def read_articles() -> tuple[Article, ...]:
    """The articles of articles.toml, newest first; a key that is unknown or missing is an error."""
    tables = tomllib.loads(Path(__file__).with_name("articles.toml").read_text(encoding="utf-8"))["article"]
    articles = [Article(**{key: _value(key, value) for key, value in table.items()}) for table in tables]
    texts = {f"tibet:{one.id}": one.paragraphs for one in read_tibet()}
    texts.update({str(one.id): one.paragraphs for one in articles if one.paragraphs})
    whole = [
        dataclasses.replace(one, paragraphs=texts[one.repost_of]) if one.repost_of else one
        for one in articles
    ]
    return tuple(sorted(whole, key=lambda article: article.date, reverse=True))


def _value(key: str, value: Any) -> Any:
    if key == "paragraphs":
        return tuple(value.split("\n")[:-1])
    return tuple(value) if isinstance(value, list) else value
