"""Tells people what they do not know yet: in the log, to a command, to a webhook; each thing once.

Whoever finds faults notes them (`incidents.found`, in a transaction of its own), then has them told. What one channel
refuses is left for the next run, and not told again by the others. Where more has piled up for a channel than people
read, or a chat takes, it tells all of it by one alert.
"""

from __future__ import annotations

import datetime
import functools
import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import Engine

from crawler.alerts.advice import as_sentence
from crawler.alerts.alert import Alert
from crawler.alerts.channels import Channels, Tell
from crawler.alerts.errors import NotToldError
from db.engine import reading, writing
from db.locks import Lock, hold
from db.queries import incidents
from db.queries.incidents import Pending

logger = logging.getLogger(__name__)

_LOCK: Final = "alerts"
_SECONDS_BETWEEN_LOOKS: Final = 0.1
_MOST_ONE_BY_ONE: Final = 20  # DingTalk and WeCom take as many in a minute
_LOG: Final = "log"


def tell_pending(engine: Engine, channels: Channels, now: datetime.datetime) -> int:
    """Tells all that is still to be told, of whatever target; how much was told by all channels.

    Blocks, for as long as `channels` may take: not for the thread of a reactor. One process tells at a time. What
    another tells for so long that we do not get our turn is left to the next run. Killed between telling and noting it,
    it is told once more.
    """
    with reading(engine) as session:
        if not incidents.pending(session, now):
            return 0
    lock = _waited_for(engine, 2 * channels.seconds)
    if lock is None:
        return 0
    try:
        return _tell_all(engine, {_LOG: _to_log, **channels.chosen()}, now)
    finally:
        lock.release()


def _waited_for(engine: Engine, seconds: float) -> Lock | None:
    deadline = time.monotonic() + seconds
    while (lock := hold(engine, _LOCK)) is None and time.monotonic() < deadline:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return lock


def _tell_all(engine: Engine, channels: Mapping[str, Tell], now: datetime.datetime) -> int:
    with reading(engine) as session:
        pending = incidents.pending(session, now)  # again: another process may have told while we waited
    broken: set[str] = set()
    one_by_one = dict(channels)
    for name, tell in channels.items():
        left = [one for one in pending if name in _left(one, channels)]
        if len(left) > _MOST_ONE_BY_ONE and name != _LOG:
            _tell(engine, left, name, functools.partial(tell, Alert.of_several(left, now)), broken)
            del one_by_one[name]
    told = 0
    for one in pending:
        alert = Alert.of(one.incident, one.turn, now)
        for name in _left(one, one_by_one):
            if name not in broken:
                _tell(engine, [one], name, functools.partial(one_by_one[name], alert), broken)
        if not broken & set(_left(one, channels)):
            with writing(engine) as session:
                incidents.told(session, one.incident.id, one.turn, now)
            told += 1
    return told


def _left(one: Pending, channels: Collection[str]) -> list[str]:
    return [name for name in channels if f"{one.turn} {name}" not in one.incident.told_by]


def _tell(
    engine: Engine, told: Sequence[Pending], name: str, tell: Callable[[], None], broken: set[str]
) -> None:
    """By one channel; one that does not take it is `broken`, and not tried again by this run."""
    try:
        tell()
    except NotToldError as error:
        broken.add(name)
        logger.warning("alert not told by %s, the next run tries again: %s", name, error)
    else:
        with writing(engine) as session:
            for one in told:
                incidents.told_by(session, one.incident.id, one.turn, name)


def _to_log(alert: Alert) -> None:
    headline, *lines = alert.text.split("\n")
    logger.warning("alert: %s. %s", headline, " ".join(map(as_sentence, lines)))


def try_out(channels: Channels, now: datetime.datetime) -> dict[str, str | None]:
    """Sends a trial alert; by channel why it was not taken, None where it was."""
    faults: dict[str, str | None] = {}
    for name, tell in channels.chosen().items():
        try:
            tell(Alert.trial(now))
            faults[name] = None
        except NotToldError as error:
            faults[name] = str(error)
    return faults
