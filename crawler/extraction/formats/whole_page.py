"""The head of a page saved whole as text: the title of its window, the site's name and channels, the headline again."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Final

from crawler.extraction.fields.titles import bare, names_site
from crawler.extraction.lines.channels import channels_at
from crawler.extraction.lines.cleaned import is_prose
from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.statements import statements
from crawler.extraction.names.places import is_medium, is_surely_medium

_REACH: Final = 40  # lines between the title of the window and the headline
_SHORTEST: Final = 2
_LONGEST: Final = 80
_SPACES: Final = re.compile(r"[\s\u3000\xa0]+")
_BREAK: Final = re.compile(r"\s*(?:[-–—_|｜»]+|\s[·•:]\s)\s*")
_SITE_APART: Final = re.compile(r"(?P<title>.{4,}?)\s*(?:[_|｜]|\s[-–—]\s)\s*(?P<site>[^_|｜]{2,16})")
_SITE_CLOSE: Final = re.compile(r"(?P<title>.{4,}?)\s?[-–—]{1,2}\s?(?P<site>[^-–—_|｜\s]{2,16})")
_FURNITURE: Final = frozenset({Kind.INTERFACE, Kind.BREADCRUMB, Kind.LINK, Kind.DISCLAIMER})


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class PageHead:
    """The headline, the site named beside it in the window's title, and the lines that are left without the head."""

    title: str
    site_name: str | None
    lines: list[str]


def page_head(lines: Sequence[str]) -> PageHead | None:
    """The head of a dump that begins with the title of the window; None where the title does not stand there twice.

    What states a fact between the two, a date or a medium, stays among the lines.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()][: _REACH + 1]
    if not filled:
        return None
    window = _spaced(lines[filled[0]])
    for at in filled[1:]:
        line = _spaced(lines[at])
        between = [lines[above] for above in filled[1 : filled.index(at)]]
        behind = _behind(window, line)
        if behind is not None and _is_head(between, behind):
            site = next((part for part in reversed(behind) if is_medium(part)), None)
            kept = [one for one in between if _states_fact(one)]
            return PageHead(title=line, site_name=site, lines=[*kept, *lines[at + 1 :]])
        if is_prose(line) and not _is_furniture(line):
            return None
    return None


def without_site(title: str) -> tuple[str, str | None]:
    """`题目_某某网` and `题目-某某网` are a title and a site; with no space at a dash only what is surely a medium."""
    if (parts := _SITE_APART.fullmatch(title)) and is_medium(parts["site"].strip()):
        return re.split(r"_", parts["title"])[0].strip(), parts["site"].strip()
    if (parts := _SITE_CLOSE.fullmatch(title)) and is_surely_medium(parts["site"]):
        return parts["title"].strip(), parts["site"]
    return title, None


def _spaced(line: str) -> str:
    return _SPACES.sub(" ", line).strip().strip("\ufeff")


def _behind(window: str, line: str) -> list[str] | None:
    """What the window's title holds beside this line: the names of sections and site; None when it is another line."""
    if not _SHORTEST <= len(line) <= _LONGEST or not bare(line) or line not in window:
        return None
    before, _, after = window.partition(line)
    if before and not (_BREAK.search(before) and not after):
        return None
    if after and _BREAK.match(after) is None:
        return None
    return [part.strip() for part in _BREAK.split(before + after) if part.strip()]


def _is_head(between: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether a site stands beside the title, or what a page has above a headline stands between."""
    if behind:
        known = {bare(line) for line in between}
        return any(names_site(part, known) for part in behind)
    return any(map(_is_furniture, between))


def _is_furniture(line: str) -> bool:
    return bool(channels_at([line], 0)) or any(one.kind in _FURNITURE for one in statements(line))


def _states_fact(line: str) -> bool:
    return any(one.value and one.kind not in _FURNITURE for one in statements(line))
