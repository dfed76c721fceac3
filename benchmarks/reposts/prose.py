"""Chinese prose made up by number: locally natural, meaning nothing, sharing with its like the phrases news share."""

from __future__ import annotations

import functools
import itertools
import math
import random
from bisect import bisect
from collections.abc import Callable, Sequence
from typing import Final

from crawler.extraction.mirrors import language_model_file
from crawler.extraction.mirrors.language_model import LETTER, LINE, MODEL_FILE, OTHER, RARE_HAN
from crawler.extraction.mirrors.language_model_file import STEP, ModelFile
from tests.sites import writing

_STOPS: Final = "。！？"
_NEVER: Final = frozenset({RARE_HAN, LETTER, OTHER, LINE, *"“”（）《》"})
"""Signs that come in pairs are put where both stand; digits are drawn."""
_CLAUSE_ENDS: Final = frozenset("，。；：？！、")
_CLAUSE: Final = (6, 24)
_FRAMED: Final = 0.35
_OF_WORDS: Final = 0.05
Draw = random.Random
Followers = tuple[list[float], Sequence[int], float]


def text_of(draw: Draw, letters: int) -> str:
    """Paragraphs, a line each, of about so many letters together."""
    lines: list[str] = []
    while (left := letters - sum(map(len, lines))) > 0:
        lines.append(_paragraph(draw, min(left, draw.randint(60, 260))))
    return "\n".join(lines)


def sentence(draw: Draw) -> str:
    """One of the model alone, or put into a frame as papers use them, or of the words of our sites."""
    kind = draw.random()
    if kind < _OF_WORDS:
        return writing.sentence(draw)
    return draw.choice(_FRAMES)(draw) if kind < _OF_WORDS + _FRAMED else plain(draw)


def plain(draw: Draw) -> str:
    clauses = [clause(draw) for _ in range(draw.choice((1, 2, 2, 3)))]
    return "，".join(clauses) + draw.choice("。。。。。。！？")


def clause(draw: Draw) -> str:
    """Without any sign at its end."""
    least, most = _CLAUSE
    while True:
        made = _clause(draw, most)
        if len(made) >= least:
            return made


def headline(draw: Draw) -> str:
    return f"{writing.place(draw)}{clause(draw)[:10]} {clause(draw)[:12]}"


def day(draw: Draw) -> str:
    return f"{draw.randint(1, 12)}月{draw.randint(1, 28)}日"


def number(draw: Draw) -> str:
    value = draw.choice((draw.randint(2, 99), draw.randint(100, 9999), draw.randint(1, 90) * 1000))
    return f"{value:,}" if value > 999 and draw.random() < 0.5 else str(value)


def _paragraph(draw: Draw, letters: int) -> str:
    made = sentence(draw)
    while len(made) < letters:
        made += sentence(draw)
    return made


_FRAMES: Final[Sequence[Callable[[Draw], str]]] = (
    lambda draw: f"{day(draw)}，记者从{writing.where(draw)}获悉，{plain(draw)}",
    lambda draw: f"{writing.person(draw)}告诉记者：“{plain(draw)}”",
    lambda draw: f"“{clause(draw)}，{clause(draw)}。”{writing.word(draw, 'roles')}{writing.person(draw)}说。",
    lambda draw: f"据介绍，{plain(draw)}",
    lambda draw: f"据{writing.where(draw)}统计，今年以来，{clause(draw)}{number(draw)}人次，{plain(draw)}",
    lambda draw: f"目前，{plain(draw)}",
    lambda draw: f"{writing.where(draw)}相关负责人表示，{plain(draw)}",
    lambda draw: (
        f"截至{day(draw)}，{clause(draw)}{writing.amount(draw)}，同比增长{draw.randint(1, 80)}.{draw.randint(0, 9)}%。"
    ),
    lambda draw: f"与此同时，{plain(draw)}",
    lambda draw: f"会议指出，要{clause(draw)}，{plain(draw)}",
    lambda draw: (
        f"{draw.randint(1990, 2025)}年，{writing.person(draw)}{clause(draw)}，共{number(draw)}元，{plain(draw)}"
    ),
    lambda draw: f"在{writing.place(draw)}，{writing.amount(draw)}{clause(draw)}。",
    lambda draw: f"今天，{writing.place(draw)}{clause(draw)}，{plain(draw)}",
)


def _clause(draw: Draw, most: int) -> str:
    made: list[str] = []
    history: tuple[int, ...] = (_numbers()["，"],)
    while len(made) < most:
        follower = _next(draw, history)
        character = _model().vocabulary[follower]
        if character in _CLAUSE_ENDS or character in _NEVER:
            break
        made.append(str(draw.randint(1, 9)) if character == "0" else character)
        history = (*history[-1:], follower)
    return "".join(made)


def _next(draw: Draw, history: tuple[int, ...]) -> int:
    """What follows, by the model: where nothing that was seen comes up, what follows a shorter history."""
    while history:
        shares, followers, whole = _followers(history)
        at = draw.random()
        if at < whole:
            return followers[bisect(shares, at)]
        history = history[1:]
    shares, followers, whole = _followers(())
    return followers[bisect(shares, draw.random() * whole)]


@functools.lru_cache(maxsize=200_000)
def _followers(history: tuple[int, ...]) -> Followers:
    """Running sums of the shares of what was seen after the history, of all of them at the end."""
    levels = _model().levels
    start, end = 0, len(levels[0].symbols)
    for depth, symbol in enumerate(history):
        span = levels[depth].symbols[start:end]
        at = bisect(span, symbol) - 1
        if at < 0 or span[at] != symbol:
            return [], (), 0.0
        start, end = levels[depth].first[start + at], levels[depth].first[start + at + 1]
    level = levels[len(history)]
    shares = list(itertools.accumulate(math.exp(-steps * STEP) for steps in level.steps[start:end]))
    return shares, level.symbols[start:end], min(shares[-1], 1.0) if shares else 0.0


@functools.cache
def _model() -> ModelFile:
    return language_model_file.read(MODEL_FILE)


@functools.cache
def _numbers() -> dict[str, int]:
    return {character: number for number, character in enumerate(_model().vocabulary)}
