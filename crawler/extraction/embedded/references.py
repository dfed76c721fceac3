"""Values that stand elsewhere than where they belong: arguments of a function, entries of a flat list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from crawler.extraction.embedded.literals import Name

_DEEPEST: Final = 40
_MOST: Final = 60_000  # values made of a flat list, in which entries may stand for each other without end
_WRAPPERS: Final = frozenset(
    ["Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef"]
)


def resolved(value: Any, known: Mapping[str, Any], depth: int = 0) -> Any:
    """The value with the names in it replaced by what they stand for, None where that is not known."""
    if isinstance(value, Name):
        return known.get(value.name)
    if depth > _DEEPEST * 2:
        return None
    if isinstance(value, dict):
        return {key: resolved(item, known, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [resolved(item, known, depth + 1) for item in value]
    return value


def flattened(entries: list[Any]) -> Any:
    """The value a flat list (`[["Reactive", 1], {"title": 2}, "..."]`) stands for; another list is itself.

    Numbers in lists and objects are places in the list: this is how Nuxt 3 and other frameworks write their state.
    """
    is_flat = len(entries) > 2 and isinstance(entries[0], (list, dict)) and _refers(entries[0], len(entries))
    return _Unflattening(entries).value(0, 0) if is_flat else entries


def _refers(first: list[Any] | dict[str, Any], length: int) -> bool:
    if isinstance(first, list):
        return len(first) == 2 and isinstance(first[0], str) and _is_place(first[1], length)
    return bool(first) and all(_is_place(item, length) for item in first.values())


def _is_place(value: Any, length: int) -> bool:
    return type(value) is int and -7 < value < length


class _Unflattening:
    def __init__(self, entries: list[Any]) -> None:
        self.entries = entries
        self.left = _MOST

    def value(self, place: Any, depth: int) -> Any:
        self.left -= 1
        if type(place) is not int or not 0 <= place < len(self.entries) or depth > _DEEPEST or self.left < 0:
            return None
        entry = self.entries[place]
        if isinstance(entry, dict):
            return {key: self.value(item, depth + 1) for key, item in entry.items()}
        if not isinstance(entry, list):
            return entry
        if entry and isinstance(entry[0], str):  # what a framework wraps a value in: ["Reactive", 1]
            return self.value(entry[1], depth + 1) if entry[0] in _WRAPPERS or len(entry) == 2 else None
        return [self.value(item, depth + 1) for item in entry]
