"""A page can cost its time limit or its worker, and nothing more."""

import asyncio
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from pipelines.pool import PageTimeoutError, PoolClosedError, WorkerDiedError, WorkerPool
from tests.project import ROOT

MEGABYTE = 1_000_000


def page(behaviour: str) -> str:
    """Stands for the extraction of a page that does what its name says."""
    if behaviour == "hang":
        time.sleep(3600)
    if behaviour == "die":
        os._exit(9)
    if behaviour == "swell":
        return str(len(bytearray(2000 * MEGABYTE)))
    if behaviour == "raise":
        raise ValueError("a page that breaks the parser")
    if behaviour == "name worker":
        time.sleep(0.2)  # long enough for each worker to take one
        return str(os.getpid())
    if behaviour == "tell limits":
        return str(resource.getrlimit(resource.RLIMIT_AS))
    return f"read {behaviour}"


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool(page, workers=2, seconds=2.0, memory_bytes=500 * MEGABYTE)
    yield pool
    pool.close()


def outcomes(pool: WorkerPool, *behaviours: str) -> list[object]:
    async def run() -> list[object]:
        return await asyncio.gather(*(pool.call(name) for name in behaviours), return_exceptions=True)

    return asyncio.run(run())


def test_every_other_page_is_read_beside_one_that_hangs_and_one_that_kills_its_worker(
    pool: WorkerPool,
) -> None:
    first, hung, second, died, third = outcomes(pool, "a", "hang", "b", "die", "c")
    assert (first, second, third) == ("read a", "read b", "read c")
    assert isinstance(hung, PageTimeoutError)
    assert isinstance(died, WorkerDiedError)


def test_a_page_that_swells_past_the_memory_limit_costs_that_page(pool: WorkerPool) -> None:
    swollen, after = outcomes(pool, "swell", "a")
    assert isinstance(swollen, MemoryError)
    assert after == "read a"


def test_an_error_of_the_function_reaches_the_caller(pool: WorkerPool) -> None:
    (raised,) = outcomes(pool, "raise")
    assert isinstance(raised, ValueError)


def worker_ids(pool: WorkerPool) -> set[int]:
    return {int(str(pid)) for pid in outcomes(pool, "name worker", "name worker")}


def kill(*workers: int) -> None:
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    time.sleep(0.5)  # until the pool has seen it


def test_pages_are_read_after_an_idle_worker_was_killed(pool: WorkerPool) -> None:
    for _ in range(2):
        kill(next(iter(worker_ids(pool))))
        assert outcomes(pool, "a", "b") == ["read a", "read b"]


def test_pages_are_read_after_every_idle_worker_was_killed(pool: WorkerPool) -> None:
    kill(*worker_ids(pool))
    assert outcomes(pool, "a", "b", "c") == ["read a", "read b", "read c"]


def test_every_page_on_its_way_is_read_when_idle_workers_are_killed(pool: WorkerPool) -> None:
    large = "页" * 100_000  # more than the pipe to the workers holds: most wait in the pool's queue
    for worker in worker_ids(pool):
        os.kill(worker, signal.SIGKILL)
    assert outcomes(pool, *[large] * 48) == [f"read {large}"] * 48


def test_a_pool_that_was_closed_takes_no_page_any_more(pool: WorkerPool) -> None:
    assert outcomes(pool, "a") == ["read a"]
    pool.close()
    with pytest.raises(PoolClosedError):
        asyncio.run(pool.call("b"))


def test_a_page_that_was_being_handed_over_when_the_pool_was_closed_is_left_unread(
    pool: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(task: object) -> None:
        raise TypeError("'NoneType' object cannot be interpreted as an integer")

    async def closed_meanwhile() -> None:
        await pool.call("a")
        channel = pool._current()._pool_manager.worker_manager.pool_channel
        monkeypatch.setattr(channel, "send", torn)  # as pebble's is when it is closed while it writes
        called = asyncio.ensure_future(pool.call("b"))
        await asyncio.sleep(0)
        time.sleep(0.5)  # so that the loop hears of both at once
        pool.close()
        await called

    with pytest.raises(PoolClosedError):
        asyncio.run(closed_meanwhile())


def test_workers_keep_the_hard_limit_they_were_started_under() -> None:
    script = (
        "import asyncio, resource; from pipelines.pool import WorkerPool; from tests.pipelines.test_pool import page\n"
        "resource.setrlimit(resource.RLIMIT_AS, (10**11, 10**11))\n"
        "pool = WorkerPool(page, workers=1, seconds=20, memory_bytes=10**12)\n"
        "print(asyncio.run(pool.call('tell limits')))\n"
        "pool.close()"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == str((10**11, 10**11))
