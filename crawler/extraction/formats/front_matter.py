"""The block of YAML or TOML a post begins with, read as its authors meant it even where it is not quite either."""

from __future__ import annotations

import dataclasses
import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Final

import yaml

_BLOCK: Final = re.compile(
    r"\ufeff?\s*(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<written>.*?)^(?:(?P=mark)|\.\.\.)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
# A block nobody closed: fields of posts, one below the other, up to the first line that is none.
_UNCLOSED: Final = re.compile(
    r"\ufeff?\s*(?:---|\+\+\+)[ \t]*\r?\n"
    r"(?P<written>(?:(?:[A-Za-z_][\w.-]*[ \t]*[:=](?:[ \t][^\n]*)?|[ \t]*-[ \t][^\n]*|[ \t]+[\w-]+:[ \t][^\n]*)"
    r"\r?(?:\n|\Z))+)"
)
_KNOWN: Final = frozenset(
    ["title", "date", "layout", "tags", "author", "authors", "categories", "draft", "slug"]
)
_FEWEST_KNOWN: Final = 2
_KEY: Final = re.compile(r"(?P<key>[A-Za-z_][\w.-]*)[ \t]*[:=](?:[ \t]+(?P<value>.*?))?[ \t]*$")
_ITEM: Final = re.compile(r"\s*-\s+(?P<item>.+)")
_NAMED: Final = re.compile(r"\s*-?\s*name[ \t]*:[ \t]*(?P<item>.+)")
_COLLECTION: Final = re.compile(r"\[.*\]|\{.*\}")
_BLOCK_SCALAR: Final = re.compile(r"[|>][+-]?\d?")
_INNER_TABLES: Final = (
    "taxonomies",
    "extra",
    "params",
)  # where generators that use TOML have tags and authors
_LONGEST: Final = 20_000

Value = str | tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class FrontMatter:
    """`fields` are strings as written or tuples of them, keys in lower case; `rest` is what follows the block.

    Of a mapping (`author: {name: …, url: …}`) only the name is kept.
    """

    fields: dict[str, Value]
    rest: str

    def text(self, *keys: str) -> str | None:
        """The first of the fields that is one non-empty string, on one line."""
        values = (self.fields.get(key) for key in keys)
        lines = (re.sub(r"\s*[\r\n]+\s*", " ", value).strip() for value in values if isinstance(value, str))
        return next(filter(None, lines), None)

    def words(self, key: str) -> tuple[str, ...]:
        """A list as it is, a string split at spaces as Jekyll splits it."""
        value = self.fields.get(key, ())
        words = re.split(r"[\s,，、]+", value) if isinstance(value, str) else [word.strip() for word in value]
        return tuple(dict.fromkeys(word for word in words if word))

    def items(self, *keys: str) -> tuple[str, ...]:
        """The items of the first of the fields that has any; a string is one item."""
        for key in keys:
            value = self.fields.get(key, ())
            if found := tuple(filter(None, map(str.strip, (value,) if isinstance(value, str) else value))):
                return found
        return ()


def split_front_matter(text: str) -> FrontMatter | None:
    """The front matter and the rest of a post, or None when the text does not begin with one."""
    start = text[: _LONGEST + 10]
    block = _BLOCK.match(start)
    if block is None:
        return _unclosed(text, start)
    written = block["written"]
    fields = (_as_toml if block["mark"] == "+++" else _as_yaml)(written) or _as_lines(written)
    if not fields and written.strip():
        return None
    return FrontMatter(fields, text[block.end() :])


def _unclosed(text: str, start: str) -> FrontMatter | None:
    block = _UNCLOSED.match(start)
    if block is None:
        return None
    fields = _as_yaml(block["written"]) or _as_lines(block["written"])
    known = len(fields.keys() & _KNOWN) >= _FEWEST_KNOWN
    return FrontMatter(fields, text[block.end() :]) if known else None


def _as_yaml(written: str) -> dict[str, Value]:
    loaded = _loaded(written)
    if not isinstance(loaded, dict):
        return {}
    plain = ((str(key).lower(), _plain(value)) for key, value in loaded.items())
    return {key: value for key, value in plain if value is not None}


def _loaded(written: str) -> object:
    """BaseLoader keeps every scalar the string it is written as: no dates, numbers or booleans are made of it."""
    try:
        loaded: object = yaml.load(written, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    return loaded


def _as_toml(written: str) -> dict[str, Value]:
    try:
        loaded = tomllib.loads(written.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    inner = (loaded[key] for key in _INNER_TABLES if isinstance(loaded.get(key), dict))
    tables: Iterator[tuple[str, object]] = (item for table in (*inner, loaded) for item in table.items())
    plain = ((key.lower(), _plain(value)) for key, value in tables)
    return {key: value for key, value in plain if value is not None}


def _plain(value: object) -> Value | None:
    if isinstance(value, list):
        items = (_plain(item) for item in value)
        return tuple(item for item in items if isinstance(item, str))
    if isinstance(value, Mapping):
        return _plain(value.get("name"))
    if isinstance(value, datetime.date):  # and datetimes, which are dates
        return value.isoformat()
    return value if isinstance(value, str) else None


def _as_lines(written: str) -> dict[str, Value]:
    """`key: value` line by line, for titles with quotation marks nobody escaped."""
    fields: dict[str, Value] = {}
    last = ""
    for line in written.splitlines():
        item = _NAMED.match(line) or _ITEM.match(line)
        if key := _KEY.match(line):
            last = key["key"].lower()
            fields[last] = _value(last, key["value"] or "")
        elif item and last:
            before = fields[last]
            fields[last] = (*(before if isinstance(before, tuple) else ()), _unquoted(item["item"]))
        elif last and line[:1].isspace() and isinstance(before := fields[last], str):
            text = "" if _BLOCK_SCALAR.fullmatch(before) else before
            fields[last] = f"{text} {line.strip()}".strip()
    return fields


def _value(key: str, written: str) -> Value:
    """A list or a mapping on one line; a title in brackets is a title."""
    collected = _plain(_loaded(written)) if key != "title" and _COLLECTION.fullmatch(written) else None
    return _unquoted(written) if collected is None else collected


def _unquoted(value: str) -> str:
    stripped = value.strip()
    for mark in ('"', "'"):
        if len(stripped) >= 2 and stripped.startswith(mark) and stripped.endswith(mark):
            return stripped[1:-1].replace("\\" + mark, mark).strip()
    return stripped
