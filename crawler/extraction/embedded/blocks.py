"""The text of an article kept as a value: as markup, as plain text, or as paragraphs and pictures in a list."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from crawler.extraction.embedded.markup import TAG, markup_lines
from crawler.extraction.embedded.vocabulary import BLOCK_PARTS, BLOCK_TEXTS, CAPTIONS, spelled

_DEEPEST: Final = 12
_MOST_BLOCKS: Final = 5_000
_RUNS: Final = frozenset(["", "text", "span", "link", "a", "strong", "em", "bold", "mark", "hardbreak", "br"])
_DOCUMENTS: Final = frozenset(["", "doc", "document", "root", "article", "content", "body", "section"])
_PICTURES: Final = ("image", "img", "picture", "pic", "photo", "figure", "video", "media", "gallery")


def lines_in(value: Any) -> list[str]:
    """The lines of a body, whatever form it has."""
    return markup_lines(_pieces(value, 0))


def length_of(value: Any) -> int:
    """About as many characters as its text has; nothing for what is no text: an address, an identifier."""
    if isinstance(value, str):
        return _length_of_text(value)
    return sum(map(_length_of_text, _pieces(value, 0)))


def _length_of_text(text: str) -> int:
    if "<" in text or "&lt;" in text:
        return len(TAG.sub("", html.unescape(text) if "<" not in text else text).strip())
    stripped = text.strip()
    is_word = " " not in stripped and stripped.isascii()
    return 0 if is_word else len(stripped)


def _pieces(value: Any, depth: int, *, runs: bool = False) -> Iterator[str]:
    """Pieces of markup or of plain text, each a block of its own; `runs` are parts of one."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        inner = _listed(value)
        if inner is None:
            yield value
        else:
            yield from _pieces(inner, depth + 1)
    elif isinstance(value, list):
        pieces = (piece for item in value[:_MOST_BLOCKS] for piece in _pieces(item, depth + 1, runs=runs))
        yield from ["".join(pieces)] if runs and all(map(_is_run, value)) else pieces
    elif isinstance(value, dict):
        yield from _block(value, depth)


def _listed(text: str) -> Any:
    """The list or object a string holds as JSON; None where it is text."""
    if not text.startswith(("[{", '["', '{"')):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _block(block: Mapping[str, Any], depth: int) -> Iterator[str]:
    named = {spelled(key): value for key, value in block.items()}
    kind = str(named.get("type", "")).lower()
    if any(word in kind for word in _PICTURES):
        yield from (value for key in CAPTIONS if isinstance(value := named.get(key), str) and value)
        return
    texts = (value for key in (*BLOCK_TEXTS, *BLOCK_PARTS) if isinstance(value := named.get(key), str))
    text = next(filter(str.strip, texts), None)
    if text is not None:
        yield from _pieces(text, depth + 1)
        return
    key = next((key for key in BLOCK_PARTS if isinstance(named.get(key), (list, dict))), "")
    yield from _pieces(named.get(key), depth + 1, runs=key == "ops" or kind not in _DOCUMENTS)


def _is_run(item: Any) -> bool:
    """Whether a part of a block is text in one typeface, and no block itself."""
    kind = str(item.get("type", "")).lower() if isinstance(item, dict) else "block"
    return kind in _RUNS
