"""The stream in which React's server components come (`self.__next_f.push([1, "..."])`): rows of JSON and of text."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from crawler.extraction.embedded.assigned import DECODER

_CHUNK: Final = re.compile(r"__next_f\.push\(\s*\[\s*1\s*,\s*(?=\")")
_ROW: Final = re.compile(r"(?P<id>[0-9a-f]{1,6}):(?:T(?P<length>[0-9a-f]{1,7}),|(?P<json>(?=[\[{])))")
_REFERENCE: Final = re.compile(r"\$([0-9a-f]{1,6})")
_MOST_VALUES: Final = 100_000
_DEEPEST: Final = 100


def flight_values(scripts: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """The rows that are JSON, each with its place, with the rows of text put where the others refer to them."""
    texts, rows = _rows("".join(chunk for script in scripts for chunk in _chunks(script)))
    completed = _Completed(texts)
    for name, row in rows:
        yield f"script __next_f {name}", completed.value(row, 0)


def _chunks(script: str) -> Iterator[str]:
    for push in _CHUNK.finditer(script):
        try:
            chunk = DECODER.raw_decode(script, push.end())[0]
        except ValueError:
            continue
        if isinstance(chunk, str):
            yield chunk


def _rows(stream: str) -> tuple[dict[str, str], list[tuple[str, Any]]]:
    """Rows of text are as long as they say, in bytes; those of JSON end with their line."""
    texts: dict[str, str] = {}
    rows: list[tuple[str, Any]] = []
    at = 0
    while at < len(stream):
        row = _ROW.match(stream, at)
        line_end = stream.find("\n", at)
        after_line = line_end + 1 if line_end >= 0 else len(stream)
        if row is None:
            at = after_line
        elif row["length"]:
            length = int(row["length"], 16)
            text = stream[row.end() : row.end() + length].encode("utf-8", "surrogatepass")[:length]
            texts[row["id"]] = text.decode("utf-8", "ignore")
            at = row.end() + len(texts[row["id"]])
        else:
            with contextlib.suppress(ValueError, RecursionError):  # cut off, or of a kind of its own
                rows.append((row["id"], DECODER.raw_decode(stream, row.end())[0]))
            at = after_line
    return texts, rows


class _Completed:
    """Values with `$1f` replaced by the text of that row; no more than a page may reasonably hold."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts
        self.left = _MOST_VALUES

    def value(self, value: Any, depth: int) -> Any:
        self.left -= 1
        if self.left < 0 or depth > _DEEPEST:
            return None
        if isinstance(value, str):
            reference = _REFERENCE.fullmatch(value)
            return self.texts.get(reference[1], value) if reference else value
        if isinstance(value, dict):
            return {key: self.value(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list):
            return [self.value(item, depth + 1) for item in value]
        return value
