"""A clock that a test moves on, for itself and for every process of the project it starts."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Self

from crawler import clock
from tests.command_server import with_moved_clock


class MovingClock:
    """Time goes on by itself too, as fast as the system's. `file` holds how far ahead of that it is, in seconds."""

    def __init__(self, file: Path, ahead: datetime.timedelta = datetime.timedelta()) -> None:
        self._file = file
        self._ahead = datetime.timedelta()
        self.move(ahead)

    @classmethod
    def showing(cls, moment: datetime.datetime, file: Path) -> Self:
        """A clock that shows that moment now."""
        return cls(file, moment - clock.now())

    @property
    def environment(self) -> dict[str, str]:
        """The variables under which the project's processes go by this clock."""
        return {**with_moved_clock(), "MOVED_CLOCK": str(self._file)}

    def now(self) -> datetime.datetime:
        return clock.now() + self._ahead

    def move(self, by: datetime.timedelta) -> None:
        self._ahead += by
        written = self._file.with_suffix(".new")
        written.write_text(str(self._ahead.total_seconds()), encoding="ascii")
        written.replace(self._file)  # at once, for whoever reads it at this moment

    def move_to(self, moment: datetime.datetime) -> None:
        """On to that moment, never back: the clock stays where it is if that is later."""
        self.move(max(moment - self.now(), datetime.timedelta()))
