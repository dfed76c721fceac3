"""How much is done in threads at once."""

import asyncio
import threading

import pytest

from crawler.spiders.threads import Threads


@pytest.mark.parametrize("most", [1, 2])
def test_no_more_is_done_at_once_than_stated(most: int) -> None:
    lock = threading.Lock()
    running, peaks = [0], []
    full = threading.Barrier(most)

    def work(number: int) -> int:
        with lock:
            running[0] += 1
            peaks.append(running[0])
        full.wait(timeout=20)  # so many do run at once
        with lock:
            running[0] -= 1
        return number

    async def all_of_them() -> list[int]:
        threads = Threads(most)
        return await asyncio.gather(*(threads.do(work, number) for number in range(6)))

    assert asyncio.run(all_of_them()) == list(range(6))
    assert max(peaks) == most
