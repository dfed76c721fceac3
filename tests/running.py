"""Commands of the project while they run: begun, watched, interrupted, and how long they take to end."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from tests.project import ROOT, Project

SECONDS = 90


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ended:
    code: int
    stdout: str
    stderr: str
    seconds: float  # from when it was told to stop


@contextlib.contextmanager
def running(project: Project, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command in a process group of its own, which is killed on leaving."""
    with subprocess.Popen(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        env=project.variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            kill_group(process)


def kill_group(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def stopped(process: subprocess.Popen[str], *signals: signal.Signals) -> Ended:
    """Tells it to stop, and waits for it."""
    begun = time.monotonic()
    for each in signals or (signal.SIGTERM,):
        process.send_signal(each)
        time.sleep(0.1 if len(signals) > 1 else 0)
    return ended(process, begun)


def ended(process: subprocess.Popen[str], begun: float = 0.0) -> Ended:
    stdout, stderr = process.communicate(timeout=SECONDS)
    seconds = time.monotonic() - begun
    return Ended(code=process.returncode, stdout=stdout, stderr=stderr, seconds=seconds)


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)
