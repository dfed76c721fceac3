"""The head of a page saved whole as text: the title of its window, the site's name and channels, the headline again."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Final

from crawler.extraction.fields.titles import CUT_SHORT, bare, names_site
from crawler.extraction.lines.channels import channels_at, names_channels
from crawler.extraction.lines.cleaned import is_prose
from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.statements import statements
from crawler.extraction.names.places import is_medium, is_surely_medium

_REACH: Final = 40  # lines between the title of the window and the headline
_SHORTEST: Final = 2
_LONGEST: Final = 80
_MOST_HEADLINES: Final = 2
_LONGEST_WINDOW: Final = 200
_FEWEST_OF_A_CUT: Final = 5
_TOP: Final = 12  # lines above a headline without a window's title
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
    if len(window) > _LONGEST_WINDOW:
        return None
    for number, at in enumerate(filled[1:], 1):
        between = [lines[above] for above in filled[1:number]]
        for below in filled[number : number + _MOST_HEADLINES]:  # the headline may stand over two lines
            if head := _head_to(lines, at, below, between, window):
                return head
        if is_prose(_spaced(lines[at])) and not _is_furniture(lines[at]):
            return None
    return None


def _head_to(
    lines: Sequence[str], begin: int, end: int, between: Sequence[str], window: str
) -> PageHead | None:
    """The head that ends with the headline in the lines from `begin` to `end`, if these are one."""
    title = " ".join(_spaced(line) for line in lines[begin : end + 1] if line.strip())
    behind = _behind(window, title)
    if behind is None or not _is_head(between, behind):
        return None
    site = next((part for part in reversed(behind) if is_medium(part)), None)
    kept = [line for line in between if _states_fact(line)]
    return PageHead(title=title, site_name=site, lines=[*kept, *lines[end + 1 :]])


def below_furniture(lines: Sequence[str]) -> list[str]:
    """The lines without the bar of channels a dump begins with, and the site's name, buttons and day above it.

    What states a fact and where the reader is stays.
    """
    end, has_bar = 0, False
    for at in [at for at, line in enumerate(lines) if line.strip()][:_TOP]:
        line = _spaced(lines[at])
        is_bar = bool(channels_at([line], 0))
        has_bar = has_bar or is_bar or _is_breadcrumb(line)
        if is_bar or names_channels(line) or is_surely_medium(line):
            end = at + 1
        elif not statements(line):
            break
    if not has_bar:
        return [*lines]
    above = [line for line in lines[:end] if _is_breadcrumb(line) or _names_maker(line)]
    return [*above, *lines[end:]]


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
    shown = bare(line)
    if not _SHORTEST <= len(shown) <= _LONGEST:
        return None
    if bare(window) == shown:
        return []
    for sign in _BREAK.finditer(window):
        before, after = window[: sign.start()], window[sign.end() :]
        if bare(before) == shown or _is_cut(before, shown):
            return [part.strip() for part in _BREAK.split(after) if part.strip()]
        if bare(after) == shown:
            return [part.strip() for part in _BREAK.split(before) if part.strip()]
    return None


def _is_cut(window: str, shown: str) -> bool:
    """Whether the window has only the beginning of what is shown, and says so."""
    start = CUT_SHORT.sub("", window)
    return start != window and len(bare(start)) >= _FEWEST_OF_A_CUT and shown.startswith(bare(start))


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


def _is_breadcrumb(line: str) -> bool:
    return any(one.kind is Kind.BREADCRUMB for one in statements(line))


def _names_maker(line: str) -> bool:
    """Whether it names a medium or a writer by a label; a day above the channels is that of reading."""
    return any(
        one.value and one.value != one.printed
        for one in statements(line)
        if one.kind in (Kind.PUBLISHER, Kind.BYLINE)
    )
