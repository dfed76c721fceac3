"""A corrupted text in the pieces the inverse goes by: characters with their bytes, question marks and readings."""

from __future__ import annotations

import dataclasses
import re
from typing import Final

from crawler.extraction.mirrors.gbk import Pair, pair_of
from crawler.extraction.mirrors.readings import SYLLABLE, as_read

STOPS: Final = "，。！？；：、,!;:"
TORN_READING: Final = rf"[(（]?{SYLLABLE}[)）]"
_WHOLE: Final = re.compile(rf"[(（]({SYLLABLE})[)）]")
_TORN: Final = re.compile(rf"[(（]?({SYLLABLE})[)）]")
_TAG: Final = re.compile(r"</?[a-z!][^<>?\u0080-\uffff]{0,400}>", re.IGNORECASE)
_TORN_TAG: Final = re.compile(r"/?[a-z][a-z0-9]{0,10}(?:\s[^<>?\u0080-\uffff]{0,400})?/?>", re.IGNORECASE)
_INLINE: Final = re.compile(r"</?(?:a|b|i|em|strong|span|font|u|mark|sup|sub)\b", re.IGNORECASE)
_NOT_FOLDED: Final = frozenset("<>&\"'/=\\{}[]|")
_FIRST_FULL_WIDTH: Final = 0xFF01
_EURO: Final = "€"
EURO_BYTE: Final = 0x80


@dataclasses.dataclass(frozen=True, slots=True)
class Token:
    """One piece of what is seen, from `start` to `end`.

    `pair` are its two bytes, `byte` its one; a `reading` has neither, nor has a character that GBK cannot write. What
    the host folded, `,` for `，`, has the byte it shows and the pair it may stand for. A tag is one piece if it holds
    nothing that can be damaged.
    """

    start: int
    end: int
    text: str
    pair: Pair | None = None
    byte: int | None = None
    reading: str | None = None
    is_tag: bool = False

    @property
    def is_question(self) -> bool:
        return self.text == "?"

    @property
    def is_inline_tag(self) -> bool:
        """Whether the words on both sides of the tag belong together."""
        return _INLINE.match(self.text) is not None

    @property
    def is_stop(self) -> bool:
        return len(self.text) == 1 and self.text in STOPS


class Tokens:
    """The pieces of a text from any place in it, read when they are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    def at(self, start: int, previous: Token | None = None) -> Token | None:
        """The piece that begins at `start`; after a question mark a reading may have lost its bracket. None at the end
        of the text."""
        if start >= len(self.text):
            return None
        after_question = previous is not None and previous.is_question
        match = (_TORN if after_question else _WHOLE).match(self.text, start)
        if match is not None:
            return Token(start, match.end(), match[0], reading=as_read(match[1]))
        tag = (_TORN_TAG if after_question else _TAG).match(self.text, start)
        if tag is not None:
            return Token(start, tag.end(), tag[0], is_tag=True)
        return _single(start, self.text[start])


def _single(start: int, character: str) -> Token:
    if character == _EURO:
        return Token(start, start + 1, character, pair=pair_of(character), byte=EURO_BYTE)
    if character.isascii():
        return Token(start, start + 1, character, pair=_unfolded(character), byte=ord(character))
    return Token(start, start + 1, character, pair=pair_of(character))


def _unfolded(character: str) -> Pair | None:
    if character == " ":
        return (0xA1, 0xA1)
    if character in _NOT_FOLDED or not "!" <= character <= "~":
        return None
    return pair_of(chr(_FIRST_FULL_WIDTH + ord(character) - 0x21))
