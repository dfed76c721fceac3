"""What a line of a news page is when it is not text: a byline, a credit, a date, a disclaimer, a button.

`statements` answers for one line. A line of text gives none; a line may make several (来源：… 作者：… 2022-02-23).
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterator
from typing import Final

from crawler.extraction.lines.beside_date import (
    facts_beside_date,
    facts_without_label,
    is_beside_date,
    words_of,
)
from crawler.extraction.lines.label_values import NO_VALUE, fitting, value_of
from crawler.extraction.lines.labels import LABEL, LONE_LABEL, SPACED_LABEL, Kind, Statement
from crawler.extraction.lines.ui_labels import is_interface
from crawler.extraction.lines.unlabelled import unlabelled_credit
from crawler.extraction.lines.whole_lines import original_title, whole_line_kind
from crawler.extraction.names.people import bare_people, people
from crawler.extraction.names.places import is_medium
from crawler.extraction.names.runs import is_likely_name
from crawler.extraction.text.dates import iso_date
from crawler.extraction.text.script import simplified
from crawler.extraction.text.words import words

Boilerplate = tuple[re.Pattern[str], ...]

_SENTENCE: Final = re.compile(r"[。！？；]|[!?](?=[^/]|$)")
_LONGEST_VALUE: Final = 64
_LONGEST_LINE: Final = 240
_GROUP: Final = re.compile(r"（[^（）()]+[）)]|\([^（）()]+[）)]|【[^【】]+】|\[[^\[\]]+\]")
_GROUPS: Final = re.compile(rf"(?:(?:{_GROUP.pattern})\s*){{2,}}[。.]?")
_LONGEST_BEFORE: Final = 40
_AFTER_A_NAME: Final = words(
    "作者单位 工作单位 单位 来源 文章来源 稿源 编辑 责任编辑 责编 发布时间 时间 日期"
)
_EDITION: Final = re.compile(
    r"[（(]?\s*(?:原载)?\s*[《<]\s*(?P<medium>[^《》<>]{2,20}?)\s*[》>]\s*[（(,，]?\s*(?:\d{4}\s*年)?[^。！"
    r"？]{0,24}?第?\s*[A-Z]?\d*[\d一二三四五六七八九十]+\s*版"
    r"(?:\s*[\u4e00-\u9fff]{2,6})?\s*[)）]?\s*[)）]?"
)
_ADDRESS_BEFORE: Final = re.compile(
    r"(?:^|(?<=[\u4e00-\u9fff]\s))(?:https?://|www\.)[^\s\u4e00-\u9fff]+\s+(?=(?:19|20)\d\d\D|来源|發布|发布)"
)
_FROM: Final = re.compile(r"(?<=[\d\s]来源)于(?=\s)")  # 2018-02-08 21:13 来源于 某某网
_SERIAL: Final = re.compile(r"(?<=[)）])\s*1\d{6}$")  # （編輯：某某）1110409, a day of the Minguo era
_COUNTER: Final = r"(?:[\s(（]+\d[\d,.万]*\s*(?:次|人|条)?(?:阅读|浏览|评论|点赞|收藏|转发)[)）]?)"
_COUNTERS: Final = re.compile(rf"{_COUNTER}{{2,}}$")
_COUNTERS_BEHIND: Final = re.compile(rf"{_COUNTER}+\s*$")


@functools.lru_cache(maxsize=1024)  # the readers of one page ask for its lines again and again
def statements(line: str, *, boilerplate: Boilerplate = ()) -> tuple[Statement, ...]:
    """What a line states that is nothing but statements; () for a line of text.

    A label without a value (`来源：` alone) is a statement with an empty value: its value is the next line's.
    """
    text = line.strip().strip("\ufeff\u200b\u3000\xa0 ")
    whole = whole_line_kind(text, boilerplate)
    if whole is not None:
        return (Statement(whole, text, text),)
    if edition := _EDITION.fullmatch(text):
        return (Statement(Kind.EDITION, edition["medium"].strip(), text),)
    if title := original_title(text):
        return (Statement(Kind.ORIGINAL_TITLE, title, text),)
    if len(text) > _LONGEST_LINE:
        return ()
    if (rest := _ADDRESS_BEFORE.sub("", text)) != text:  # http://www.example.cn 2015-3-5 9:20 来源：…
        return statements(rest, boilerplate=boilerplate)
    if (rest := _SERIAL.sub("", text)) != text:
        return statements(rest, boilerplate=boilerplate)
    if lone := LONE_LABEL.fullmatch(simplified(text)):
        return (Statement(Kind[lone.lastgroup or ""], "", text),)
    if grouped := _grouped(text, boilerplate):
        return grouped
    if labelled := _labelled(text):
        return tuple(labelled)
    beside = () if LABEL.search(simplified(text)) else facts_beside_date(text)
    return beside or _counted(text) or unlabelled_credit(text)


def _grouped(text: str, boilerplate: Boilerplate) -> tuple[Statement, ...]:
    """What brackets that stand side by side state, （本报记者 某某）（来源：某某日报）; () when one of them is text."""
    if not _GROUPS.fullmatch(text):
        return ()
    found = []
    for group in _GROUP.findall(text):
        said = statements(group, boilerplate=boilerplate)
        if not said and _is_writer(group):
            said = (Statement(Kind.BYLINE, group, group),)
        if not said:
            return ()
        found.append(said)
    return tuple(one for said in found for one in said)


def _labelled(text: str) -> list[Statement]:
    """The statements of a line made of `label：value` pairs, or none when a part of it is something else."""
    bare = _opened(text)
    plain = _FROM.sub("：", simplified(bare))
    marks = list(LABEL.finditer(plain)) or list(filter(None, [SPACED_LABEL.match(plain)]))
    if not marks or not _is_before_labels(bare[: marks[0].start()], marks[0]):
        return []
    before = bare[: marks[0].start()].strip(NO_VALUE)
    pieces = [_Piece(0, marks[0].start(), _said_before(before))] if before else []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start() if following else len(bare)
        made = _stated(
            mark, bare[mark.start() : end], bare[mark.end() : end], alone=len(pieces) + len(marks) == 1
        )
        if made is None:
            return []
        pieces.append(_Piece(mark.start(), end, tuple(made), is_unit=mark[0].strip(" :：").endswith("单位")))
    found = _with_one_publisher([one for piece in _with_one_byline(pieces, bare) for one in piece.said])
    if len(found) == 1 and text != bare:
        return [dataclasses.replace(found[0], printed=text)]
    return found


@dataclasses.dataclass(frozen=True, slots=True)
class _Piece:
    """A label with its value, where it stands in its line and what it states; `is_unit`: where an author works."""

    start: int
    end: int
    said: tuple[Statement, ...]
    is_unit: bool = False

    @property
    def is_byline(self) -> bool:
        return self.is_unit or all(one.kind is Kind.BYLINE for one in self.said)


def _with_one_byline(pieces: list[_Piece], line: str) -> Iterator[_Piece]:
    """`文：某某 图：某某` is one byline as it is printed, with all its labels."""
    for is_byline, group in itertools.groupby(pieces, key=lambda piece: piece.is_byline):
        run = list(group)
        said = [one for piece in run for one in piece.said if one.kind is Kind.BYLINE]
        if not is_byline or len(run) == 1 or not said:
            yield from run
            continue
        printed = line[run[0].start : run[-1].end].strip(" \t\u3000\xa0|｜丨,，;；、")
        values = [one.value for one in said if people(one.value)] or [one.value for one in said]
        yield _Piece(run[0].start, run[-1].end, (Statement(Kind.BYLINE, "、".join(values), printed),))


def _with_one_publisher(found: list[Statement]) -> list[Statement]:
    """A medium that stands before `来源：某某日报` is the site the line is printed on."""
    labelled = [one for one in found if one.kind is Kind.PUBLISHER and one.printed != one.value and one.value]
    return [one for one in found if one.kind is not Kind.PUBLISHER or not labelled or one in labelled]


def _opened(text: str) -> str:
    """The line without brackets round the whole of it."""
    for opening, closing in ("（）", "()", "【】", "[]", "〔〕", "［］", "（)", "(）"):
        if text.startswith(opening) and text.endswith(closing) and not re.search(r"[】\]].*[】\]]", text):
            return text[1:-1].strip()
    return text


def _is_before_labels(before: str, mark: re.Match[str]) -> bool:
    """Before the first label stand only a date, a medium, a writer, a counter; not the beginning of a sentence."""
    bare = before.strip(NO_VALUE)
    if not bare or is_interface(bare):
        return True
    if len(bare) > _LONGEST_BEFORE:
        return False
    if facts_without_label(bare, is_credit=iso_date(bare) is not None):
        return True
    if all(is_medium(word) or is_beside_date(word) for word in words_of(bare)):
        return True
    return mark[0].strip(" :：") in _AFTER_A_NAME and _is_writer(bare)


def _is_writer(text: str) -> bool:
    named = bare_people(text)
    return bool(named) and all(map(is_likely_name, named))


def _said_before(before: str) -> tuple[Statement, ...]:
    return facts_without_label(before, is_credit=True) or (
        Statement(Kind.BYLINE if _is_writer(before) else Kind.CREDIT, before, before),
    )


def _stated(mark: re.Match[str], printed: str, raw: str, *, alone: bool) -> list[Statement] | None:
    kind = Kind[mark.lastgroup or "CREDIT"]
    if kind in (Kind.BYLINE, Kind.PUBLISHER, Kind.EDITORS):  # 作者：某某 390 次浏览
        printed, raw = _COUNTERS_BEHIND.sub("", printed), _COUNTERS_BEHIND.sub("", raw)
    value = value_of(raw) if kind is not Kind.LINK else raw.strip()
    if len(value) > _LONGEST_VALUE and kind not in (
        Kind.KEYWORDS,
        Kind.LINK,
        Kind.ORIGINAL_TITLE,
        Kind.EDITORS,
    ):
        return None
    is_free = kind in (Kind.ORIGINAL_TITLE, Kind.LINK, Kind.KEYWORDS) or (
        kind is Kind.BYLINE and people(value)
    )
    if not is_free and _SENTENCE.search(value):
        return None
    label = re.sub(r"\s", "", mark[kind.name])
    made = [Statement(kind, value, printed.strip().strip("|｜,，;；、 \u3000"))]
    if not value:
        return made
    return fitting(kind, label, value, made, alone=alone)


def _counted(text: str) -> tuple[Statement, ...]:
    """`韩秋实 12 阅读 0 评论 3 点赞`: who posted, beside counters."""
    counters = _COUNTERS.search(simplified(text))
    poster = text[: counters.start()].strip(NO_VALUE) if counters else ""
    if not 1 < len(poster) <= 16 or _SENTENCE.search(poster):
        return ()
    return (Statement(Kind.BYLINE if people(poster) else Kind.CREDIT, poster, poster),)
