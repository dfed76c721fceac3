"""Pen names and names the tables do not know, which only a label makes a writer's: `作者：半山听雨`."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.names.common_words import COMMON_WORDS, NO_PERSON
from crawler.extraction.names.people import people
from crawler.extraction.names.places import is_medium, is_organisation, is_place
from crawler.extraction.text.script import simplified

_HAN: Final = r"[\u4e00-\u9fff]"
_PEN_NAME: Final = re.compile(rf"(?:{_HAN}|[A-Za-z0-9·•&_-]){{2,12}}|[A-Z][a-z]{{2,11}}")
_SEPARATOR: Final = re.compile(r"\s*[、，,;；/／|｜]\s*|\s+")
_NO_PEN_NAME: Final = re.compile(
    r"记者|编辑|通讯员|评论员|作者|小编|报道|来源|网站|管理|综合|整理|转载|供稿|发布$|之声$|资讯|融媒|官微|原创|用户|匿名|"
    r"采编|课题|教授|院士|研究员|博士|主任|院长|经济学家|分析师|委员会|政务|宣传|办公|责编|审核|未知|^本|公众号|客户端|[省市县区镇乡村]$|\d{4}"
)
_FEWEST_CHARACTERS: Final = 2
_MOST_PEN_NAMES: Final = 4


def signed_names(value: str) -> tuple[str, ...]:
    """Whom a label such as 作者 names, pen names and all; () when the value is an office, a medium or no name.

    A lone word in Latin script is a name only when it is written as one: a site's login (liuyang) is none.
    """
    if named := people(value):
        return named
    pieces = [piece for piece in _SEPARATOR.split(value.strip("【】[]（）()<>《》 　")) if piece]
    if known := [name for piece in pieces for name in people(piece)]:
        return tuple(dict.fromkeys(known))
    if len(pieces) > _MOST_PEN_NAMES or not all(map(_is_pen_name, pieces)):
        return ()
    return tuple(dict.fromkeys(pieces))


def _is_pen_name(text: str) -> bool:
    plain = simplified(text)
    return (
        _PEN_NAME.fullmatch(text) is not None
        and (
            len(re.findall(_HAN, text)) >= _FEWEST_CHARACTERS
            or re.fullmatch(r"[A-Z][a-z]+", text) is not None
        )
        and _NO_PEN_NAME.search(plain) is None
        and plain not in NO_PERSON
        and plain not in COMMON_WORDS
        and not is_medium(text)
        and not is_organisation(text)
        and not is_place(text)
    )
