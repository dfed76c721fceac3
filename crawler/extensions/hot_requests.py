"""Requests in memory, in the order they are to be sent in."""

from __future__ import annotations

import heapq
from collections.abc import Callable

from scrapy import Request

from db.queries.frontier import Place

Order = tuple[int, int]  # the lower goes first
_Entry = tuple[Order, Request, bool]


def order_of(place: Place) -> Order:
    return -place[0], place[1]


class HotRequests:
    """The next is of the host that is asked the least at the time, the hosts in turn; of one host the first by order.

    So Scrapy's own queue does it (`scrapy.pqueues.DownloaderAwarePriorityQueue`), which cannot leave the last to
    somebody else.
    """

    def __init__(self) -> None:
        self._heaps: dict[str, list[_Entry]] = {}
        self._length = 0
        self._last_host = ""

    def __len__(self) -> int:
        return self._length

    def push(self, host: str, order: Order, request: Request, *, kept: bool) -> None:
        """`kept`: somebody else has it too, so that it may be forgotten here."""
        heapq.heappush(self._heaps.setdefault(host, []), (order, request, kept))
        self._length += 1

    def pop(self, active: Callable[[str], int]) -> Request | None:
        """`active` tells how many requests are under way to a host."""
        if not self._heaps:
            return None
        host = min(self._heaps, key=lambda name: (active(name), name <= self._last_host, name))
        self._last_host = host
        heap = self._heaps[host]
        _, request, _ = heapq.heappop(heap)
        if not heap:
            del self._heaps[host]
        self._length -= 1
        return request

    def leave(self, most: int) -> Order | None:
        """Forgets the last of those that may be, until no more than so many are left; the first one forgotten."""
        entries = sorted(
            ((order, host) for host, heap in self._heaps.items() for order, _, kept in heap if kept),
            reverse=True,
        )
        surplus = entries[: max(0, self._length - most)]
        if not surplus:
            return None
        first = surplus[-1][0]
        for host in {host for _, host in surplus}:
            left = [entry for entry in self._heaps[host] if not (entry[2] and entry[0] >= first)]
            heapq.heapify(left)
            self._heaps[host] = left
            if not left:
                del self._heaps[host]
        self._length -= len(surplus)
        return first
