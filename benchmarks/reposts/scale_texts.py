"""Texts by the million, made up in no time: words and phrases that few or many of them share, stock phrases, copies.

They read like nothing; what counts is that eight letters in a row are found in as many others as those of news are.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from itertools import accumulate
from typing import Final, NamedTuple

from pipelines.dedup.digest import text_digest
from pipelines.dedup.signature import signature

TEXTS_A_PORTION: Final = 1_000
WORDS, PHRASES, STOCK_PHRASES = 30_000, 200_000, 20
LETTERS_MEDIAN, LETTERS_SPREAD = 300, 0.7
LETTERS_MIN, LETTERS_MAX = 60, 6_000
SHARED_SHARE = 0.3  # of the letters, in phrases that other texts have too
STOCK_SHARE, COPIES_SHARE = 0.2, 0.05


class Signed(NamedTuple):
    text: str
    text_digest: str
    keys: bytes


class _Words(NamedTuple):
    """Words and phrases, and how often the commoner ones come, added up: by Zipf, the nth 1/n times."""

    words: list[str]
    words_added: list[float]
    phrases: list[str]
    phrases_added: list[float]
    stock: list[str]


def portion(number: int) -> list[Signed]:
    """The texts of one portion, the same in every process."""
    return [Signed(text, text_digest(text), signature(text)) for text in _texts(number)]


def copies(number: int, count: int) -> Iterator[str]:
    """Copies of texts of a portion as other sites would print them, and as many texts that are no copies."""
    chance = random.Random(f"copies {number}")
    for text in _texts(number)[:count]:
        yield copied(text, chance)
        yield made_up(chance)


def made_up(chance: random.Random) -> str:
    """A text of sentences, one of five with a stock phrase at its end."""
    words = _words()
    letters = chance.lognormvariate(0, LETTERS_SPREAD) * LETTERS_MEDIAN
    wanted = int(min(max(letters, LETTERS_MIN), LETTERS_MAX))
    own = chance.choices(words.words, cum_weights=words.words_added, k=int(wanted * (1 - SHARED_SHARE) / 2))
    shared = chance.choices(words.phrases, cum_weights=words.phrases_added, k=int(wanted * SHARED_SHARE / 14))
    for phrase in shared:
        own[chance.randrange(len(own))] += phrase
    text = "".join(f"{part}，" if n % 8 == 7 else part for n, part in enumerate(own))
    return text + chance.choice(words.stock) if chance.random() < STOCK_SHARE else text


def copied(text: str, chance: random.Random) -> str:
    """The text with up to 10% of its characters edited and up to 40% cut off, and a line added."""
    edited = list(text[: round(len(text) * (1 - chance.uniform(0, 0.4)))])
    for place in chance.sample(range(len(edited)), k=round(len(edited) * chance.uniform(0, 0.1))):
        edited[place] = chance.choice(_letters())
    return f"{chance.choice(_words().stock)}\n{''.join(edited)}"


def _texts(number: int) -> list[str]:
    chance = random.Random(f"portion {number}")
    texts: list[str] = []
    while len(texts) < TEXTS_A_PORTION:
        copies_one = texts and chance.random() < COPIES_SHARE
        texts.append(copied(chance.choice(texts), chance) if copies_one else made_up(chance))
    return texts


@functools.cache
def _letters() -> str:
    """The 3,755 common characters."""
    cells = ((row, cell) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return "".join(bytes(pair).decode("gb2312") for pair in cells if pair < (0xD7, 0xFA))


@functools.cache
def _words() -> _Words:
    chance = random.Random("words")
    words = ["".join(chance.choices(_letters(), k=2)) for _ in range(WORDS)]
    added = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
    phrases = [
        "".join(chance.choices(words, cum_weights=added, k=chance.randint(4, 10))) for _ in range(PHRASES)
    ]
    stock = ["".join(chance.choices(words, k=chance.randint(10, 40))) for _ in range(STOCK_PHRASES)]
    return _Words(words, added, phrases, list(accumulate(1 / rank for rank in range(1, PHRASES + 1))), stock)
