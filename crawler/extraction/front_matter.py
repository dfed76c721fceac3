"""The YAML block a Jekyll post begins with, read as its authors meant it even where it is not quite YAML."""

from __future__ import annotations

import dataclasses
import re
from typing import Final

import yaml

_BLOCK: Final = re.compile(
    r"\ufeff?\s*---[ \t]*\r?\n(?P<yaml>.*?)(?:^|(?<=\n))(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_KEY: Final = re.compile(r"(?P<key>[A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(?P<value>.*?))?[ \t]*$")
_LONGEST: Final = 20_000


@dataclasses.dataclass(frozen=True, slots=True)
class FrontMatter:
    """`fields` are strings as written or tuples of them, keys in lower case; `rest` is what follows the block."""

    fields: dict[str, str | tuple[str, ...]]
    rest: str

    def text(self, *keys: str) -> str | None:
        """The first of the fields that is one non-empty string."""
        values = (self.fields.get(key) for key in keys)
        return next((value.strip() for value in values if isinstance(value, str) and value.strip()), None)

    def words(self, key: str) -> tuple[str, ...]:
        """A list as it is, a string split at spaces as Jekyll splits it."""
        value = self.fields.get(key, ())
        words = re.split(r"[\s,，、]+", value) if isinstance(value, str) else [word.strip() for word in value]
        return tuple(dict.fromkeys(word for word in words if word))


def split_front_matter(text: str) -> FrontMatter | None:
    """The front matter and the rest of a post, or None when the text does not begin with one."""
    block = _BLOCK.match(text[: _LONGEST + 10])
    if block is None:
        return None
    written = block["yaml"]
    fields = _as_yaml(written) or _as_lines(written)
    if not fields and written.strip():
        return None
    return FrontMatter(fields, text[block.end() :])


def _as_yaml(written: str) -> dict[str, str | tuple[str, ...]]:
    """BaseLoader keeps every scalar the string it is written as: no dates, numbers or booleans are made of it."""
    try:
        loaded = yaml.load(written, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {str(key).lower(): _plain(value) for key, value in loaded.items() if isinstance(value, str | list)}


def _plain(value: str | list[object]) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(item for item in value if isinstance(item, str))


def _as_lines(written: str) -> dict[str, str | tuple[str, ...]]:
    """`key: value` line by line, for titles with quotation marks nobody escaped."""
    fields: dict[str, str | tuple[str, ...]] = {}
    last = ""
    for line in written.splitlines():
        item = re.match(r"\s*-\s+(.+)", line)
        key = _KEY.match(line)
        if key:
            last = key["key"].lower()
            fields[last] = _unquoted(key["value"] or "")
        elif item and last:
            before = fields[last]
            fields[last] = (*(before if isinstance(before, tuple) else ()), _unquoted(item[1]))
    return fields


def _unquoted(value: str) -> str:
    stripped = value.strip()
    for mark in ('"', "'"):
        if len(stripped) >= 2 and stripped.startswith(mark) and stripped.endswith(mark):
            return stripped[1:-1].replace("\\" + mark, mark).strip()
    return stripped
