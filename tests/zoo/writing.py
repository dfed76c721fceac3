"""Articles of our own, a file each under `writings/`, in the plainest of notations.

A head of `key: value` lines (title; subtitle; script `hant`; authors, `none` where nobody could be; stated, who the
text itself credits), a line `---`, then a block a line:

    ## sub-heading      ![caption]      - item      1. item      | cell | cell |      _ verse (`_` alone: empty line)
    ``` code            @ byline, no part of the text            {a paragraph, or its end, that may be left out}
"""

from __future__ import annotations

import dataclasses
import functools
import re
from pathlib import Path

FOLDER = Path(__file__).parent / "writings"
KEYS = frozenset({"title", "subtitle", "script", "authors", "stated"})
MARKS = {"## ": "sub", "- ": "item", "| ": "row", "_ ": "verse", "``` ": "code", "@ ": "byline"}
_OPTIONAL_END = re.compile(r"^(?P<sure>.*?)\{(?P<optional>[^{}]+)\}$")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Block:
    """One line of a writing; `optional` is its end, or all of it, that belongs to the text or not as you like."""

    kind: str
    text: str
    optional: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Writing:
    """`authors` is None where a page may credit whom it likes, empty where nobody would be credited."""

    name: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    authors: tuple[str, ...] | None
    stated: tuple[str, ...]
    traditional: bool


@functools.cache
def writings() -> dict[str, Writing]:
    """By name, in the order of their names."""
    return {path.stem: read_writing(path) for path in sorted(FOLDER.glob("*.txt"))}


def read_writing(path: Path) -> Writing:
    head_text, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    head = dict(line.split(": ", 1) for line in head_text.splitlines())
    if set(head) - KEYS:
        raise ValueError(f"{path}: unknown keys {set(head) - KEYS}")
    stated = tuple(head.get("stated", "").split())
    authors = stated or (tuple(head["authors"].split()) if "authors" in head else None)
    return Writing(
        name=path.stem,
        title=head["title"],
        subtitle=head.get("subtitle", ""),
        blocks=tuple(map(_block, body.strip("\n").split("\n"))),
        authors=() if authors == ("none",) else authors,
        stated=stated,
        traditional=head.get("script") == "hant",
    )


def _block(line: str) -> Block:
    if line == "_":
        return Block(kind="verse", text="")
    for mark, kind in MARKS.items():
        if line.startswith(mark):
            return Block(kind=kind, text=line.removeprefix(mark))
    if line.startswith("!["):
        return Block(kind="caption", text=line[2:-1])
    if re.match(r"\d+\. ", line):
        return Block(kind="step", text=line)
    split = _OPTIONAL_END.match(line)
    if split:
        return Block(kind="paragraph", text=split["sure"], optional=split["optional"])
    return Block(kind="paragraph", text=line)
