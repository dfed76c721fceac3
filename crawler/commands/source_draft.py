"""What a survey of a site saw -> the source file and the first saved page of a new source."""

from __future__ import annotations

import dataclasses
import datetime
import html
import json
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from crawler.commands.saved_fixture import FIELDS_READ, fixture_capture
from crawler.extraction.decode import decode
from crawler.extraction.extract import extract
from crawler.items import Article
from crawler.sources import Source
from crawler.spiders.families.registry import Family
from crawler.spiders.survey import SeenPage

_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_SITE_NAME = re.compile(
    r"""<meta[^>]+(?:og:site_name|application-name|["']SiteName["'])["']?[^>]+content=["']([^"'<>]+)""",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[-_|–—｜·]\s*|\s{2,}")
_ALTERNATIVES = re.compile(r"(?=\|\^)")
_LONG, _LINE = 80, 110
_CONSTANTS = (
    ("article_url", "ARTICLE_URL"),
    ("article_url", "DATE_PERMALINK"),
    ("listing_url", "LISTING_URL"),
    ("selectors", "SELECTORS"),
    ("boilerplate", "BOILERPLATE"),
)  # the names families give what their sources share
_HOME = re.compile(r"(?:网站|官网|欢迎.*|首\s?[页頁]|主[页頁]|home(?:page)?|index|welcome.*)", re.IGNORECASE)


def home_text(home: SeenPage) -> str:
    return decode(home.body, home.content_type or "").text


def site_name_of(home: SeenPage) -> str | None:
    """What the site calls itself: as its head states it, else the part of its title that is not 首页."""
    page = home_text(home)
    if stated := _SITE_NAME.search(page):
        return _printable(stated[1])
    title = _TITLE.search(page)
    parts = _PARTS.split(_printable(title[1]) or "") if title else []
    return next((part for part in parts if part and not _HOME.fullmatch(part)), None)


def _printable(text: str) -> str | None:
    """On one line, entities read, without control characters."""
    shown = "".join(char for char in " ".join(html.unescape(text).split()) if char.isprintable())
    return shown or None


def source_file(source: Source, family: Family) -> str:
    """The file of a spider in `crawler/spiders/`, formatted as the others are."""
    constants = _constants(source, family)
    names = sorted((family.spider.__name__, *constants.values()), key=_as_sorted_by_ruff)
    lines = [
        f'"""{_sentence(source)}"""',
        "",
        "from crawler.sources import Source",
        *_import(family.spider.__module__, names),
        "",
        "",
        f"class {class_name(source.name)}({family.spider.__name__}):",
        "    source = Source(",
        *(f"        {line}" for line in _declared(source, constants)),
        "    )",
        "    name = source.name",
    ]
    text = "\n".join(lines) + "\n"
    compile(text, source.name, "exec")  # one file that is no Python keeps every spider from being loaded
    return text


def _import(module: str, names: Sequence[str]) -> list[str]:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= _LINE:
        return [line]
    return [f"from {module} import (", *(f"    {name}," for name in names), ")"]


def class_name(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_")) + "Spider"


def drafted(page: SeenPage, source: Source, captured_at: datetime.datetime) -> dict[str, Any]:
    """The record the page gives, unreviewed: what a person corrects and then vouches for.

    Raises ExtractionError where it gives none.
    """
    capture = fixture_capture(
        page.body, url=page.url, headers=page.headers, captured_at=captured_at, source=source.name
    )
    article = extract(capture, source)
    fields = {name: _plain(article, name) for name in FIELDS_READ}
    read = {name: value for name, value in fields.items() if value not in (None, [], "")}
    return {"reviewed": False, **{name: read[name] for name in read if name not in ("id", "text_digest")}}


def _plain(article: Article, name: str) -> Any:
    value = getattr(article, name)
    return list(value) if isinstance(value, tuple) else value


def _sentence(source: Source) -> str:
    named = re.sub(r'["\\]', "", source.site_name or source.name)
    return f"{named}, {source.hosts[0]}."


def _constants(source: Source, family: Family) -> dict[str, str]:
    """By field, the names in the family's module whose values the source has."""
    module = sys.modules[family.spider.__module__]
    return {
        field: name
        for field, name in _CONSTANTS
        if hasattr(module, name) and getattr(module, name) == getattr(source, field)
    }


def _declared(source: Source, constants: Mapping[str, str]) -> list[str]:
    """The arguments that differ from the defaults, a line each; a long tuple has a line for each item."""
    lines: list[str] = []
    for field in dataclasses.fields(Source):
        value = getattr(source, field.name)
        if field.name in constants:
            lines.append(f"{field.name}={constants[field.name]},")
        elif value != field.default:
            lines += _argument(field.name, value)
    return lines


def _argument(name: str, value: Any) -> list[str]:
    if isinstance(value, tuple) and len(value) > 1:
        return [f"{name}=(", *(f"    {_literal(item)}," for item in value), "),"]
    if isinstance(value, tuple):
        return [f"{name}=({_literal(value[0])},),"]
    if len(value) > _LONG:
        # an alternative a line; adjacent strings are one
        return [f"{name}=(", *(f"    {_literal(item)}" for item in _ALTERNATIVES.split(value)), "),"]
    return [f"{name}={_literal(value)},"]


def _literal(value: str) -> str:
    """A string in double quotes, raw where it holds a backslash, as a pattern does."""
    if "\\" in value and '"' not in value and not value.endswith("\\"):
        return f'r"{value}"'
    return json.dumps(value, ensure_ascii=False)


def _as_sorted_by_ruff(name: str) -> tuple[bool, str]:
    return not name.isupper(), name


def hosts_of(url: str) -> tuple[str, ...]:
    """The host, and the same with or without www., which most sites serve alike."""
    host = urlsplit(url).hostname or ""
    other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    return (host, other) if host.count(".") == (2 if host.startswith("www.") else 1) else (host,)
