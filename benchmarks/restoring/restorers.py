"""The restorers that are measured: ours, of a text or as a crawl meets a page, and the plainest there can be."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Final

import opencc

from crawler.extraction.mirrors.mended import mended
from crawler.extraction.mirrors.restore import restore
from crawler.extraction.mirrors.restored import Restored

Restorer = Callable[[str], Restored]

_READING: Final = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,6}\)")


def ours(text: str) -> Restored:
    """A page goes through the detector first, and its spam is cut."""
    return crawled(text) if text.startswith("<") else restore(text)


def crawled(text: str) -> Restored:
    page = mended(text)
    return page.restored or Restored(text=page.text, counts={})


def without_readings(text: str) -> Restored:
    return Restored(text=simplified(_READING.sub("", text)), counts={})


def simplified(text: str) -> str:
    """Script aside: where one character is two in another script, it is one."""
    converted: str = _simplifier().convert(text)
    return converted.replace("著", "着")


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
