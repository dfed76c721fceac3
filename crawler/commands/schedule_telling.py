"""Alerts told beside what else goes on: who is told may be slow, and crawls begin and end meanwhile."""

from __future__ import annotations

import logging
import threading

from sqlalchemy import Engine, exc

from crawler.alerts.channels import Channels
from crawler.alerts.telling import tell_pending
from crawler.clock import now

logger = logging.getLogger(__name__)


class Telling:
    """Tells what people do not know yet, all at once and one time after the other."""

    def __init__(self, engine: Engine, channels: Channels) -> None:
        self._engine = engine
        self._channels = channels
        self._thread: threading.Thread | None = None
        self._is_wanted = False

    def want(self) -> None:
        """There may be something to tell."""
        self._is_wanted = True

    def go_on(self) -> None:
        if self._is_wanted and not (self._thread and self._thread.is_alive()):
            self._is_wanted = False
            self._thread = threading.Thread(target=self._tell, daemon=True)  # at our end the rest is left
            self._thread.start()

    def finish(self, seconds: float) -> None:
        """What is not told in so many seconds is left to the next run."""
        for _ in range(2):  # what is told now, and what has come since
            self.go_on()
            if self._thread is not None:
                self._thread.join(seconds / 2)

    def _tell(self) -> None:
        try:
            tell_pending(self._engine, self._channels, now())
        except (exc.DBAPIError, OSError) as error:
            logger.warning("alerts are left to the next run: %s", error)
