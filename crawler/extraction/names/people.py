"""A printed byline to the people it names: who wrote or photographed, who edited; nothing rather than junk."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extraction.names.common_words import NO_PERSON
from crawler.extraction.names.places import (
    is_known_place,
    is_medium,
    is_organisation,
    is_place,
    known_place_at_end,
    known_place_at_start,
)
from crawler.extraction.names.roles import EMPLOYED, HAN, LETTER_ROLE, ROLE, SURE_SIGN
from crawler.extraction.names.runs import is_likely_name, is_name, split_run
from crawler.extraction.text.script import simplified
from crawler.extraction.text.words import words

_SIGN: Final = re.compile(rf"{ROLE.pattern}|{LETTER_ROLE.pattern}")
_SEPARATOR: Final = re.compile(
    r"[、，,;；/／|｜丨∣︱&＆+:：()（）\[\]【】<>《》\"]+|\s+|[-—–]{1,2}|[_\s]*[A-Z]{1,4}\d{2,}\b|_"
    r"|(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
)
_REMARK: Final = re.compile(
    r"[（(【\[][^（）()【】\[\]]{1,40}[)）】\]]?|[，,]?\s*(?:系|现为|现任|供职于|就职于).{2,40}$"
)
_COUNTRY: Final = re.compile(
    rf"[（(\[【〔［]\s*(?:{HAN}{{1,4}}国|[美英法德日俄苏意加澳韩印西葡荷瑞奥波匈捷挪丹芬土埃巴墨智秘清明宋唐]|苏联|印度|"
    r"日本|加拿大|意大利|西班牙|澳大利亚|奥地利|瑞士|瑞典|以色列|俄罗斯|阿根廷|爱尔兰)\s*[)）\]】〕］]\s*"
)
_LATIN_NAME: Final = r"[A-Z][A-Za-z.'’-]*(?:\s+[A-Z][A-Za-z.'’-]*){1,3}"
_BY: Final = re.compile(
    rf"(?:By|BY):?\s+(?P<names>{_LATIN_NAME}(?:(?:,|\s+and|\s+&)\s+{_LATIN_NAME}){{0,3}})"
)
_OFFICE: Final = re.compile(rf"{HAN}{{1,6}}[宣轩萱]|{HAN}{{2,12}}(?:供图|提供|供稿)")
_GIVEN_BY: Final = re.compile(
    rf"(?:受访者|被访者|采访对象|受访单位|受访企业|主办方|官方|企业|网友|网络|资料|本人|警方|剧照|截图|{HAN}{{0,6}}方)"
    r"(?:本人)?(?:提供|供图|图片?|截图|资料图)?"
)
_PADDED: Final = re.compile(rf"(?<!{HAN})({HAN})[ \u3000\xa0]+({HAN})(?!{HAN})")
_SENTENCE: Final = re.compile(r"[。！？!?；“”‘’…]")
_LONGEST_PIECE: Final = 16
_NAMELESS: Final = re.compile(
    rf"^(?:{HAN}|[·/\s\d]){{2,14}}(?:记者|评论员|通讯员)$|^(?:本报)?通讯员\s?{HAN}{{2,6}}宣$"
)
_POSITION: Final = re.compile(
    r"(?:教授|院士|研究员|院长|所长|主任|博士|博士生|硕士|研究生|学者|专家|律师|作家|委员|主席|会长|理事|秘书长|经济学家|分析师|"
    r"校长|书记|教师|老师|医师|医生|工程师|总裁|董事长|总经理|创始人|首席|负责人)$"
)
_PARTS_OF_BYLINE: Final = words(
    """
    本报 本网 本刊 本台 本社 本端 本站 记者 讯 电 日 综合 等 通讯 特稿 专稿 原创 本
    """
)
_MOST_PEOPLE: Final = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Byline:
    """`as_printed` keeps brackets and role words. `people` wrote or photographed, `editors` edited."""

    as_printed: str
    people: tuple[str, ...]
    editors: tuple[str, ...]
    roles: tuple[str, ...]


def read_byline(text: str) -> Byline | None:
    """The byline that `text` is, whole; None when it is anything else or no role word (记者, 图文, 报道) says so."""
    inside = _listed(_without_brackets(text))
    if english := _BY.fullmatch(inside):
        latin = tuple(re.split(r",\s+|\s+(?:and|&)\s+", english["names"]))
        return Byline(text.strip(), latin, (), ("By",))
    if len(inside) > 160 or _SENTENCE.search(inside) or not _SIGN.search(simplified(inside)):
        return None
    roles: list[str] = []
    people: list[str] = []
    editors: list[str] = []
    for role, chunk, is_editor in _chunks(inside):
        roles.append(role)
        named = _people_in(chunk, is_correspondent="通讯员" in simplified(role))
        if named is None:
            return None
        (editors if is_editor else people).extend(named)
    if not people and not editors and not _NAMELESS.search(simplified(inside)):
        return None
    if not SURE_SIGN.search(simplified(inside)) and not all(map(is_likely_name, people)):
        return None
    kept = tuple(role.strip(" /／:：|｜丨\u3000") for role in roles if role.strip())
    return Byline(text.strip(), _once(people), _once(editors), kept)


def people(value: str) -> tuple[str, ...]:
    """The people a form's value names (作者：张三 李四); () when it holds anything but people, roles and places."""
    return _people(value) or _people(_REMARK.sub(" ", _COUNTRY.sub("", value)))


