"""Credits glued to the first and the last paragraph: `(图文汪鹏、刘艺璇)`, `本报讯（记者 …）`, `（文章来源：…）`.

What stands in a dateline belongs to the text, as a reader sees it there; it is read, and stays.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Final

from crawler.extraction.lines.datelines import DATELINE, DATELINE_ALONE
from crawler.extraction.lines.labels import Kind, Statement
from crawler.extraction.lines.statements import statements
from crawler.extraction.names.people import bare_people, read_byline
from crawler.extraction.names.places import is_surely_medium
from crawler.extraction.text.script import simplified

_BEFORE_WRITERS: Final = (  # 某某网（某某日报网）讯（记者 …）, 某某商报（记者 …）
    r"[^\s。，！？；：“”]{2,36}?(?=[（(][^（）()]{0,8}(?:记者|記者|通讯员|通訊員))"
)
_OPENING: Final = re.compile(
    rf"^(?P<dateline>{DATELINE}\s*[:：]?\s*|{_BEFORE_WRITERS})?(?P<byline>[（(【\[〔](?P<inside>[^（）()【】\[\]〔〕]{{2,100}})[)）】\]〕])\s*["
    r":：,，]?\s*"
)
_DATELINE_WITHIN: Final = re.compile(
    r"[（(【\[〔]\s*(?:(?![本我])[\u4e00-\u9fff·—-]{1,14}[报報网網社](?:综合|綜合)?(?:报道|報道|驻|駐|特约|特派|记者|記者)"
    r"|記者.{2,40}報導\s*[)）】\]〕])"
)  # 【某某时报驻某国记者 …】, 〔記者某某／某地報導〕
_GAP: Final = re.compile(r"(?P<colon>\s*[:：]\s*)|\s+")
_WRITER: Final = re.compile(r"记者|記者|通讯员|通訊員|[文图圖]\s*[/／｜|]|撰文")
_EMPLOYED_WRITER: Final = re.compile(
    r"(?:[\u4e00-\u9fff·]{2}[A-Za-z+]{0,8}|[)）])(?:记者|記者)|报道$|報[導道]$"
)
_OPEN: Final = re.compile(r"[（(【\[]")
_CLOSE: Final = re.compile(r"[）)】\]]")
_OPENING_REACH: Final = 80
_CLOSING: Final = re.compile(
    r"\s*(?P<credit>[（(【\[](?P<inside>[^（）()【】\[\]]{2,120})[)）】\]])\s*[。.]?\s*$"
)
_CLOSING_UNBRACKETED: Final = re.compile(  # in simplified script
    r"(?<=[。！？!?”…])\s*(?P<credit>(?:(?:本报|本网|特约)?(?:记者|通讯员)|作者\s*[:：]|图文\s*[:：]?|文/图|[文图]\s*[/／|｜:：]|"
    r"(?:文字|摄影|采写|图片)\s*[/／|｜:：]|撰文|供稿|责任编辑\s*[:：]|责编\s*[:：]|编辑\s*[:：]"
    r"|来源\s*[:：]|文章来源\s*[:：]|稿源\s*[:：])[^。！？；“”]{2,60})$"
)
_SENTENCE_END: Final = re.compile(r"[。！？!?”」』…》）)；：:]\s*$")
_CLOSING_REACH: Final = 160
_MOST_CLOSING: Final = 5
_SHORTEST_REST: Final = 10


@dataclasses.dataclass(frozen=True, slots=True)
class Unglued:
    """`text` without the credit, or with it where it stays; `said` is what it states, in the order printed."""

    text: str
    said: tuple[Statement, ...] = ()


def unglue_opening(paragraph: str) -> Unglued:
    """The first paragraph without the byline it opens with; a dateline stays with what stands in it in brackets."""
    match = _OPENING.match(paragraph)
    if match and len(paragraph) - match.end() >= _SHORTEST_REST and _is_opening_byline(match):
        said = _opening_statements(match["byline"])
        is_dateline = match["dateline"] or _DATELINE_WITHIN.match(match["byline"])
        return Unglued(paragraph if is_dateline else paragraph[match.end() :], said)
    return _without_open_byline(paragraph)


def _without_open_byline(paragraph: str) -> Unglued:
    """The paragraph without a byline that stands before it in no brackets, parted by a space or a colon.

    It stays where it is or stands in a dateline: 本报讯 记者某某报道：, 某某日报记者 某某 报道. A colon alone parts
    a speaker from what is said, so a byline before one has to name an employer or say 报道.
    """
    dateline = DATELINE_ALONE.match(paragraph)
    start = dateline.end() if dateline else 0
    for gap in reversed(list(_GAP.finditer(paragraph, start, start + _OPENING_REACH))):
        byline = paragraph[start : gap.start()].strip()
        sign = _EMPLOYED_WRITER if gap["colon"] else _WRITER
        if len(paragraph) - gap.end() < _SHORTEST_REST or not sign.search(byline) or _opens_bracket(byline):
            continue
        read = read_byline(byline)
        if read is not None and read.people:
            said = (Statement(Kind.BYLINE, byline, byline),)
            is_dateline = dateline or _EMPLOYED_WRITER.search(byline)
            return Unglued(paragraph if is_dateline else paragraph[gap.end() :], said)
    return Unglued(paragraph)


def _opens_bracket(text: str) -> bool:
    return len(_OPEN.findall(text)) > len(_CLOSE.findall(text))


def _opening_statements(byline: str) -> tuple[Statement, ...]:
    """What the bracket states; names without a role word are a byline here."""
    said = statements(byline)
    return said if _names_writers(said) else (Statement(Kind.BYLINE, byline, byline.strip()),)


def _names_writers(said: tuple[Statement, ...]) -> bool:
    kinds = {one.kind for one in said}
    return Kind.BYLINE in kinds and kinds <= {Kind.BYLINE, Kind.EDITORS, Kind.CREDIT, Kind.PUBLISHER}


def _is_opening_byline(match: re.Match[str]) -> bool:
    if read_byline(match["byline"]) is not None or _names_writers(statements(match["byline"])):
        return True
    return len(bare_people(match["inside"])) >= (1 if match["dateline"] else 2)


def unglue_closing(paragraph: str) -> Unglued:
    """The last paragraph without the credits it closes with, however many there are."""
    text, said = paragraph, list[Statement]()
    for _ in range(_MOST_CLOSING):
        begin = max(0, len(text) - _CLOSING_REACH)
        match = _CLOSING.search(text, begin) or _CLOSING_UNBRACKETED.search(simplified(text), begin)
        rest = text[: match.start()].rstrip() if match else ""
        made = _closing_statements(match, text, rest) if match and rest else ()
        if not made:
            break
        text, said = rest, [*made, *said]
    return Unglued(text, tuple(said))


def _closing_statements(match: re.Match[str], text: str, rest: str) -> tuple[Statement, ...]:
    credit = text[match.start("credit") : match.end("credit")]
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
    if is_surely_medium(inside.strip()) and not re.search(r"[，。、]", inside):
        return (Statement(Kind.PUBLISHER, inside.strip(), credit),)
    return ()


_CREDITS: Final = frozenset(
    {Kind.BYLINE, Kind.PUBLISHER, Kind.EDITORS, Kind.EDITION, Kind.CREDIT, Kind.ORIGINAL_TITLE}
)
