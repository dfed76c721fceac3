"""Changes to the wording: characters, words, sentences, and the form of numbers and days. Each keeps paragraphs."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from benchmarks.reposts import prose
from benchmarks.reposts.words import WORDS

Draw = random.Random
SHARES: Final = (0.01, 0.03, 0.05, 0.1, 0.15)
_HAN: Final = re.compile("[一-鿿]")
_SENTENCE: Final = re.compile("[^。！？\n]+[。！？]?")
_COMMON: Final = (
    "的了在是有和为这以个上不对地到将就也与从后说多及其中下能而由于该可得着去要会年等最大更新被又"
)
_SYNONYMS: Final = dict(pair.split("=") for pair in WORDS["synonyms"])
_NUMERALS: Final = "〇一二三四五六七八九"
_LARGE: Final = re.compile(r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d{5,8})(?![\d.%])")
_DAY_OF_MONTH: Final = re.compile(r"(?<!\d)(\d{1,2})(月|日)")
_SMALL: Final = re.compile(r"(?<![\d.,])(\d)(?![\d.,%])")
_TODAY: Final = re.compile("今天|今日|昨天|昨日|日前|近日|当天")


def characters(text: str, share: float, draw: Draw) -> str:
    """So many characters replaced, left out, put in, or exchanged with the next, anywhere."""
    made = list(text)
    places = [at for at, character in enumerate(made) if character != "\n"]
    for at in sorted(draw.sample(places, round(share * len(places))), reverse=True):
        change = draw.random()
        if change < 0.55:
            made[at] = _another(made[at], draw)
        elif change < 0.75:
            del made[at]
        elif change < 0.9:
            made.insert(at, draw.choice(_COMMON))
        elif at + 1 < len(made) and made[at + 1] != "\n":
            made[at], made[at + 1] = made[at + 1], made[at]
    return "".join(made)


def words(text: str, share: float, draw: Draw) -> str:
    """Words for others that mean the same first, then two characters at a time for common words, or left out."""
    left = round(share * len(text))
    for word, other in draw.sample(sorted(_SYNONYMS.items()), len(_SYNONYMS)):
        times = min(text.count(word), left // len(word))
        text = text.replace(word, other, times)
        left -= times * len(word)
    places = [at for at in range(0, len(text) - 1, 2) if _are_han(text[at : at + 2])]
    for at in sorted(draw.sample(places, min(left // 2, len(places))), reverse=True):
        text = text[:at] + draw.choice(("", *WORDS["common"])) + text[at + 2 :]
    return text


def bursts(text: str, share: float, draw: Draw) -> str:
    """Sentences written anew; of the last one only so much as is left to be changed."""
    left = round(share * len(text))
    found = [match.span() for match in _SENTENCE.finditer(text)]
    places = []
    for start, end in draw.sample(found, len(found)):
        if left < 3:
            break
        length = min(end - start, left)
        places.append((start, start + length, end))
        left -= length
    for start, until, end in sorted(places, reverse=True):
        anew = prose.sentence(draw)
        kept_stop = anew if until == end else anew.rstrip("。！？")
        text = text[:start] + kept_stop[: until - start] + text[until:]
    return text


def numbers(text: str, draw: Draw) -> str:
    """三月 for 3月, 1.2万 for 12,000, and days named: 今天 becomes 11月3日."""
    text = _LARGE.sub(_in_ten_thousands, text)
    if draw.random() < 0.6:
        text = _DAY_OF_MONTH.sub(lambda found: _in_words(int(found[1])) + found[2], text)
    if draw.random() < 0.5:
        text = _SMALL.sub(lambda found: _NUMERALS[int(found[1])], text)
    named = prose.day(draw)
    return _TODAY.sub(named, text)


EDITS: Final[Mapping[str, Callable[[str, float, Draw], str]]] = {
    "characters": characters,
    "words": words,
    "sentences": bursts,
}


def _another(character: str, draw: Draw) -> str:
    if character.isdigit():
        return str((int(character) + draw.randint(1, 9)) % 10) if character.isascii() else character
    clause = prose.clause(draw)
    return draw.choice([other for other in clause if other != character] or ["某"])


def _are_han(run: str) -> bool:
    return all(_HAN.match(character) for character in run)


def _in_ten_thousands(found: re.Match[str]) -> str:
    value = int(found[1].replace(",", ""))
    if value < 10_000:
        return str(value)
    return f"{value / 10_000:.4f}".rstrip("0").rstrip(".") + "万"


def _in_words(value: int) -> str:
    tens, ones = divmod(value, 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")
