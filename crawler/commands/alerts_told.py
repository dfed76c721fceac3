"""What a crawl does about faults when all else has ended: tells them, and says whether there are any."""

from __future__ import annotations

import contextlib
import logging
import shlex
import signal
from collections.abc import Iterator

from scrapy.crawler import Crawler
from sqlalchemy import Engine, exc

from crawler.alerts.channels import Channels
from crawler.alerts.telling import tell_pending
from crawler.clock import now
from crawler.extensions.run import RunExtension
from db.engine import DatabaseUnavailableError, open_database, reading
from db.queries import incidents

logger = logging.getLogger(__name__)


def faults_after(crawler: Crawler) -> str | None:
    """What is wrong with the target of a crawl that has ended, in a line; what people were not told of is told first.

    None where nothing is, or the crawl did not begin. An interrupt ends the telling, and the next run goes on with it.
    """
    extension = crawler.get_extension(RunExtension)
    if extension is None or extension.run is None:
        return None
    try:
        engine = open_database(crawler.settings["DATABASE_URL"])
        try:
            with _interruptible():
                tell_pending(engine, Channels.of(crawler.settings), now())
            return _open(engine, extension.run.target)
        finally:
            engine.dispose()
    except (DatabaseUnavailableError, exc.DBAPIError, OSError) as error:
        logger.warning("alerts are left to the next run: %s", error)
        return None


def _open(engine: Engine, target: str) -> str | None:
    with reading(engine) as session:
        causes = dict.fromkeys(incident.cause for incident in incidents.open_now(session, target))
    if not causes:
        return None
    return f"{', '.join(causes)}: scrapy alerts {shlex.quote(target)} says what is wrong, and what to do"


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM)
    # Scrapy leaves handlers that no longer act
    before = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    except KeyboardInterrupt:
        logger.warning("alerts are left to the next run")
    finally:
        for number, reaction in zip(numbers, before, strict=True):
            signal.signal(number, reaction)
