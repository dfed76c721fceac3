"""Worker processes that read pages: a page can cost its own time limit or its worker, and nothing more."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import resource
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver, resource_tracker
from typing import Any

import pebble

logger = logging.getLogger(__name__)

PAGES_BEFORE_RECYCLING = 5_000
SECONDS_BETWEEN_LOOKS = 1.0  # at the pool a call waits for; one that breaks does not tell every call


class PageTimeoutError(Exception):
    """The page took a worker longer than the time limit; the worker was replaced."""


class WorkerDiedError(Exception):
    """The page killed its worker (crash, memory); the worker was replaced."""


class PoolClosedError(Exception):
    """The pool was closed before the page was read."""


class WorkerPool:
    """Calls one function, importable by name, in worker processes that are started at the first call or by `start()`.

    `seconds` is the time limit of a call, `memory_bytes` what a worker may take beyond its size at the start.
    When a worker dies while none is at work, pebble gives up the whole pool: a new one then takes its place,
    and the calls that were under way.
    """

    def __init__(
        self, function: Callable[..., Any], *, workers: int, seconds: float, memory_bytes: int
    ) -> None:
        self._function = function
        self._workers = workers
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._closed = False
        self._context = multiprocessing.get_context("forkserver")
        # all that is slow to import, once in the process that workers fork from and not in each of them
        self._context.set_forkserver_preload([function.__module__])
        _forget_main_script()
        self._pool: pebble.ProcessPool | None = None

    def start(self) -> bool:
        """Starts the workers before the first call, so that it need not wait for them; whether they run."""
        return bool(self._current().active)  # pebble starts a new pool when it is asked

    async def call(self, *arguments: Any) -> Any:
        """The function's return value. Raises what it raises, PageTimeoutError, WorkerDiedError, PoolClosedError."""
        try:
            return await self._call(arguments)
        except BrokenProcessPool:
            pass  # most likely no fault of this page
        try:
            return await self._call(arguments)
        except BrokenProcessPool as error:
            raise WorkerDiedError(f"the workers were lost twice: {error}") from None

    def close(self) -> None:
        """Stops the workers at once; calls still under way end with a PoolClosedError."""
        self._closed = True
        if self._pool is not None:
            _stop(self._pool)

    async def _call(self, arguments: tuple[Any, ...]) -> Any:
        pool = self._current()
        try:
            return await self._outcome(pool, self._schedule(pool, arguments))
        except TimeoutError:
            raise PageTimeoutError(f"over {self._seconds:g} seconds") from None
        except pebble.ProcessExpired as expired:
            raise WorkerDiedError(f"worker ended with exit code {expired.exitcode}") from None
        except BrokenProcessPool as error:
            if self._pool is pool:  # the first of its calls to hear of it
                logger.warning("the workers are started anew: %s", error)
                self._pool = None
                _stop(pool)
            raise

    def _current(self) -> pebble.ProcessPool:
        if self._pool is None:
            self._pool = self._open()
        return self._pool

    def _open(self) -> pebble.ProcessPool:
        _start_server()
        return pebble.ProcessPool(
            max_workers=self._workers,
            max_tasks=PAGES_BEFORE_RECYCLING,
            initializer=_start_worker,
            initargs=(self._memory_bytes,),
            context=self._context,
        )

    def _schedule(self, pool: pebble.ProcessPool, arguments: tuple[Any, ...]) -> Future[Any]:
        if self._closed:
            raise PoolClosedError
        try:
            return pool.schedule(self._function, args=arguments, timeout=self._seconds)
        except RuntimeError as error:  # of a pool that broke before, and of threads that cannot be started
            raise BrokenProcessPool(str(error)) from error

    async def _outcome(self, pool: pebble.ProcessPool, future: Future[Any]) -> Any:
        """What the call ends with. BrokenProcessPool also where the pool broke and left the call as it was."""
        ended = asyncio.wrap_future(future)
        try:
            while not (await asyncio.wait([ended], timeout=SECONDS_BETWEEN_LOOKS))[0]:
                if self._closed:
                    raise PoolClosedError
                if not pool.active:
                    raise BrokenProcessPool("a worker died while none was at work")
        finally:
            ended.cancel()  # of no effect on one that has ended
        # pebble takes the pool down around a page that is being handed over, which then ends with any error
        if self._closed and (ended.cancelled() or ended.exception()):
            raise PoolClosedError
        return ended.result()


def _stop(pool: pebble.ProcessPool) -> None:
    pool.stop()
    pool.join()


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
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limits = [_address_space() + memory_bytes, *(x for x in (soft, hard) if x != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))


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