def _listed(text: str) -> str:
    """A list of short pieces with 、 where ； parts them: 张三；李四；."""
    pieces = [piece.strip() for piece in text.split("；")]
    return (
        "、".join(filter(None, pieces))
        if len(pieces) > 1 and max(map(len, pieces)) <= _LONGEST_PIECE
        else text
    )


def _people(value: str) -> tuple[str, ...]:
    inside = _listed(_without_brackets(value))
    if len(inside) > 160 or _SENTENCE.search(inside):
        return ()
    if is_medium(inside) and not is_name(inside):
        return ()
    named: list[str] = []
    for _, chunk, is_editor in _chunks(inside):
        found = _people_in(chunk)
        if found is None:
            return ()
        named.extend(() if is_editor else found)
    return _once(named)


def bare_people(text: str) -> tuple[str, ...]:
    """The people of a text that is nothing but names and separators; () for anything else, a role word too."""
    inside = _without_brackets(text)
    if len(inside) > 60 or _SIGN.search(simplified(inside)) or re.search(r"[\d。！？!?；：:“”]", inside):
        return ()
    pieces = [piece for piece in _SEPARATOR.split(_joined(inside)) if piece]
    named = [_named(piece) for piece in pieces]
    found = [name for names in named for name in names]
    return _once(found) if all(named) and any(map(is_likely_name, found)) else ()


def first_role(text: str) -> int | None:
    """Where the first role word of a writer or an editor begins (记者, 通讯员, 编辑), not counting a report's 报道."""
    marks = (mark for mark in ROLE.finditer(simplified(text)) if mark["report"] is None and mark.start())
    return next((mark.start() for mark in marks), None)


def _chunks(text: str) -> Iterator[tuple[str, str, bool]]:
    """`(role, what follows it, whether the role is an editor's)`; the first with an empty role."""
    plain = simplified(text)
    marks = sorted(
        [*ROLE.finditer(plain), *LETTER_ROLE.finditer(plain)], key=lambda mark: (mark.start(), -mark.end())
    )
    role, start, is_editor = "", 0, False
    for mark in marks:
        if mark.start() < start:
            continue
        is_first = not role and simplified(text)[mark.end() :].strip("组 ：:|｜丨/／") != ""
        yield role, _before_role(text[start : mark.start()], mark, is_first=is_first), is_editor
        if mark.groupdict().get("report") is None:
            is_editor = mark.groupdict().get("editor") is not None
        role, start = text[mark.start() : mark.end()], mark.end()
    yield role, text[start:], is_editor


def _before_role(chunk: str, mark: re.Match[str], *, is_first: bool) -> str:
    """The chunk without the employer close before a role, 半岛 of 半岛全媒体记者, or the place of 安丘报道.

    What is glued to the first 记者 of a byline that goes on is who employs them, though it look like a name.
    """
    close = re.search(rf"(?:{HAN}|[A-Za-z\d·/])+$", chunk)
    if close is None or len(close[0]) > 12:
        return chunk
    if mark.groupdict().get("report"):
        is_place_name = close.start() > 0 and len(close[0]) <= 4 and not is_likely_name(close[0])
        return chunk[: close.start()] if is_place_name else chunk
    if is_first and EMPLOYED.search(mark[0]):
        return chunk[: close.start()]
    return chunk if not mark.groupdict().get("writer") or _named(close[0]) else chunk[: close.start()]


