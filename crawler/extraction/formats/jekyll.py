"""A Jekyll post as its author stored it: front matter, then Markdown, HTML or both."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from crawler.extraction.fields.candidates import Candidate
from crawler.extraction.formats.fragments import paragraphs_of
from crawler.extraction.formats.front_matter import FrontMatter, split_front_matter
from crawler.extraction.formats.told import told
from crawler.extraction.lines.cleaned import clean_lines
from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.statements import statements
from crawler.extraction.lines.trim import trim
from crawler.extraction.names.people import people
from crawler.extraction.reading import Reading
from crawler.extraction.text.dates import believable, iso_date
from crawler.extraction.text.language import language_of
from crawler.items import Record
from crawler.sources import Source

_LIQUID: Final = re.compile(r"\{%-?.*?-?%\}|\{\{.*?\}\}", re.DOTALL)
_QUOTED_DIGEST: Final = re.compile(r"\s*(?P<digest>(?:>[^\n]*(?:\n|$))+)")
_CHART_LINE: Final = re.compile(r"K图\s*[\w.]+")
_CLOSING_NAME: Final = re.compile(r"\s*[（(](?P<name>[^（）()]{2,20})[）)]\s*$")
_DATED_NAME: Final = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})-.+\.(?:md|markdown|mkdn?|html?|txt)", re.IGNORECASE
)
_ABSOLUTE: Final = re.compile(r"https?://\S+")
_DATE_KEYS: Final = ("date", "pubdate", "published")
_MODIFIED_KEYS: Final = ("last_modified_at", "modified", "updated", "lastmod")


def is_jekyll(text: str) -> bool:
    """Whether the text begins with front matter."""
    return split_front_matter(text) is not None


def read_jekyll(text: str, record: Record, source: Source) -> Reading:
    """The post: what the front matter states first, what the text's ends state second.

    Without front matter the whole text is taken for the content.
    """
    matter = split_front_matter(text) or FrontMatter({}, text)
    title = matter.text("title")
    tags = matter.words("tags") or matter.words("tag")
    lines = _without_medium(_content_lines(matter.rest), tags)
    trimmed = trim(lines, title=title, source=source)
    written = believable(_written_date(matter, source, _DATE_KEYS), record.captured_at)
    named = _named_date(record)
    reading = Reading(
        paragraphs=trimmed.paragraphs,
        title=title,
        byline=trimmed.byline,
        authors=trimmed.authors or _authors(matter),
        editors=trimmed.editors,
        publisher=trimmed.publisher,
        site_name=trimmed.site_name,
        published_at=written or _named_or_stated(named, trimmed.published_at),
        modified_at=_written_date(matter, source, _MODIFIED_KEYS),
        canonical_url=_canonical(matter),
        language=language_of(
            "\n".join(trimmed.paragraphs), matter.text("lang", "language") or source.language
        ),
        tags=tags or trimmed.tags,
    )
    stated = {name: [Candidate("front-matter", value)] for name, value in _own(matter, reading, tags).items()}
    stated["published_at"] = [Candidate("front-matter", written), Candidate("file-name", named)]
    return told(reading, trimmed, text_as="markdown", stated=stated)


def _own(
    matter: FrontMatter, reading: Reading, tags: tuple[str, ...]
) -> dict[str, str | tuple[str, ...] | None]:
    """What the front matter states beside the date."""
    return {
        "title": reading.title,
        "authors": _authors(matter),
        "modified_at": reading.modified_at,
        "canonical_url": reading.canonical_url,
        "tags": tags,
    }


def _authors(matter: FrontMatter) -> tuple[str, ...]:
    named = (people(item) for item in matter.items("author", "authors"))
    return tuple(dict.fromkeys(name for names in named for name in names))


def _written_date(matter: FrontMatter, source: Source, keys: tuple[str, ...]) -> str | None:
    return iso_date(matter.text(*keys) or "", source.utc_offset)


def _named_date(record: Record) -> str | None:
    """The day a post's file is named by."""
    name = PurePosixPath(record.file_name or urlsplit(record.url or "").path).name
    named = _DATED_NAME.fullmatch(name)
    return iso_date(named["day"]) if named else None


def _named_or_stated(named: str | None, stated: str | None) -> str | None:
    """The day of the file's name, unless the text states it with a time."""
    return stated if named is None or (stated or "").startswith(named) else named


def _canonical(matter: FrontMatter) -> str | None:
    stated = matter.text("canonical_url", "canonical") or ""
    return stated if _ABSOLUTE.fullmatch(stated) else None


def _content_lines(content: str) -> list[str]:
    """The paragraphs of the content, without charts, captions that credit a picture, and a digest said again."""
    bare = _LIQUID.sub("", content)
    quoted = _QUOTED_DIGEST.match(bare)
    digest = _rendered(quoted["digest"]) if quoted else []
    lines = _rendered(bare[quoted.end() :] if quoted else bare)
    if digest and not _repeats("".join(digest), lines):
        lines = [*digest, *lines]
    return [line for line in clean_lines(lines) if not _is_picture_line(line)]


def _rendered(markdown: str) -> list[str]:
    # Indented code is off: what is indented in a post from elsewhere is a paragraph, not a program.
    renderer = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("code")
    return paragraphs_of(renderer.render(_dedented(markdown)))


def _dedented(markdown: str) -> str:
    return re.sub(r"^[ \t\u3000\xa0]+", "", markdown, flags=re.MULTILINE)


def _repeats(digest: str, lines: list[str]) -> bool:
    """Whether the text that follows says the digest again, word for word but for its end."""
    said = re.sub(r"[\W_]+", "", digest)
    return said in re.sub(r"[\W_]+", "", "".join(lines))


def _is_picture_line(line: str) -> bool:
    if _CHART_LINE.fullmatch(line):
        return True
    found = statements(line)
    return (
        len(found) == 1
        and found[0].kind is Kind.CREDIT
        and re.match(r"\W*(?:图片|图|题图|封面图)", line) is not None
    )


def _without_medium(lines: list[str], tags: tuple[str, ...]) -> list[str]:
    """`…（某某评论）` of a post tagged 某某评论新闻: the medium made a source line of its own, whatever its name."""
    for at in range(len(lines) - 1, max(-1, len(lines) - 5), -1):
        closing = _CLOSING_NAME.search(lines[at])
        if closing and closing.start() and closing["name"].strip() + "新闻" in tags:
            return [*lines[:at], lines[at][: closing.start()], f"来源：{closing['name']}", *lines[at + 1 :]]
    return lines
