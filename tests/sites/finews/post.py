"""The posts of the replica: the record a reader must get out of each, and how its page dresses it up."""

from __future__ import annotations

import dataclasses
import datetime
import tomllib
from pathlib import Path
from typing import Any, Literal

from tests.sites.site import Dropped, Expected

SITE_NAME = "金融消息"
ROOT = "https://finews.withounder.com"  # what the pages say of themselves; they are served over http too

Marks = tuple[tuple[str, Literal["strong", "stock", "info", "web"]], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Post:
    """A post of the site.

    `layout`: early pages hold their whole content in og:description. `credit`: how the source is named: in a
    paragraph of its own glued to the last one, in brackets at the end of the text, or not at all. `digest`: a
    quotation before the text that repeats the first paragraph, its beginning, or says something of its own.
    `shape`: paragraphs on lines of their own or all on one. `old`: moved to /old_post/.
    """

    slug: str
    category: str
    medium: str
    title: str
    date: str
    paragraphs: tuple[str, ...]
    layout: Literal["early", "middle", "late"]
    publisher: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    editor_line: str | None = None
    credit: Literal["em_media", "trailing-wide", "trailing-ascii", "none"] = "em_media"
    credit_marks: Marks = ()
    marks: Marks = ()
    digest: str | None = None
    shape: Literal["lines", "one-line"] = "lines"
    charts: int = 0
    spacers: bool = False
    breaks: bool = False
    image_after: int | None = None
    caption: str | None = None
    source_link: str | None = None
    back_links: Literal["none", "parent", "two-lines", "one-line"] = "one-line"
    old: bool = False
    dropped: str | None = None
    same_text_as: str | None = None

    @property
    def path(self) -> str:
        if self.old:
            return f"/old_post/{self.date[:10]}{'-' if self.date else ''}{self.slug}.html"
        categories = "/".join(self.category.lower().split())
        return f"/{categories}/{self.date[:10].replace('-', '/')}/{self.slug}.html"

    @property
    def former_path(self) -> str | None:
        """Where an old post with a date lived; it leads on to where it lies now."""
        return dataclasses.replace(self, old=False).path if self.old and self.date else None

    @property
    def canonical_url(self) -> str:
        return ROOT + self.path

    @property
    def category_path(self) -> str:
        return f"/category/{self.category.replace(' ', '')}.html"

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(f"{self.medium}新闻".split())

    @property
    def published_at(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(f"{self.date}+08:00")

    @property
    def credited(self) -> str | None:
        return None if self.credit == "none" else (self.publisher or self.medium)

    @property
    def quotation(self) -> str | None:
        """The words of the digest; a prefix is cut where a generator of digests cuts, at a length."""
        first = self.paragraphs[0] if self.paragraphs else ""
        return {"repeat": first, "prefix": first[:20]}.get(self.digest or "", self.digest)

    def expected(self) -> Expected | Dropped:
        if self.dropped:
            return Dropped(reason=self.dropped)
        return Expected(
            title=self.title,
            published_at=self.published_at.isoformat(),
            paragraphs=self._read_paragraphs(),
            publisher=self.credited,
            byline=self.byline,
            authors=self.authors,
            editors=self.editors,
            tags=self.tags,
            site_name=SITE_NAME,
            canonical_url=self.canonical_url,
        )

    def _read_paragraphs(self) -> tuple[str, ...]:
        own = self.digest not in (None, "repeat", "prefix")
        return (*([str(self.digest)] if own else []), *self.paragraphs)


def read_posts() -> tuple[Post, ...]:
    """The posts of posts.toml in its order; a key that is unknown or missing is an error."""
    tables = tomllib.loads(Path(__file__).with_name("posts.toml").read_text(encoding="utf-8"))["post"]
    by_slug: dict[str, Post] = {}
    for table in tables:
        origin = by_slug.get(table.get("same_text_as", ""))
        by_slug[table["slug"]] = _post(table, origin)
    return tuple(by_slug.values())


def _post(table: dict[str, Any], origin: Post | None) -> Post:
    values = {key: _frozen(value) for key, value in table.items() if key != "paragraphs"}
    paragraphs = origin.paragraphs if origin else tuple(table["paragraphs"].split("\n")[:-1])
    return Post(paragraphs=paragraphs, **values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
