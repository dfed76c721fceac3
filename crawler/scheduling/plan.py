"""What the schedule file says: which crawls, with which arguments and settings, how often."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from crawler.scheduling.rules import ADAPTIVE, Cron, duration, rule_of

SITES: Final = "any"
FOR_ALL: Final = "all"
OFF: Final = "off"
ANY_SITE: Final = "news"

_RULES: Final = ("every", "cron", ADAPTIVE, OFF)
_OTHERS: Final = ("time_limit", "settings")
_SETTING: Final = re.compile(r"[A-Z][A-Z0-9_]*")


class PlanError(ValueError):
    """The schedule file cannot be gone by. The message is for a person, and names the file and the key."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A source that can be crawled: the rule it declares, and the arguments its spider takes."""

    rule: str
    arguments: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A crawl to be run again and again: `key` names it in the file, `rule` may be `off`.

    `stated` says whether the file has a table for it. Without `time_limit` the one of the settings counts.
    """

    key: str
    source: str
    stated: bool
    rule: str
    arguments: Mapping[str, str] = dataclasses.field(default_factory=dict)
    settings: Mapping[str, str] = dataclasses.field(default_factory=dict)
    time_limit: datetime.timedelta | None = None


def entries(text: str, file: str, known: Mapping[str, Known], *, is_all_known: bool = True) -> list[Entry]:
    """The crawls of all sources, in the order of their names, then those of other sites. PlanError.

    Where not all sources are known, a table of one that is not is passed over, as are other sites without `news`.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanError(f"{file} is no TOML: {error}") from error
    reading = _Reading(file)
    for name, table in tables.items():
        if is_all_known:
            reading.check_known(name, name, (*known, SITES, FOR_ALL), of="table or source")
        reading.check_is_table(name, table)
    for_all = reading.entry(FOR_ALL, "", tables.get(FOR_ALL, {}), Known(rule="", arguments=()))
    sources = {
        name: dataclasses.replace(one, rule=for_all.rule or one.rule) for name, one in sorted(known.items())
    }
    declared = [reading.entry(name, name, tables.get(name), one) for name, one in sources.items()]
    sites = [
        reading.entry(f"{SITES}.{name}", ANY_SITE, table, sources.get(ANY_SITE))
        for name, table in tables.get(SITES, {}).items()
        if is_all_known or ANY_SITE in sources
    ]
    return [_filled(entry, for_all) for entry in (*declared, *sites)]


class _Reading:
    def __init__(self, file: str) -> None:
        self._file = file

    def entry(self, key: str, source: str, table: object, known: Known | None) -> Entry:
        """What the table says, or that there is none."""
        if known is None:
            raise self._wrong(key, f"there is no source {source} to crawl it")
        if table is None:
            return Entry(key=key, source=source, stated=False, rule=known.rule)
        stated = self.check_is_table(key, table)
        for name in stated:
            self.check_known(f"{key}.{name}", name, (*_RULES, *_OTHERS, *known.arguments))
        given = {name: stated[name] for name in known.arguments if name in stated}
        return Entry(
            key=key,
            source=source,
            stated=True,
            rule=self._rule(key, stated) or known.rule,
            arguments={name: self._text(f"{key}.{name}", value) for name, value in given.items()},
            settings=self._settings(f"{key}.settings", stated.get("settings", {})),
            time_limit=self._time_limit(f"{key}.time_limit", stated.get("time_limit")),
        )

    def check_is_table(self, key: str, table: object) -> Mapping[str, Any]:
        if not isinstance(table, dict):
            raise self._wrong(key, f"a table is wanted: [{key}]")
        return table

    def check_known(self, key: str, name: str, known: Iterable[str], of: str = "key") -> None:
        there = sorted(known)
        if name not in there:
            near = difflib.get_close_matches(name, there, n=1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise self._wrong(key, f"there is no such {of}, only {', '.join(there)}{meant}")

    def _rule(self, key: str, table: Mapping[str, Any]) -> str | None:
        stated = [name for name in _RULES if name in table]
        if len(stated) > 1:
            raise self._wrong(key, f"{' and '.join(stated)} cannot go together")
        if not stated:
            return None
        name, value = stated[0], table[stated[0]]
        try:
            _check_rule(name, value)
        except ValueError as error:
            raise self._wrong(f"{key}.{name}", str(error)) from error
        return name if value is True else str(value)

    def _settings(self, key: str, table: object) -> dict[str, str]:
        stated = self.check_is_table(key, table)
        for name in stated:
            if not _SETTING.fullmatch(name):
                raise self._wrong(f"{key}.{name}", "no setting is named so; they are in capitals")
        return {name: self._text(f"{key}.{name}", value) for name, value in stated.items()}

    def _time_limit(self, key: str, value: object) -> datetime.timedelta | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._wrong(key, f"a text such as '2h' is wanted, not {value!r}")
        try:
            return duration(value)
        except ValueError as error:
            raise self._wrong(key, str(error)) from error

    def _text(self, key: str, value: object) -> str:
        if isinstance(value, bool):
            return str(int(value))
        if isinstance(value, list) and value:
            return ",".join(self._text(key, each) for each in value)
        if not isinstance(value, str | int | float) or "\0" in str(value):
            raise self._wrong(key, f"a text, a number, true or false is wanted, not {value!r}")
        return str(value)

    def _wrong(self, key: str, what: str) -> PlanError:
        return PlanError(f"{self._file}: {key}: {what}")


def _check_rule(name: str, value: object) -> None:
    """ValueError unless the value is one that the key can have."""
    if name in (ADAPTIVE, OFF):
        if value is not True:
            raise ValueError(f"only true can be said, not {value!r}; or leave it out")
    elif not isinstance(value, str):
        raise ValueError(f"a text is wanted, not {value!r}")
    elif name == "every":
        duration(value)
    elif not isinstance(rule_of(value), Cron):
        raise ValueError(f"{value!r} is no cron expression, such as 30 6 * * *")


def _filled(entry: Entry, for_all: Entry) -> Entry:
    """With what the file says of all crawls where it says nothing of this one."""
    settings = {**for_all.settings, **entry.settings}
    return dataclasses.replace(entry, settings=settings, time_limit=entry.time_limit or for_all.time_limit)
