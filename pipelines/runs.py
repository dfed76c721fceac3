"""Tells the runs that go on from those that were killed, by a lock that ends with its process."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO, Self
from urllib.parse import quote


class RunLock:
    """Beside the database, one for each kind of run and source; any number of such runs hold it together.

    Where flock fails, as on some network drives, `alone` is False: nothing can be told then.
    """

    def __init__(self, file: IO[bytes], *, alone: bool) -> None:
        self._file = file
        self.alone = alone

    @classmethod
    def take(cls, database: Path, kind: str, source: str) -> Self:
        """Takes the lock, `alone` when no other process holds it; `share` must follow."""
        path = Path(f"{database}.{quote(f'{kind}-{source}', safe='')}.lock")
        file = path.open("wb")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return cls(file, alone=False)
        return cls(file, alone=True)

    def share(self) -> None:
        """To be called before the run is noted: who takes the lock meanwhile must not find it."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_SH)
        except OSError:
            self.alone = False

    def release(self) -> None:
        self._file.close()
