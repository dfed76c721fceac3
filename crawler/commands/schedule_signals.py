"""Waiting that ends at once when a signal comes, without which a handler would only be run when the wait is over."""

from __future__ import annotations

import contextlib
import select
import signal
import socket
from types import FrameType
from typing import Any, Self


class Interrupts:
    """Counts what asks a process to end, and wakes `wait` also when a process it started has ended."""

    def __init__(self) -> None:
        self.count = 0
        self.was_asked_to_end = False  # by SIGTERM, as a service is; not by a person at a terminal
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        self._woken, self._waking = socket.socketpair()
        self._woken.setblocking(False)
        self._waking.setblocking(False)
        signal.set_wakeup_fd(self._waking.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if signal.getsignal(number) != signal.SIG_IGN:  # as nohup has it
                self._before[number] = signal.signal(number, self._interrupted)
        self._before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, _nothing)
        return self

    def __exit__(self, *_: object) -> None:
        for number, reaction in self._before.items():
            signal.signal(number, reaction)
        signal.set_wakeup_fd(-1)
        self._woken.close()
        self._waking.close()

    def wait(self, seconds: float) -> None:
        if select.select([self._woken], [], [], seconds)[0]:
            with contextlib.suppress(BlockingIOError):
                while self._woken.recv(4096):
                    pass

    def _interrupted(self, number: int, _frame: FrameType | None) -> None:
        self.count += 1
        self.was_asked_to_end = number == signal.SIGTERM


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """A signal that is ignored would not wake."""
