"""Credits glued to the first and the last paragraph: `(图文汪鹏、刘艺璇)`, `本报讯（记者 …）`, `（文章来源：…）`."""

from __future__ import annotations

import dataclasses
import re
from typing import Final

from crawler.extraction.labels import Kind, Statement
from crawler.extraction.lines import statements
from crawler.extraction.names import bare_people, read_byline
from crawler.extraction.places import is_medium

_DATELINE: Final = (
    r"(?:(?:本报|本刊|本网|本台|新华社|中新社|中新网|人民网|央视网|[\u4e00-\u9fff·]{2,12}(?:报|网|社|新闻|客户端))?"
    r"[^。，,！？；：:（()）“”\s]{0,14}\s?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?\s?(?:讯|訊|电|電|消息))"
)
_OPENING: Final = re.compile(
    rf"^(?P<dateline>{_DATELINE}\s*)?(?P<byline>[（(【\[](?P<inside>[^（）()【】\[\]]{{2,100}})[)）】\]])\s*["
    r":：,，]?\s*"
)
_OPENING_UNBRACKETED: Final = re.compile(
    rf"^(?P<dateline>{_DATELINE}\s*)?(?P<byline>[^。，！？：“”（(]{{4,60}}?(?:报道|報導|报导))(?:\s*[:：]\s*|"
    r"\s+|(?=本报讯))"
)
_CLOSING: Final = re.compile(
    r"\s*(?P<credit>[（(【\[](?P<inside>[^（）()【】\[\]]{2,120})[)）】\]])\s*[。.]?\s*$"
)
_CLOSING_UNBRACKETED: Final = re.compile(
    r"(?<=[。！？!?”…])\s*(?P<credit>(?:(?:本报|本网|特约)?(?:记者|通讯员)|作者\s*[:：]|图文\s*[:：]?|文/图|"
    r"撰文|供稿|责任编辑\s*[:：]|责编\s*[:：]|编辑\s*[:：]"
    r"|來源\s*[:：]|来源\s*[:：]|文章来源\s*[:：]|稿源\s*[:：])[^。！？；“”]{2,60})$"
)
_SENTENCE_END: Final = re.compile(r"[。！？!?”」』…》）)；：:]\s*$")
_CLOSING_REACH: Final = 160
_MOST_CLOSING: Final = 5
_SHORTEST_REST: Final = 10


@dataclasses.dataclass(frozen=True, slots=True)
class Unglued:
    """`text` without the credit; `said` is what the credit states, in the order printed."""

    text: str
    said: tuple[Statement, ...] = ()


def unglue_opening(paragraph: str) -> Unglued:
    """The first paragraph without the byline it opens with; its dateline stays."""
    for pattern in (_OPENING, _OPENING_UNBRACKETED):
        match = pattern.match(paragraph)
        if match and len(paragraph) - match.end() >= _SHORTEST_REST and _is_opening_byline(match):
            said = Statement(Kind.BYLINE, match["byline"], match["byline"].strip())
            return Unglued((match["dateline"] or "").rstrip() + paragraph[match.end() :], (said,))
    return Unglued(paragraph)


def _is_opening_byline(match: re.Match[str]) -> bool:
    if read_byline(match["byline"]) is not None:
        return True
    inside = match.groupdict().get("inside")
    return inside is not None and len(bare_people(inside)) >= (1 if match["dateline"] else 2)


def unglue_closing(paragraph: str) -> Unglued:
    """The last paragraph without the credits it closes with, however many there are."""
    text, said = paragraph, list[Statement]()
    for _ in range(_MOST_CLOSING):
        begin = max(0, len(text) - _CLOSING_REACH)
        match = _CLOSING.search(text, begin) or _CLOSING_UNBRACKETED.search(text, begin)
        rest = text[: match.start()].rstrip() if match else ""
        made = _closing_statements(match, rest) if match and rest else ()
        if not made:
            break
        text, said = rest, [*made, *said]
    return Unglued(text, tuple(said))


def _closing_statements(match: re.Match[str], rest: str) -> tuple[Statement, ...]:
    credit = match["credit"]
    made = tuple(statement for statement in statements(credit) if statement.kind in _CREDITS)
    if made and made[0].kind in (Kind.PUBLISHER, Kind.EDITORS, Kind.EDITION):
        return made
    if not _SENTENCE_END.search(rest):
        return ()
    inside = match.groupdict().get("inside")
    if made or inside is None:
        return made
    if bare_people(inside) and len(inside) <= 30 and len(rest) > 30:
        return (Statement(Kind.BYLINE, inside, credit),)
    if is_medium(inside.strip()) and not re.search(r"[，。、]", inside):
        return (Statement(Kind.PUBLISHER, inside.strip(), credit),)
    return ()


_CREDITS: Final = frozenset(
    {Kind.BYLINE, Kind.PUBLISHER, Kind.EDITORS, Kind.EDITION, Kind.CREDIT, Kind.ORIGINAL_TITLE}
)
