"""A page can cost its time limit or its worker, and nothing more."""

import asyncio
import os
import time
from collections.abc import Iterator

import pytest

from pipelines.pool import PageTimeoutError, WorkerDiedError, WorkerPool

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
