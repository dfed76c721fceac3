"""What mirrors do to a page they copy, and what its record must then say."""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Callable
from typing import Final

from tests.garbling.mirror import TO_ASCII, Mirror, corrupted
from tests.garbling.script import traditional
from tests.garbling.spam import Spam, spammed
from tests.sites.site import Expected
from tests.sites.tibet_mirrors.spam import with_links

_READINGS: Final = ("xīnánbù", "běijīngshì", "jìngrán", "shēnghuó", "dàolǐ", "zhíjiē", "yǒngyuǎn", "kāifàng")
_TWO_BETWEEN_WORDS: Final = re.compile(r"(?<=[\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?=[\u4e00-\u9fff])")
_BODY: Final = re.compile(r"(?<=<p>)[^<>]{20,}(?=</p>)")


def _unchanged(text: str) -> str:
    return text


@dataclasses.dataclass(frozen=True, kw_only=True)
class Treatment:
    """`page` makes the mirror's page of the original; its record is the original's, `read` as far as it can be.

    `characters_off` is how many characters of the text may be others: bytes of them are gone, and nothing beside them
    tells which.
    """

    page: Callable[[str], str]
    flag: str | None
    read: Callable[[str], str] = _unchanged
    characters_off: int = 0

    def expected(self, original: Expected) -> Expected:
        text = dataclasses.replace(
            original,
            title=self.read(original.title or ""),
            paragraphs=tuple(map(self.read, original.paragraphs)),
            publisher=self.read(original.publisher) if original.publisher else None,
            byline=self.read(original.byline) if original.byline else None,
            authors=tuple(map(self.read, original.authors)),
            editors=tuple(map(self.read, original.editors)),
        )
        return dataclasses.replace(
            text, flags=(self.flag,) if self.flag else (), characters_off=self.characters_off
        )


def garbled(mirror: Mirror, *, characters_off: int = 0) -> Treatment:
    """The whole page: text, title, markup. Where full-width signs became ASCII they stay that."""
    return Treatment(
        page=lambda html: corrupted(html, mirror).text,
        flag="garbled",
        read=_in_ascii if mirror.folds_to_ascii else _unchanged,
        characters_off=characters_off,
    )


def _in_ascii(text: str) -> str:
    return text.translate(TO_ASCII)


def between_spam(*kinds: Spam, seed: int = 0) -> Treatment:
    """The text as it was, and the mirror's own round it and in it."""
    return Treatment(
        page=lambda html: spammed(html, frozenset(kinds), random.Random(f"spam {seed}")), flag="mirror-spam"
    )


def between_links(seed: int) -> Treatment:
    """Names of counties as links: no flag, as the sites of regions have such lists."""
    return Treatment(page=lambda html: with_links(html, random.Random(f"links {seed}")), flag=None)


def made_traditional(*kinds: Spam) -> Treatment:
    """Nothing but another script, and that stays: nothing tells that the original was simplified."""
    return Treatment(
        page=lambda html: spammed(traditional(html), frozenset(kinds), random.Random("spam")),
        flag="mirror-spam" if kinds else "mirror-suspect",
        read=traditional,
    )


def annotated(seed: int) -> Treatment:
    """Simplified text with readings behind words that are read otherwise."""
    return Treatment(
        page=lambda html: _with_false_readings(html, random.Random(f"readings {seed}")), flag="annotated"
    )


def _with_false_readings(html: str, draw: random.Random) -> str:
    def reading(word: re.Match[str]) -> str:
        return f"{word[0]}({draw.choice(_READINGS)})" if draw.random() < 0.15 else word[0]

    return _BODY.sub(lambda text: _TWO_BETWEEN_WORDS.sub(reading, text[0]), html)
