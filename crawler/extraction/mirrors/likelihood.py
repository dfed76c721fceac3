"""How likely a character is where it would be put back: the language model for Han, fixed shares for what it lacks.

The model knows words; signs of punctuation, letters and digits stand between them about as often as the shares say,
which were counted over Chinese prose and rounded.
"""

from __future__ import annotations

import math
from typing import Final

from crawler.extraction.mirrors.gbk import is_private_use
from crawler.extraction.mirrors.language_model import LanguageModel
from crawler.extraction.mirrors.traditional import is_han, is_only_simplified, simplified

CONTEXT: Final = 3
_AFTER_HAN: Final = {
    "，": 0.06, "。": 0.025, "、": 0.014, "“": 0.005, "”": 0.006, "；": 0.002, "：": 0.004, "？": 0.002, "！": 0.002,
    "（": 0.004, "）": 0.004, "《": 0.002, "》": 0.003, "—": 0.002, "…": 0.0008, "·": 0.0008, "【": 0.0005, "】": 0.0005,
    "‘": 0.0004, "’": 0.0006, "〈": 0.0001, "〉": 0.0001, "％": 0.0002, "－": 0.0002, "「": 0.0002, "」": 0.0002,
    "～": 0.0001, "　": 0.002, "『": 0.0001, "』": 0.0001, "〔": 0.0001, "〕": 0.0001, "／": 0.0002,
    ",": 0.03, "?": 0.002, "!": 0.002, ":": 0.004, ";": 0.002, "(": 0.003, ")": 0.003, '"': 0.003, " ": 0.004,
    "\n": 0.01, "<": 0.01, "%": 0.001,
}  # fmt: skip
_AFTER_STOP: Final = {
    "“": 0.06, "”": 0.14, "《": 0.006, "（": 0.004, "）": 0.004, "‘": 0.004, "’": 0.006, "　": 0.03, "—": 0.004, "…": 0.002,
    "「": 0.01, "」": 0.02, "\n": 0.1, "<": 0.1, " ": 0.02, '"': 0.03, "(": 0.003, ")": 0.003, "，": 0.002, "。": 0.0005,
    "？": 0.001, "！": 0.002, "【": 0.0005, "『": 0.001, "』": 0.002,
}  # fmt: skip
_AFTER_CLOSING: Final = {
    "，": 0.16, "。": 0.07, "、": 0.08, "“": 0.02, "（": 0.03, "《": 0.02, "；": 0.01, "：": 0.02, "？": 0.004, "！": 0.004,
    "”": 0.02, "》": 0.01, "\n": 0.05, "<": 0.05, ",": 0.1, "—": 0.01,
}  # fmt: skip
_DOUBLED: Final = {"—": 0.5, "…": 0.5, "　": 0.5}
_STOPS: Final = frozenset("，。！？；：、,!?;:")
_CLOSING: Final = frozenset("”》）’」』】")
_HAN_SHARE: Final = math.log(0.85)
_DIGIT: Final = math.log(0.004)
_DIGIT_AFTER_DIGIT: Final = math.log(0.06)
_LETTER: Final = math.log(0.0004)
_LETTER_AFTER_LETTER: Final = math.log(0.03)
_RARE: Final = math.log(0.00001)
_PRIVATE_USE: Final = -16.0
_ONLY_SIMPLIFIED: Final = -3.0
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


class Likelihood:
    """Natural logarithms of probabilities; `before` is what precedes, in simplified characters."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self._known: dict[tuple[str, str], float] = {}

    def of(self, before: str, character: str) -> float:
        """How likely a character of the mirror's text is, traditional where it has such a form."""
        key = (before, character)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._computed(before, character)
        return found

    def _computed(self, before: str, character: str) -> float:
        if is_han(character):
            score = self._model.log_probability(_han_at_end(before), simplified(character)) + _HAN_SHARE
            return score + _ONLY_SIMPLIFIED if is_only_simplified(character) else score
        if is_private_use(character):
            return _PRIVATE_USE
        return _of_sign(before[-1:].translate(_FULL_WIDTH), character.translate(_FULL_WIDTH))


def extended(before: str, character: str) -> str:
    """What precedes the character after this one."""
    return (before + simplified(character))[-CONTEXT:]


def _han_at_end(before: str) -> str:
    start = len(before)
    while start and is_han(before[start - 1]):
        start -= 1
    return before[start:]


def _of_sign(last: str, sign: str) -> float:
    if sign.isascii() and sign.isalnum():
        return _of_letter_or_digit(last, sign)
    if sign == last and sign in _DOUBLED:
        return math.log(_DOUBLED[sign])
    shares = _AFTER_STOP if last in _STOPS else _AFTER_CLOSING if last in _CLOSING else _AFTER_HAN
    share = shares.get(sign)
    return math.log(share) if share is not None else math.log(_AFTER_HAN[sign]) - 2 if sign in _AFTER_HAN else _RARE


def _of_letter_or_digit(last: str, sign: str) -> float:
    if sign.isdigit():
        return _DIGIT_AFTER_DIGIT if last.isdigit() or last in "./-:" and last else _DIGIT
    return _LETTER_AFTER_LETTER if last.isascii() and last.isalnum() else _LETTER
