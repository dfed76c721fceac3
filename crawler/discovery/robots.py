"""What a robots.txt says (RFC 9309): bytes to rules."""

from __future__ import annotations

import codecs
import dataclasses
import re
from collections.abc import Iterator
from typing import Self
from urllib.parse import quote

from protego import Protego

BYTES_READ = 500 << 10  # the least a crawler must read; what follows is not read

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OCTETS = bytes(range(0x21, 0x7F)).decode() + " \t"
# a version or a comment behind the name of a crawler is no part of it
_PRODUCT_TOKEN = re.compile(
    r"^([ \t]*user-agent[ \t]*:[ \t]*[^\s/+(,;#]+)[^\r\n#]*", re.IGNORECASE | re.MULTILINE
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class RobotsRules:
    """The rules for one product token. `delay` is seconds from one request to the next, 0.0 where none is asked for."""

    parsed: Protego
    token: str

    @classmethod
    def read(cls, body: bytes, *, token: str) -> Self:
        """Lines that are no rules are passed over, so a web page served as robots.txt disallows nothing."""
        return cls(parsed=Protego.parse(_PRODUCT_TOKEN.sub(r"\1", robots_text(body))), token=token)

    def allows(self, url: str) -> bool:
        return self.parsed.can_fetch(url, self.token)

    @property
    def delay(self) -> float:
        rate = self.parsed.request_rate(self.token)
        return max(self.parsed.crawl_delay(self.token) or 0.0, rate.seconds / rate.requests if rate else 0.0)


def robots_text(body: bytes) -> str:
    """A robots.txt as text, whole lines of its first 500 KiB.

    Paths are compared octet by octet, so one that is not UTF-8 is percent-encoded as it stands. A GBK file may
    mean the page's address in GBK or in UTF-8: its rules are given in both.
    """
    if len(body) > BYTES_READ:
        body = body[:BYTES_READ]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    if body.startswith(_UTF_16):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "\n".join(_both_ways(body.removeprefix(codecs.BOM_UTF8)))


def _both_ways(body: bytes) -> Iterator[str]:
    for line in body.splitlines():
        yield quote(line, safe=_OCTETS)
        if not line.isascii():
            yield line.decode("gb18030", "replace")
