"""Who is credited without a label beside a date: the medium, and the people of a line of names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from crawler.extraction.lines.beside_date import is_beside_date, names_medium, words_of
from crawler.extraction.lines.credits import Credits, publisher_name
from crawler.extraction.lines.ui_labels import is_interface
from crawler.extraction.names.people import bare_people
from crawler.extraction.names.places import is_office
from crawler.extraction.names.runs import is_likely_name

LONGEST_FACT: Final = 60
SENTENCE: Final = re.compile("[。，！？；]|今天是|现在是|今日是")
_LONGEST_NAME: Final = 14
_FIGURES: Final = re.compile(r"[\d:：./年月日时分秒\-+]+(?:人?参与|阅读|评论|次|条)*")
_REMARK: Final = re.compile(r"[\[【(（].{1,4}[\])）】]$")
_ACCOUNT: Final = re.compile(r"(?!信息|新闻|官方)[\u4e00-\u9fff]{2,8}(?:发布|之声|头条|观察家)")
_FOLLOW: Final = frozenset(["关注", "+关注", "+ 关注", "已关注"])
_YEAR: Final = re.compile(r"\d{4}\s*[-/.年]")
_LABEL_SIGN: Final = re.compile(r"[:：](?!\d)")
_SHORTEST_ACCOUNT: Final = 4  # alone beside the date; shorter words are sections, 国内, 图文
_LABELLED: Final = re.compile(
    r"(?:(?:[^:：]{0,2}(?:来源|稿源|出处)于?|转自|摘自|发布机构|发布单位|发文机关)[:：](?P<medium>[^:：]{2,20})$|[^:：]{1,8}[:：])"
)


def lines_beside(found: Sequence[str], dated: int) -> list[int]:
    """The line of the date, those next to it, and the one that a button to follow an account parts from it."""
    above = dated - 1
    while above >= 0 and found[above] in _FOLLOW:
        above -= 1
    return [dated, above, dated + 1]


def named_without_label(
    said: Credits, lines: Mapping[int, str], sites: Sequence[str], *, date_alone: bool
) -> tuple[str | None, tuple[str, ...]]:
    """The medium and the people, with those named without a label beside the date; the date's line comes first."""
    publisher, authors = said.publisher, said.authors
    for number, line in enumerate(lines.values()):
        words = _words(line)
        media = [word for word in words if word in sites or _publishes(word)]
        publisher = publisher or next(iter(_labelled_media(line)), None)
        people = [name for word in words for name in bare_people(word) if word not in media]
        if not media and not people and number == 0 and date_alone and len(words) == 1:
            media = [word for word in words if len(word) >= _SHORTEST_ACCOUNT]
        if media:
            publisher = publisher or media[0]
            authors = authors or tuple(people)
    return publisher, authors


def named_beside_date(line: str) -> tuple[str, ...]:
    """The people of a line of names before its date, or behind it where the line has no label."""
    apart = words_of(line)
    at = next((number for number, word in enumerate(apart) if _YEAR.match(word)), len(apart))
    around = apart[:at] or ([] if _LABEL_SIGN.search(line) else apart[at:])
    words = [word for word in around if not is_beside_date(word)]
    named = [bare_people(word) for word in words]
    people = tuple(name for names in named for name in names)
    return people if people and all(named) and all(map(is_likely_name, people)) else ()


def signed(lines: Sequence[str], stating: set[int]) -> tuple[str, ...]:
    """The people of a line of nothing but names, the first of all or next to one that states a fact."""
    near = {0, *(number + step for number in stating for step in (-1, 1))}
    for number in sorted(near - stating):
        named = bare_people(lines[number]) if 0 <= number < len(lines) else ()
        if named and all(map(is_likely_name, named)):
            return named
    return ()


def without_buttons(publisher: str | None) -> str | None:
    """`某某日报 举报` without the labels that stand on the same line."""
    words = (publisher or "").split()
    while len(words) > 1 and (is_interface(words[-1]) or _FIGURES.fullmatch(words[-1])):
        words.pop()
    return " ".join(words) or None


def _publishes(word: str) -> bool:
    return names_medium(word) or is_office(word) or _ACCOUNT.fullmatch(word) is not None


def _words(line: str) -> list[str]:
    if len(line) > LONGEST_FACT or SENTENCE.search(line):
        return []
    words = (_REMARK.sub("", word) for word in words_of(line) if not _LABELLED.match(word))
    return [
        word
        for word in words
        if 1 < len(word) <= _LONGEST_NAME and not is_beside_date(word) and publisher_name(word)
    ]


def _labelled_media(line: str) -> list[str]:
    """The media of a line that has labels nobody knows too: 类型：原创 来源：某某日报."""
    values = (mark["medium"] for word in words_of(line) if (mark := _LABELLED.match(word)))
    return [value for value in values if value and publisher_name(value)]
