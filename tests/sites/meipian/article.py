"""The articles of the replica: the record a reader must get out of each, and how its page dresses it up."""

from __future__ import annotations

import dataclasses
import datetime
import re
import tomllib
from pathlib import Path
from typing import Literal

from tests.sites.site import Dropped, Expected

SITE_NAME = "美篇"
ROOT = "https://www.meipian.cn"
ZONE = datetime.timezone(datetime.timedelta(hours=8))
AUTHORS = {"lane": (60310277, "青萝巷社区"), "camera": (60884519, "老河口的摄影包")}


Form = Literal[
    "detail",
    "segments",
    "top",
    "escaped",
    "escaped-only",
    "rendered",
    "legacy",
    "photos",
    "deleted",
    "challenge",
]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Article:
    """One article of the site.

    `form`: the script holds the content under `article` (detail), the list of segments beside it (segments) or
    everything at the top (top); the server wrote the text out as escaped markup, with that script or without; the
    page was saved after its scripts had drawn it (rendered); the text is of the old editor (legacy). A `broken`
    script is JSON cut off in the middle. `credit` is a last line that names who wrote it.
    """

    id: str
    number: int
    author: str
    title: str
    created: str
    text: str
    form: Form
    edited: str | None = None
    tags: tuple[str, ...] = ()
    byline: str | None = None
    authors: tuple[str, ...] = ()
    credit: str | None = None
    privacy: int = 1
    legacy: bool = False
    broken: bool = False
    published: bool = True
    escaped_slashes: bool = False
    dropped: str | None = None
    same_text_as: str | None = None

    @property
    def url(self) -> str:
        return f"{ROOT}/{self.id}"

    @property
    def nickname(self) -> str:
        return AUTHORS[self.author][1]

    @property
    def created_at(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(self.created).replace(tzinfo=ZONE)

    @property
    def segments(self) -> list[list[str]]:
        """The pieces of text, a photo between two of them; each is a list of lines as the file has them."""
        pieces = [piece.strip("\n") for piece in re.split(r"^==$", self.text, flags=re.MULTILINE)]
        lines = [[line for line in piece.splitlines() if line] for piece in pieces]
        return [*lines[:-1], [*lines[-1], *([self.credit] if self.credit else [])]]

    def expected(self) -> Expected | Dropped:
        if self.dropped:
            return Dropped(reason=self.dropped)
        lines = [line for line in self.text.splitlines() if line and line != "=="]
        return Expected(
            title=self.title,
            published_at=self._published_at(),
            paragraphs=tuple(line.removeprefix("+").replace("**", "").strip() for line in lines),
            byline=self.byline,
            authors=self.authors or (self.nickname,),
            tags=self.tags,
            site_name=SITE_NAME,
        )

    def _published_at(self) -> str | None:
        if self.form == "escaped-only" or not self.published:
            return None
        return self.created[:10] if self.form == "rendered" else self.created_at.isoformat()


def read_articles() -> tuple[Article, ...]:
    folder = Path(__file__).parent
    declared = tomllib.loads((folder / "articles.toml").read_text("utf-8"))["article"]
    notices = tomllib.loads((folder / "short.toml").read_text("utf-8"))["notices"]
    articles = [Article(**{**fields, **_tuples(fields)}) for fields in declared]
    texts = {article.id: article.text for article in articles}
    return (
        *(dataclasses.replace(one, text=texts[one.same_text_as or one.id]) for one in articles),
        *(_notice(*fields) for fields in notices),
    )


def _tuples(fields: dict[str, object]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}


def _notice(number: int, identity: str, title: str, day: str, text: str) -> Article:
    return Article(
        id=identity,
        number=number,
        author="lane",
        title=title,
        created=f"{day} 08:00:00",
        text=text,
        form="detail",
    )
