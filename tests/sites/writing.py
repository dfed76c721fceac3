"""Articles made up by number: the same number gives the same article, and no two share more than a phrase.

Places, people, papers and figures are invented; the sentences are grammatical and mean little.
"""

from __future__ import annotations

import dataclasses
import datetime
import random
import tomllib
from pathlib import Path

WORDS = {
    name: words.split()
    for name, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
FIRST_DAY = datetime.datetime(2024, 1, 2, 6, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One article. `date` is aware; later numbers are later."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    author: str
    publisher: str
    channel: str
    date: datetime.datetime


def piece(number: int, *, paragraphs: tuple[int, int] = (3, 6)) -> Piece:
    """`paragraphs` is the least and the most of them, of 40 to 200 characters each."""
    draw = random.Random(number)
    count = draw.randint(*paragraphs)
    return Piece(
        number=number,
        title=title(draw),
        paragraphs=tuple(paragraph(draw) for _ in range(count)),
        author=person(draw),
        publisher=word(draw, "papers"),
        channel=WORDS["channels"][number % len(WORDS["channels"])],
        date=FIRST_DAY + datetime.timedelta(minutes=17 * number, seconds=draw.randrange(60)),
    )


def title(draw: random.Random) -> str:
    what = amount(draw)
    match draw.randrange(4):
        case 0:
            return where(draw) + word(draw, "verbs") + what
        case 1:
            return f"{what}背后：{place(draw)}的{draw.randint(2, 900)}天"
        case 2:
            return f"{place(draw)}：{word(draw, 'results')} {what}成了话题"
        case _:
            return f"走进{where(draw)} 看{what}如何{word(draw, 'adjectives')}又{word(draw, 'adjectives')}"


def paragraph(draw: random.Random) -> str:
    return "".join(sentence(draw) for _ in range(draw.randint(2, 4)))


def sentence(draw: random.Random) -> str:
    time, did, what = word(draw, "times"), word(draw, "verbs"), amount(draw)
    result, reason, who = word(draw, "results"), word(draw, "reasons"), word(draw, "roles") + person(draw)
    match draw.randrange(6):
        case 0:
            return f"{time}，{where(draw)}{did}{what}，{result}。"
        case 1:
            return f"“{what}{word(draw, 'adjectives')}，{reason}。”{who}说。"
        case 2:
            share = f"{draw.randint(2, 60)}%算得上{word(draw, 'adjectives')}"
            return f"据{where(draw)}统计，{what}当中有{share}，{reason}。"
        case 3:
            return f"{who}同{person(draw)}商量后，{did}{what}；{result}。"
        case 4:
            return f"从{place(draw)}到{place(draw)}，沿途{did}{what}，{time}才算告一段落。"
        case _:
            return f"{person(draw)}记得，{time}，{where(draw)}只有{what}，如今{result}。"


def word(draw: random.Random, table: str) -> str:
    return draw.choice(WORDS[table])


def place(draw: random.Random) -> str:
    return word(draw, "places") + word(draw, "endings")


def where(draw: random.Random) -> str:
    return place(draw) + word(draw, "organs")


def amount(draw: random.Random) -> str:
    noun = word(draw, "nouns")
    return f"{draw.randint(2, 980)}{noun}"


def person(draw: random.Random) -> str:
    return word(draw, "surnames") + word(draw, "given")
