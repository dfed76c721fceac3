"""Which script a text is in, and whether it was made traditional character by character.

The codecs know: GB 2312 has no character that was simplified in its old form, Big5 none in its new one.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Final

from crawler.extraction.mirrors.readings import TONED

_HAN: Final = re.compile("[\u3400-\u9fff]+")
_KEPT: Final = "后里干么"
_CONVERTED: Final = "後裡裏幹"
_MADE_AND_KEPT: Final = (
    "著么床群峰核"  # conversions make them of 着 麽 牀 羣 峯 覈; simplified text has them too
)
_FEWEST_KEPT: Final = 3
_FEWEST_TRADITIONAL: Final = 60
_FEWEST_TO_TELL: Final = 20
_LITTLE_SIMPLIFIED: Final = 10
_SHORTEST_PROSE: Final = 30
PIECE: Final = re.compile(r"<[^<>]{0,2000}>|[\u3400-\u9fff][^<>\s]*")
_TRACE: Final = re.compile(
    rf"[{TONED}][a-zü]{{0,4}}[)）]|\?(?:[！？，；：、。!]|/[a-z])|[\ue000-\ue765\ufffd]"
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Script:
    """How many Han characters a text has, and how many that only the one script or the other has.

    `kept` are ambiguous ones that stayed as simplified text has them, `converted` those that a person would write.
    """

    han: int = 0
    traditional: int = 0
    simplified: int = 0
    kept: int = 0
    kinds_kept: int = 0
    converted: int = 0

    @property
    def is_traditional(self) -> bool:
        return self.traditional >= 2 * self.simplified

    @property
    def is_perhaps_converted(self) -> bool:
        return self.is_traditional and self.converted == 0 and self.traditional >= _FEWEST_TO_TELL

    @property
    def is_converted_one_to_one(self) -> bool:
        """Whether no person and no converter that knows words wrote it: 后 and 里 where 後 and 裡 belong."""
        enough = (
            self.traditional >= _FEWEST_TRADITIONAL and self.kept >= _FEWEST_KEPT and self.kinds_kept >= 2
        )
        return self.is_traditional and enough and self.converted == 0

    @property
    def is_mixed(self) -> bool:
        """Whether more of the text is simplified than shifted bytes make of traditional text."""
        return self.simplified * _LITTLE_SIMPLIFIED > self.traditional


NO_SCRIPT: Final = Script()


def script_of(text: str) -> Script:
    han = "".join(_HAN.findall(text))
    kept = [han.count(character) for character in _KEPT]
    return dataclasses.replace(
        _counted(han),
        kept=sum(kept),
        kinds_kept=sum(map(bool, kept)),
        converted=sum(map(han.count, _CONVERTED)),
    )


def _counted(han: str) -> Script:
    in_gb2312 = han.encode("gb2312", "ignore")
    simplified = len(in_gb2312) - len(in_gb2312.decode("gb2312").encode("big5", "ignore"))
    return Script(han=len(han), traditional=len(han) - len(in_gb2312) // 2, simplified=simplified // 2)


def without_simplified(text: str) -> tuple[str, int]:
    """The text without its pieces in simplified script that bear no trace of damage, and how many characters of these
    are prose: some mirrors corrupt an article, and neither the page's head nor what stands round it."""
    dropped = list[str]()

    def kept(match: re.Match[str]) -> str:
        if not _is_simplified(match[0]):
            return match[0]
        dropped.append(match[0])
        return ""

    left = PIECE.sub(kept, text)
    lengths = (sum(map(len, _HAN.findall(piece))) for piece in dropped if piece[0] != "<")
    return left, sum(length for length in lengths if length >= _SHORTEST_PROSE)


def simplified_pieces(text: str) -> frozenset[str]:
    """The pieces between markup and blanks that are simplified and bear no trace of damage."""
    found = (match[0] for match in PIECE.finditer(text))
    return frozenset(piece for piece in found if piece[0] != "<" and _is_simplified(piece))


def _is_simplified(piece: str) -> bool:
    script = _counted("".join(_HAN.findall(piece)))
    return script.simplified > script.traditional and _TRACE.search(piece) is None


def is_converted(character: str) -> bool:
    """Whether a conversion to traditional script makes the character of another."""
    return character in _MADE_AND_KEPT or not character.encode("gb2312", "ignore")