def _people_in(chunk: str, *, is_correspondent: bool = False) -> list[str] | None:
    """The people of a piece between two roles; None when something in it is no name, place, medium or workplace.

    An office's press section signs with a word of its own where a 通讯员 is named: 穗公宣, 粤交宣.
    """
    named: list[str] = []
    latin = re.fullmatch(r"\s*[A-Z][A-Za-z.'’-]+(?:\s+[A-Za-z.'’-]+){1,3}\s*", chunk)
    pieces = [chunk.strip()] if latin else _SEPARATOR.split(_joined(chunk))
    for piece in filter(None, pieces):
        if _is_no_person(piece) or (is_correspondent and _OFFICE.fullmatch(piece) and not is_name(piece)):
            continue
        found = _named(piece)
        if not found:
            return None
        named.extend(found)
    return named if len(named) <= _MOST_PEOPLE else None


def _is_no_person(piece: str) -> bool:
    piece = simplified(piece)
    return (
        piece in _PARTS_OF_BYLINE
        or is_place(piece)
        or re.fullmatch(r"[A-Za-z]{1,3}\d*", piece) is not None
        or _GIVEN_BY.fullmatch(piece) is not None
        or (len(piece) > 3 and _POSITION.search(piece) is not None)
        or re.fullmatch(r"[驻发自].{2,8}|\d{1,4}[年月日]?|\d{1,2}月\d{1,2}日|\W+", piece) is not None
        or ((is_medium(piece) or is_organisation(piece)) and not (len(piece) <= 3 and is_name(piece)))
        or (len(piece) > 3 and is_medium(piece))
    )


def _named(piece: str) -> tuple[str, ...]:
    """The people of a piece without separators; () when it names none."""
    piece = re.sub(r"(?<=..)等$|^[是由]", "", piece)
    if simplified(piece) in NO_PERSON or is_known_place(piece) or (is_place(piece) and len(piece) != 3):
        return ()
    if "·" in piece or not re.fullmatch(rf"{HAN}+", piece):
        return (piece,) if is_name(piece) else ()
    return _around_and(piece) or _split(piece) or _beside_a_place(piece)


def _split(piece: str) -> tuple[str, ...]:
    names = split_run(piece) or ((piece,) if is_name(piece) else ())
    return (
        ()
        if NO_PERSON.intersection(map(simplified, names))
        or any(is_place(name) and len(name) == 2 for name in names)
        else names
    )


def _around_and(piece: str) -> tuple[str, ...]:
    """张三和李四: only when both sides are names and the whole is not one."""
    for mark in re.finditer("[和与與及]", piece):
        left, right = _split(piece[: mark.start()]), _split(piece[mark.end() :])
        if left and right and len(piece) > 4:
            return (*left, *right)
    return ()


def _beside_a_place(piece: str) -> tuple[str, ...]:
    """张三北京, 北京张三: names run together with the place they report from."""
    end, start = known_place_at_end(piece), known_place_at_start(piece)
    if end and (names := _split(piece[: -len(end)])):
        return names
    return _split(piece[len(start) :]) if start else ()


def _joined(text: str) -> str:
    """Two-character names padded to the width of three (张　三) made one word again."""
    return _PADDED.sub(lambda pair: pair[1] + pair[2] if _joins(pair[1] + pair[2]) else pair[0], text)


def _joins(pair: str) -> bool:
    return pair[0] not in "图圖摄攝" and is_name(pair)


def _without_brackets(text: str) -> str:
    stripped = _COUNTRY.sub("", text).strip().strip("　\xa0 ").rstrip("。.;；,，、")
    for opening, closing in ("（）", "()", "【】", "[]", "〔〕", "［］", "<>"):
        if stripped.startswith(opening) and stripped.endswith(closing) and opening not in stripped[1:]:
            return stripped[1:-1].strip()
    for opening, closing in (("（", ")"), ("(", "）")):
        if stripped.startswith(opening) and stripped.endswith(closing):
            return stripped[1:-1].strip()
    return stripped


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
