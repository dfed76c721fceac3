"""The plainest of restorers, to see what the search for the true bytes adds."""

from __future__ import annotations

import functools
import re
from typing import Final

import opencc

from crawler.extraction.mirrors.restored import Restored

_READING: Final = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,6}\)")


def without_readings(text: str) -> Restored:
    return Restored(text=_simplifier().convert(_READING.sub("", text)), counts={})


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
