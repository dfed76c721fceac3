"""What is told of a story, in words and figures for a person."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Final

from db.changes import Changes, Passage
from db.originality import Candidate, Decision, Rule, is_spoilt, moment, period

_FEW_LETTERS: Final = 20  # are told by their number, not by their share
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NEARLY_ALL: Final = 0.75
_PLACES: Final = (
    (0.0, 0.34, "first third"),
    (0.0, 0.52, "first half"),
    (0.66, 1.0, "last third"),
    (0.48, 1.0, "last half"),
    (0.15, 0.85, "middle"),
)


def why_told(why: Decision, members: Collection[Candidate]) -> str:
    """The rule that decided, in words, and over which record; and among which, where a rule before it left out others
    of the members that this one would have chosen."""
    original, over = why.original, why.over
    among = _among(why, members)
    told: dict[Rule, str] = {
        "mirror": f"the only one that no mirror has spoilt (the next, {over.id}: {', '.join(over.flags)})",
        "credited": f"its own site is the one credited ({original.site_name or original.publisher})",
        "published": _published_first(original, over, among),
        "longest": f"the longest of those published first{among}; {over.id} is shorter",
        "captured": f"captured first{among}; {over.id} is as long and of the same time",
        "id": f"nothing tells it from {over.id}; the lower id decides",
    }
    return told[why.rule]


def _among(why: Decision, members: Collection[Candidate]) -> str:
    left_out = [one for one in members if one.id != why.original.id and _is_before(one, why.over)]
    if any(is_spoilt(one.flags) == is_spoilt(why.original.flags) for one in left_out):
        return " of those whose own site is credited"
    return " of those that no mirror has spoilt" if left_out else ""


def _is_before(one: Candidate, other: Candidate) -> bool:
    """Whether it was published before the other, by what both state."""
    first, second = period(one.published_at), period(other.published_at)
    return first is not None and (second is None or first[1] < second[0])


def _published_first(original: Candidate, over: Candidate, among: str) -> str:
    first, second = moment(original.published_at), moment(over.published_at)
    if first is None or second is None:
        return f"the only one{among} that states when it was published"
    return f"published first{among}, {duration(second - first) or 'shortly'} before {over.id}"


def time_told(stated: str) -> str:
    return stated[:16].replace("T", " ")


def people_told(role: str, before: str, after: str) -> str:
    if before and after:
        return f"{role}: {before} → {after}"
    return f"{role} added: {after}" if after else f"{role} left out: {before}"


def duration(over: datetime.timedelta) -> str:
    """In the one or two units that tell it best; nothing for less than a minute."""
    minutes = int(over.total_seconds() // 60)
    hours, days = minutes // 60, minutes // 60 // 24
    if days >= 3:
        return f"{days:,} days"
    if days:
        return f"{days} d {hours % 24} h" if hours % 24 else f"{days} d"
    if hours:
        return f"{hours} h {minutes % 60} min" if hours < 10 and minutes % 60 else f"{hours} h"
    return f"{minutes} min" if minutes else ""


def texts_told(changes: Changes) -> list[str]:
    """What was cut, added, moved and retouched, by the places and the sizes of the passages; nothing where all letters
    are the same."""
    told = {
        "cut": passages_told(changes.cut, changes.letters),
        "added": passages_told(changes.added, changes.copy_letters),
        "moved": _amount(changes.moved_letters, changes.letters),
        "retouched here and there": _amount(changes.retouched, max(changes.letters, changes.copy_letters)),
    }
    return [f"{what}: {how_much}" for what, how_much in told.items() if how_much]


def passages_told(passages: Sequence[Passage], letters: int) -> str:
    """`first 5%, two passages (12%), last 38%`: shares of the letters of the text they stand in."""
    if len(passages) == 1 and passages[0].letters == letters:
        return "all of it"
    middle = [one for one in passages if one.begins and one.ends != letters]
    parts = [f"first {_amount(one.letters, letters)}" for one in passages if not one.begins]
    if middle:
        number = len(middle)
        how_many = _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"
        name = "a passage" if number == 1 else f"{how_many} passages"
        parts.append(f"{name} ({_amount(sum(one.letters for one in middle), letters)})")
    parts += (f"last {_amount(one.letters, letters)}" for one in passages if one.ends == letters)
    return ", ".join(parts)


def _amount(letters: int, of: int) -> str:
    if not letters:
        return ""
    if letters < _FEW_LETTERS:
        return f"{letters} letter{'s' if letters > 1 else ''}"
    return share(letters / of)


def share(part: float) -> str:
    """In percent; all and nothing are said of nothing less and nothing more."""
    if 0 < part < 0.01:
        return "<1%"
    return ">99%" if 0.99 < part < 1 else f"{part:.0%}"


def place_told(begins: float, ends: float) -> str:
    """`in its last half (51 to 98%)`, as shares of the letters of the longer text."""
    words = next((words for low, high, words in _PLACES if low <= begins and ends <= high), None)
    if words is None and ends - begins < _NEARLY_ALL:
        return f"at {begins:.0%} to {ends:.0%} of its length"
    return f"{f'in its {words}' if words else 'from one end to the other'} ({begins:.0%} to {ends:.0%})"
