"""What there is to be scheduled: the sources that need no arguments, and what the schedule file adds or changes."""

from __future__ import annotations

import dataclasses
import datetime
import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scrapy.settings import BaseSettings

from crawler.scheduling.plan import OFF, Entry, Known, PlanError, entries
from crawler.scheduling.rules import Rule, rule_of
from crawler.sources import Source
from crawler.spider_loader import LenientSpiderLoader

logger = logging.getLogger(__name__)

WITHOUT_FILE = "the schedule"


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A crawl to be run again and again. `name` is what only one crawl at a time may be about."""

    name: str
    key: str
    source: str
    rule: str
    arguments: Mapping[str, str]
    settings: Mapping[str, str]
    time_limit: datetime.timedelta | None

    def when(self) -> Rule:
        return rule_of(self.rule)


class Plan:
    """The targets, read again whenever the schedule file has changed."""

    def __init__(self, settings: BaseSettings) -> None:
        self._file = Path(settings["SCHEDULE_FILE"]) if settings["SCHEDULE_FILE"] else None
        self._loader = LenientSpiderLoader.from_settings(settings)
        self._read: object = None
        self._unmade: dict[str, str] = {}

    @property
    def broken(self) -> dict[str, str]:
        """What is wrong with the sources that are left out, because an error is in their code; by source."""
        # a source is named as its module is, for all that is known of one that cannot be imported
        modules = {
            module.rpartition(".")[2]: f"{module} cannot be imported: {why}"
            for module, why in self._loader.broken.items()
        }
        return {**modules, **self._unmade}

    def changed(self) -> bool:
        """Whether the file is another than when it was last read."""
        return self._read is None or self._state() != self._read

    def targets(self) -> list[Target]:
        """PlanError where the file says what cannot be, or is not there."""
        self._read, self._unmade = self._state(), {}
        all_stated = entries(*self._stated(), self._known(), is_all_known=not self._loader.broken)
        stated = [entry for entry in all_stated if entry.rule != OFF]
        found = [target for target in map(self._target, stated) if target is not None]
        self._check_apart(found)
        return found

    def _state(self) -> tuple[int, int]:
        try:
            status = self._file.stat() if self._file else None
        except OSError:
            return -1, -1
        return (status.st_mtime_ns, status.st_size) if status else (0, 0)

    def _stated(self) -> tuple[str, str]:
        """The text of the file, and what to call it."""
        if self._file is None:
            return "", WITHOUT_FILE
        try:
            return self._file.read_text(encoding="utf-8"), str(self._file)
        except OSError as error:
            raise PlanError(f"{self._file} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise PlanError(f"{self._file} is not UTF-8: {error}") from error

    def _known(self) -> dict[str, Known]:
        return {name: _known(self._loader.load(name)) for name in self._loader.list()}

    def _target(self, entry: Entry) -> Target | None:
        """None for a source that cannot be crawled without arguments, where nobody gave them, or is broken."""
        try:
            spider = self._loader.load(entry.source)(**entry.arguments)
        except ValueError as error:
            if entry.stated:
                raise PlanError(f"{self._stated()[1]}: {entry.key}: {error}") from error
            return None
        except Exception as error:  # noqa: BLE001 - whatever one spider raises, the others are crawled
            told = self._unmade[entry.source] = f"its spider fails: {type(error).__name__}: {error}"
            # a line, as of those that cannot be imported
            logger.error("%s is left out: %s", entry.key, told)  # noqa: TRY400
            return None
        return Target(
            name=str(getattr(spider, "target", spider.name)),
            key=entry.key,
            source=entry.source,
            rule=entry.rule,
            arguments=entry.arguments,
            settings=entry.settings,
            time_limit=entry.time_limit,
        )

    def _check_apart(self, targets: Iterable[Target]) -> None:
        by_name: dict[str, Target] = {}
        for target in targets:
            other = by_name.setdefault(target.name, target)
            if other is not target:
                raise PlanError(
                    f"{self._stated()[1]}: {target.key}: {other.key} is {target.name} too; name both addresses in one"
                )


def _known(spider: type) -> Known:
    source = getattr(spider, "source", None)
    rule = source.schedule if isinstance(source, Source) else Source(name="any").schedule
    arguments: Sequence[str] = getattr(spider, "arguments", None) or ()
    return Known(rule=rule, arguments=tuple(arguments))
