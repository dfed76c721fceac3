"""Who is credited on the page of a mirror: those whom the page it copied named, never the mirror itself."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any, Final

from crawler.extraction.learned import site_of
from crawler.extraction.mirrors.shown import shown_lines
from crawler.extraction.reading import Reading
from crawler.items import Choice, Said

_BLANK: Final = re.compile(r"\s+")
_ADDRESS: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
_FIELDS: Final = ("site_name", "publisher")
_SURE: Final = frozenset(["source", "selector"])
# rules that read a name at the end of the title, where a mirror puts its own
_TWICE: Final = frozenset(["title-line"])


def without_mirror(reading: Reading, page: str, url: str | None) -> Reading:
    """The reading with no site and no medium that only what is the mirror's own names: its head, its title, its host.

    `page` is the text the reading was read from. The name that comes next and that the page shows takes the place.
    """
    choices = dict[str, Choice | None]()
    named = [choice for choice in reading.provenance if choice.field in _FIELDS]
    shown = _BLANK.sub("", "\n".join(shown_lines(page))) if named else ""
    host = site_of(url) or ""
    for choice in named:
        if not _is_shown(choice.won, shown, host):
            choices[choice.field] = _next(choice, shown, host)
    if not choices:
        return reading
    fields: dict[str, Any] = {name: choice.won.value if choice else None for name, choice in choices.items()}
    return dataclasses.replace(reading, **fields, provenance=tuple(_replaced(reading, choices)))


def _is_shown(said: Said, shown: str, host: str) -> bool:
    name = _BLANK.sub("", said.value)
    if said.rule in _SURE:
        return True
    if not name or _ADDRESS.fullmatch(name) or _names_host(name, host):
        return False
    return shown.count(name) > (said.rule in _TWICE)


def _names_host(name: str, host: str) -> bool:
    """Peopleweekly of m.peopleweekly.cn."""
    label = max(host.split(".")[:-1] or [""], key=len)
    return bool(label) and name.casefold() == label


def _next(choice: Choice, shown: str, host: str) -> Choice | None:
    at = next((at for at, said in enumerate(choice.others) if _is_shown(said, shown, host)), None)
    if at is None:
        return None
    others = (*choice.others[:at], choice.won, *choice.others[at + 1 :])
    return dataclasses.replace(choice, won=choice.others[at], others=others)


def _replaced(reading: Reading, choices: dict[str, Choice | None]) -> Iterator[Choice]:
    for choice in reading.provenance:
        kept = choices.get(choice.field, choice)
        if kept is not None:
            yield kept
