"""What it says of an article that its address leads elsewhere now."""

from __future__ import annotations

import enum
import re
from typing import Final
from urllib.parse import urlsplit

from crawler.discovery.traps import trap_of
from crawler.url_shape import Shape, shape_of

_MISSING: Final = re.compile(
    r"(?:^|[/_.-])(?:404|410|not-?_?found|error|err|missing|expired|deleted)(?:$|[/_.-])"
)
_GUARD: Final = re.compile(
    r"captcha|challenge|verif|waf|anti-?spider|antibot|blocked|yanzheng|/safe(?:$|[/_.-])"
)


class Leads(enum.Enum):
    SAME = enum.auto()
    """To the same page by another scheme, host name or spelling."""
    HOME = enum.auto()
    """To the front page, or to a list it stood in."""
    MISSING = enum.auto()
    """To a page that says there is nothing."""
    GUARD = enum.auto()
    """To where visitors log in or prove what they are."""
    AWAY = enum.auto()
    """To another page."""


def where_to(url: str, target: str) -> Leads:
    """`target` is absolute. A list is known by its address alone."""
    if _bare(url) == _bare(target):
        return Leads.SAME
    if trap_of(target) == "length":
        return Leads.AWAY
    path = urlsplit(target).path.lower()
    if _GUARD.search(path):
        return Leads.GUARD
    if _MISSING.search(path) and not _MISSING.search(urlsplit(url).path.lower()):
        return Leads.MISSING
    shape = shape_of(target)
    if shape is Shape.SERVICE:
        return Leads.GUARD
    if shape in (Shape.HOME, Shape.LISTING) or _holds(target, url):
        return Leads.HOME
    return Leads.AWAY


def _holds(folder: str, url: str) -> bool:
    """Whether an address is a folder above the other."""
    above, below = urlsplit(folder), urlsplit(url)
    same_host = _host(folder) == _host(url)
    return same_host and not above.query and above.path.endswith("/") and below.path.startswith(above.path)


def _bare(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return _host(url), parts.path.rstrip("/"), parts.query


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
