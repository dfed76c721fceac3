"""How much a text says: a western word is longer than a Chinese one that says as much."""

from __future__ import annotations

import re
from typing import Final

WITHOUT_LETTERS: Final = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")  # Chinese, Japanese and Korean
_OTHER: Final = 0.4


def weight_of(text: str) -> float:
    """A Chinese, Japanese or Korean character is 1, any other 0.4."""
    heavy = len(WITHOUT_LETTERS.findall(text))
    return heavy + _OTHER * (len(text) - heavy)
