"""A crawl as a process of its own, with a log of its own: nothing that happens in it reaches the scheduler."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import hashlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from crawler.project_command import EXIT_BUSY, EXIT_FAILED, EXIT_FAULTS, EXIT_INTERRUPTED

EXIT_OUT_OF_TIME: Final = 124  # as of timeout(1)
EXIT_NOT_BEGUN: Final = 126  # as of a shell that cannot run a program
EXIT_TERMINATED: Final = 128 + signal.SIGTERM  # before it could catch the signal
UNHARMED: Final = frozenset({0, EXIT_FAULTS, EXIT_BUSY, EXIT_OUT_OF_TIME, EXIT_INTERRUPTED, EXIT_TERMINATED})
SECONDS_TO_END: Final = 15  # after SIGTERM

_WORDS: Final = {
    0: "done",
    EXIT_FAILED: "failed",
    2: "failed (usage)",
    EXIT_FAULTS: "done, alert",
    EXIT_BUSY: "busy",
    EXIT_OUT_OF_TIME: "out of time",
    EXIT_NOT_BEGUN: "not begun",
    EXIT_INTERRUPTED: "stopped",
    EXIT_TERMINATED: "stopped",
}
SIGNALLED: Final = 128  # and more
_AS_TOLD: Final = frozenset({EXIT_INTERRUPTED, -signal.SIGTERM, -signal.SIGKILL})
_LONGEST_NAME: Final = 200  # bytes; file systems take 255


def word_for(exit_code: int) -> str:
    """How a crawl with that exit code ended, in a word or two."""
    if exit_code in _WORDS:
        return _WORDS[exit_code]
    if exit_code > SIGNALLED:
        with contextlib.suppress(ValueError):
            return f"crashed ({signal.Signals(exit_code - SIGNALLED).name})"
    return f"failed ({exit_code})"


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Logs:
    """A folder for each target, in it a file for each crawl; the newest `kept` stay."""

    folder: Path
    kept: int

    def new(self, target: str, begun: datetime.datetime) -> Path:
        """The path of a file that is not there yet. OSError where there can be none."""
        folder = self.folder / _name_of(target)
        folder.mkdir(parents=True, exist_ok=True)
        for old in sorted(folder.glob("*.log"))[: -self.kept + 1 or None]:
            old.unlink(missing_ok=True)
        return folder / f"{begun.astimezone(datetime.UTC):%Y%m%dT%H%M%S.%fZ}.log"


def _name_of(target: str) -> str:
    """A target may be of more sites than a name of a file takes."""
    name = quote(target.replace(" ", "@"), safe="@")
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:_LONGEST_NAME]}-{hashlib.sha256(target.encode()).hexdigest()[:16]}"


class Run:
    """The process of a crawl. `log` is where all it says goes, `begun` when it was begun."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        log: Path,
        begun: datetime.datetime,
        time_limit: datetime.timedelta,
    ) -> None:
        """OSError where the log cannot be written or no process be started."""
        self.log = log
        self.begun = begun
        self.exit_code: int | None = None
        self._begun_at = time.monotonic()
        self._limit = self._begun_at + time_limit.total_seconds()
        self._kill_at: float | None = None
        self._out_of_time = False
        with log.open("xb") as out:
            self._process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C in the terminal is the scheduler's, which then stops it once
            )

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun_at

    def has_ended(self) -> bool:
        """Whether it has; stops it when its time is over, and kills it when it does not stop."""
        if self.exit_code is None and self._process.poll() is None:
            self._limit_time()
        elif self.exit_code is None:
            self.exit_code = self._ended_with(self._process.returncode)
        return self.exit_code is not None

    def stop(self, within: float = SECONDS_TO_END) -> None:
        """Ask it to end in good order, once, and see that it has after so many seconds."""
        if self._kill_at is None:
            self._kill_at = time.monotonic() + within
            self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """It and all that it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _limit_time(self) -> None:
        at = time.monotonic()
        if self._kill_at is not None and at >= self._kill_at:
            self.kill()
        elif self._kill_at is None and at >= self._limit:
            self._out_of_time = True
            self.stop()

    def _ended_with(self, code: int) -> int:
        if code < 0:
            self.kill()  # its workers, which it could not end
        if self._out_of_time and code in _AS_TOLD:  # another came to its own end just then
            return EXIT_OUT_OF_TIME
        return code if code >= 0 else SIGNALLED - code


def last_lines(log: Path, most: int) -> list[str]:
    """The last lines that say anything, of the end of the file."""
    with log.open("rb") as lines:
        lines.seek(max(log.stat().st_size - 4096, 0))
        said = [line.strip() for line in lines.read().decode("utf-8", "replace").splitlines()]
    return [line for line in said if line][-most:]
