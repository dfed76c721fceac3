"""Worker processes that read pages: a page can cost its own time limit or its worker, and nothing more."""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import signal
import sys
from collections.abc import Callable
from multiprocessing import forkserver, resource_tracker
from typing import Any

import pebble

PAGES_BEFORE_RECYCLING = 5_000
_PRELOADED = ["lxml.html", "trafilatura"]  # the slow imports, done once in the process that workers fork from


class PageTimeoutError(Exception):
    """The page took a worker longer than the time limit; the worker was replaced."""


class WorkerDiedError(Exception):
    """The page killed its worker (crash, memory); the worker was replaced."""


class WorkerPool:
    """Calls one function, importable by name, in worker processes that are started at the first call.

    `seconds` is the time limit of a call, `memory_bytes` what a worker may take beyond its size at the start.
    """

    def __init__(
        self, function: Callable[..., Any], *, workers: int, seconds: float, memory_bytes: int
    ) -> None:
        self._function = function
        self._seconds = seconds
        self._started = False
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
        _forget_main_script()
        self._pool = pebble.ProcessPool(
            max_workers=workers,
            max_tasks=PAGES_BEFORE_RECYCLING,
            initializer=_start_worker,
            initargs=(memory_bytes,),
            context=context,
        )

    async def call(self, *arguments: Any) -> Any:
        """The function's return value. Raises what it raises, PageTimeoutError or WorkerDiedError."""
        if not self._started:
            _start_server()
            self._started = True
        future = self._pool.schedule(self._function, args=arguments, timeout=self._seconds)
        try:
            return await asyncio.wrap_future(future)
        except TimeoutError:
            raise PageTimeoutError(f"over {self._seconds:g} seconds") from None
        except pebble.ProcessExpired as expired:
            raise WorkerDiedError(f"worker ended with exit code {expired.exitcode}") from None

    def close(self) -> None:
        """Stops the workers at once; calls still under way are cancelled."""
        self._pool.stop()
        self._pool.join()


def _start_server() -> None:
    """Starts the process that workers fork from with interrupts blocked, which it and they inherit.

    Ctrl-C reaches every process of the terminal, and would kill one that has not come so far as to ignore it.
    """
    resource_tracker.ensure_running()  # first: it unblocks SIGINT when it has started
    held_before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held_before)


def _start_worker(memory_bytes: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the main process, which closes the pool
    limit = _address_space() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not tell (macOS)."""
    try:
        with open("/proc/self/statm") as statm:  # noqa: PTH123 - not a file of ours
            return int(statm.read().split()[0]) * resource.getpagesize()
    except FileNotFoundError:
        return 0


def _forget_main_script() -> None:
    """Keeps new workers from importing the script that was started, and with it the whole of Scrapy.

    multiprocessing.spawn.get_preparation_data() has every child run `__main__.__file__` again.
    """
    main = sys.modules["__main__"]
    if getattr(main, "__spec__", None) is None:
        main.__file__ = None
