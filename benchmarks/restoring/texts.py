"""Texts to corrupt, in documents of about the length of an article: the project's own, and those of files of lines."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import opencc

from tests.sites.site import Site
from tests.sites.writing import piece
from tests.zoo.writing import writings

LENGTH: Final = 1500
NAMES: Final = 2
"""How many characters of a simplified paragraph may be traditional."""
SITES: Final = ("finews", "jinri", "meipian", "pressrelease", "shiqiao", "tibet")
Documents = Mapping[str, Sequence[str]]


def own_documents(count: int) -> Documents:
    """Articles written by hand and articles made up by number; at most `count` of a kind."""
    return {"articles": written_articles()[:count], "made-up": [_made_up(number) for number in range(count)]}


def documents_of(path: Path, count: int) -> list[str]:
    """Of a file with a paragraph a line, `count` documents from all over it, without paragraphs that are traditional.

    Raises OSError, UnicodeDecodeError.
    """
    paragraphs = (" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines())
    documents = _packed(line for line in paragraphs if line and not _is_traditional(line))
    step = max(1, len(documents) // count)
    return documents[::step][:count]


def page_of(document: str) -> str:
    """The document as a page of a site of our own, its first line the heading."""
    heading, *lines = document.split("\n")
    body = "\n".join(f'<p style="text-indent:2em">　　{line}</p>' for line in lines or [heading])
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{heading[:30]}</title>\n'
        f'<meta name="description" content="{heading[:60]}"></head>\n<body><div class="nav"><a href="/">首页</a>'
        f'<a href="/news/">新闻</a></div>\n<h1>{heading[:30]}</h1>\n<div class="article">\n{body}\n</div>\n'
        "</body></html>\n"
    )


def written_articles() -> list[str]:
    """Without those that are traditional from the first."""
    written = [one for one in writings().values() if not one.traditional]
    texts = ["\n".join([one.title, *(block.text for block in one.blocks)]) for one in written]
    for name in SITES:
        site: Site = importlib.import_module(f"tests.sites.{name}").site()
        texts += [f"{gold.title or ''}\n{gold.text}".strip() for gold in site.articles.values()]
    return list(dict.fromkeys(texts))


def _made_up(number: int) -> str:
    one = piece(number, paragraphs=(8, 9))
    return "\n".join([one.title, *one.paragraphs])


def _is_traditional(line: str) -> bool:
    """More than a name in it would be lost by making it simplified, as what is restored is."""
    return sum(map(str.__ne__, line, _simplifier().convert(line))) > NAMES


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _packed(lines: Iterable[str]) -> list[str]:
    documents, held = [], list[str]()
    for line in lines:
        held.append(line)
        if sum(map(len, held)) >= LENGTH:
            documents.append("\n".join(held))
            held = []
    return [*documents, "\n".join(held)] if held else documents
